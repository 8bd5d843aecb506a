// Notices every constant that decides who runs when. Compact, for it is built again for each mutated constant
// (tests/conformance/gmp/CMakeLists.txt): each such build must fail here.
#include <gtest/gtest.h>

#include <numeric>
#include <vector>

#include "gmp/go.h"
#include "gmp/run_queue.h"
#include "gmp/sync.h"
#include "tests/support/gmp_fixture.h"

namespace interleave::test {
namespace {

using gmp::go;
using gmp::WaitGroup;
using kernel::HostKind;
using trace::EventKind;

struct Order {
    std::vector<int> ran;
    GmpRun run;
};

Order spawnAndWait(int n) {
    Order order;
    order.run = runGoroutines(golden(HostKind::conducted), [&order, n] {
        WaitGroup group;
        group.add(n);
        for (int i = 0; i < n; ++i)
            go([&, i] {
                order.ran.push_back(i);
                group.done();
            });
        group.wait();
    });
    return order;
}

TEST(Constants, Q_04_256StayOnARingAndOneInTheSlot) {
    const Order order = spawnAndWait(257);
    std::vector<int> expected(257);
    std::iota(expected.begin() + 1, expected.end(), 0);
    expected[0] = 256;
    EXPECT_EQ(order.ran, expected);
    EXPECT_EQ(order.run.count(EventKind::RqSpill), 0u);
}

TEST(Constants, Q_05_TheSpillTakes129) {
    const Order order = spawnAndWait(258);
    const auto spills = order.run.of(EventKind::RqSpill);
    ASSERT_EQ(spills.size(), 1u);
    EXPECT_EQ(spills[0]->ids.size(), 129u);
    EXPECT_EQ(spills[0]->event.b, 128u);
}

TEST(Constants, Q_09_TheGlobalQueueHasEvery61stTurn) {
    const Order order = spawnAndWait(300);
    int turns = 0;
    for (const Told* start : order.run.of(EventKind::GoStart)) {
        if (start->event.auxAs<trace::StartSource>() != trace::StartSource::glob61)
            continue;
        EXPECT_EQ((start->event.b - 1) % 61, 0u);
        ++turns;
    }
    EXPECT_EQ(turns, 2) << "170 local ones lie between, and the first turn comes after 60";
}

TEST(Constants, S_05_AThiefTakesHalfRoundedUp) {
    const std::pair<std::uint32_t, std::uint32_t> table[] = {{1, 1}, {2, 1}, {3, 2}, {5, 3}, {256, 128}};
    for (const auto& [held, taken] : table)
        EXPECT_EQ(gmp::RunQueue::stealCount(held), taken) << held;
}

TEST(Constants, S_05_StolenBatchesAreHalvesRoundedUp) {
    GmpOptions options;
    options.config.maxProcs = 2;
    const GmpRun run = runGoroutines(options, [] {
        WaitGroup group;
        group.add(7);
        for (int i = 0; i < 7; ++i)
            go([&] {
                gmp::work(std::chrono::microseconds(100));
                group.done();
            });
        gmp::work(std::chrono::microseconds(300));
        group.wait();
    });
    EXPECT_GT(run.counters.steals, 0u);
}

}  // namespace
}  // namespace interleave::test
