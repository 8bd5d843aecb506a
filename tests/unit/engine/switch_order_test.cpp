#include "engine/switch_order.h"

#include <gtest/gtest.h>

namespace interleave::engine {
namespace {

using base::ThreadId;
using base::Time;
using trace::CoreSwitchWhy;

constexpr std::int64_t kMs = 1'000'000;

ThreadSwitch on(std::int64_t at, std::uint16_t thread, std::uint16_t cpu) {
    return {Time(at), ThreadId(thread), cpu, false, CoreSwitchWhy::wake};
}
ThreadSwitch off(std::int64_t at, std::uint16_t thread, std::uint16_t cpu, CoreSwitchWhy why) {
    return {Time(at), ThreadId(thread), cpu, true, why};
}

TEST(SwitchOrder, PutsTheRecordsOfManyThreadsIntoOneOrder) {
    SwitchOrder order({1000, Time(0)});
    order.add(on(300, 2, 1));
    order.add(off(500, 2, 1, CoreSwitchWhy::voluntary));
    order.add(on(100, 1, 0));
    order.add(off(400, 1, 0, CoreSwitchWhy::involuntary));
    std::vector<trace::Event> out;
    order.take({1000 + 2 * kMs, Time(kMs)}, Time(kMs), out);
    ASSERT_EQ(out.size(), 4u);
    EXPECT_EQ(out[0].b, 1u);
    EXPECT_EQ(out[0].c, 0xFFFFu);
    EXPECT_EQ(out[0].a, 0u);
    EXPECT_EQ(out[1].b, 2u);
    EXPECT_EQ(out[2].b, 0xFFFFu);
    EXPECT_EQ(out[2].c, 1u);
    EXPECT_EQ(out[2].auxAs<CoreSwitchWhy>(), CoreSwitchWhy::involuntary);
    EXPECT_EQ(out[3].auxAs<CoreSwitchWhy>(), CoreSwitchWhy::voluntary);
    EXPECT_EQ(out[3].a, 1u);
}

TEST(SwitchOrder, KeepsWhatIsLaterThanAskedForUntilItIsAskedFor) {
    SwitchOrder order({0, Time(0)});
    order.add(on(20, 1, 0));
    order.add(on(10, 2, 1));
    std::vector<trace::Event> out;
    order.take({kMs, Time(kMs)}, Time(10), out);
    ASSERT_EQ(out.size(), 1u);
    EXPECT_EQ(out[0].b, 2u);
    order.add(on(15, 3, 1));  // of a buffer that was looked at before
    order.take({2 * kMs, Time(2 * kMs)}, Time(20), out);
    ASSERT_EQ(out.size(), 3u);
    EXPECT_EQ(out[1].b, 3u);
    EXPECT_EQ(out[2].b, 1u);
}

TEST(SwitchOrder, StampsWithTicksAsTheClocksRanBetweenTwoReadings) {
    // Two ticks a nanosecond in the first millisecond, three in the second: the system's clock was slewed.
    SwitchOrder order({5000, Time(0)});
    std::vector<trace::Event> out;
    order.add(on(kMs / 2, 1, 0));
    order.take({5000 + 2 * kMs, Time(kMs)}, Time(kMs), out);
    order.add(on(kMs + kMs / 2, 1, 0));
    order.take({5000 + 5 * kMs, Time(2 * kMs)}, Time(2 * kMs), out);
    ASSERT_EQ(out.size(), 2u);
    EXPECT_EQ(out[0].time, 5000u + kMs);
    EXPECT_EQ(out[1].time, 5000u + 2 * kMs + 3 * kMs / 2);
    EXPECT_EQ(order.ticksAt(Time(2 * kMs)), 5000u + 5 * kMs);
}

TEST(SwitchOrder, ReadingsThatLieCloseTogetherDoNotChangeTheRate) {
    SwitchOrder order({0, Time(0)});
    std::vector<trace::Event> out;
    order.take({2 * kMs, Time(kMs)}, Time(kMs), out);
    order.take({2 * kMs + 1, Time(kMs + 100)}, Time(kMs + 100), out);  // a reading that was 199 ticks off
    order.add(on(kMs - 400, 1, 0));
    order.take({2 * kMs + 401, Time(kMs + 200)}, Time(kMs + 200), out);
    ASSERT_EQ(out.size(), 1u);
    EXPECT_NEAR(static_cast<double>(out[0].time), 2.0 * kMs - 800, 2.0);
}

}  // namespace
}  // namespace interleave::engine
