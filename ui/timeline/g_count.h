// The area under the lanes: how many goroutines run and how many could, over time. Plain data.
#pragma once

#include <cstdint>
#include <vector>

#include "model/metrics.h"
#include "ui/timeline/time_window.h"

namespace interleave::ui::timeline {

struct CountColumn {
    float running = 0;  // the most in the column's time
    float runnable = 0;
    bool known = false;
    friend bool operator==(const CountColumn&, const CountColumn&) = default;
};

struct CountArea {
    std::vector<CountColumn> columns;
    std::uint32_t most = 0;  // running and runnable together, over the whole run so far
};

// Fills `width` columns of the window. Costs by columns and by the buckets in view, of which there are few.
void fillCounts(const model::Metrics& metrics, const TimeWindow& window, int width, CountArea& area);

}  // namespace interleave::ui::timeline
