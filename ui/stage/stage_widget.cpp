#include "ui/stage/stage_widget.h"

#include <QContextMenuEvent>
#include <QElapsedTimer>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QToolButton>
#include <algorithm>
#include <cmath>

#include "ui/geometry/format.h"
#include "ui/geometry/object_history.h"
#include "ui/stage/stage_accessible.h"
#include "ui/stage/stage_scene.h"
#include "ui/theme/chrome.h"

namespace interleave::ui::stage {

using geometry::ObjectType;
using geometry::SelectedObject;
using theme::Tone;

struct StageWidget::State {
    StageScene scene;
    std::shared_ptr<const model::Recording> recording;
    std::unique_ptr<geometry::Snapshotter> snapshotter;
    PlayState play = PlayState::empty;
    QString detail;
    Stats stats;
    StageControls* controls = nullptr;
    Reach reach = Reach::none;
    EventWords words;
    model::EventIndex position = 0;
    geometry::ObjectHistory history;  // of what the cursor points at
    bool walks = false;               // the arrow keys are the stage's: it was reached by Tab
};

StageWidget::StageWidget(QWidget* parent) : QWidget(parent), m_state(std::make_unique<State>()) {
    installStageAccessibility();
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(tr("Scheduler stage"));
    m_state->controls = new StageControls(this);
    m_state->controls->setTheme(m_state->scene.theme());
    connect(m_state->controls, &StageControls::spawnRequested, this, &StageWidget::spawnRequested);
    connect(m_state->controls, &StageControls::blockRequested, this, &StageWidget::blockRequested);
    connect(m_state->controls, &StageControls::procsRequested, this, &StageWidget::procsRequested);
    setPlayState(PlayState::empty);
}

StageWidget::~StageWidget() = default;

void StageWidget::setRecording(std::shared_ptr<const model::Recording> recording) {
    m_state->recording = std::move(recording);
    m_state->history.setRecording(m_state->recording);
    m_state->snapshotter = std::make_unique<geometry::Snapshotter>(m_state->recording);
    m_state->scene.clear();
    placeControls();
    setPlayState(m_state->recording ? m_state->play : PlayState::empty);
    update();
}

void StageWidget::showFrame(const model::World& world, const model::Cursor::Step& step, model::EventIndex position) {
    m_state->position = position;
    if (!m_state->snapshotter)
        m_state->snapshotter = std::make_unique<geometry::Snapshotter>(m_state->recording);
    geometry::StageSnapshot snapshot = m_state->snapshotter->take(world, step.moves);
    m_state->scene.show(std::move(snapshot), {step.moves, step.pMoves, step.events, step.jumped});
    const auto procs = static_cast<int>(m_state->scene.snapshot().processors.size());
    if (procs != m_state->controls->procs() || m_state->controls->isHidden()) {
        m_state->controls->setProcs(procs);
        placeControls();
    }
    showHoverNotes();
    setPlayState(m_state->play, m_state->detail);
    update();
}

void StageWidget::advance(Duration screen) {
    const bool moved = m_state->scene.animating();
    m_state->scene.advance(screen);
    if (moved)
        update();
}

void StageWidget::settle() {
    m_state->scene.settle();
    update();
}

const StageScene& StageWidget::scene() const {
    return m_state->scene;
}

bool StageWidget::animating() const {
    return m_state->scene.animating();
}

void StageWidget::setTheme(const theme::Theme& theme) {
    m_state->scene.setTheme(theme);
    m_state->controls->setTheme(theme);
    placeControls();
    update();
}

StageControls* StageWidget::controls() const {
    return m_state->controls;
}

// The buttons stand in the head, between the chips and the legend.
void StageWidget::placeControls() {
    StageControls& controls = *m_state->controls;
    const bool shown = !m_state->scene.empty() && m_state->reach != Reach::none && m_state->reach != Reach::noRun;
    controls.setVisible(shown);
    controls.ensurePolished();
    const QSize size = controls.sizeHint();
    m_state->scene.setActionsWidth(shown ? size.width() : 0);
    const QRectF place = m_state->scene.layout().actionsRect;
    if (shown)
        controls.setGeometry(
            QRect(QPoint(qRound(place.left()), qRound(place.center().y() - size.height() / 2.0)), size));
}

void StageWidget::setEventWords(EventWords words) {
    m_state->words = std::move(words);
}

// What happened last to what the cursor points at, and what can be done to it.
void StageWidget::showHoverNotes() {
    const SelectedObject object = m_state->scene.hover();
    QStringList notes;
    if (m_state->recording && m_state->words && !object.empty()) {
        constexpr std::size_t kTold = 3;
        const auto& events = m_state->history.at(object, m_state->position, kTold);
        for (auto event = events.rbegin(); event != events.rend(); ++event)
            notes << geometry::durationText(base::Time{static_cast<std::int64_t>(event->event.time)}) +
                         QStringLiteral("  ") + m_state->words(*event, *m_state->recording);
        if (events.empty())
            notes << tr("Nothing has happened here yet");
    }
    if (m_state->reach == Reach::ready && object.type == ObjectType::goroutine)
        notes << tr("B or right click: block it in a system call");
    if (m_state->reach == Reach::ready && object.type == ObjectType::processor)
        notes << tr("N: spawn a goroutine; + and −: more or fewer Ps");
    m_state->scene.setHoverNotes(std::move(notes));
}

void StageWidget::setPlayState(PlayState state, const QString& detail) {
    m_state->play = state;
    m_state->detail = detail;
    StageScene& scene = m_state->scene;
    switch (state) {
        case PlayState::empty:
            scene.setNotice(tr("No run yet"),
                            tr("Choose a scenario at the left and press play. Everything that moves here then really "
                               "happens in the engine."));
            break;
        case PlayState::loading:
            scene.setNotice(tr("Starting the engine"), detail, true);
            break;
        case PlayState::playing:
            scene.setStatus(tr("Playing"), Tone::running);
            break;
        case PlayState::paused:
            scene.setStatus(
                tr("Paused at %1").arg(detail.isEmpty() ? geometry::durationText(scene.snapshot().now) : detail),
                Tone::runnable);
            break;
        case PlayState::live:
            scene.setStatus(tr("Live"), Tone::collector);
            break;
        case PlayState::ended:
            scene.setStatus(detail.isEmpty() ? tr("Ended") : detail, Tone::neutral);
            break;
        case PlayState::engineLost:
            scene.setStatus(tr("Engine lost"), Tone::danger);
            scene.setNotice(
                tr("The engine was lost"),
                detail.isEmpty() ? tr("Its process ended before the run did. What it recorded is kept.") : detail);
            break;
    }
    if (state != PlayState::loading && scene.empty() && state != PlayState::empty && state != PlayState::engineLost)
        scene.setNotice(tr("Waiting for the first event"), {}, true);
    update();
}

void StageWidget::setReducedMotion(bool on) {
    m_state->scene.setReducedMotion(on);
}

void StageWidget::setReach(Reach reach) {
    m_state->reach = reach;
    m_state->controls->setReach(reach);
    placeControls();
}

void StageWidget::setSelection(SelectedObject object) {
    if (object == m_state->scene.selection())
        return;
    m_state->scene.setSelection(object);
    m_state->controls->setGoroutine(object.type == ObjectType::goroutine ? object.id : 0);
    placeControls();
    QAccessibleEvent event(this, QAccessible::Focus);
    QAccessible::updateAccessibility(&event);
    update();
}

SelectedObject StageWidget::selection() const {
    return m_state->scene.selection();
}
SelectedObject StageWidget::hover() const {
    return m_state->scene.hover();
}

QPointF StageWidget::positionOf(SelectedObject object) const {
    for (const geometry::Target& target : geometry::targets(m_state->scene.layout()))
        if (target.object == object)
            return target.rect.center();
    return {};
}

StageWidget::Stats StageWidget::stats() const {
    Stats stats = m_state->stats;
    stats.flights = static_cast<int>(m_state->scene.animator().flights().size());
    stats.shown = m_state->scene.layout().tokens.size();
    stats.aggregated = m_state->scene.animator().aggregated();
    return stats;
}

QSize StageWidget::sizeHint() const {
    return {1368, 625};
}
QSize StageWidget::minimumSizeHint() const {
    return {720, 380};
}

void StageWidget::paintEvent(QPaintEvent*) {
    QElapsedTimer timer;
    timer.start();
    QPainter painter(this);
    StageScene& scene = m_state->scene;
    scene.setRatio(painter.device()->devicePixelRatioF());
    scene.setSize(QSizeF(size()));
    scene.paint(painter);
    if (hasFocus()) {
        const theme::Theme& theme = scene.theme();
        const double inset = theme.px(3);
        theme::drawBox(painter, QRectF(rect()).adjusted(inset, inset, -inset, -inset), Qt::transparent,
                       theme.colors().accent, theme.radius(theme::Radius::panel), theme.stroke(theme::Stroke::strong));
    }
    m_state->stats.paintMilliseconds = static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

void StageWidget::resizeEvent(QResizeEvent*) {
    m_state->scene.setSize(QSizeF(size()));
    placeControls();
}

void StageWidget::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        setAccessibleName(tr("Scheduler stage"));
        m_state->scene.setTheme(m_state->scene.theme());
        placeControls();
        setPlayState(m_state->play, m_state->detail);
    }
    QWidget::changeEvent(event);
}

