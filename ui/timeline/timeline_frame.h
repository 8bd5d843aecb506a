// One picture of the timeline as data: taken from a recording for a window and a size, painted any number of times.
#pragma once

#include <memory>
#include <vector>

#include "model/recording.h"
#include "ui/timeline/arrow_plan.h"
#include "ui/timeline/g_count.h"
#include "ui/timeline/timeline_geometry.h"

namespace interleave::ui::timeline {

struct FrameRequest {
    model::LaneKind kind = model::LaneKind::processor;
    TimeWindow window;
    double width = 0;  // of the lanes, in units
    double height = 0;
    double ratio = 1;  // device pixels a unit
    double unit = 1;   // the theme's scale
    double scroll = 0;
    std::uint32_t selectedG = 0;
};

struct TimelineFrame {
    FrameRequest request;
    TimeScale scale;  // to units
    LaneLayout layout;
    std::vector<LaneRow> rows;  // of the visible lanes, columns in device pixels
    std::size_t rowsUsed = 0;
    ArrowPlan arrows;
    CountArea counts;
    std::uint64_t slices = 0;  // in all lanes
    int lanes = 0;

    int columns() const { return static_cast<int>(request.width * request.ratio + 0.5); }
};

// The lanes' part of the picture, from lanes that somebody else holds still.
void takeLanes(const model::LaneSet& set, const FrameRequest& request, TimelineFrame& frame);
// Takes the picture. The reader's lock is held for a time that grows with width and visible lanes only. `frame` is
// used again to keep its memory.
void takeFrame(const model::Recording& recording, const FrameRequest& request, TimelineFrame& frame);

// The slice at a moment of a lane; ok is false where there is none.
struct SliceAt {
    bool ok = false;
    std::uint16_t lane = 0;
    model::Slice slice;
};
SliceAt sliceAt(const model::Recording& recording, model::LaneKind kind, int lane, Time t);

}  // namespace interleave::ui::timeline
