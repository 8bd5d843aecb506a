#include "ui/debug/debug_overlay.h"

#include <QEvent>
#include <QFontMetrics>
#include <QLocale>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/theme/chrome.h"

namespace interleave::ui::debug {

namespace {

QString milliseconds(base::Duration d) {
    return QString::number(static_cast<double>(d.count()) / 1e6, 'f', 1) + QStringLiteral(" ms");
}

QString count(double n) {
    return QLocale(QLocale::English).toString(static_cast<qlonglong>(std::llround(n)));
}

}  // namespace

DebugOverlay::DebugOverlay(const theme::Theme& theme, const FrameClock* clock, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_clock(clock) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    setAccessibleName(tr("Figures about the program itself"));
    parent->installEventFilter(this);
    hide();
}

void DebugOverlay::setTheme(const theme::Theme& theme) {
    m_theme = theme;
    place();
    update();
}

void DebugOverlay::setGauge(std::optional<session::Session::Gauge> gauge) {
    m_gauge = gauge;
}

void DebugOverlay::refresh() {
    if (!isVisible())
        return;
    place();
    update();
}

void DebugOverlay::toggle() {
    setVisible(!isVisible());
    if (isVisible()) {
        raise();
        place();
    }
}

QStringList DebugOverlay::lines() const {
    QStringList lines;
    if (m_clock->frames() == 0)
        lines << tr("frame: none painted yet");
    else
        lines << tr("frame %1 median, %2 worst of %3")
                     .arg(milliseconds(m_clock->median()), milliseconds(m_clock->worst()),
                          count(static_cast<double>(m_clock->frames())))
              << tr("%1 frames/s").arg(count(m_clock->framesPerSecond()));
    if (!m_gauge) {
        lines << tr("no engine runs");
        return lines;
    }
    lines << tr("fullest ring %1 %").arg(count(m_gauge->ringFill * 100))
          << tr("dropped %1 events").arg(count(static_cast<double>(m_gauge->dropped)))
          << tr("%1 events/s").arg(count(m_gauge->eventsPerSecond))
          << tr("drain %1 ms").arg(QString::number(m_gauge->drainMilliseconds, 'f', 2));
    return lines;
}

void DebugOverlay::place() {
    const QFontMetrics metrics(m_theme.font(theme::Role::monoSmall));
    int width = 0;
    const QStringList text = lines();
    for (const QString& line : text)
        width = std::max(width, metrics.horizontalAdvance(line));
    const QSize size(width + m_theme.px(28), static_cast<int>(text.size()) * m_theme.px(20) + m_theme.px(18));
    const QWidget* over = parentWidget();
    setGeometry(QRect(QPoint(m_theme.px(12), over->height() - size.height() - m_theme.px(12)), size));
}

void DebugOverlay::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const theme::Palette& c = m_theme.colors();
    QColor ground = c.navy;
    ground.setAlphaF(0.93F);
    theme::drawBox(painter, QRectF(rect()), ground, c.navyEdge, m_theme.pxF(8), 1);
    QRectF line(m_theme.px(14), m_theme.px(9), width() - m_theme.px(20), m_theme.px(20));
    for (const QString& text : lines()) {
        const bool bad = m_gauge && m_gauge->dropped > 0 && text.startsWith(tr("dropped"));
        theme::drawText(painter, line, text, m_theme.font(theme::Role::monoSmall), bad ? c.runnext : c.navyText);
        line.translate(0, m_theme.px(20));
    }
}

bool DebugOverlay::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    return QWidget::eventFilter(watched, event);
}

}  // namespace interleave::ui::debug
