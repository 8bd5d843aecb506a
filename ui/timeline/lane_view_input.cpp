// LaneView: mouse, wheel and keys.
//
// The axis and the playhead are dragged to scrub; the lanes are dragged to pan and clicked to look at that moment
// and its goroutine. The wheel zooms at the cursor, with Shift (or sideways) it pans; over the names it scrolls.
#include <QKeyEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

#include "ui/timeline/lane_view.h"

namespace interleave::ui::timeline {

namespace {

constexpr double kDragFrom = 4;        // pixels before a press becomes a drag
constexpr double kWheelZoom = 1.0025;  // by an eighth of a degree
constexpr double kKeyPan = 0.12;
constexpr double kKeyZoom = 1.5;

}  // namespace

// Two fingers pinch to zoom; and while the lanes have the keys, Home and End are theirs, not the transport's.
bool LaneView::event(QEvent* event) {
    if (event->type() == QEvent::NativeGesture && m_recording) {
        const auto* gesture = static_cast<QNativeGestureEvent*>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture) {
            m_viewport.zoom(timeOf(gesture->position().x()), 1 / std::max(0.1, 1 + gesture->value()));
            m_hover.reset();
            changed();
            return true;
        }
    }
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool ours = key->key() == Qt::Key_Home || key->key() == Qt::Key_End || key->key() == Qt::Key_PageUp ||
                          key->key() == Qt::Key_PageDown;
        if (ours && key->modifiers() == Qt::NoModifier)
            event->accept();
    }
    return QWidget::event(event);
}

void LaneView::wheelEvent(QWheelEvent* event) {
    const QPoint turn = event->angleDelta();
    const QPointF at = event->position();
    event->accept();
    if (!m_recording)
        return;
    if (at.x() < gutter()) {
        scrollLanes(-turn.y() * 0.5);
        return;
    }
    const bool sideways = (event->modifiers() & Qt::ShiftModifier) != 0;
    const int across = sideways && turn.x() == 0 ? turn.y() : turn.x();
    if (across != 0) {
        m_viewport.pan(-across / 120.0 * 0.1);
    } else if (turn.y() != 0) {
        const Time anchor = timeOf(at.x());
        m_viewport.zoom(anchor, std::pow(kWheelZoom, -turn.y()));
    }
    m_hover.reset();
    changed();
}

bool LaneView::nearPlayhead(QPointF at) const {
    return at.x() >= gutter() - 4 && std::abs(at.x() - xOf(m_viewport.playhead())) <= 4;
}

void LaneView::mousePressEvent(QMouseEvent* event) {
    if (!m_recording || (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton))
        return;
    setFocus(Qt::MouseFocusReason);
    const QPointF at = event->position();
    m_pressedAt = at;
    m_pressedWindow = m_viewport.window();
    m_pressedScroll = m_scroll;
    m_hover.reset();
    if (event->button() == Qt::MiddleButton) {
        m_drag = Drag::pan;
    } else if (axisRect().contains(at) || nearPlayhead(at) || badgeRect().contains(at)) {
        m_drag = Drag::scrub;
        scrubTo(at.x());
    } else if (at.x() >= gutter()) {
        m_drag = Drag::pressed;
    }
    update();
}

void LaneView::mouseMoveEvent(QMouseEvent* event) {
    const QPointF at = event->position();
    if (m_drag == Drag::pressed && (at - m_pressedAt).manhattanLength() >= kDragFrom)
        m_drag = Drag::pan;
    switch (m_drag) {
        case Drag::scrub:
            scrubTo(at.x());
            break;
        case Drag::pan:
            setCursor(Qt::ClosedHandCursor);
            panFrom(at);
            break;
        case Drag::pressed:
            break;
        case Drag::none:
            hoverAt(at);
            break;
    }
}

void LaneView::mouseReleaseEvent(QMouseEvent* event) {
    const Drag drag = m_drag;
    m_drag = Drag::none;
    unsetCursor();
    if (drag == Drag::pressed)
        clickAt(event->position());
    hoverAt(event->position());
}

void LaneView::mouseDoubleClickEvent(QMouseEvent* event) {
    const QRectF lanes = lanesRect();
    const QPointF at = event->position();
    if (!m_recording || event->button() != Qt::LeftButton || !lanes.contains(at))
        return;
    const int lane = frame().layout.laneAt(at.y() - lanes.top());
    const SliceAt found = sliceAt(*m_recording, m_kind, lane, timeOf(at.x()));
    if (!found.ok)
        return;
    const Duration length = std::max(found.slice.end - found.slice.start, Duration{kShortestSpan});
    setWindow({found.slice.start - length / 3, found.slice.end + length / 3});
}

