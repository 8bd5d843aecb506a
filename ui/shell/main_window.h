// The window.
#pragma once

#include <QElapsedTimer>
#include <QWidget>
#include <memory>

#include "catalogue/catalogue.h"
#include "ui/shell/run.h"
#include "ui/theme/theme_notifier.h"

class QSplitter;
class QTimer;

namespace interleave::ui::debug {
class DebugOverlay;
class FrameClock;
}  // namespace interleave::ui::debug
namespace interleave::ui::library {
class LibraryPanel;
}

namespace interleave::ui::shell {

class Banner;
class KeysOverlay;
class Languages;
class Preferences;
class RunDesk;
class RunPanel;
class TitleBar;
class WindowActions;
class Workspace;

// Title bar, catalogue and parameters at the left, the page of the run, and what ties them together. Many windows may
// stand at once, each with a run of its own. Closing one ends its engine.
//
// Time passes by a timer at 60 a second with the real time since the last frame.
class MainWindow : public QWidget {
    Q_OBJECT

public:
    // All of them outlive the window.
    struct Surroundings {
        const catalogue::Catalogue* catalogue = nullptr;
        theme::ThemeNotifier* themes = nullptr;
        Languages* languages = nullptr;
        Preferences* preferences = nullptr;
    };

    explicit MainWindow(const Surroundings& surroundings);
    ~MainWindow() override;

    // A scenario's id or a file.
    void open(const QString& scenarioOrFile);
    // What was open last, or the first scenario of the catalogue.
    void openLast();

    Run* run() const { return m_run; }
    RunDesk* desk() const { return m_desk; }
    Workspace* page() const { return m_page; }
    Banner* banner() const { return m_banner; }
    RunPanel* runPanel() const { return m_runPanel; }
    library::LibraryPanel* libraryPanel() const { return m_library; }
    WindowActions* actions() const { return m_actions; }
    TitleBar* titleBar() const { return m_titleBar; }
    KeysOverlay* keys() const { return m_keys; }

    void recordFilm();
    // The page as it is now, as a picture.
    bool savePicture(const QString& path);

Q_SIGNALS:
    void newWindowRequested();

protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void connectParts();
    void connectActions();
    void connectViewActions();
    void frame();
    void showRun();
    void showFacts();
    void showSettings();
    void showOverlay();
    void setPresentation(bool on);
    void setLeftPanel(bool on);
    void setHold(bool on);
    void fitLeft();
    void chooseLanguage(const QString& language);
    void openByDialog();
    void saveByDialog();
    void pictureByDialog();
    void showShortcuts();
    void showAbout();
    void fillRecentMenu();
    void applyTheme(const theme::Theme& theme);
    void restore();
    void remember();

    Surroundings m_with;
    Run* m_run;
    TitleBar* m_titleBar;
    Banner* m_banner;
    RunDesk* m_desk;
    WindowActions* m_actions;
    library::LibraryPanel* m_library;
    RunPanel* m_runPanel;
    Workspace* m_page;
    QSplitter* m_left = nullptr;
    bool m_leftChosen = false;  // the user has moved that splitter
    QSplitter* m_panels = nullptr;
    QWidget* m_body = nullptr;
    QTimer* m_timer;
    QElapsedTimer m_clock;
    debug::FrameClock* m_frameClock;
    debug::DebugOverlay* m_overlay;
    KeysOverlay* m_keys;
    int m_framesSinceOverlay = 0;
};

}  // namespace interleave::ui::shell
