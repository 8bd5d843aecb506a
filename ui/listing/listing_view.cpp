#include "ui/listing/listing_view.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QPainter>
#include <QScrollBar>
#include <algorithm>

#include "ui/theme/chrome.h"

namespace interleave::ui::listing {

using theme::Role;

namespace {

// Tabs stand at every fourth column, as gofmt's readers expect.
QString withoutTabs(const QString& line) {
    QString out;
    for (const QChar c : line) {
        if (c == QLatin1Char('\t'))
            out += QString(4 - out.size() % 4, QLatin1Char(' '));
        else
            out += c;
    }
    return out;
}

}  // namespace

ListingView::ListingView(theme::ThemeNotifier* themes, QWidget* parent)
    : QAbstractScrollArea(parent), m_theme(themes->theme()) {
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setAutoFillBackground(false);
    connect(themes, &theme::ThemeNotifier::changed, this, &ListingView::applyTheme);
}

ListingView::~ListingView() = default;

void ListingView::setProgram(const QString& name, const QString& text, std::unique_ptr<Highlighter> highlighter) {
    m_name = name;
    m_highlighter = std::move(highlighter);
    m_lines.clear();
    m_stepLine = 0;
    m_selectedLine = 0;
    if (!text.isEmpty()) {
        int carry = 0;
        QStringList lines = text.split(QLatin1Char('\n'));
        if (lines.last().isEmpty())
            lines.removeLast();
        for (const QString& raw : lines) {
            Line line{withoutTabs(raw), {}};
            if (m_highlighter)
                line.tokens = m_highlighter->tokens(line.text, &carry);
            m_lines.push_back(std::move(line));
        }
    }
    setAccessibleName(name);
    verticalScrollBar()->setValue(0);
    updateScrollBars();
    viewport()->update();
}

void ListingView::setStepLine(int line) {
    if (line == m_stepLine)
        return;
    m_stepLine = line;
    showLine(line);
    viewport()->update();
}

void ListingView::setSelectedLine(int line, const QString& label) {
    if (line == m_selectedLine && label == m_selectedLabel)
        return;
    m_selectedLine = line;
    m_selectedLabel = label;
    showLine(line);
    viewport()->update();
}

void ListingView::applyTheme(const theme::Theme& theme) {
    m_theme = theme;
    updateScrollBars();
    viewport()->update();
}

int ListingView::lineHeight() const {
    return m_theme.px(22);
}

int ListingView::marginWidth() const {
    const QFontMetricsF metrics(m_theme.font(Role::monoSmall));
    const QString widest(QString::number(std::max<std::size_t>(10, m_lines.size())).size(), QLatin1Char('0'));
    return qRound(metrics.horizontalAdvance(widest)) + m_theme.px(36);
}

int ListingView::longestLine() const {
    qsizetype longest = 0;
    for (const Line& line : m_lines)
        longest = std::max(longest, line.text.size());
    return static_cast<int>(longest);
}

void ListingView::updateScrollBars() {
    const int rows = static_cast<int>(m_lines.size()) * lineHeight() + m_theme.px(8);
    verticalScrollBar()->setSingleStep(lineHeight());
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setRange(0, std::max(0, rows - viewport()->height()));
    const QFontMetricsF metrics(m_theme.font(Role::mono));
    const int width = marginWidth() + qRound(metrics.horizontalAdvance(QLatin1Char('0')) * (longestLine() + 1));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setRange(0, std::max(0, width - viewport()->width()));
}

void ListingView::showLine(int line) {
    if (line <= 0)
        return;
    const int top = (line - 1) * lineHeight();
    const int seen = verticalScrollBar()->value();
    const int room = viewport()->height() - 3 * lineHeight();
    if (top < seen + lineHeight() || top > seen + room)
        verticalScrollBar()->setValue(top - viewport()->height() / 3);
}

void ListingView::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    updateScrollBars();
    showLine(m_stepLine);
}

