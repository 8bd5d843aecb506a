#include "ui/debug/frame_clock.h"

#include <QEvent>
#include <QWidget>
#include <algorithm>
#include <vector>

namespace interleave::ui::debug {

FrameClock::FrameClock(QObject* parent) : QObject(parent) {}

void FrameClock::watch(QWidget* window) {
    window->installEventFilter(this);
}

void FrameClock::add(Duration paint) {
    m_frames[m_count++ % kKept] = {paint, std::chrono::steady_clock::now()};
}

void FrameClock::clear() {
    m_count = 0;
}

FrameClock::Duration FrameClock::median() const {
    const std::size_t n = frames();
    if (n == 0)
        return Duration{0};
    std::vector<Duration> times(n);
    std::transform(m_frames.begin(), m_frames.begin() + static_cast<std::ptrdiff_t>(n), times.begin(),
                   [](const Frame& frame) { return frame.paint; });
    const auto middle = times.begin() + static_cast<std::ptrdiff_t>(n / 2);
    std::nth_element(times.begin(), middle, times.end());
    return *middle;
}

FrameClock::Duration FrameClock::worst() const {
    Duration worst{0};
    for (std::size_t i = 0; i < frames(); ++i)
        worst = std::max(worst, m_frames[i].paint);
    return worst;
}

double FrameClock::framesPerSecond() const {
    const auto now = std::chrono::steady_clock::now();
    std::size_t recent = 0;
    for (std::size_t i = 0; i < frames(); ++i)
        recent += now - m_frames[i].end <= std::chrono::seconds(1) ? 1 : 0;
    return static_cast<double>(recent);
}

// A window's pending paints all happen inside its UpdateRequest: it is passed on from here, between two looks at
// the clock.
bool FrameClock::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::UpdateRequest || m_measuring)
        return QObject::eventFilter(watched, event);
    m_measuring = true;
    const auto start = std::chrono::steady_clock::now();
    watched->event(event);
    add(std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - start));
    m_measuring = false;
    return true;
}

}  // namespace interleave::ui::debug
