#include "ui/timeline/time_window.h"

#include <algorithm>
#include <cmath>

namespace interleave::ui::timeline {

TimeWindow clamped(TimeWindow window, Time extent) {
    extent = std::max(extent, Time{kShortestSpan});
    const Duration span = std::clamp(window.span(), kShortestSpan, Duration{extent});
    Time from = window.from;
    from = std::min(from, extent - span);
    from = std::max(from, Time{0});
    return {from, from + span};
}

TimeWindow zoomed(TimeWindow window, Time anchor, double factor, Time extent) {
    const double old = static_cast<double>(window.span().count());
    const double limit = static_cast<double>(std::max(extent, Time{kShortestSpan}).count());
    const double span = std::clamp(old * factor, static_cast<double>(kShortestSpan.count()), limit);
    const double share = old > 0 ? static_cast<double>((anchor - window.from).count()) / old : 0;
    const auto from = static_cast<std::int64_t>(std::llround(static_cast<double>(anchor.count()) - share * span));
    return clamped({Time{from}, Time{from + std::llround(span)}}, extent);
}

TimeWindow panned(TimeWindow window, double share, Time extent) {
    const Duration by{std::llround(static_cast<double>(window.span().count()) * share)};
    return clamped({window.from + by, window.to + by}, extent);
}

Duration niceSpan(Duration d) {
    std::int64_t power = 1;
    const std::int64_t wanted = std::max<std::int64_t>(d.count(), 1);
    while (true) {
        for (const std::int64_t step : {1, 2, 5}) {
            if (step * power >= wanted)
                return Duration{step * power};
        }
        power *= 10;
    }
}

TimeWindow around(Time t, Duration span, double share, Time extent) {
    const Time from = t - Duration{std::llround(static_cast<double>(span.count()) * share)};
    return clamped({from, from + span}, extent);
}

double TimeScale::x(Time t) const {
    const auto span = static_cast<double>(std::max<std::int64_t>(m_window.span().count(), 1));
    return static_cast<double>((t - m_window.from).count()) * m_width / span;
}

Time TimeScale::time(double x) const {
    return m_window.from + Duration{std::llround(x * nanosecondsPerUnit())};
}

double TimeScale::nanosecondsPerUnit() const {
    return static_cast<double>(m_window.span().count()) / std::max(m_width, 1.0);
}

}  // namespace interleave::ui::timeline
