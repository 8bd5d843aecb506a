// The orders that real Go shows with one P, exact, under both hosts.
#include <gtest/gtest.h>

#include <numeric>
#include <string>
#include <vector>

#include "gmp/chan.h"
#include "gmp/go.h"
#include "gmp/sync.h"
#include "tests/support/gmp_fixture.h"

namespace interleave::test {
namespace {

using gmp::Chan;
using gmp::go;
using gmp::WaitGroup;

class GoldenOrder : public UnderBothHosts {
protected:
    GmpRun run(std::function<void()> main) { return runGoroutines(golden(GetParam()), std::move(main)); }
};
INSTANTIATE_TEST_SUITE_P(Hosts, GoldenOrder, bothHosts(), hostOf);

std::vector<int> spawnAndWait(const GmpOptions& options, int n) {
    std::vector<int> order;
    runGoroutines(options, [&order, n] {
        WaitGroup group;
        group.add(n);
        for (int i = 0; i < n; ++i)
            go([&, i] {
                order.push_back(i);
                group.done();
            });
        group.wait();
    });
    return order;
}

std::vector<int> range(int first, int last) {
    std::vector<int> values(static_cast<std::size_t>(std::max(0, last - first + 1)));
    std::iota(values.begin(), values.end(), first);
    return values;
}

void append(std::vector<int>& to, const std::vector<int>& values) {
    to.insert(to.end(), values.begin(), values.end());
}

TEST_P(GoldenOrder, GV_1_TheLastSpawnedRunsFirstAndTheOthersInOrder) {
    EXPECT_EQ(spawnAndWait(golden(GetParam()), 10), (std::vector{9, 0, 1, 2, 3, 4, 5, 6, 7, 8}));
}

TEST_P(GoldenOrder, GV_2_CloseWakesReceiversInReverseWithTheFirstInTheSlot) {
    std::string order;
    run([&order] {
        Chan<int> gate;
        WaitGroup group;
        group.add(4);
        for (const char name : {'A', 'B', 'C', 'D'}) {
            go([&, gate, name]() mutable {
                gate.receive();
                order += name;
                group.done();
            });
            gmp::gosched();
        }
        gate.close();
        group.wait();
    });
    EXPECT_EQ(order, "ADCB");
}

TEST_P(GoldenOrder, GV_3_AWaitGroupReadiesItsWaitersInOrderAndTheLastRunsFirst) {
    std::string order;
    run([&order] {
        WaitGroup released;
        WaitGroup group;
        released.add(1);
        group.add(4);
        for (const char name : {'A', 'B', 'C', 'D'}) {
            go([&, name] {
                released.wait();
                order += name;
                group.done();
            });
            gmp::gosched();
        }
        released.done();
        group.wait();
    });
    EXPECT_EQ(order, "DABC");
}

TEST_P(GoldenOrder, GV_4_TwoHundredAndFiftySevenStayOnTheLocalQueue) {
    std::vector<int> expected{256};
    append(expected, range(0, 255));
    EXPECT_EQ(spawnAndWait(golden(GetParam()), 257), expected);
}

// One global G after every sixty local ones, beginning at the phase that the tick has.
std::vector<int> spilledOrder(int n, int k) {
    std::vector<int> expected{n - 1};
    std::vector<int> locals = range(128, 255);
    append(locals, range(257, n - 2));
    std::vector<int> globals = range(0, 127);
    globals.push_back(256);
    std::size_t global = 0;
    int untilGlobal = k;
    for (const int local : locals) {
        if (untilGlobal == 0) {
            expected.push_back(globals[global++]);
            untilGlobal = 60;
        }
        expected.push_back(local);
        --untilGlobal;
    }
    append(expected, {globals.begin() + static_cast<std::ptrdiff_t>(global), globals.end()});
    return expected;
}

int phaseOf(const std::vector<int>& order) {
    const auto first = std::find(order.begin(), order.end(), 0);
    return static_cast<int>(first - order.begin()) - 1;
}

TEST_P(GoldenOrder, GV_4_TheTwoHundredAndFiftyEighthSpillsTheOldestHalfAndTheKickedOne) {
    for (const int n : {258, 300}) {
        const std::vector<int> order = spawnAndWait(golden(GetParam()), n);
        const int k = phaseOf(order);
        ASSERT_GE(k, 0);
        ASSERT_LE(k, 60);
        EXPECT_EQ(order, spilledOrder(n, k)) << "N=" << n << " k=" << k;
    }
}

TEST_P(GoldenOrder, GV_5_GoschedGoesToTheGlobalTail) {
    std::string order;
    run([&order] {
        WaitGroup group;
        group.add(3);
        for (const char name : {'A', 'B', 'C'})
            go([&, name] {
                for (int i = 0; i < 3; ++i) {
                    order += name + std::to_string(i) + ' ';
                    gmp::gosched();
                }
                group.done();
            });
        group.wait();
    });
    EXPECT_EQ(order, "C0 A0 B0 C1 A1 B1 C2 A2 B2 ");
}

TEST_P(GoldenOrder, GV_6_ASenderWithAWaitingReceiverRunsOn) {
    std::vector<std::string> order;
    run([&order] {
        Chan<int> channel;
        WaitGroup group;
        group.add(1);
        go([&, channel]() mutable {
            channel.receive();
            order.emplace_back("recv");
            group.done();
        });
        gmp::gosched();
        channel.send(1);
        order.emplace_back("after send");
        group.wait();
    });
    EXPECT_EQ(order, (std::vector<std::string>{"after send", "recv"}));
}

}  // namespace
}  // namespace interleave::test