// --- mouse and keys

void StageWidget::mouseMoveEvent(QMouseEvent* event) {
    StageScene& scene = m_state->scene;
    const SelectedObject object =
        scene.empty() ? SelectedObject{} : geometry::objectAt(scene.layout(), event->position());
    const bool changed = object != scene.hover();
    scene.setHover(object, event->position());
    if (changed) {
        showHoverNotes();
        Q_EMIT hovered(object);
    }
    if (changed || !object.empty())
        update();
}

void StageWidget::leaveEvent(QEvent*) {
    if (m_state->scene.hover().empty())
        return;
    m_state->scene.setHover({}, {});
    Q_EMIT hovered({});
    update();
}

void StageWidget::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || m_state->scene.empty())
        return;
    m_state->walks = false;
    const SelectedObject object = geometry::objectAt(m_state->scene.layout(), event->position());
    setSelection(object);
    Q_EMIT selected(object);
}

void StageWidget::keyPressEvent(QKeyEvent* event) {
    const auto more = event->modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier);
    if (more || (!m_state->scene.empty() && intervene(event->key()))) {
        if (more)
            QWidget::keyPressEvent(event);
        return;
    }
    QPointF direction;
    switch (event->key()) {
        case Qt::Key_Left:
            direction = {-1, 0};
            break;
        case Qt::Key_Right:
            direction = {1, 0};
            break;
        case Qt::Key_Up:
            direction = {0, -1};
            break;
        case Qt::Key_Down:
            direction = {0, 1};
            break;
        case Qt::Key_BracketLeft:
        case Qt::Key_BracketRight:
            goOn(event->key() == Qt::Key_BracketRight ? 1 : -1);
            return;
        case Qt::Key_Escape:
            if (!selection().empty()) {
                setSelection({});
                Q_EMIT selected({});
                return;
            }
            [[fallthrough]];
        default:
            QWidget::keyPressEvent(event);
            return;
    }
    walk(direction);
}

