#include "ui/charts/chart_card.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

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

    m_value->setStyleSheet(QStringLiteral("font-size: %1px; font-weight: 600;").arg(m_theme.px(24)));
}

void ChartCard::setTheme(const theme::Theme& theme) {
    m_theme = theme;
    applyTheme();
    m_plot->setTheme(theme);
}

void ChartCard::setTitle(const QString& title) {
    m_title->setText(title);
    m_plot->setAccessibleName(title);
}

void ChartCard::setValue(const QString& value, const QString& unit) {
    if (m_value->text() != value)
        m_value->setText(value);
    if (m_unit->text() != unit)
        m_unit->setText(unit);
    m_plot->setAccessibleDescription(value + QLatin1Char(' ') + unit);
}

void ChartCard::setNote(const QString& note) {
    if (m_note->text() == note)
        return;
    m_note->setText(note);
    m_note->setToolTip(note);
}

QString ChartCard::value() const {
    return m_value->text();
}

QString ChartCard::note() const {
    return m_note->text();
}

}  // namespace interleave::ui::charts
