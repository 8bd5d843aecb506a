// What the timeline draws, as plain data: where each lane lies and, for a span of time and a width, which slices
// are wide enough to be drawn one by one and which columns are drawn by how much of them each state covers.
//
// The cost grows with the width, not with the number of slices: a row of narrow slices is passed in strides of
// less than the least width that is drawn as a block, so no block is missed and no slice needs to be visited
// that nobody could see. Tested as text, without a window.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/lanes.h"
#include "ui/timeline/time_window.h"

namespace interleave::ui::timeline {

using model::SliceState;

// A slice that is drawn by itself: columns [x0, x1) of device pixels.
struct Block {
    int x0 = 0;
    int x1 = 0;
    std::uint32_t g = 0;
    SliceState state = SliceState::idle;
    bool preempted = false;
    bool openLeft = false;  // it goes on beyond the window
    bool openRight = false;
    std::size_t slice = 0;

    int width() const { return x1 - x0; }
    friend bool operator==(const Block&, const Block&) = default;
};

// Columns [x0, x1) that hold slices too narrow for blocks.
struct DenseRange {
    int x0 = 0;
    int x1 = 0;
    friend bool operator==(const DenseRange&, const DenseRange&) = default;
};

struct LaneRow {
    std::uint16_t lane = 0;
    std::vector<Block> blocks;
    std::vector<DenseRange> dense;
    std::vector<model::Coverage> columns;  // one a column where there are dense ranges, else empty
    std::vector<DenseRange> lit;           // columns with narrow slices of the selected G
};

struct RowRequest {
    TimeWindow window;
    int width = 0;                // columns
    int minBlock = 4;             // least width of a block, in columns
    std::uint32_t selectedG = 0;  // 0: none
    int grain = 1;                // columns that dense stretches are looked at in; at most half of minBlock
};

// Fills a row from a lane. `row` is used again to keep its memory.
void fillRow(const model::Lane& lane, std::uint16_t id, const RowRequest& request, LaneRow& row);

// One line of text: "P0 [0,120) running G17 | [120,130) dense | [130,400) idle".
std::string describe(const LaneRow& row);
const char* sliceStateName(SliceState state);

// Where lanes lie: they share the height, shrink to a least pitch, then scroll.
struct LaneLayout {
    int count = 0;
    double pitch = 0;   // from one lane's top to the next
    double height = 0;  // of a lane's bar
    double gapAbove = 0;
    double content = 0;  // of all lanes
    double view = 0;     // what there is
    double scroll = 0;

    double top(int lane) const { return lane * pitch - scroll + gapAbove; }
    double center(int lane) const { return lane * pitch - scroll + pitch / 2; }
    double maxScroll() const { return content > view ? content - view : 0; }
    // The lane at y, or −1.
    int laneAt(double y) const;
    int firstVisible() const;
    int endVisible() const;
};
LaneLayout layoutLanes(int count, double viewHeight, double scroll, double unit = 1.0);

}  // namespace interleave::ui::timeline
