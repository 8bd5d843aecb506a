#include "ui/timeline/lane_view.h"

#include <QEvent>
#include <algorithm>

#include "ui/timeline/timeline_style.h"

namespace interleave::ui::timeline {

LaneView::LaneView(const theme::Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(tr("Timeline lanes"));
    setAccessibleDescription(tr("A and D pan, W and S zoom, Home and End go to the ends, 0 shows the whole run"));
}

LaneView::~LaneView() = default;

void LaneView::setTheme(const theme::Theme& theme) {
    m_theme = theme;
    m_labels.clear();
    updateGeometry();
    changed();
}

void LaneView::setRecording(std::shared_ptr<const model::Recording> recording) {
    m_recording = std::move(recording);
    m_viewport.reset();
    m_seenSize = 0;
    m_scroll = 0;
    m_selectedG = 0;
    m_hover.reset();
    m_threadNames.clear();
    m_labels.clear();
    if (m_recording) {
        m_seenSize = m_recording->size();
        m_viewport.setExtent(m_recording->duration(), m_recording->finished());
    }
    changed();
}

void LaneView::refresh() {
    if (!m_recording)
        return;
    const model::EventIndex size = m_recording->size();
    const TimeWindow before = m_viewport.window();
    const Time known = m_viewport.duration();
    m_viewport.setExtent(m_recording->duration(), m_recording->finished());
    const bool grown = size != m_seenSize;
    m_seenSize = size;
    if (before == m_viewport.window()) {
        // What is in view and over does not change any more, but lanes may come.
        std::size_t lanes = 0;
        if (grown)
            m_recording->withLanes(m_kind, [&](const model::LaneSet& set) { lanes = set.lanes.size(); });
        if (!grown || (known > before.to && lanes == static_cast<std::size_t>(m_frame.lanes)))
            return;
    }
    changed();
}

void LaneView::setKind(model::LaneKind kind) {
    if (kind == m_kind)
        return;
    m_kind = kind;
    m_scroll = 0;
    m_hover.reset();
    m_labels.clear();
    changed();
}

void LaneView::setPlayhead(Time t) {
    if (t == m_viewport.playhead())
        return;
    const TimeWindow before = m_viewport.window();
    if (m_drag == Drag::none)
        m_viewport.setPlayhead(t);
    else
        m_viewport.placePlayhead(t);
    if (before == m_viewport.window())
        update();
    else
        changed();
}

void LaneView::setSelectedG(std::uint32_t g) {
    if (g == m_selectedG)
        return;
    m_selectedG = g;
    changed();
}

void LaneView::setWindow(TimeWindow window) {
    m_viewport.setWindow(window);
    changed();
}

void LaneView::setFollowing(bool on) {
    m_viewport.setFollowing(on);
    changed();
}

const TimelineFrame& LaneView::frame() {
    if (m_dirty)
        rebuild();
    return m_frame;
}

double LaneView::gutter() const {
    return m_theme.px(m_kind == model::LaneKind::core ? 76 : 66);
}

QRectF LaneView::axisRect() const {
    return {gutter(), 0, std::max(1.0, width() - gutter()), double(m_theme.px(30))};
}

QRectF LaneView::countRect() const {
    const double height = m_theme.px(46);
    return {gutter(), this->height() - height, std::max(1.0, width() - gutter()), height - m_theme.px(6)};
}

QRectF LaneView::lanesRect() const {
    const QRectF axis = axisRect();
    return {axis.left(), axis.bottom(), axis.width(), std::max(1.0, countRect().top() - axis.bottom())};
}

TimeScale LaneView::scale() const {
    return TimeScale(m_viewport.window(), lanesRect().width());
}

QRectF LaneView::laneRect(int lane) {
    const LaneLayout& layout = frame().layout;
    const QRectF lanes = lanesRect();
    return {lanes.left(), lanes.top() + layout.top(lane), lanes.width(), layout.height};
}

double LaneView::xOf(Time t) const {
    return lanesRect().left() + scale().x(t);
}

Time LaneView::timeOf(double x) const {
    return scale().time(x - lanesRect().left());
}

QSize LaneView::sizeHint() const {
    return {m_theme.px(900), m_theme.px(300)};
}

QSize LaneView::minimumSizeHint() const {
    return {m_theme.px(320), m_theme.px(120)};
}

void LaneView::resizeEvent(QResizeEvent*) {
    changed();
}

void LaneView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        m_labels.clear();
        changed();
    }
    QWidget::changeEvent(event);
}

void LaneView::changed() {
    m_dirty = true;
    update();
    Q_EMIT viewChanged();
}

QString LaneView::laneName(int lane) const {
    switch (m_kind) {
        case model::LaneKind::processor:
            return QStringLiteral("P%1").arg(lane);
        case model::LaneKind::machine:
            return QStringLiteral("M%1").arg(lane);
        case model::LaneKind::core:
            break;
    }
    return tr("core %1").arg(lane);
}

// A core's runner is a thread, whose numbers begin with 0; goroutine 0 is nobody.
bool LaneView::isNamed(std::uint32_t g, SliceState state) const {
    if (m_kind == model::LaneKind::core)
        return state == SliceState::running;
    return g != 0 && (state == SliceState::running || state == SliceState::syscall);
}

QString LaneView::runnerName(std::uint32_t g) const {
    if (m_kind != model::LaneKind::core)
        return QStringLiteral("G%1").arg(g);
    if (g < m_threadNames.size() && !m_threadNames[g].isEmpty())
        return m_threadNames[g];
    return QStringLiteral("T%1").arg(g);
}

QString LaneView::words(SliceState state) const {
    switch (state) {
        case SliceState::idle:
            // In free time the kernel may have given the core to another program.
            if (m_kind == model::LaneKind::core && m_recording && m_recording->meta().host == "free")
                return tr("none of this run");
            return tr("idle");
        case SliceState::running:
            return tr("running");
        case SliceState::spinning:
            return tr("spinning");
        case SliceState::syscall:
            return tr("system call");
        case SliceState::scheduling:
            return tr("scheduling");
        case SliceState::collector:
            return tr("GC");
        case SliceState::stopped:
            return tr("stopped");
        case SliceState::offCore:
            return tr("off core");
    }
    return {};
}

QString LaneView::emptyReason() const {
    if (m_kind == model::LaneKind::core && m_recording->meta().host == "free")
        return tr(
            "The kernel's own switches between cores were not recorded in this free run. "
            "Run it conducted to see every core.");
    if (m_recording->finished())
        return tr("The run ended before anything ran here.");
    return tr("The engine has started; its first events are on their way.");
}

}  // namespace interleave::ui::timeline
