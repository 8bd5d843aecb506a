#include "ui/shell/main_window.h"

#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QMimeData>
#include <QSplitter>
#include <QTimer>
#include <QVBoxLayout>

#include "ui/debug/debug_overlay.h"
#include "ui/debug/frame_clock.h"
#include "ui/guide/guide_card.h"
#include "ui/library/library_panel.h"
#include "ui/shell/banner.h"
#include "ui/shell/keys_overlay.h"
#include "ui/shell/languages.h"
#include "ui/shell/preferences.h"
#include "ui/shell/run_desk.h"
#include "ui/shell/run_panel.h"
#include "ui/shell/side_card.h"
#include "ui/shell/title_bar.h"
#include "ui/shell/transport_bar.h"
#include "ui/shell/window_actions.h"
#include "ui/shell/workspace.h"

namespace interleave::ui::shell {

using namespace Qt::StringLiterals;

namespace {

constexpr int kFrameMilliseconds = 16;
constexpr int kFramesBetweenOverlays = 15;
// A frame that came late (the window was dragged, the machine slept) does not make the run jump.
constexpr qint64 kLongestFrame = 100'000'000;

}  // namespace

MainWindow::MainWindow(const Surroundings& surroundings)
    : m_with(surroundings),
      m_run(new Run(this)),
      m_titleBar(new TitleBar(surroundings.themes)),
      m_banner(new Banner(surroundings.themes)),
      m_desk(new RunDesk(surroundings.catalogue, m_run, m_banner, this)),
      m_actions(new WindowActions(m_titleBar->menus(), m_desk->undoStack(), this)),
      m_library(new library::LibraryPanel(surroundings.catalogue, surroundings.themes)),
      m_runPanel(new RunPanel(surroundings.themes)),
      m_page(new Workspace(m_run, surroundings.themes, Workspace::Use::window)),
      m_timer(new QTimer(this)),
      m_frameClock(new debug::FrameClock(this)),
      m_overlay(new debug::DebugOverlay(surroundings.themes->theme(), m_frameClock, this)),
      m_keys(new KeysOverlay(surroundings.themes, this)) {
    setAcceptDrops(true);
    build();
    connectParts();
    connectActions();
    connectViewActions();
    restore();
    showRun();
    m_timer->setTimerType(Qt::PreciseTimer);
    m_timer->start(kFrameMilliseconds);
    m_clock.start();
}

MainWindow::~MainWindow() = default;

void MainWindow::build() {
    m_left = new QSplitter(Qt::Vertical);
    m_left->addWidget(m_library);
    m_left->addWidget(m_runPanel);
    m_left->setStretchFactor(0, 1);
    m_left->setStretchFactor(1, 0);
    connect(m_left, &QSplitter::splitterMoved, this, [this] { m_leftChosen = true; });
    m_panels = new QSplitter(Qt::Horizontal);
    m_panels->addWidget(m_left);
    m_panels->addWidget(m_page);
    m_panels->setStretchFactor(0, 0);
    m_panels->setStretchFactor(1, 1);
    for (QSplitter* splitter : {m_left, m_panels})
        splitter->setChildrenCollapsible(false);
    m_body = new QWidget;
    auto* body = new QVBoxLayout(m_body);
    body->addWidget(m_banner);
    body->addWidget(m_panels, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_titleBar);
    column->addWidget(m_body, 1);
    m_overlay->hide();
}

void MainWindow::connectParts() {
    connect(m_timer, &QTimer::timeout, this, &MainWindow::frame);
    connect(m_run, &Run::opened, this, &MainWindow::showRun);
    connect(m_run, &Run::closed, this, &MainWindow::showRun);
    connect(m_run, &Run::phaseChanged, this, &MainWindow::showFacts);
    connect(m_library, &library::LibraryPanel::openRequested, m_desk, &RunDesk::openScenario);
    connect(m_desk, &RunDesk::settingsChanged, this, &MainWindow::showSettings);
    connect(m_desk, &RunDesk::fileOpened, this, [this](const QString& path) {
        m_with.preferences->addRecentFile(path);
        fillRecentMenu();
    });
    connect(m_desk, &RunDesk::fileSaved, this, [this](const QString& path) {
        m_with.preferences->addRecentFile(path);
        fillRecentMenu();
        m_banner->showMessage(Banner::Kind::notice, tr("Saved"), path);
    });
    connect(m_runPanel, &RunPanel::edited, m_desk, &RunDesk::change);
    connect(m_runPanel, &RunPanel::spawnRequested, m_desk, &RunDesk::spawn);
    connect(m_runPanel, &RunPanel::blockRequested, m_desk, &RunDesk::block);
    connect(m_page, &Workspace::spawnRequested, m_desk, &RunDesk::spawn);
    connect(m_page, &Workspace::blockRequested, m_desk, &RunDesk::block);
    connect(m_page, &Workspace::procsRequested, this, [this](int procs) {
        RunSettings next = m_desk->settings();
        next.procs = procs;
        m_desk->change(next, u"GOMAXPROCS"_s);
    });
    connect(m_page, &Workspace::restartRequested, m_desk, &RunDesk::restart);
    connect(m_page, &Workspace::holdRequested, this, &MainWindow::setHold);
    connect(m_page, &Workspace::languageRequested, this, &MainWindow::chooseLanguage);
    connect(m_page, &Workspace::selectionChanged, this, [this](const geometry::SelectedObject& object) {
        m_runPanel->setSelectedG(object.type == geometry::ObjectType::goroutine ? object.id : trace::kNoG);
    });
    connect(m_titleBar, &TitleBar::filmRequested, this, &MainWindow::recordFilm);
    connect(m_with.themes, &theme::ThemeNotifier::changed, this, &MainWindow::applyTheme);
    connect(m_with.languages, &Languages::changed, this, [this](const QString& language) {
        m_page->setLanguage(language);
        m_library->setLanguage(language);
        m_runPanel->setScenario(m_run->scenario(), language);
    });
}

void MainWindow::frame() {
    const qint64 passed = qMin(m_clock.nsecsElapsed(), kLongestFrame);
    m_clock.restart();
    if (isVisible() && !isMinimized())
        m_page->advanceFrame(base::Duration(passed));
    if (++m_framesSinceOverlay >= kFramesBetweenOverlays) {
        m_framesSinceOverlay = 0;
        showOverlay();
    }
}

void MainWindow::showOverlay() {
    if (!m_overlay->isVisible())
        return;
    m_overlay->setGauge(m_run->session() ? std::optional(m_run->session()->gauge()) : std::nullopt);
    m_overlay->refresh();
}

// The parameters get what they need, the catalogue what is left, but at least two fifths; until the user chooses.
void MainWindow::fitLeft() {
    if (m_leftChosen)
        return;
    const int height = m_left->height() - m_left->handleWidth();
    const int parameters = std::min(m_runPanel->wantedHeight(), height * 3 / 5);
    m_left->setSizes({height - parameters, parameters});
}

void MainWindow::open(const QString& scenarioOrFile) {
    m_desk->openNamed(scenarioOrFile);
}

void MainWindow::openLast() {
    const QString last = m_with.preferences->lastScenario();
    if (m_with.catalogue->find(last.toStdString()))
        m_desk->openScenario(last);
    else if (!m_with.catalogue->scenarios().empty())
        m_desk->openScenario(QString::fromStdString(m_with.catalogue->scenarios().front().id));
}

void MainWindow::showRun() {
    const catalogue::Scenario* scenario = m_run->scenario();
    const QString id = scenario ? QString::fromStdString(scenario->id) : QString();
    m_library->setOpen(id);
    m_runPanel->setScenario(scenario, m_with.languages->current());
    m_actions->setRunOpen(m_run->isOpen(), scenario != nullptr);
    m_titleBar->setFilmEnabled(m_run->isOpen());
    if (scenario && m_run->live())
        m_with.preferences->setLastScenario(id);
    fitLeft();
    setWindowTitle(m_run->isOpen() ? tr("%1 – Interleave").arg(m_run->title()) : u"Interleave"_s);
    showFacts();
}

void MainWindow::showFacts() {
    m_runPanel->setLive(m_run->live() && m_run->phase() == session::Phase::running);
    if (!m_run->isOpen()) {
        m_titleBar->setRun({}, {});
        return;
    }
    const model::RunMeta& meta = m_run->recording()->meta();
    const QString clock = meta.host == "free" ? tr("free time") : tr("%n core(s)", nullptr, meta.cores);
    m_titleBar->setRun(m_run->title(), tr("%1 · seed %2").arg(clock).arg(meta.seed));
}

void MainWindow::showSettings() {
    m_runPanel->setSettings(m_desk->settings());
    showFacts();
}

void MainWindow::applyTheme(const theme::Theme& theme) {
    m_overlay->setTheme(theme);
    for (QSplitter* splitter : {m_left, m_panels})
        splitter->setHandleWidth(theme.px(12));
    const int margin = theme.px(12);
    m_body->layout()->setContentsMargins(margin, margin, margin, margin);
    m_body->layout()->setSpacing(theme.px(10));
    m_left->setMinimumWidth(theme.px(250));
    m_panels->setSizes({theme.px(258), 100'000});
    fitLeft();
}

void MainWindow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        m_actions->retranslate();
        m_desk->retell();
        showFacts();
        fitLeft();
    }
    QWidget::changeEvent(event);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    remember();
    m_timer->stop();
    m_run->close();
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    for (const QUrl& url : event->mimeData()->urls()) {
        if (url.isLocalFile())
            event->acceptProposedAction();
    }
}

void MainWindow::dropEvent(QDropEvent* event) {
    for (const QUrl& url : event->mimeData()->urls()) {
        if (!url.isLocalFile())
            continue;
        event->acceptProposedAction();
        m_desk->openFile(url.toLocalFile());
        return;
    }
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    // The layout gives its parts their sizes first.
    QMetaObject::invokeMethod(this, &MainWindow::fitLeft, Qt::QueuedConnection);
}

void MainWindow::restore() {
    const Preferences& remembered = *m_with.preferences;
    applyTheme(m_with.themes->theme());
    if (!remembered.geometry().isEmpty())
        restoreGeometry(remembered.geometry());
    else
        resize(m_with.themes->theme().px(1600), m_with.themes->theme().px(940));
    if (!remembered.panels().isEmpty())
        m_panels->restoreState(remembered.panels());
    m_leftChosen = !remembered.left().isEmpty() && m_left->restoreState(remembered.left());
    if (!remembered.page().isEmpty())
        m_page->restoreLayout(remembered.page());
    m_page->setReducedMotion(remembered.reducedMotion());
    setHold(remembered.hold());
    m_page->side()->setPage(remembered.sidePage());
    m_page->setLanguage(m_with.languages->current());
    m_library->setLanguage(m_with.languages->current());
    m_actions->action(WindowActions::reducedMotion)->setChecked(remembered.reducedMotion());
    fillRecentMenu();
    // The keys of the transport work at once; no control is picked out before it is used.
    setFocus();
}

void MainWindow::remember() {
    if (m_with.themes->theme().presentation())
        setPresentation(false);
    m_with.preferences->setGeometry(saveGeometry());
    m_with.preferences->setPanels(m_panels->saveState());
    m_with.preferences->setLeft(m_leftChosen ? m_left->saveState() : QByteArray());
    m_with.preferences->setPage(m_page->saveLayout());
    m_with.preferences->setSidePage(m_page->side()->page());
    m_with.preferences->setScale(m_with.themes->theme().scale());
}

}  // namespace interleave::ui::shell
