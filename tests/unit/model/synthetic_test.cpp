#include "model/synthetic.h"

#include <gtest/gtest.h>

#include "model/checker.h"
#include "model/recording.h"

namespace interleave::model {
namespace {

class Synthetic : public testing::TestWithParam<std::tuple<int, std::uint32_t>> {};

TEST_P(Synthetic, KeepsAllRulesOfTheScheduler) {
    const auto [procs, goroutines] = GetParam();
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        const auto recording = syntheticRecording(60'000, {.seed = seed, .procs = procs, .goroutines = goroutines});
        const auto violations = check(*recording, 5);
        EXPECT_TRUE(violations.empty()) << textOf(violations);
    }
}

INSTANTIATE_TEST_SUITE_P(Sizes, Synthetic,
                         testing::Combine(testing::Values(1, 2, 4, 8, 64), testing::Values(3u, 50u, 2'000u)));

TEST(SyntheticTrace, GivesTheSameEventsForTheSameSeedHoweverItIsAsked) {
    std::vector<trace::Event> first, second, other;
    SyntheticTrace({.seed = 4}).more(5'000, first);
    SyntheticTrace trace({.seed = 4});
    while (second.size() < first.size())
        trace.more(1, second);
    EXPECT_EQ(first, second);
    SyntheticTrace({.seed = 5}).more(5'000, other);
    EXPECT_NE(first, other);
}

TEST(SyntheticTrace, ShowsEveryKindOfHappening) {
    const auto recording = syntheticRecording(300'000, {.procs = 8, .goroutines = 3'000});
    const World end = recording->worldAt(recording->size());
    EXPECT_GT(end.counters().steals, 0u);
    EXPECT_GT(end.counters().spills, 0u);
    EXPECT_GT(end.counters().preemptions, 0u);
    EXPECT_GT(end.counters().retakes, 0u);
    EXPECT_GT(end.counters().handoffs, 0u);
    EXPECT_GT(end.counters().timersFired, 0u);
    EXPECT_GT(end.counters().gsDone, 0u);
    EXPECT_GT(end.counters().coreSwitchesVoluntary, 0u);
    EXPECT_TRUE(end.ended());
}

}  // namespace
}  // namespace interleave::model
