#include "ui/shell/window_actions.h"

#include <QRegularExpression>

namespace interleave::ui::shell {

using namespace Qt::StringLiterals;

WindowActions::WindowActions(QMenuBar* bar, QUndoStack* undo, QWidget* window)
    : QObject(window), m_undo(undo->createUndoAction(this)), m_redo(undo->createRedoAction(this)) {
    make(window);
    setKeys();
    fillMenus(bar);
    retranslate();
    setRunOpen(false, false);
}

void WindowActions::make(QWidget* window) {
    for (QAction*& action : m_actions)
        action = new QAction(this);
    for (const Id id : {hold, themeAuto, themeLight, themeDark, english, chinese, presentation, leftPanel,
                        reducedMotion, debugOverlay})
        m_actions[id]->setCheckable(true);
    auto* themes = new QActionGroup(this);
    for (const Id id : {themeAuto, themeLight, themeDark})
        themes->addAction(m_actions[id]);
    auto* languages = new QActionGroup(this);
    for (const Id id : {english, chinese})
        languages->addAction(m_actions[id]);
    m_actions[leftPanel]->setChecked(true);
    window->addActions(QList<QAction*>(m_actions.begin(), m_actions.end()));
    window->addActions({m_undo, m_redo});
}

void WindowActions::setKeys() {
    m_actions[open]->setShortcut(QKeySequence::Open);
    m_actions[save]->setShortcut(QKeySequence::Save);
    m_actions[film]->setShortcut(QKeySequence(u"Ctrl+R"_s));
    m_actions[picture]->setShortcut(QKeySequence(u"Ctrl+P"_s));
    m_actions[newWindow]->setShortcut(QKeySequence::New);
    m_actions[quit]->setShortcut(QKeySequence(u"Ctrl+Q"_s));
    m_undo->setShortcut(QKeySequence::Undo);
    m_redo->setShortcuts({QKeySequence(u"Ctrl+Shift+Z"_s), QKeySequence(u"Ctrl+Y"_s)});
    m_actions[find]->setShortcut(QKeySequence::Find);
    m_actions[play]->setShortcut(QKeySequence(Qt::Key_Space));
    m_actions[stepForward]->setShortcut(QKeySequence(Qt::Key_Right));
    m_actions[stepBack]->setShortcut(QKeySequence(Qt::Key_Left));
    m_actions[toStart]->setShortcut(QKeySequence(Qt::Key_Home));
    m_actions[toEnd]->setShortcut(QKeySequence(Qt::Key_End));
    m_actions[restart]->setShortcut(QKeySequence(Qt::Key_R));
    m_actions[previousStep]->setShortcut(QKeySequence(Qt::Key_PageUp));
    m_actions[nextStep]->setShortcut(QKeySequence(Qt::Key_PageDown));
    m_actions[hold]->setShortcut(QKeySequence(Qt::Key_H));
    m_actions[presentation]->setShortcut(QKeySequence(Qt::Key_F5));
    m_actions[leftPanel]->setShortcut(QKeySequence(u"Ctrl+B"_s));
    m_actions[zoomIn]->setShortcuts({QKeySequence(u"Ctrl++"_s), QKeySequence(u"Ctrl+="_s)});
    m_actions[zoomOut]->setShortcut(QKeySequence(u"Ctrl+-"_s));
    m_actions[zoomReset]->setShortcut(QKeySequence(u"Ctrl+0"_s));
    m_actions[debugOverlay]->setShortcut(QKeySequence(Qt::Key_F12));
    m_actions[shortcuts]->setShortcut(QKeySequence(Qt::Key_F1));
}

void WindowActions::fillMenus(QMenuBar* bar) {
    const auto add = [this](QMenu* menu, std::initializer_list<Id> ids) {
        for (const Id id : ids)
            menu->addAction(m_actions[id]);
    };
    m_file = bar->addMenu(QString());
    add(m_file, {newWindow, open});
    m_recent = m_file->addMenu(QString());
    add(m_file, {save});
    m_file->addSeparator();
    add(m_file, {film, picture});
    m_file->addSeparator();
    add(m_file, {quit});
    m_edit = bar->addMenu(QString());
    m_edit->addAction(m_undo);
    m_edit->addAction(m_redo);
    m_edit->addSeparator();
    add(m_edit, {find});
    m_run = bar->addMenu(QString());
    add(m_run, {play, stepForward, stepBack, toStart, toEnd});
    m_run->addSeparator();
    add(m_run, {nextStep, previousStep, hold});
    m_run->addSeparator();
    add(m_run, {restart});
    m_view = bar->addMenu(QString());
    m_theme = m_view->addMenu(QString());
    add(m_theme, {themeAuto, themeLight, themeDark});
    m_language = m_view->addMenu(QString());
    add(m_language, {english, chinese});
    m_view->addSeparator();
    add(m_view, {presentation, leftPanel});
    m_view->addSeparator();
    add(m_view, {zoomIn, zoomOut, zoomReset});
    m_view->addSeparator();
    add(m_view, {reducedMotion, debugOverlay});
    m_help = bar->addMenu(QString());
    add(m_help, {shortcuts, about});
}

void WindowActions::setRunOpen(bool isOpen, bool restartable) {
    for (const Id id : {save, film, picture, play, stepForward, stepBack, toStart, toEnd, previousStep, nextStep})
        m_actions[id]->setEnabled(isOpen);
    m_actions[restart]->setEnabled(restartable);
}

void WindowActions::retranslate() {
    m_file->setTitle(tr("&File"));
    m_recent->setTitle(tr("Recent files"));
    m_edit->setTitle(tr("&Edit"));
    m_run->setTitle(tr("&Run"));
    m_view->setTitle(tr("&View"));
    m_theme->setTitle(tr("Theme"));
    m_language->setTitle(tr("Language"));
    m_help->setTitle(tr("&Help"));
    m_actions[open]->setText(tr("Open…"));
    m_actions[save]->setText(tr("Save run…"));
    m_actions[film]->setText(tr("Record film…"));
    m_actions[picture]->setText(tr("Save picture…"));
    m_actions[newWindow]->setText(tr("New window"));
    m_actions[quit]->setText(tr("Quit"));
    m_undo->setText(tr("Undo"));
    m_redo->setText(tr("Redo"));
    m_actions[find]->setText(tr("Search the scenarios"));
    m_actions[play]->setText(tr("Play or pause"));
    m_actions[stepForward]->setText(tr("One event on"));
    m_actions[stepBack]->setText(tr("One event back"));
    m_actions[toStart]->setText(tr("To the start"));
    m_actions[toEnd]->setText(tr("To the end"));
    m_actions[restart]->setText(tr("Restart the run"));
    m_actions[previousStep]->setText(tr("Previous step of the narration"));
    m_actions[nextStep]->setText(tr("Next step of the narration"));
    m_actions[hold]->setText(tr("Hold at each step of the narration"));
    m_actions[themeAuto]->setText(tr("As the desktop"));
    m_actions[themeLight]->setText(tr("Light"));
    m_actions[themeDark]->setText(tr("Dark"));
    m_actions[english]->setText(u"English"_s);
    m_actions[chinese]->setText(u"中文"_s);
    m_actions[presentation]->setText(tr("Presentation"));
    m_actions[leftPanel]->setText(tr("Scenarios and parameters"));
    m_actions[zoomIn]->setText(tr("Larger"));
    m_actions[zoomOut]->setText(tr("Smaller"));
    m_actions[zoomReset]->setText(tr("Normal size"));
    m_actions[reducedMotion]->setText(tr("Reduced motion"));
    m_actions[debugOverlay]->setText(tr("Figures about the program"));
    m_actions[shortcuts]->setText(tr("Keys"));
    m_actions[about]->setText(tr("About Interleave"));
}

std::vector<KeyGroup> WindowActions::keyGroups() const {
    std::vector<KeyGroup> groups;
    const auto add = [&groups](const QMenu* menu) {
        // "&Run", "运行(&R)": the letter is the menu's own affair.
        static const QRegularExpression letter(u"\\(&.\\)|&"_s);
        KeyGroup group{menu->title().remove(letter), {}};
        for (const QAction* action : menu->actions()) {
            if (!action->shortcut().isEmpty())
                group.rows.push_back(
                    {action->text().remove(u'&'), action->shortcut().toString(QKeySequence::NativeText)});
        }
        groups.push_back(std::move(group));
    };
    add(m_run);
    add(m_file);
    add(m_view);
    groups.push_back({tr("Timeline"),
                      {{tr("Zoom"), tr("wheel, W, S")},
                       {tr("Pan"), tr("drag, A, D")},
                       {tr("Show the whole run"), u"0"_s},
                       {tr("Go to a moment"), tr("click")},
                       {tr("Move the playhead"), tr("drag the time axis")}}});
    groups.push_back({tr("Stage"),
                      {{tr("Select"), tr("click, Shift+arrow keys")},
                       {tr("Select the next thing, or the one before"), u"]  ["_s},
                       {tr("Change the run there"), tr("right click")},
                       {tr("Select nothing"), u"Esc"_s}}});
    add(m_edit);
    add(m_help);
    return groups;
}

}  // namespace interleave::ui::shell
