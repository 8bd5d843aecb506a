// Ticks and words for run time, from nanoseconds to seconds. Plain data.
#pragma once

#include <QString>
#include <vector>

#include "ui/timeline/time_window.h"

namespace interleave::ui::timeline {

struct Tick {
    Time at{0};
    QString label;
};

struct TimeAxis {
    Duration step{0};
    QString base;  // where labels are offsets ("+2 µs"): what they are counted from; else empty
    std::vector<Tick> ticks;
};

// Ticks at multiples of 1, 2 or 5 times a power of ten, at least `minSpacing` units apart on a scale.
// Labels are in one unit; where that would need more than four decimals they are offsets from a round base.
TimeAxis timeAxis(const TimeScale& scale, double minSpacing);

// A moment, exact to `resolution` ("8.422 s" at 1 ms).
QString timeText(Time t, Duration resolution);
// A length with three significant digits ("231 µs", "4.20 ms", "12.6 s").
QString durationText(Duration d);
// A round length without trailing zeros ("40 ms", "12.6 s").
QString shortDurationText(Duration d);
// A count in groups of three ("1,204,771"), the same in every language.
QString countText(std::uint64_t n);

}  // namespace interleave::ui::timeline