// The nearest thing in that direction, with what lies aside counting double.
bool StageWidget::walk(QPointF direction) {
    const QPointF from = positionOf(selection());
    SelectedObject best;
    double bestCost = 1e18;
    for (const geometry::Target& target : geometry::targets(m_state->scene.layout())) {
        const QPointF way = target.rect.center() - from;
        const double ahead = QPointF::dotProduct(way, direction);
        if (target.object == selection() || (!selection().empty() && ahead < 2))
            continue;
        const double aside = std::abs(way.x() * direction.y()) + std::abs(way.y() * direction.x());
        const double cost = selection().empty() ? way.x() + way.y() * 4 : ahead + aside * 2.5;
        if (cost < bestCost) {
            bestCost = cost;
            best = target.object;
        }
    }
    if (best.empty())
        return false;
    setSelection(best);
    Q_EMIT selected(best);
    return true;
}

// To the next thing in reading order, or the one before: so everything is reached.
void StageWidget::goOn(int by) {
    const std::vector<geometry::Target> all = geometry::targets(m_state->scene.layout());
    if (all.empty())
        return;
    const auto now = std::ranges::find(all, selection(), &geometry::Target::object);
    const auto count = static_cast<std::ptrdiff_t>(all.size());
    const std::ptrdiff_t from = now != all.end() ? now - all.begin() : by > 0 ? -1 : 0;
    setSelection(all[static_cast<std::size_t>((from + by + count) % count)].object);
    Q_EMIT selected(selection());
}

