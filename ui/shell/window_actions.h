// The menus of the window.
#pragma once

#include <QAction>
#include <QActionGroup>
#include <QMenu>
#include <QMenuBar>
#include <QObject>
#include <QUndoStack>
#include <array>
#include <vector>

#include "ui/shell/keys_overlay.h"

namespace interleave::ui::shell {

// Makes every action with its keys and puts them into the menus; whoever owns the window connects them. Actions are
// added to the window, so that their keys work while the menus are hidden.
class WindowActions : public QObject {
    Q_OBJECT

public:
    WindowActions(QMenuBar* bar, QUndoStack* undo, QWidget* window);

    enum Id {
        open,
        save,
        film,
        picture,
        newWindow,
        quit,
        play,
        stepForward,
        stepBack,
        toStart,
        toEnd,
        restart,
        previousStep,
        nextStep,
        hold,
        themeAuto,
        themeLight,
        themeDark,
        english,
        chinese,
        presentation,
        leftPanel,
        zoomIn,
        zoomOut,
        zoomReset,
        reducedMotion,
        debugOverlay,
        find,
        shortcuts,
        about,
        count
    };

    QAction* action(Id id) const { return m_actions[id]; }
    QMenu* recentMenu() const { return m_recent; }
    // Enables what needs an open run.
    void setRunOpen(bool isOpen, bool restartable);
    // All texts in the language that is installed.
    void retranslate();
    // What each key does, menu by menu, and what the mouse does.
    std::vector<KeyGroup> keyGroups() const;

private:
    void make(QWidget* window);
    void fillMenus(QMenuBar* bar);
    void setKeys();

    std::array<QAction*, count> m_actions{};
    QAction* m_undo;
    QAction* m_redo;
    QMenu* m_file = nullptr;
    QMenu* m_recent = nullptr;
    QMenu* m_edit = nullptr;
    QMenu* m_run = nullptr;
    QMenu* m_view = nullptr;
    QMenu* m_theme = nullptr;
    QMenu* m_language = nullptr;
    QMenu* m_help = nullptr;
};

}  // namespace interleave::ui::shell
