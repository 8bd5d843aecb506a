#include "trace/tick_scale.h"

#include <gtest/gtest.h>

namespace interleave::trace {
namespace {

TEST(TickScale, LeavesVirtualTimeAlone) {
    EXPECT_EQ(TickScale::virtualTime().toNanoseconds(0), 0u);
    EXPECT_EQ(TickScale::virtualTime().toNanoseconds(123'456'789'012'345), 123'456'789'012'345u);
}

TEST(TickScale, ConvertsADayOfAFastClockToTheMicrosecond) {
    const TickScale scale = TickScale::of(1'000, 1.0 / 3.2);
    const std::uint64_t day = 86'400ull * 1'000'000'000;
    const std::uint64_t ticks = 1'000 + day / 10 * 32;
    EXPECT_NEAR(static_cast<double>(scale.toNanoseconds(ticks)), static_cast<double>(day), 20'000.0);
    EXPECT_EQ(scale.toNanoseconds(999), 0u);
}

TEST(TickScale, NeverGoesBack) {
    const TickScale scale = TickScale::of(0, 0.37);
    std::uint64_t last = 0;
    for (std::uint64_t ticks = 0xFFFF'FF00; ticks < 0x1'0000'0100; ++ticks) {
        EXPECT_GE(scale.toNanoseconds(ticks), last);
        last = scale.toNanoseconds(ticks);
    }
}

}  // namespace
}  // namespace interleave::trace
