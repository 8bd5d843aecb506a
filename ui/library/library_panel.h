// The catalogue at the left of the window.
#pragma once

#include <QFrame>

#include "catalogue/catalogue.h"
#include "ui/theme/theme_notifier.h"

class QLabel;
class QLineEdit;
class QListView;

namespace interleave::ui::library {

class ScenarioDelegate;
class ScenarioListModel;

// A search field over the list of scenarios. A click or Enter on a scenario asks to open it; Down in the search field
// goes to the list, Enter in it opens the first hit, Esc clears it.
class LibraryPanel : public QFrame {
    Q_OBJECT

public:
    // Catalogue and themes outlive the panel.
    LibraryPanel(const catalogue::Catalogue* catalogue, theme::ThemeNotifier* themes, QWidget* parent = nullptr);

    // "en" or "zh_CN".
    void setLanguage(const QString& language);
    // Marks the scenario that is open; empty: none.
    void setOpen(const QString& id);
    void focusSearch();

    QListView* list() const { return m_list; }
    QLineEdit* search() const { return m_search; }
    ScenarioListModel* model() const { return m_model; }

Q_SIGNALS:
    void openRequested(const QString& id);

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void retranslate();
    void applyTheme(const theme::Theme& theme);
    void openIndex(const QModelIndex& index);
    void showEmptiness();

    ScenarioListModel* m_model;
    ScenarioDelegate* m_delegate;
    QLabel* m_title;
    QLineEdit* m_search;
    QListView* m_list;
    QLabel* m_nothing;
    QString m_open;
};

}  // namespace interleave::ui::library
