#include "conductor/machine.h"

#include <gtest/gtest.h>

namespace interleave::conductor {
namespace {

using namespace std::chrono_literals;

std::unique_ptr<Machine> machine(int cores, const Costs& costs = {}) {
    return std::make_unique<Machine>(cores, costs, std::make_unique<SeededPolicy>(1), nullptr);
}

TEST(Machine, PassesQuicklyOnlyUpToWhatIsDueNext) {
    auto m = machine(2);
    m->compute(1us, false);
    ASSERT_EQ(m->advance(Time(1ms)), ThreadId(0));
    EXPECT_TRUE(m->passQuickly(999us));
    EXPECT_EQ(m->now(), 1ms);
    EXPECT_FALSE(m->passQuickly(1ns)) << "the limit is reached";
    EXPECT_EQ(m->now(), 1ms);
}

TEST(Machine, SaysWhenTheNextThingIsDueAfterTheLimit) {
    auto m = machine(1);
    m->compute(5us, false);
    EXPECT_EQ(m->advance(Time(4us)), std::nullopt);
    EXPECT_EQ(m->nextDue(), Time(5us));
    m->moveTo(Time(4us));
    EXPECT_EQ(m->now(), 4us);
    EXPECT_EQ(m->advance(Time(5us)), ThreadId(0));
}

TEST(Machine, ChargesAStartAndASwitchBeforeANewThreadRuns) {
    const Costs costs;
    auto m = machine(1);
    const ThreadId second = m->addThread();
    m->block(Block::park, {});
    EXPECT_EQ(m->advance(Time::max()), second);
    EXPECT_EQ(m->now(), costs.threadStart + costs.osSwitch);
}

}  // namespace
}  // namespace interleave::conductor
