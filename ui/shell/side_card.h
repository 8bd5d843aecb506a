// The lower right of the page: charts, the program, the selected object.
#pragma once

#include <QWidget>
#include <array>
#include <initializer_list>

#include "ui/charts/charts_panel.h"
#include "ui/theme/theme_notifier.h"

class QFrame;
class QPushButton;
class QStackedWidget;

namespace interleave::ui::inspector {
class InspectorView;
}
namespace interleave::ui::listing {
class ListingView;
}

namespace interleave::ui::shell {

// Three views, one seen at a time, chosen by buttons above them. Without `choice` only the charts stand there.
class SideCard : public QWidget {
    Q_OBJECT

public:
    enum Page { chartsPage, listingPage, inspectorPage };

    SideCard(theme::ThemeNotifier* themes, bool choice, QWidget* parent = nullptr);

    charts::ChartsPanel* charts() const { return m_charts; }
    listing::ListingView* listing() const { return m_listing; }
    inspector::InspectorView* inspector() const { return m_inspector; }
    QPushButton* button(Page page) const { return m_buttons[page]; }

    // The program's card, to stand elsewhere: it is no page here any more.
    QWidget* takeListing();
    // Leaves only these charts.
    void showOnly(std::initializer_list<charts::ChartsPanel::Chart> wanted);
    Page page() const;
    void setPage(Page page);

Q_SIGNALS:
    void pageChanged();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void applyTheme(const theme::Theme& theme);
    QFrame* cardAround(QWidget* view);
    QWidget* scrolled(QWidget* view);

    std::array<QPushButton*, 3> m_buttons{};
    QStackedWidget* m_stack;
    charts::ChartsPanel* m_charts;
    listing::ListingView* m_listing;
    inspector::InspectorView* m_inspector;
    std::array<QFrame*, 2> m_cards{};
    bool m_scrolls = false;
};

}  // namespace interleave::ui::shell
