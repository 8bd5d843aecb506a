#include "ui/timeline/timeline_frame.h"

#include <algorithm>
#include <cmath>

namespace interleave::ui::timeline {

void takeLanes(const model::LaneSet& set, const FrameRequest& request, TimelineFrame& frame) {
    frame.request = request;
    frame.scale = TimeScale(request.window, request.width);
    frame.lanes = static_cast<int>(set.lanes.size());
    frame.slices = set.slices;
    frame.layout = layoutLanes(frame.lanes, request.height, request.scroll, request.unit);
    const int first = frame.layout.firstVisible();
    const int end = frame.layout.endVisible();
    frame.rowsUsed = static_cast<std::size_t>(std::max(end - first, 0));
    if (frame.rows.size() < frame.rowsUsed)
        frame.rows.resize(frame.rowsUsed);
    RowRequest row;
    row.window = request.window;
    row.width = frame.columns();
    row.minBlock = std::max(4, static_cast<int>(std::lround(3 * request.ratio)));
    row.selectedG = request.selectedG;
    // Many thin lanes are looked at in steps of two pixels: nobody sees less, and it takes half the time.
    row.grain = frame.layout.height * request.ratio < 24 ? 2 : 1;
    for (int lane = first; lane < end; ++lane)
        fillRow(set.lanes[static_cast<std::size_t>(lane)], static_cast<std::uint16_t>(lane), row,
                frame.rows[static_cast<std::size_t>(lane - first)]);
    frame.arrows = planArrows(set.arrows, frame.scale, frame.layout, request.selectedG);
}

void takeFrame(const model::Recording& recording, const FrameRequest& request, TimelineFrame& frame) {
    frame.request = request;
    frame.scale = TimeScale(request.window, request.width);
    recording.withLanes(request.kind, [&](const model::LaneSet& set) { takeLanes(set, request, frame); });
    recording.withMetrics([&](const model::Metrics& metrics) {
        fillCounts(metrics, request.window, static_cast<int>(request.width), frame.counts);
    });
}

SliceAt sliceAt(const model::Recording& recording, model::LaneKind kind, int lane, Time t) {
    SliceAt found;
    recording.withLanes(kind, [&](const model::LaneSet& set) {
        if (lane < 0 || lane >= static_cast<int>(set.lanes.size()))
            return;
        const model::Lane& data = set.lanes[static_cast<std::size_t>(lane)];
        const std::size_t i = data.firstEndingAfter(t);
        if (i >= data.size() || data.slice(i).start > t)
            return;
        found = {true, static_cast<std::uint16_t>(lane), data.slice(i)};
    });
    return found;
}

}  // namespace interleave::ui::timeline
