// The span of run time that a view shows, and the arithmetic of zooming and panning it. Plain values, no window.
#pragma once

#include "base/units.h"

namespace interleave::ui::timeline {

using base::Duration;
using base::Time;

struct TimeWindow {
    Time from{0};
    Time to{0};

    Duration span() const { return to - from; }
    bool empty() const { return to <= from; }
    bool contains(Time t) const { return t >= from && t < to; }
    friend bool operator==(const TimeWindow&, const TimeWindow&) = default;
};

// The shortest span a view shows: below it a pixel is less than a tenth of a nanosecond.
inline constexpr Duration kShortestSpan{100};

// Moves the window into [0, extent], keeping its span where that fits.
TimeWindow clamped(TimeWindow window, Time extent);
// Makes the span `factor` times as long and keeps `anchor` at the same share of the window, then clamps.
TimeWindow zoomed(TimeWindow window, Time anchor, double factor, Time extent);
// Moves by a share of the span (0.1: a tenth to the right), then clamps.
TimeWindow panned(TimeWindow window, double share, Time extent);
// The least of 1, 2, 5 times a power of ten that is not less than d.
Duration niceSpan(Duration d);
// The window that puts `t` at `share` of its span.
TimeWindow around(Time t, Duration span, double share, Time extent);

// Between run time and a horizontal position: x = 0 is window.from, x = width is window.to.
class TimeScale {
public:
    TimeScale() = default;
    TimeScale(TimeWindow window, double width) : m_window(window), m_width(width) {}

    double x(Time t) const;
    Time time(double x) const;
    const TimeWindow& window() const { return m_window; }
    double width() const { return m_width; }
    // Run time of one unit of x.
    double nanosecondsPerUnit() const;

private:
    TimeWindow m_window;
    double m_width = 1;
};

}  // namespace interleave::ui::timeline
