// Which arrows between lanes the timeline draws, and where. Plain data.
//
// An antialiased arrow costs microseconds, and hundreds of them tell nothing: at most kMostArrows are drawn.
// Steals and hand-offs go before wakes; wakes are drawn only where there are few of them, or for the selected G.
#pragma once

#include <QPointF>
#include <span>
#include <vector>

#include "model/lanes.h"
#include "ui/timeline/timeline_geometry.h"

namespace interleave::ui::timeline {

inline constexpr std::size_t kMostArrows = 300;
inline constexpr std::size_t kMostWakes = 60;

struct ArrowShape {
    model::LaneArrow::Kind kind = model::LaneArrow::Kind::steal;
    QPointF start, control1, control2, end;
    std::uint32_t g = 0;
    std::uint32_t count = 1;
    std::uint64_t event = 0;
    bool lit = false;  // it moves the selected G
};

struct ArrowPlan {
    std::vector<ArrowShape> shapes;
    std::uint64_t inView = 0;  // all arrows that end in the window
    std::uint64_t hidden = 0;  // of them, not drawn
};

// arrows are in order of their `to`. Lanes' y are of the layout; x of the scale.
ArrowPlan planArrows(std::span<const model::LaneArrow> arrows, const TimeScale& scale, const LaneLayout& layout,
                     std::uint32_t selectedG);

}  // namespace interleave::ui::timeline
