#include "ui/timeline/arrow_plan.h"

#include <algorithm>
#include <cmath>

namespace interleave::ui::timeline {

namespace {

using Kind = model::LaneArrow::Kind;

// Beyond this many in the window they are not even looked through.
constexpr std::ptrdiff_t kMostLookedAt = 8'000;

ArrowShape shapeOf(const model::LaneArrow& arrow, const TimeScale& scale, const LaneLayout& layout,
                   std::uint32_t selectedG) {
    ArrowShape shape;
    shape.kind = arrow.kind;
    shape.g = arrow.g;
    shape.count = arrow.count;
    shape.event = arrow.event;
    shape.lit = selectedG != 0 && arrow.g == selectedG;
    const double half = layout.height / 2;
    const double y0 = layout.center(arrow.fromLane);
    const double y1 = layout.center(arrow.toLane);
    const double down = arrow.toLane == arrow.fromLane ? 0 : arrow.toLane > arrow.fromLane ? 1 : -1;
    shape.start = {scale.x(arrow.from), y0 + down * half * 0.55};
    shape.end = {scale.x(arrow.to), y1 - down * half};
    const double dx = shape.end.x() - shape.start.x();
    const double dy = shape.end.y() - shape.start.y();
    const double bulge = std::clamp(std::abs(dy) * 0.35, 10.0, 30.0) * std::clamp(1.0 - std::abs(dx) / 160, 0.15, 1.0);
    shape.control1 = {shape.start.x() + dx * 0.25 + bulge, shape.start.y() + dy * 0.25};
    shape.control2 = {shape.end.x() - dx * 0.1 + bulge, shape.end.y() - dy * 0.35};
    return shape;
}

}  // namespace

ArrowPlan planArrows(std::span<const model::LaneArrow> arrows, const TimeScale& scale, const LaneLayout& layout,
                     std::uint32_t selectedG) {
    ArrowPlan plan;
    const TimeWindow& window = scale.window();
    const auto byEnd = [](const model::LaneArrow& arrow, Time t) { return arrow.to < t; };
    const auto first = std::lower_bound(arrows.begin(), arrows.end(), window.from, byEnd);
    const auto last = std::lower_bound(first, arrows.end(), window.to, byEnd);
    plan.inView = static_cast<std::uint64_t>(last - first);
    plan.hidden = plan.inView;
    if (last - first > kMostLookedAt)
        return plan;
    const auto lanes = static_cast<std::size_t>(layout.count);
    const auto drawable = [&](const model::LaneArrow& a) { return a.fromLane < lanes && a.toLane < lanes; };
    const auto isWake = [](const model::LaneArrow& a) { return a.kind == Kind::wake; };
    const auto wakes = static_cast<std::size_t>(std::count_if(first, last, isWake));
    const auto others = static_cast<std::size_t>(last - first) - wakes;
    for (auto it = first; it != last && plan.shapes.size() < kMostArrows; ++it) {
        const bool few =
            isWake(*it) ? wakes <= kMostWakes && others <= kMostArrows - kMostWakes : others <= kMostArrows;
        const bool lit = selectedG != 0 && it->g == selectedG;
        if ((few || lit) && drawable(*it) && !(isWake(*it) && it->fromLane == it->toLane && !lit))
            plan.shapes.push_back(shapeOf(*it, scale, layout, selectedG));
    }
    plan.hidden = plan.inView - plan.shapes.size();
    return plan;
}

}  // namespace interleave::ui::timeline
