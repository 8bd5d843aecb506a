#include "model/lanes.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "model/recording.h"
#include "model/synthetic.h"
#include "script.h"

namespace interleave::model {
namespace {

// Share of [from, to) that a state covers, by looking at every slice.
double shareOf(const Lane& lane, SliceState state, double from, double to) {
    double sum = 0;
    for (std::size_t i = 0; i < lane.size(); ++i) {
        const Slice slice = lane.slice(i);
        if (slice.state != state)
            continue;
        sum += std::max(0.0, std::min(to, static_cast<double>(slice.end.count())) -
                                 std::max(from, static_cast<double>(slice.start.count())));
    }
    return sum / (to - from);
}

Lane randomLane(std::size_t slices, unsigned seed, bool uneven) {
    std::mt19937 random(seed);
    Lane lane;
    std::int64_t t = 1'000;
    for (std::size_t i = 0; i < slices; ++i) {
        lane.open(Time{t}, static_cast<SliceState>(i % 3), static_cast<std::uint32_t>(i));
        t += 1 + static_cast<std::int64_t>(random() % (uneven && (i / 500) % 2 == 0 ? 10 : 4'000));
    }
    lane.extendTo(Time{t});
    return lane;
}

TEST(Lanes, CoverAgreesWithEverySliceWithinABucket) {
    for (const bool uneven : {false, true}) {
        const Lane lane = randomLane(20'000, uneven ? 5 : 9, uneven);
        const double begin = static_cast<double>(lane.begin().count());
        const double end = static_cast<double>(lane.end().count());
        for (const double zoom : {1.0, 0.3, 0.02, 0.001}) {
            std::vector<Coverage> out(200);
            const double from = begin + (end - begin) * (1 - zoom) * 0.4;
            const double to = from + (end - begin) * zoom;
            const auto a = static_cast<std::int64_t>(from);
            const auto b = static_cast<std::int64_t>(to);
            lane.cover(Time{a}, Time{b}, out);
            const double width = static_cast<double>(b - a) / 200;
            for (std::size_t state = 0; state < 3; ++state) {
                double drift = 0;  // what lies a little to the left or right is in a neighbour
                for (std::size_t i = 0; i < out.size(); ++i) {
                    const double truth = shareOf(lane, static_cast<SliceState>(state),
                                                 static_cast<double>(a) + width * static_cast<double>(i),
                                                 static_cast<double>(a) + width * static_cast<double>(i + 1));
                    drift += out[i][state] / 255.0 - truth;
                    EXPECT_LT(std::abs(drift), 0.55 + 0.004 * static_cast<double>(i)) << zoom << " " << i;
                }
            }
        }
    }
}

TEST(Lanes, CoverIsExactWhereSlicesAreWide) {
    Lane lane;
    lane.open(Time{0}, SliceState::running, 1);
    lane.open(Time{100}, SliceState::idle, 0);
    lane.open(Time{150}, SliceState::running, 2);
    lane.extendTo(Time{200});
    std::vector<Coverage> out(4);
    lane.cover(Time{0}, Time{400}, out);
    EXPECT_EQ(out[0][static_cast<std::size_t>(SliceState::running)], 255);
    EXPECT_EQ(out[1][static_cast<std::size_t>(SliceState::running)], 128);
    EXPECT_EQ(out[1][static_cast<std::size_t>(SliceState::idle)], 128);
    EXPECT_EQ(out[2], Coverage{});
    EXPECT_EQ(out[3], Coverage{});
}

TEST(Lanes, FindTheFirstSliceThatEndsAfterATime) {
    const Lane lane = randomLane(1'000, 2, false);
    for (std::int64_t t = 0; t < lane.end().count() + 5'000; t += 777) {
        std::size_t wanted = 0;
        while (wanted < lane.size() && lane.slice(wanted).end.count() <= t)
            ++wanted;
        EXPECT_EQ(lane.firstEndingAfter(Time{t}), wanted);
    }
}

TEST(Lanes, LevelsTakeLessThanAByteASlice) {
    const Lane lane = randomLane(100'000, 4, true);
    EXPECT_LT(static_cast<double>(lane.levelBytes()) / 100'000, 1.0);
}

TEST(Lanes, SlicesOfARecordingFollowEachOtherWithoutGaps) {
    const auto recording = syntheticRecording(50'000, {.procs = 4});
    for (const LaneKind kind : {LaneKind::processor, LaneKind::machine, LaneKind::core})
        recording->withLanes(kind, [&](const LaneSet& set) {
            ASSERT_FALSE(set.lanes.empty());
            std::uint64_t slices = 0;
            for (const Lane& lane : set.lanes) {
                for (std::size_t i = 1; i < lane.size(); ++i)
                    EXPECT_EQ(lane.slice(i - 1).end, lane.slice(i).start);
                EXPECT_TRUE(lane.size() == 0 || lane.end() == recording->duration());
                slices += lane.size();
            }
            EXPECT_EQ(slices, set.slices);
        });
}

TEST(Lanes, ShowWhoRanWhenAndWhoWasPreempted) {
    Recording recording(RunMeta{});
    recording.append(script(R"(
0 RunBegin procs=1 cores=1
0 PState m=0 p=0 from=gcstop to=idle why=resize
0 PState m=0 p=0 from=idle to=running why=resize
0 GoCreate m=0 p=0 g=1
10 GoStart m=0 p=0 g=1 src=local tick=1
50 GoStop m=0 p=0 g=1 why=preempt dest=globTail
50 GlobPut m=0 p=0 end=tail count=1 len=1 [1]
60 PState m=0 p=0 from=running to=idle why=release
90 RunEnd
)"));
    recording.withLanes(LaneKind::processor, [](const LaneSet& set) {
        ASSERT_EQ(set.lanes.size(), 1u);
        std::string text;
        for (std::size_t i = 0; i < set.lanes[0].size(); ++i) {
            const Slice slice = set.lanes[0].slice(i);
            text += std::to_string(slice.start.count()) + "-" + std::to_string(slice.end.count()) + " " +
                    std::to_string(static_cast<int>(slice.state)) + " g" + std::to_string(slice.g) +
                    (slice.preempted ? " preempted\n" : "\n");
        }
        EXPECT_EQ(text, "0-10 4 g0\n10-50 1 g1 preempted\n50-60 4 g0\n60-90 0 g0\n");
    });
}

TEST(Lanes, DrawArrowsForStealsAndForWakesThatChangeTheP) {
    Recording recording(RunMeta{});
    recording.append(script(R"(
0 RunBegin procs=2 cores=1
0 GoCreate m=0 p=0 g=1
0 GoCreate m=0 p=0 g=2
5 GoUnblock m=0 p=0 g=2 dest=runnext by=1
5 RqPut m=0 p=0 g=2 slot=runnext
8 RqSteal m=1 p=1 from=0 count=1 pass=4 slot=runnext [2]
9 GoStart m=1 p=1 g=2 src=stealNext tick=1
)"));
    recording.withLanes(LaneKind::processor, [](const LaneSet& set) {
        ASSERT_EQ(set.arrows.size(), 2u);
        EXPECT_EQ(set.arrows[0].kind, LaneArrow::Kind::steal);
        EXPECT_EQ(set.arrows[0].fromLane, 0);
        EXPECT_EQ(set.arrows[0].toLane, 1);
        EXPECT_EQ(set.arrows[1].kind, LaneArrow::Kind::wake);
        EXPECT_EQ(set.arrows[1].from, Time{5});
        EXPECT_EQ(set.arrows[1].to, Time{9});
        EXPECT_EQ(set.arrowsEndingIn(Time{9}, Time{20}).size(), 1u);
        EXPECT_EQ(set.arrowsEndingIn(Time{0}, Time{7}).size(), 0u);
    });
}

}  // namespace
}  // namespace interleave::model
