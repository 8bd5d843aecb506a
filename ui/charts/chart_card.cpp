#include "ui/charts/chart_card.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>
#include <algorithm>

namespace interleave::ui::charts {

ChartCard::ChartCard(const theme::Theme& theme, QWidget* parent) : QFrame(parent), m_theme(theme) {
    setProperty("card", true);
    m_column = new QVBoxLayout(this);
    m_head = new QHBoxLayout;
    m_title = new QLabel(this);
    m_title->setProperty("role", QStringLiteral("section"));
    m_value = new QLabel(this);
    m_unit = new QLabel(this);
    m_unit->setProperty("role", QStringLiteral("small"));
    m_note = new QLabel(this);
    m_note->setProperty("role", QStringLiteral("small"));
    m_note->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_head->addWidget(m_title, 0, Qt::AlignBaseline);
    m_head->addStretch(1);
    m_head->addWidget(m_value, 0, Qt::AlignBaseline);
    m_head->addWidget(m_unit, 0, Qt::AlignBaseline);
    m_column->addLayout(m_head);
    m_column->addWidget(m_note);
    m_plot = new ChartPlot(m_theme, this);
    m_column->addWidget(m_plot, 1);
    applyTheme();
}

void ChartCard::applyTheme() {
    m_column->setContentsMargins(m_theme.px(18), m_theme.px(10), m_theme.px(12), m_theme.px(8));
    m_column->setSpacing(0);
    m_head->setSpacing(m_theme.px(6));

    fitAnew();
}

// Where the card is narrow the unit goes to the line below, then the figure gets smaller; neither is ever cut. The
// note is cut, with its whole text in the tip.
void ChartCard::fit() {
    const QMargins edge = m_column->contentsMargins();
    const int width = this->width() - edge.left() - edge.right() - 2 * frameWidth();
    const auto wide = [](const QFont& font, const QString& text) { return QFontMetrics(font).horizontalAdvance(text); };
    const QFont small = m_theme.font(theme::Role::small);
    const int title = wide(m_theme.font(theme::Role::section), m_title->text()) + 2 * m_head->spacing();
    QFont big = m_theme.font(theme::Role::value);
    const int unit = m_head->spacing() + wide(small, m_unitText);
    m_unitBelow = m_unitBelow || title + wide(big, m_value->text()) + unit > width;
    big.setPixelSize(m_valueSize);
    while (m_valueSize > m_theme.px(16) && title + wide(big, m_value->text()) > width)
        big.setPixelSize(--m_valueSize);
    const QString unitText = m_unitBelow ? QString() : m_unitText;
    if (m_unit->text() != unitText)
        m_unit->setText(unitText);
    const QString sheet = QStringLiteral("font-size: %1px; font-weight: 600;").arg(big.pixelSize());
    if (m_value->styleSheet() != sheet)
        m_value->setStyleSheet(sheet);
    const QString note =
        m_unitBelow && !m_unitText.isEmpty() ? m_unitText + QStringLiteral(" · ") + m_noteText : m_noteText;
    const QString shown = QFontMetrics(small).elidedText(note, Qt::ElideRight, std::max(0, width));
    if (m_note->text() != shown)
        m_note->setText(shown);
    m_note->setToolTip(shown == note ? QString() : note);
}

void ChartCard::fitAnew() {
    m_unitBelow = false;
    m_valueSize = m_theme.px(24);
    fit();
}

void ChartCard::resizeEvent(QResizeEvent* event) {
    QFrame::resizeEvent(event);
    fitAnew();
}

void ChartCard::setTheme(const theme::Theme& theme) {
    m_theme = theme;
    applyTheme();
    m_plot->setTheme(theme);
}

void ChartCard::setTitle(const QString& title) {
    m_title->setText(title);
    fitAnew();
    m_plot->setAccessibleName(title);
}

void ChartCard::setValue(const QString& value, const QString& unit) {
    if (m_value->text() == value && m_unitText == unit)
        return;
    m_value->setText(value);
    m_unitText = unit;
    m_plot->setAccessibleDescription(value + QLatin1Char(' ') + unit);
    fit();
}

void ChartCard::setNote(const QString& note) {
    if (m_noteText == note)
        return;
    m_noteText = note;
    fit();
}

QString ChartCard::value() const {
    return m_value->text();
}

QString ChartCard::note() const {
    return m_noteText;
}

}  // namespace interleave::ui::charts
