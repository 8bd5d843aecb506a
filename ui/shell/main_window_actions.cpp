// What the window's menus and keys do.
#include <QCoreApplication>
#include <QFileDialog>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QPixmap>
#include <QSplitter>
#include <QVBoxLayout>

#include "ui/debug/debug_overlay.h"
#include "ui/debug/frame_clock.h"
#include "ui/guide/guide_card.h"
#include "ui/library/library_panel.h"
#include "ui/shell/banner.h"
#include "ui/shell/film_dialog.h"
#include "ui/shell/keys_overlay.h"
#include "ui/shell/languages.h"
#include "ui/shell/main_window.h"
#include "ui/shell/preferences.h"
#include "ui/shell/run_desk.h"
#include "ui/shell/title_bar.h"
#include "ui/shell/transport_bar.h"
#include "ui/shell/window_actions.h"
#include "ui/shell/workspace.h"

namespace interleave::ui::shell {

using namespace Qt::StringLiterals;
using Id = WindowActions::Id;

void MainWindow::connectActions() {
    const auto on = [this](Id id, auto action) { connect(m_actions->action(id), &QAction::triggered, this, action); };
    TransportBar* const transport = m_page->transport();
    on(Id::open, [this] { openByDialog(); });
    on(Id::save, [this] { saveByDialog(); });
    on(Id::film, [this] { recordFilm(); });
    on(Id::picture, [this] { pictureByDialog(); });
    on(Id::newWindow, [this] { Q_EMIT newWindowRequested(); });
    on(Id::quit, [this] { close(); });
    on(Id::play, [transport] { transport->togglePlay(); });
    on(Id::stepForward, [transport] { transport->stepForward(); });
    on(Id::stepBack, [transport] { transport->stepBack(); });
    on(Id::toStart, [transport] { transport->toStart(); });
    on(Id::toEnd, [transport] { transport->toEnd(); });
    on(Id::restart, [this] { m_desk->restart(); });
    on(Id::previousStep, [this] { m_page->guideCard()->goToNeighbour(-1); });
    on(Id::nextStep, [this] { m_page->guideCard()->goToNeighbour(+1); });
    on(Id::hold, [this](bool checked) { setHold(checked); });
    on(Id::find, [this] {
        setLeftPanel(true);
        m_library->focusSearch();
    });
    on(Id::shortcuts, [this] { showShortcuts(); });
    on(Id::about, [this] { showAbout(); });
}

void MainWindow::connectViewActions() {
    const auto on = [this](Id id, auto action) { connect(m_actions->action(id), &QAction::triggered, this, action); };
    theme::ThemeNotifier* const themes = m_with.themes;
    const auto scheme = [this, themes](theme::SchemeChoice choice) {
        themes->setChoice(choice);
        m_with.preferences->setScheme(choice);
    };
    on(Id::themeAuto, [scheme] { scheme(theme::SchemeChoice::automatic); });
    on(Id::themeLight, [scheme] { scheme(theme::SchemeChoice::light); });
    on(Id::themeDark, [scheme] { scheme(theme::SchemeChoice::dark); });
    on(Id::english, [this] { chooseLanguage(u"en"_s); });
    on(Id::chinese, [this] { chooseLanguage(u"zh_CN"_s); });
    on(Id::presentation, [this](bool checked) { setPresentation(checked); });
    on(Id::leftPanel, [this](bool checked) { setLeftPanel(checked); });
    on(Id::zoomIn, [themes] { themes->zoomIn(); });
    on(Id::zoomOut, [themes] { themes->zoomOut(); });
    on(Id::zoomReset, [themes] { themes->resetZoom(); });
    on(Id::reducedMotion, [this](bool checked) {
        m_page->setReducedMotion(checked);
        m_with.preferences->setReducedMotion(checked);
    });
    on(Id::debugOverlay, [this] {
        m_frameClock->watch(this);
        m_overlay->toggle();
    });
    const auto choice = themes->choice();
    m_actions
        ->action(choice == theme::SchemeChoice::dark    ? Id::themeDark
                 : choice == theme::SchemeChoice::light ? Id::themeLight
                                                        : Id::themeAuto)
        ->setChecked(true);
    const auto mark = [this](const QString& language) {
        m_actions->action(language == u"zh_CN"_s ? Id::chinese : Id::english)->setChecked(true);
    };
    connect(m_with.languages, &Languages::changed, this, mark);
    mark(m_with.languages->current());
}

void MainWindow::chooseLanguage(const QString& language) {
    m_with.preferences->setLanguage(language);
    m_with.languages->choose(language);
}

// F5: the page alone, larger, on the whole screen.
void MainWindow::setPresentation(bool on) {
    m_actions->action(Id::presentation)->setChecked(on);
    m_titleBar->setVisible(!on);
    setLeftPanel(!on);
    m_with.themes->setPresentation(on);
    setWindowState(on ? windowState() | Qt::WindowFullScreen : windowState() & ~Qt::WindowFullScreen);
}

void MainWindow::setLeftPanel(bool on) {
    m_actions->action(Id::leftPanel)->setChecked(on);
    m_left->setVisible(on);
}

void MainWindow::setHold(bool on) {
    m_actions->action(Id::hold)->setChecked(on);
    m_page->setHold(on);
    m_with.preferences->setHold(on);
}

void MainWindow::openByDialog() {
    const QString path =
        QFileDialog::getOpenFileName(this, tr("Open a saved run"), {}, tr("Runs (*.ilv);;All files (*)"));
    if (!path.isEmpty())
        m_desk->openFile(path);
}

void MainWindow::saveByDialog() {
    const QString path =
        QFileDialog::getSaveFileName(this, tr("Save the run"), m_run->title() + u".ilv"_s, tr("Runs (*.ilv)"));
    if (!path.isEmpty())
        m_desk->saveFile(path);
}

void MainWindow::pictureByDialog() {
    const QString path = QFileDialog::getSaveFileName(this, tr("Save a picture of the page"),
                                                      m_run->title() + u".png"_s, tr("Pictures (*.png)"));
    if (!path.isEmpty() && !savePicture(path))
        m_banner->showError({path.toStdString(), tr("the picture cannot be written").toStdString(),
                             tr("see that the directory can be written to").toStdString()});
}

bool MainWindow::savePicture(const QString& path) {
    return m_page->grab().save(path, "PNG");
}

void MainWindow::recordFilm() {
    if (!m_run->isOpen())
        return;
    const session::Player& player = *m_run->player();
    FilmDialog::Source source;
    source.scenario = m_run->scenario();
    source.recording = m_run->recording();
    if (m_run->live() && m_desk->settings().conducted) {
        session::RunRequest request = m_desk->settings().request(*m_run->scenario());
        request.interventions = m_run->session()->interventions();
        source.request = std::move(request);
    }
    source.screenSecond = player.screenSecond();
    if (player.pace() == session::Pace::beat)
        source.beat = player.beat();
    source.language = m_with.languages->current();
    auto* dialog = new FilmDialog(std::move(source), m_with.themes, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &FilmDialog::recorded, this, [this](const QString& path) {
        m_banner->showMessage(Banner::Kind::notice, tr("The film is recorded"), path);
    });
    dialog->open();
}

void MainWindow::fillRecentMenu() {
    QMenu* const menu = m_actions->recentMenu();
    menu->clear();
    for (const QString& path : m_with.preferences->recentFiles())
        menu->addAction(path, this, [this, path] { m_desk->openFile(path); });
    menu->setEnabled(!menu->isEmpty());
}

void MainWindow::showShortcuts() {
    m_keys->toggle(m_actions->keyGroups());
}

void MainWindow::showAbout() {
    QMessageBox::about(this, tr("About Interleave"),
                       tr("<h3>Interleave %1</h3><p>Runs processes, threads, coroutines and an M:N scheduler, and "
                          "shows what they do. What is on screen really happened.</p>"
                          "<p>Free software under the GNU General Public License, version 3 or later.</p>")
                           .arg(QCoreApplication::applicationVersion()));
}

}  // namespace interleave::ui::shell