void ListingView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        viewport()->update();
    QAbstractScrollArea::changeEvent(event);
}

QColor ListingView::colorOf(TokenKind kind) const {
    const theme::Palette& colors = m_theme.colors();
    switch (kind) {
        case TokenKind::keyword:
            return colors.accent;
        case TokenKind::type:
            return m_theme.tone(theme::Tone::collector).text;
        case TokenKind::call:
            return m_theme.tone(theme::Tone::waiting).text;
        case TokenKind::string:
            return m_theme.tone(theme::Tone::syscall).text;
        case TokenKind::number:
            return m_theme.tone(theme::Tone::runnable).text;
        case TokenKind::comment:
            return colors.textThird;
        case TokenKind::plain:
            break;
    }
    return colors.text;
}

void ListingView::paintEvent(QPaintEvent*) {
    QPainter painter(viewport());
    if (m_lines.empty()) {
        theme::drawText(painter, QRectF(viewport()->rect()), tr("This run has no listing"), m_theme.font(Role::label),
                        m_theme.colors().textThird, Qt::AlignCenter);
        return;
    }
    const int scrolled = verticalScrollBar()->value();
    const int first = scrolled / lineHeight();
    const int last = std::min(lineCount() - 1, (scrolled + viewport()->height()) / lineHeight());
    for (int i = first; i <= last; ++i)
        paintLine(painter, i + 1, i * lineHeight() - scrolled);
}

void ListingView::paintLine(QPainter& painter, int number, int top) const {
    const theme::Palette& colors = m_theme.colors();
    const Line& line = m_lines[static_cast<std::size_t>(number - 1)];
    const int height = lineHeight();
    const QRectF row(0, top, viewport()->width(), height);
    if (number == m_stepLine) {
        painter.fillRect(row, colors.runnextSoft);
        painter.fillRect(QRectF(0, top, m_theme.px(4), height), colors.runnext);
    }
    const int margin = marginWidth();
    theme::drawText(painter, QRectF(m_theme.px(10), top, margin - m_theme.px(26), height), QString::number(number),
                    m_theme.font(Role::monoSmall), number == m_stepLine ? colors.runnextText : colors.textThird,
                    Qt::AlignRight | Qt::AlignVCenter);
    painter.save();
    painter.setClipRect(QRectF(margin - m_theme.px(8), top, viewport()->width() - margin + m_theme.px(8), height));
    painter.setFont(m_theme.font(Role::mono));
    const QFontMetricsF metrics(painter.font());
    const double step = metrics.horizontalAdvance(QLatin1Char('0'));
    const double left = margin - horizontalScrollBar()->value();
    const double baseline = top + (height + metrics.ascent() - metrics.descent()) / 2;
    const auto draw = [&](qsizetype start, qsizetype length, TokenKind kind) {
        painter.setPen(colorOf(kind));
        painter.drawText(QPointF(left + step * static_cast<double>(start), baseline), line.text.mid(start, length));
    };
    qsizetype done = 0;
    for (const Token& token : line.tokens) {
        draw(done, token.start - done, TokenKind::plain);
        draw(token.start, token.length, token.kind);
        done = token.start + token.length;
    }
    draw(done, line.text.size() - done, TokenKind::plain);
    painter.restore();
    if (number == m_selectedLine) {
        theme::drawBox(painter, row.adjusted(m_theme.px(6), 1, -m_theme.px(4), -1), Qt::transparent, colors.accent,
                       m_theme.pxF(5), m_theme.stroke(theme::Stroke::normal));
        const QRectF label(row.right() - m_theme.px(90), top, m_theme.px(78), height);
        theme::drawText(painter, label, m_selectedLabel, m_theme.font(Role::smallStrong), colors.accent,
                        Qt::AlignRight | Qt::AlignVCenter);
    }
}

}  // namespace interleave::ui::listing
