// The navy bar along the top of the window.
#pragma once

#include <QWidget>

#include "ui/theme/theme_notifier.h"

class QLabel;
class QMenuBar;
class QPushButton;

namespace interleave::ui::shell {

// Sign and name, the menus, the family that is open, what runs (scenario, clock, GOMAXPROCS), and the film button.
class TitleBar : public QWidget {
    Q_OBJECT

public:
    explicit TitleBar(theme::ThemeNotifier* themes, QWidget* parent = nullptr);

    QMenuBar* menus() const { return m_menus; }
    QPushButton* filmButton() const { return m_film; }
    // Empty: nothing runs.
    void setRun(const QString& name, const QString& facts);
    void setFilmEnabled(bool on);

Q_SIGNALS:
    void filmRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void applyTheme(const theme::Theme& theme);
    void retranslate();

    theme::ThemeNotifier* m_themes;
    QWidget* m_logo;
    QLabel* m_name;
    QMenuBar* m_menus;
    QPushButton* m_family;
    QLabel* m_run;
    QLabel* m_facts;
    QPushButton* m_film;
};

}  // namespace interleave::ui::shell
