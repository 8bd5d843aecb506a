#include "ui/timeline/viewport.h"

#include <gtest/gtest.h>

#include "ui/timeline/time_axis.h"

namespace interleave::ui::timeline {
namespace {

Time us(std::int64_t n) {
    return Time{n * 1000};
}
Time ms(std::int64_t n) {
    return Time{n * 1'000'000};
}

std::string words(const TimeAxis& axis) {
    std::string text = axis.base.isEmpty() ? std::string{} : "from " + axis.base.toStdString() + ":";
    for (const Tick& tick : axis.ticks)
        text += (text.empty() ? "" : " | ") + tick.label.toStdString();
    return text;
}

TEST(TimeWindow, ZoomKeepsTheTimeUnderTheCursorWhereItIs) {
    const TimeWindow before{ms(10), ms(50)};
    for (const double factor : {0.5, 0.9, 1.3}) {
        const Time anchor = ms(20);
        const TimeWindow after = zoomed(before, anchor, factor, ms(1000));
        const double was = TimeScale(before, 1000).x(anchor);
        EXPECT_NEAR(TimeScale(after, 1000).x(anchor), was, 0.01) << factor;
        EXPECT_NEAR(static_cast<double>(after.span().count()), 40e6 * factor, 2);
    }
}

TEST(TimeWindow, ZoomEndsAtTheWholeRunAndAtTheShortestSpan) {
    EXPECT_EQ(zoomed({ms(10), ms(50)}, ms(20), 1e6, ms(100)), (TimeWindow{Time{0}, ms(100)}));
    EXPECT_EQ(zoomed({ms(10), ms(50)}, ms(20), 1e-9, ms(100)).span(), kShortestSpan);
}

TEST(TimeWindow, PanStopsAtBothEndsAndKeepsTheSpan) {
    EXPECT_EQ(panned({ms(10), ms(50)}, 0.5, ms(100)), (TimeWindow{ms(30), ms(70)}));
    EXPECT_EQ(panned({ms(10), ms(50)}, -9, ms(100)), (TimeWindow{Time{0}, ms(40)}));
    EXPECT_EQ(panned({ms(10), ms(50)}, 9, ms(100)), (TimeWindow{ms(60), ms(100)}));
}

TEST(TimeWindow, NiceSpansAreOneTwoOrFiveTimesAPowerOfTen) {
    EXPECT_EQ(niceSpan(Duration{1}).count(), 1);
    EXPECT_EQ(niceSpan(Duration{3}).count(), 5);
    EXPECT_EQ(niceSpan(Duration{5'001}).count(), 10'000);
    EXPECT_EQ(niceSpan(Duration{1'100'000}).count(), 2'000'000);
}

TEST(TimeAxis, TicksAreRoundAndInOneUnit) {
    EXPECT_EQ(words(timeAxis(TimeScale({ms(8400), ms(8440)}, 1000), 120)),
              "8.400 s | 8.405 s | 8.410 s | 8.415 s | 8.420 s | 8.425 s | 8.430 s | 8.435 s | 8.440 s");
    EXPECT_EQ(words(timeAxis(TimeScale({Time{0}, us(900)}, 1000), 120)), "0 µs | 200 µs | 400 µs | 600 µs | 800 µs");
    EXPECT_EQ(words(timeAxis(TimeScale({Time{0}, Time{450}}, 1000), 120)), "0 ns | 100 ns | 200 ns | 300 ns | 400 ns");
}

TEST(TimeAxis, FarFromTheStartTicksCountFromARoundBase) {
    const std::string text = words(timeAxis(TimeScale({ms(8400) + us(3), ms(8400) + us(13)}, 1000), 120));
    EXPECT_EQ(text, "from 8.40000 s: | +4 µs | +6 µs | +8 µs | +10 µs | +12 µs");
}

TEST(TimeWords, HaveThreeDigitsAndAUnit) {
    EXPECT_EQ(durationText(Duration{231'400}).toStdString(), "231 µs");
    EXPECT_EQ(durationText(Duration{4'200'000}).toStdString(), "4.20 ms");
    EXPECT_EQ(durationText(Duration{12'640'000'000}).toStdString(), "12.6 s");
    EXPECT_EQ(durationText(Duration{7}).toStdString(), "7 ns");
    EXPECT_EQ(shortDurationText(Duration{40'000'000}).toStdString(), "40 ms");
    EXPECT_EQ(timeText(ms(8422), Duration{1'000'000}).toStdString(), "8.422 s");
    EXPECT_EQ(countText(1'204'771).toStdString(), "1,204,771");
}

TEST(Viewport, GrowsWithALiveRunInRoundSpansUpToItsLimit) {
    Viewport view;
    view.setExtent(us(30), false);
    EXPECT_EQ(view.window(), (TimeWindow{Time{0}, us(50)}));
    view.setExtent(us(51), false);
    EXPECT_EQ(view.window(), (TimeWindow{Time{0}, us(100)}));
    view.setExtent(ms(300), false);
    EXPECT_EQ(view.window().span(), Viewport::kAutoSpan);
}

TEST(Viewport, AFinishedShortRunIsShownWhole) {
    Viewport view;
    view.setExtent(us(12'345), true);
    EXPECT_EQ(view.window(), (TimeWindow{Time{0}, us(12'345)}));
}

TEST(Viewport, FollowsThePlayheadAndLeavesRoomForWhatComes) {
    Viewport view;
    view.setExtent(ms(400), true);
    view.setPlayhead(ms(200));
    EXPECT_TRUE(view.window().contains(ms(200)));
    EXPECT_EQ((ms(200) - view.window().from).count(), 28'000'000);  // seven tenths of 40 ms
    view.setPlayhead(ms(400));
    EXPECT_EQ(view.window().to, ms(400));
    view.setPlayhead(ms(3));
    EXPECT_TRUE(view.window().contains(ms(3)));
}

TEST(Viewport, PanningByHandEndsTheFollowing) {
    Viewport view;
    view.setExtent(ms(400), true);
    view.setPlayhead(ms(200));
    view.pan(-2);
    EXPECT_FALSE(view.following());
    const TimeWindow chosen = view.window();
    view.setPlayhead(ms(390));
    EXPECT_EQ(view.window(), chosen);
    view.setFollowing(true);
    EXPECT_TRUE(view.window().contains(ms(390)));
}

TEST(Viewport, TheWholeRunIsShownOnDemandAndStaysWholeWhileItGrows) {
    Viewport view;
    view.setExtent(ms(300), false);
    view.showAll();
    EXPECT_EQ(view.window(), (TimeWindow{Time{0}, ms(500)}));
    view.setExtent(ms(700), false);
    EXPECT_EQ(view.window(), (TimeWindow{Time{0}, ms(1000)}));
}

}  // namespace
}  // namespace interleave::ui::timeline
