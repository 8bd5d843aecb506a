#include "kernel/busy_loop.h"

#include <gtest/gtest.h>

#include <ctime>

namespace interleave::kernel {
namespace {

using namespace std::chrono_literals;

base::Duration cpuTime() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

TEST(BusyLoop, TakesTheCpuTimeThatItWasAskedFor) {
    const BusyLoop& loop = BusyLoop::calibrated();
    // The best of several: the processor may be slower for a while, hardly ever faster than when it was measured.
    base::Duration best = base::Duration::max();
    for (int i = 0; i < 10; ++i) {
        const base::Duration begin = cpuTime();
        EXPECT_EQ(loop.run(2ms, nullptr), 0ns);
        best = std::min(best, cpuTime() - begin);
    }
    EXPECT_GT(best, 1ms);
    EXPECT_LT(best, 6ms);
}

TEST(BusyLoop, ReturnsAllOfTheWorkWhenTheFlagIsSetBefore) {
    const std::atomic<bool> flag{true};
    EXPECT_EQ(BusyLoop::calibrated().run(5ms, &flag), 5ms);
}

TEST(BusyLoop, DoesNothingForNoWork) {
    EXPECT_EQ(BusyLoop::calibrated().run(0ns, nullptr), 0ns);
    EXPECT_EQ(BusyLoop::calibrated().run(-1ns, nullptr), 0ns);
}

}  // namespace
}  // namespace interleave::kernel
