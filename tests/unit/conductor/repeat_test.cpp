// The promise of conducted time: same inputs, same order, whatever the machine is busy with.
#include <gtest/gtest.h>

#include <thread>

#include "random_program.h"

namespace interleave::conductor {
namespace {

using base::Time;

class Repeat : public testing::TestWithParam<int> {};

TEST_P(Repeat, EqualSeedsGiveEqualLogsWhileTheMachineIsBusyAndOtherSeedsDiffer) {
    const ProgramResult quiet = runProgram({.cores = GetParam(), .seed = 7});
    ASSERT_GT(quiet.log.size(), 2'000u);
    {
        const Burner one;
        const Burner two;
        const ProgramResult busy = runProgram({.cores = GetParam(), .seed = 7});
        EXPECT_EQ(difference(quiet.log, busy.log), "");
    }
    const ProgramResult other = runProgram({.cores = GetParam(), .seed = 8});
    EXPECT_NE(difference(quiet.log, other.log), "");
    EXPECT_TRUE(quiet.coreFaults.empty()) << quiet.coreFaults.front();
    EXPECT_TRUE(other.coreFaults.empty()) << other.coreFaults.front();
    for (const LogEntry& entry : quiet.log)
        ASSERT_NE(entry.what, "RUNS ON NO CORE");
}

TEST_P(Repeat, ThreadsSpreadOverTheProcessorsOfTheMachineGiveTheSameLog) {
    const ProgramResult bound = runProgram({.cores = GetParam(), .seed = 9});
    const ProgramResult spread = runProgram({.cores = GetParam(), .seed = 9, .pin = false});
    EXPECT_EQ(difference(bound.log, spread.log), "");
}

TEST_P(Repeat, TimeNeverGoesBack) {
    const ProgramResult result = runProgram({.cores = GetParam(), .seed = 3});
    for (std::size_t i = 1; i < result.log.size(); ++i)
        ASSERT_GE(result.log[i].time, result.log[i - 1].time) << "entry " << i;
}

INSTANTIATE_TEST_SUITE_P(Cores, Repeat, testing::Values(1, 2, 4, 64), testing::PrintToStringParamName());

// What a session does, on the test's own thread, while the run has another.
class Paced : public testing::Test {
protected:
    void start(ProgramOptions options) {
        options.horizon = &horizon;
        m_runner = std::thread([this, options] {
            result = runProgram(options);
            ended.store(true, std::memory_order_release);
        });
    }
    // Until the run stands at that limit; false: it ended instead.
    bool arrive(std::int64_t limit) {
        while (!kernel::standsAt(horizon, limit)) {
            if (ended.load(std::memory_order_acquire))
                return false;
            std::this_thread::yield();
        }
        return true;
    }
    void join() { m_runner.join(); }

    kernel::Horizon horizon;
    ProgramResult result;
    std::atomic<bool> ended{false};

private:
    std::thread m_runner;
};

TEST_F(Paced, AHorizonThatStepsFromEventToEventChangesNothing) {
    const ProgramOptions options{.cores = 3, .seed = 11, .steps = 40};
    const ProgramResult free = runProgram(options);
    start(options);
    std::int64_t limit = 0;
    int stops = 0;
    while (arrive(limit)) {
        const std::int64_t next = horizon.next.load();
        ASSERT_GT(next, limit);
        ASSERT_NE(next, Time::max().count());
        limit = next;
        ++stops;
        kernel::moveHorizon(horizon, limit);
    }
    join();
    EXPECT_GT(stops, 200);
    EXPECT_EQ(difference(free.log, result.log), "");
}

TEST_F(Paced, NothingHappensBeyondTheHorizonAndEverythingUpToIt) {
    const ProgramOptions options{.cores = 2, .seed = 5, .steps = 30};
    const ProgramResult free = runProgram(options);
    start(options);
    const std::int64_t end = free.log.back().time;
    const std::int64_t half = end / 2;
    kernel::moveHorizon(horizon, half);
    ASSERT_TRUE(arrive(half));
    EXPECT_GT(horizon.next.load(), half);
    EXPECT_EQ(horizon.now.load(), half);
    kernel::moveHorizon(horizon, Time::max().count());
    join();
    EXPECT_EQ(difference(free.log, result.log), "");
}

// The hardest moments: the horizon stands exactly at events, and the command comes there.
TEST_F(Paced, InterventionsAtTheHorizonReplayAsTimesOfTheControlThread) {
    const ProgramOptions options{.cores = 2, .seed = 21, .steps = 60, .live = true};
    start(options);
    std::int64_t limit = 0;
    int stops = 0;
    while (arrive(limit)) {
        // A command wakes the control thread at this very limit; the run then stands there again.
        if (++stops % 7 == 0 && stops < 200) {
            kernel::announceCommand(horizon);
            if (!arrive(limit))
                break;
        }
        const std::int64_t next = horizon.next.load();
        ASSERT_GT(next, limit);
        limit = stops % 21 == 0 ? next + 300 : next;
        kernel::moveHorizon(horizon, limit);
    }
    join();
    ASSERT_GT(result.interventions.size(), 20u);
    EXPECT_TRUE(result.coreFaults.empty());
    ProgramOptions again = options;
    again.live = false;
    again.replay = result.interventions;
    const ProgramResult replayed = runProgram(again);
    EXPECT_EQ(replayed.interventions, result.interventions);
    EXPECT_EQ(difference(result.log, replayed.log), "");

    again.replay[10] += std::chrono::microseconds(40);
    EXPECT_NE(difference(result.log, runProgram(again).log), "") << "the log does not see interventions";
}

TEST_F(Paced, InterventionsIntoARunThatDoesNotWaitReplayToo) {
    const ProgramOptions options{.cores = 4, .seed = 22, .steps = 3'000, .live = true};
    start(options);
    kernel::moveHorizon(horizon, Time::max().count());
    for (int i = 0; i < 12 && !ended.load(std::memory_order_acquire); ++i) {
        const std::int64_t before = horizon.now.load();
        kernel::announceCommand(horizon);
        while (horizon.now.load() < before + 1'000'000 && !ended.load(std::memory_order_acquire))
            std::this_thread::yield();
    }
    join();
    ASSERT_GT(result.interventions.size(), 3u);
    ProgramOptions again = options;
    again.live = false;
    again.replay = result.interventions;
    EXPECT_EQ(difference(result.log, runProgram(again).log), "");
}

}  // namespace
}  // namespace interleave::conductor