void LaneView::scrubTo(double x) {
    const QRectF lanes = lanesRect();
    const Time last = std::max(m_viewport.duration(), Time{0});
    const Time t = std::clamp(timeOf(std::clamp(x, lanes.left(), lanes.right())), Time{0}, last);
    if (t == m_viewport.playhead())
        return;
    m_viewport.placePlayhead(t);
    update();
    Q_EMIT playheadMoved(t);
}

void LaneView::panFrom(QPointF at) {
    const double share = (m_pressedAt.x() - at.x()) / std::max(lanesRect().width(), 1.0);
    const auto by =
        static_cast<std::int64_t>(std::llround(static_cast<double>(m_pressedWindow.span().count()) * share));
    const double now = static_cast<double>((m_viewport.window().from - m_pressedWindow.from).count());
    const double rest = (static_cast<double>(by) - now) / static_cast<double>(m_pressedWindow.span().count());
    m_viewport.pan(rest);
    m_scroll = m_pressedScroll - (at.y() - m_pressedAt.y());
    changed();
}

void LaneView::clickAt(QPointF at) {
    const QRectF lanes = lanesRect();
    if (at.x() < lanes.left())
        return;
    const Time t = timeOf(at.x());
    SliceAt found;
    if (lanes.contains(at))
        found = sliceAt(*m_recording, m_kind, frame().layout.laneAt(at.y() - lanes.top()), t);
    scrubTo(at.x());
    if (found.ok && found.slice.g != 0 && m_kind != model::LaneKind::core)
        Q_EMIT goroutineClicked(found.slice.g);
}

void LaneView::hoverAt(QPointF at) {
    const QRectF lanes = lanesRect();
    const bool had = m_hover.has_value();
    m_hover.reset();
    if (m_recording && lanes.contains(at)) {
        const int lane = frame().layout.laneAt(at.y() - lanes.top());
        if (lane >= 0)
            m_hover = Hover{at, sliceAt(*m_recording, m_kind, lane, timeOf(at.x()))};
    }
    setCursor(m_recording && (axisRect().contains(at) || nearPlayhead(at)) ? Qt::SizeHorCursor : Qt::ArrowCursor);
    if (had || m_hover)
        update();
}

void LaneView::leaveEvent(QEvent*) {
    if (!m_hover)
        return;
    m_hover.reset();
    update();
}

void LaneView::scrollLanes(double by) {
    m_scroll = std::clamp(m_scroll + by, 0.0, frame().layout.maxScroll());
    changed();
}

void LaneView::zoomByKey(double factor) {
    const TimeWindow window = m_viewport.window();
    const Time middle = window.from + window.span() / 2;
    m_viewport.zoom(window.contains(m_viewport.playhead()) ? m_viewport.playhead() : middle, factor);
    changed();
}

void LaneView::keyPressEvent(QKeyEvent* event) {
    if (!m_recording || (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) != 0) {
        event->ignore();
        return;
    }
    switch (event->key()) {
        case Qt::Key_A:
        case Qt::Key_Left:
            m_viewport.pan(-kKeyPan);
            break;
        case Qt::Key_D:
        case Qt::Key_Right:
            m_viewport.pan(kKeyPan);
            break;
        case Qt::Key_W:
        case Qt::Key_Up:
        case Qt::Key_Plus:
        case Qt::Key_Equal:
            return zoomByKey(1 / kKeyZoom);
        case Qt::Key_S:
        case Qt::Key_Down:
        case Qt::Key_Minus:
            return zoomByKey(kKeyZoom);
        case Qt::Key_Home:
            m_viewport.toStart();
            break;
        case Qt::Key_End:
            m_viewport.toEnd();
            break;
        case Qt::Key_0:
            m_viewport.showAll();
            break;
        case Qt::Key_PageUp:
            return scrollLanes(-lanesRect().height() * 0.8);
        case Qt::Key_PageDown:
            return scrollLanes(lanesRect().height() * 0.8);
        case Qt::Key_Escape:
            if (m_selectedG == 0) {
                event->ignore();
                return;
            }
            Q_EMIT goroutineClicked(0);
            break;
        default:
            event->ignore();
            return;
    }
    changed();
}

}  // namespace interleave::ui::timeline
