#include "ui/shell/side_card.h"

#include <QButtonGroup>
#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/charts/charts_panel.h"
#include "ui/inspector/inspector_view.h"
#include "ui/listing/listing_view.h"

namespace interleave::ui::shell {

using namespace Qt::StringLiterals;

namespace {

constexpr int kChartHeight = 220;  // with the gap below; two are in sight at 1080 lines

}  // namespace

SideCard::SideCard(theme::ThemeNotifier* themes, bool choice, QWidget* parent)
    : QWidget(parent),
      m_stack(new QStackedWidget),
      m_charts(new charts::ChartsPanel(themes->theme())),
      m_listing(new listing::ListingView(themes)),
      m_inspector(new inspector::InspectorView(themes)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto* buttons = new QHBoxLayout;
    auto* group = new QButtonGroup(this);
    for (QPushButton*& button : m_buttons) {
        button = new QPushButton;
        button->setProperty("kind", u"segment"_s);
        button->setCheckable(true);
        button->setVisible(choice);
        group->addButton(button);
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    if (choice)
        column->addLayout(buttons);
    column->addWidget(m_stack, 1);
    m_stack->addWidget(choice ? scrolled(m_charts) : m_charts);
    m_stack->addWidget(m_cards[0] = cardAround(m_listing));
    m_stack->addWidget(m_cards[1] = cardAround(m_inspector));
    for (std::size_t i = 0; i < m_buttons.size(); ++i)
        connect(m_buttons[i], &QPushButton::clicked, this, [this, i] { setPage(static_cast<Page>(i)); });
    connect(themes, &theme::ThemeNotifier::changed, this, &SideCard::applyTheme);
    applyTheme(themes->theme());
    retranslate();
    setPage(chartsPage);
}

// All four charts one under the other: two are seen at a time, each wide enough to be read.
QWidget* SideCard::scrolled(QWidget* view) {
    auto* scroll = new QScrollArea;
    scroll->setWidget(view);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scrolls = true;
    return scroll;
}

QWidget* SideCard::takeListing() {
    m_stack->removeWidget(m_cards[0]);
    m_cards[0]->show();
    return m_cards[0];
}

void SideCard::showOnly(std::initializer_list<charts::ChartsPanel::Chart> wanted) {
    for (std::size_t i = 0; i < charts::ChartsPanel::kCharts; ++i) {
        const auto chart = static_cast<charts::ChartsPanel::Chart>(i);
        m_charts->card(chart)->setVisible(std::find(wanted.begin(), wanted.end(), chart) != wanted.end());
    }
}

QFrame* SideCard::cardAround(QWidget* view) {
    auto* card = new QFrame;
    card->setProperty("card", true);
    auto* column = new QVBoxLayout(card);
    column->addWidget(view);
    return card;
}

SideCard::Page SideCard::page() const {
    return static_cast<Page>(m_stack->currentIndex());
}

void SideCard::setPage(Page page) {
    m_stack->setCurrentIndex(page);
    m_buttons[page]->setChecked(true);
    Q_EMIT pageChanged();
}

void SideCard::applyTheme(const theme::Theme& theme) {
    layout()->setSpacing(theme.px(8));
    m_charts->setTheme(theme);
    if (m_scrolls)
        m_charts->setMinimumHeight(theme.px(kChartHeight) * static_cast<int>(charts::ChartsPanel::kCharts));
    for (QPushButton* button : m_buttons)
        button->setFixedHeight(theme.px(28));
    for (QFrame* card : m_cards)
        card->layout()->setContentsMargins(theme.px(14), theme.px(12), theme.px(10), theme.px(12));
}

void SideCard::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void SideCard::retranslate() {
    m_buttons[chartsPage]->setText(tr("Charts"));
    m_buttons[listingPage]->setText(tr("Program"));
    m_buttons[inspectorPage]->setText(tr("Selected"));
}

}  // namespace interleave::ui::shell
