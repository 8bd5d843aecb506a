#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "ui/timeline/arrow_plan.h"
#include "ui/timeline/lane_raster.h"
#include "ui/timeline/timeline_geometry.h"

namespace interleave::ui::timeline {
namespace {

using model::Lane;
using model::LaneArrow;

RowRequest request(std::int64_t from, std::int64_t to, int width, std::uint32_t selected = 0) {
    return {{Time{from}, Time{to}}, width, 4, selected};
}

LaneRow row(const Lane& lane, const RowRequest& wanted) {
    LaneRow out;
    fillRow(lane, 0, wanted, out);
    return out;
}

TEST(TimelineRow, WideSlicesAreBlocksWithTheirGoroutine) {
    Lane lane;
    lane.open(Time{0}, SliceState::idle, 0);
    lane.open(Time{100}, SliceState::running, 17);
    lane.markPreempted();
    lane.open(Time{600}, SliceState::syscall, 18);
    lane.extendTo(Time{1000});
    EXPECT_EQ(describe(row(lane, request(0, 1000, 1000))),
              "0: [0,100) idle [100,600) running G17! [600,1000) syscall G18");
}

TEST(TimelineRow, ABlockIsCutAtTheWindowAndSaysSo) {
    Lane lane;
    lane.open(Time{0}, SliceState::running, 5);
    lane.extendTo(Time{1000});
    const LaneRow cut = row(lane, request(200, 300, 100));
    ASSERT_EQ(cut.blocks.size(), 1U);
    EXPECT_EQ(cut.blocks[0].x0, 0);
    EXPECT_EQ(cut.blocks[0].x1, 100);
    EXPECT_TRUE(cut.blocks[0].openLeft);
    EXPECT_TRUE(cut.blocks[0].openRight);
}

TEST(TimelineRow, NarrowNeighboursShareDenseColumns) {
    Lane lane;
    for (int i = 0; i < 40; ++i)
        lane.open(Time{i * 10}, SliceState::running, static_cast<std::uint32_t>(i % 7 + 1));
    lane.open(Time{400}, SliceState::idle, 0);
    lane.extendTo(Time{1000});
    // Ten ns are one column.
    EXPECT_EQ(describe(row(lane, request(0, 1000, 100))), "0: [0,40) dense [40,100) idle");
}

TEST(TimelineRow, NothingIsDrawnBeforeTheFirstSliceOrAfterWhatIsKnown) {
    Lane lane;
    lane.open(Time{300}, SliceState::running, 1);
    lane.extendTo(Time{500});
    EXPECT_EQ(describe(row(lane, request(0, 1000, 100))), "0: [30,50) running G1");
    EXPECT_EQ(describe(row(lane, request(600, 1000, 100))), "0:");
}

// Every slice that is wide on screen is found, however many narrow ones lie between.
TEST(TimelineRow, FindsEveryWideSliceAmongManyNarrowOnes) {
    std::mt19937_64 random(7);
    for (int round = 0; round < 20; ++round) {
        Lane lane;
        std::int64_t t = 0;
        for (int i = 0; i < 30'000; ++i) {
            lane.open(Time{t}, SliceState::running, static_cast<std::uint32_t>(i + 1));
            t += random() % 500 == 0 ? 40'000 + static_cast<std::int64_t>(random() % 60'000)
                                     : 1 + static_cast<std::int64_t>(random() % 60);
        }
        lane.extendTo(Time{t});
        const RowRequest wanted = request(0, t, 1000);
        const TimeScale scale(wanted.window, wanted.width);
        std::vector<std::size_t> expected;
        for (std::size_t i = 0; i < lane.size(); ++i) {
            const auto x0 = std::lround(scale.x(lane.slice(i).start));
            const auto x1 = std::lround(scale.x(lane.slice(i).end));
            if (x1 - x0 >= wanted.minBlock)
                expected.push_back(i);
        }
        std::vector<std::size_t> found;
        for (const Block& block : row(lane, wanted).blocks)
            found.push_back(block.slice);
        ASSERT_GT(expected.size(), 10U);
        EXPECT_EQ(found, expected);
    }
}

TEST(TimelineRow, BlocksAndDenseColumnsNeverOverlapAndLeaveNoHole) {
    std::mt19937_64 random(11);
    Lane lane;
    std::int64_t t = 0;
    for (int i = 0; i < 5'000; ++i) {
        lane.open(Time{t}, static_cast<SliceState>(random() % 4), static_cast<std::uint32_t>(random() % 9));
        t += 1 + static_cast<std::int64_t>(random() % (random() % 20 == 0 ? 5'000 : 50));
    }
    lane.extendTo(Time{t});
    const LaneRow filled = row(lane, request(0, t, 1500));
    std::vector<int> painted(1500, 0);
    for (const Block& block : filled.blocks)
        for (int x = block.x0; x < block.x1; ++x)
            ++painted[static_cast<std::size_t>(x)];
    for (const DenseRange& range : filled.dense)
        for (int x = range.x0; x < range.x1; ++x)
            ++painted[static_cast<std::size_t>(x)];
    EXPECT_EQ(std::count(painted.begin(), painted.end(), 1), 1500);
}

// The columns of dense parts tell the same shares as the slices themselves, at every level of detail.
TEST(TimelineRow, CoverageOfDenseColumnsIsThatOfTheSlices) {
    std::mt19937_64 random(3);
    Lane lane;
    std::int64_t t = 0;
    std::vector<std::pair<std::int64_t, SliceState>> slices;
    for (int i = 0; i < 200'000; ++i) {
        const auto state = random() % 3 == 0 ? SliceState::idle : SliceState::running;
        lane.open(Time{t}, state, state == SliceState::idle ? 0 : static_cast<std::uint32_t>(i + 1));
        slices.emplace_back(t, state);
        t += 5 + static_cast<std::int64_t>(random() % 40);
    }
    lane.extendTo(Time{t});
    for (const int width : {50, 700, 1900}) {
        const LaneRow filled = row(lane, request(0, t, width));
        ASSERT_EQ(filled.columns.size(), static_cast<std::size_t>(width));
        std::vector<double> running(static_cast<std::size_t>(width), 0);
        const double column = static_cast<double>(t) / width;
        for (std::size_t i = 0; i < slices.size(); ++i) {
            const double end = static_cast<double>(i + 1 < slices.size() ? slices[i + 1].first : t);
            if (slices[i].second != SliceState::running)
                continue;
            for (double a = static_cast<double>(slices[i].first); a < end;) {
                const auto x = std::min(static_cast<std::size_t>(a / column), running.size() - 1);
                const double b = std::min(end, static_cast<double>(x + 1) * column);
                running[x] += (b - a) / column;
                a = b > a ? b : end;
            }
        }
        double worst = 0;
        for (std::size_t x = 0; x < running.size(); ++x)
            worst = std::max(worst, std::abs(running[x] - filled.columns[x][1] / 255.0));
        EXPECT_LT(worst, 0.30) << width;
        double mean = 0;
        for (std::size_t x = 0; x < running.size(); ++x)
            mean += std::abs(running[x] - filled.columns[x][1] / 255.0) / static_cast<double>(running.size());
        EXPECT_LT(mean, 0.05) << width;
    }
}

TEST(TimelineRow, NarrowSlicesOfTheSelectedGoroutineAreLit) {
    Lane lane;
    for (int i = 0; i < 100; ++i)
        lane.open(Time{i * 10}, SliceState::running, i == 50 ? 99U : static_cast<std::uint32_t>(i % 7 + 1));
    lane.extendTo(Time{1000});
    const LaneRow filled = row(lane, request(0, 1000, 100, 99));
    ASSERT_EQ(filled.lit.size(), 1U);
    EXPECT_EQ(filled.lit[0], (DenseRange{50, 51}));
}

TEST(LaneLayout, LanesShareTheHeightThenShrinkThenScroll) {
    const LaneLayout four = layoutLanes(4, 212, 0);
    EXPECT_EQ(four.pitch, 53);
    EXPECT_EQ(four.maxScroll(), 0);
    const LaneLayout sixteen = layoutLanes(16, 400, 0);
    EXPECT_EQ(sixteen.pitch, 25);
    EXPECT_EQ(sixteen.maxScroll(), 0);
    const LaneLayout many = layoutLanes(64, 400, 9999);
    EXPECT_EQ(many.pitch, 20);
    EXPECT_EQ(many.maxScroll(), 64 * 20 - 400);
    EXPECT_EQ(many.scroll, many.maxScroll());
    EXPECT_EQ(many.endVisible(), 64);
    EXPECT_EQ(many.laneAt(399), 63);
    EXPECT_EQ(many.laneAt(401), -1);
}

std::vector<LaneArrow> arrowsOf(LaneArrow::Kind kind, int n) {
    std::vector<LaneArrow> arrows;
    for (int i = 0; i < n; ++i)
        arrows.push_back({kind, Time{i * 10}, Time{i * 10 + 5}, 0, 1, static_cast<std::uint32_t>(i + 1), 1, 0});
    return arrows;
}

TEST(ArrowPlan, DrawsFewStealsAndCountsMany) {
    const LaneLayout layout = layoutLanes(4, 200, 0);
    const TimeScale scale({Time{0}, Time{100'000}}, 1000);
    const auto few = planArrows(arrowsOf(LaneArrow::Kind::steal, 300), scale, layout, 0);
    EXPECT_EQ(few.shapes.size(), 300U);
    EXPECT_EQ(few.hidden, 0U);
    const auto many = planArrows(arrowsOf(LaneArrow::Kind::steal, 301), scale, layout, 0);
    EXPECT_EQ(many.shapes.size(), 0U);
    EXPECT_EQ(many.hidden, 301U);
    const auto wakes = planArrows(arrowsOf(LaneArrow::Kind::wake, 61), scale, layout, 0);
    EXPECT_EQ(wakes.shapes.size(), 0U);
}

TEST(ArrowPlan, TheSelectedGoroutinesArrowsAreDrawnAmongAnyNumber) {
    const LaneLayout layout = layoutLanes(4, 200, 0);
    const TimeScale scale({Time{0}, Time{100'000}}, 1000);
    const auto plan = planArrows(arrowsOf(LaneArrow::Kind::steal, 2000), scale, layout, 42);
    ASSERT_EQ(plan.shapes.size(), 1U);
    EXPECT_EQ(plan.shapes[0].g, 42U);
    EXPECT_TRUE(plan.shapes[0].lit);
    EXPECT_EQ(plan.hidden, 1999U);
}

TEST(ArrowPlan, AnArrowGoesFromTheVictimsLaneToTheThiefsEdge) {
    const LaneLayout layout = layoutLanes(4, 200, 0);
    const TimeScale scale({Time{0}, Time{1000}}, 1000);
    const auto plan = planArrows(arrowsOf(LaneArrow::Kind::steal, 1), scale, layout, 0);
    ASSERT_EQ(plan.shapes.size(), 1U);
    EXPECT_DOUBLE_EQ(plan.shapes[0].start.x(), 0);
    EXPECT_DOUBLE_EQ(plan.shapes[0].end.x(), 5);
    EXPECT_DOUBLE_EQ(plan.shapes[0].end.y(), layout.center(1) - layout.height / 2);
}

TEST(LaneRaster, ColumnsAreStackedByShareWithWhatRanAtTheBottom) {
    LaneRow lane;
    lane.dense.push_back({0, 10});
    lane.columns.assign(10, model::Coverage{128, 127});
    RasterStyle style;
    style.colors.states[0] = {0xFFEEEEEE, 0xFFEEEEEE};
    style.colors.states[1] = {0xFF0000FF, 0xFF0000FF};
    QImage image(10, 20, QImage::Format_RGB32);
    image.fill(Qt::white);
    paintRow(image, lane, 0, 20, style);
    EXPECT_EQ(image.pixel(5, 2), 0xFFEEEEEE);
    EXPECT_EQ(image.pixel(5, 18), 0xFF0000FF);
}

}  // namespace
}  // namespace interleave::ui::timeline