// N, B, + and − do what the buttons do.
bool StageWidget::intervene(int key) {
    if (key != Qt::Key_N && key != Qt::Key_B && key != Qt::Key_Plus && key != Qt::Key_Minus)
        return false;
    StageControls& controls = *m_state->controls;
    QToolButton* button = key == Qt::Key_N      ? controls.spawn()
                          : key == Qt::Key_Plus ? controls.more()
                          : key == Qt::Key_B    ? controls.block()
                                                : controls.fewer();
    const SelectedObject under = m_state->scene.hover();
    if (key == Qt::Key_B && selection().type != ObjectType::goroutine && under.type == ObjectType::goroutine &&
        m_state->reach == Reach::ready)
        Q_EMIT blockRequested(under.id);
    else if (button->isVisibleTo(this))
        button->click();  // a disabled one does nothing
    return true;
}

void StageWidget::contextMenuEvent(QContextMenuEvent* event) {
    if (m_state->reach == Reach::none || m_state->scene.empty())
        return;
    const StageScene& scene = m_state->scene;
    const SelectedObject object =
        event->reason() == QContextMenuEvent::Keyboard ? selection() : geometry::objectAt(scene.layout(), event->pos());
    QMenu menu(this);
    const bool ready = m_state->reach == Reach::ready;
    if (!ready)
        menu.addAction(reasonOf(m_state->reach))->setEnabled(false);
    menu.addAction(tr("Spawn a goroutine"), this, [this] { Q_EMIT spawnRequested(); })->setEnabled(ready);
    if (object.type == ObjectType::goroutine)
        menu.addAction(tr("Make G%1 block in a system call").arg(object.id), this,
                       [this, object] { Q_EMIT blockRequested(object.id); })
            ->setEnabled(ready);
    QMenu* procs = menu.addMenu(tr("GOMAXPROCS"));
    procs->setEnabled(ready);
    const auto now = static_cast<int>(scene.snapshot().processors.size());
    for (const int n : {1, 2, 3, 4, 6, 8, 16, 32, 64}) {
        QAction* action = procs->addAction(QString::number(n), this, [this, n] { Q_EMIT procsRequested(n); });
        action->setCheckable(true);
        action->setChecked(n == now);
    }
    menu.exec(event->globalPos());
}

// Who comes by Tab has no mouse: Left and Right walk over the stage, too, rather than step the run.
void StageWidget::focusInEvent(QFocusEvent* event) {
    m_state->walks = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    update();
}

bool StageWidget::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && m_state->walks && !m_state->scene.empty()) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool arrow = key->key() == Qt::Key_Left || key->key() == Qt::Key_Right;
        if (arrow && !(key->modifiers() & ~Qt::KeypadModifier))
            event->accept();
    }
    return QWidget::event(event);
}
void StageWidget::focusOutEvent(QFocusEvent*) {
    update();
}

}  // namespace interleave::ui::stage
