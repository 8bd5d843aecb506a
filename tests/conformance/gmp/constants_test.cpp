// Notices every constant that decides who runs when. Compact, for it is built again for each mutated constant
// (tests/conformance/gmp/CMakeLists.txt): each such build must fail here.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <vector>

#include "gmp/go.h"
#include "gmp/machine.h"
#include "gmp/processor.h"
#include "gmp/run_queue.h"
#include "gmp/sync.h"
#include "gmp/timer.h"
#include "tests/support/gmp_fixture.h"

namespace interleave::test {
namespace {

using namespace std::chrono_literals;
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

GmpOptions conducted(int procs) {
    GmpOptions options;
    options.config.maxProcs = procs;
    options.cores = 4;
    return options;
}

TEST(Constants, Q_08_ALookAtTheGlobalQueueTakesAHundredAndTwentyEight) {
    const Order order = spawnAndWait(900);
    std::uint32_t most = 0;
    for (const Told* get : order.run.of(EventKind::GlobGet))
        most = std::max(most, get->event.a);
    EXPECT_EQ(most, 128u);
}

TEST(Constants, S_06_TheSlotIsTakenInTheFourthPassAfterThreeMicroseconds) {
    const GmpRun run = runGoroutines(conducted(2), [] {
        WaitGroup group;
        group.add(1);
        go([&] { group.done(); });
        gmp::work(300us);
        group.wait();
    });
    const Told* steal = nullptr;
    const Told* thiefBefore = nullptr;
    for (const Told& told : run.events) {
        if (told.event.kind == EventKind::RqSteal) {
            steal = &told;
            break;
        }
        if (told.event.m == 2)  // main's is 0, sysmon's 1
            thiefBefore = &told;
    }
    ASSERT_TRUE(steal && thiefBefore);
    EXPECT_EQ(steal->event.m, 2u);
    EXPECT_EQ(steal->event.c, 4u);
    EXPECT_GE(steal->event.time - thiefBefore->event.time, 3'000u);
}

TEST(Constants, P_01_FiftyIdleRoundsOfTwentyMicrosecondsThenTwiceAsLongUpToTenMilliseconds) {
    const GmpRun run = runGoroutines(conducted(1), [] { gmp::work(100ms); });
    std::uint64_t expected = 20'000;
    for (const Told* tick : run.of(EventKind::SmTick)) {
        if (tick->event.a == 0)
            expected = 20'000;
        else if (tick->event.a > 50)
            expected = std::min<std::uint64_t>(expected * 2, 10'000'000);
        EXPECT_EQ(tick->event.wide(), expected);
    }
    EXPECT_EQ(expected, 10'000'000u);
}

TEST(Constants, P_04_ASliceIsTenMilliseconds) {
    const GmpRun run = runGoroutines(conducted(1), [] { gmp::work(60ms); });
    const auto requests = run.of(EventKind::PreemptReq);
    ASSERT_GE(requests.size(), 1u);
    for (const Told* request : requests) {
        EXPECT_GE(request->event.wide(), 10'000'000u);
        EXPECT_LE(request->event.wide(), 20'500'000u);
    }
}

TEST(Constants, P_05_ACallIsLeftItsPForTenMilliseconds) {
    const GmpRun run = runGoroutines(conducted(3), [] {
        WaitGroup group;
        group.add(1);
        go([&] {
            gmp::work(60ms);
            group.done();
        });
        gmp::work(1ms);
        gmp::blockingCall(45ms);
        group.wait();
    });
    const auto begin = run.of(EventKind::SysBegin), retake = run.of(EventKind::PRetake);
    ASSERT_TRUE(!begin.empty() && !retake.empty());
    EXPECT_GE(retake[0]->event.time - begin[0]->event.time, 10'000'000u);
    EXPECT_LE(retake[0]->event.time - begin[0]->event.time, 31'000'000u);
}

TEST(Constants, Z_11_WhoStopsTheWorldAsksAgainEveryHundredMicroseconds) {
    GmpOptions options = golden(HostKind::conducted);
    options.control = [](kernel::Host& host, gmp::Runtime& runtime) {
        host.sleepUntil(host.now() + 100us);
        runtime.setMaxProcs(2, trace::ProcsWhy::intervention);
    };
    const GmpRun run = runGoroutines(options, [] { gmp::workWithoutPolls(1ms); });
    const auto requests = run.of(EventKind::PreemptReq);
    ASSERT_GE(requests.size(), 5u);
    for (std::size_t i = 1; i < requests.size(); ++i) {
        // A sleep ends up to 50 µs late on a conducted machine.
        EXPECT_GT(requests[i]->event.time - requests[i - 1]->event.time, 100'000u);
        EXPECT_LT(requests[i]->event.time - requests[i - 1]->event.time, 200'000u);
    }
}

// A mutex that is held for 100 µs at a time by one that does not let go for long.
GmpRun hogAMutex() {
    return runGoroutines(conducted(2), [] {
        gmp::Mutex mutex;
        WaitGroup group;
        group.add(2);
        go([&] {
            for (int i = 0; i < 200; ++i) {
                mutex.lock();
                gmp::work(100us);
                mutex.unlock();
            }
            group.done();
        });
        go([&] {
            for (int i = 0; i < 10; ++i) {
                gmp::work(100us);
                mutex.lock();
                mutex.unlock();
            }
            group.done();
        });
        group.wait();
    });
}

TEST(Constants, L_04_AMutexTurnsStarvingAfterAMillisecond) {
    const GmpRun run = hogAMutex();
    std::map<std::uint32_t, std::uint64_t> since;
    int turns = 0;
    for (const Told& told : run.events) {
        const trace::Event& event = told.event;
        if (event.kind == EventKind::GoBlock)
            since.try_emplace(event.g, event.time);
        if (event.kind == EventKind::MuLock)
            since.erase(event.g);
        if (event.kind != EventKind::MuMode || event.auxAs<trace::MuModeName>() != trace::MuModeName::starving)
            continue;
        ++turns;
        ASSERT_TRUE(since.contains(event.g));
        EXPECT_GE(event.time - since[event.g], 990'000u);
        EXPECT_LE(event.time - since[event.g], 1'250'000u);
    }
    EXPECT_GT(turns, 0);
}

TEST(Constants, L_02_FourRoundsOfSpinning) {
    const GmpRun run = hogAMutex();
    std::uint32_t last = 0;
    for (const Told* spin : run.of(EventKind::MuSpin))
        last = std::max<std::uint32_t>(last, spin->event.aux);
    EXPECT_EQ(last, 3u) << "rounds count from 0";
}

TEST(Constants, G_08_IdsComeInBatchesOfSixteenForEachP) {
    std::vector<std::uint32_t> ids;
    const GmpRun run = runGoroutines(conducted(2), [] {
        WaitGroup group;
        group.add(2);
        go([&] {  // taken by the other P
            go([&] { group.done(); });
            group.done();
        });
        gmp::work(300us);
        group.wait();
    });
    for (const Told* create : run.of(EventKind::GoCreate))
        ids.push_back(create->event.g);
    EXPECT_EQ(ids, (std::vector<std::uint32_t>{1, 2, 17}));
}

TEST(Constants, G_08_OfSixtyFourDeadGsAPKeepsThirtyOne) {
    std::vector<std::uint32_t> free;
    runGoroutines(golden(HostKind::conducted),
                  [&free] { spawn(200, [&free] { free.push_back(gmp::currentM()->p->freeCount.load()); }); });
    EXPECT_EQ(*std::max_element(free.begin(), free.end()), 63u);
    std::uint32_t after = 0;
    for (std::size_t i = 1; i < free.size(); ++i)
        if (free[i] < free[i - 1])
            after = free[i];
    EXPECT_EQ(after, 31u);
}

TEST(Constants, T_11_APSweepsItsTimersOnceMoreThanAQuarterAreStopped) {
    runGoroutines(golden(HostKind::conducted), [] {
        std::vector<gmp::Timer> timers;
        for (int i = 0; i < 40; ++i)
            timers.push_back(gmp::afterFunc(std::chrono::hours(1 + i), [] {}));
        const auto inHeap = [] { return gmp::currentM()->p->timerCount.load(); };
        for (std::size_t i = 10; i < 20; ++i)
            timers[i].stop();
        gmp::gosched();
        EXPECT_EQ(inHeap(), 40u);
        timers[20].stop();
        gmp::gosched();
        EXPECT_EQ(inHeap(), 29u);
    });
}

}  // namespace
}  // namespace interleave::test
