// sysmon, preemption, timers, stopping the world, read from the traces of real runs.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <iterator>
#include <map>
#include <set>

#include "gmp/chan.h"
#include "gmp/go.h"
#include "gmp/running.h"
#include "gmp/sync.h"
#include "tests/support/gmp_fixture.h"

namespace interleave::test {
namespace {

using gmp::go;
using gmp::WaitGroup;
using kernel::HostKind;
using trace::EventKind;
using namespace std::chrono_literals;

class Monitor : public UnderBothHosts {};
INSTANTIATE_TEST_SUITE_P(Hosts, Monitor, bothHosts(), hostOf);

class MonitorWithAnyPs : public WithAnyNumberOfPs {};
INSTANTIATE_TEST_SUITE_P(HostsAndPs, MonitorWithAnyPs, bothHostsAndPs(), hostAndPsOf);

std::uint64_t startOf(const GmpRun& run, std::uint32_t g) {
    for (const Told* told : run.of(EventKind::GoStart))
        if (told->event.g == g)
            return told->event.time;
    return 0;
}

TEST_P(Monitor, P_01_TheDelayStaysAt20usFor50IdleRoundsAndDoublesUpTo10ms) {
    const auto reachesTheCap = [](const GmpRun& run) {
        std::uint64_t expected = 20'000;
        bool reachedCap = false;
        std::uint32_t round = 0;
        for (const Told* tick : run.of(EventKind::SmTick)) {
            if (tick->event.a == 0) {
                expected = 20'000;
            } else if (tick->event.a > 50) {
                expected = std::min<std::uint64_t>(expected * 2, 10'000'000);
            }
            EXPECT_TRUE(tick->event.a == round || tick->event.a == 0);
            round = tick->event.a + 1;
            EXPECT_EQ(tick->event.wide(), expected);
            reachedCap = reachedCap || expected == 10'000'000;
        }
        return reachedCap;
    };
    runUntilSeen(
        options(1), [](int times) { gmp::work(200ms * times); }, reachesTheCap);
}

TEST_P(Monitor, P_02_WhileAllPsAreIdleItSleepsUntilTheTimer) {
    const GmpRun run = runUntilSeen(
        options(2), [](int times) { gmp::sleep(100ms * times); },
        [](const GmpRun& one) { return one.count(EventKind::SmSleep) > 0; });
    std::uint64_t due = 0;
    bool asleep = false;
    for (const Told& told : run.events) {
        const trace::Event& event = told.event;
        if (event.kind == EventKind::TmAdd)
            due = event.wide();
        if (event.kind == EventKind::SmSleep) {
            EXPECT_EQ(event.wide(), due);
            asleep = true;
        }
        if (event.kind == EventKind::SmWake)
            asleep = false;
        if (event.kind == EventKind::SmTick) {
            EXPECT_FALSE(asleep);
        }
    }
    // Without the deep sleep there would be fifty-odd rounds, then one every 10 ms.
    if (!isFree()) {
        EXPECT_LT(run.count(EventKind::SmTick), 40u);
    }
}

TEST(Preemption, P_04_AHogIsAskedToYieldAfterTenMillisecondsAndTheOtherRunsWithinTwenty) {
    GmpOptions options;
    options.config.maxProcs = 1;
    const GmpRun run = runGoroutines(options, [] {
        WaitGroup group;
        group.add(1);
        go([&] { group.done(); });
        gmp::work(60ms);
        group.wait();
    });
    const auto requests = run.of(EventKind::PreemptReq);
    ASSERT_GE(requests.size(), 1u);
    EXPECT_GE(requests[0]->event.wide(), 10'000'000u);
    const std::uint64_t other = startOf(run, 2);
    EXPECT_GE(other, 10'000'000u);
    EXPECT_LE(other, 21'000'000u);
    EXPECT_GE(run.counters.preemptions, 1u);
}

TEST_P(Monitor, P_07_ARequestComesBeforeItsHitAndP_11_ThePreemptedGoesToTheGlobalTail) {
    const auto scene = [](int times) { spawn(2, [times] { gmp::work(45ms * times); }); };
    const GmpRun run =
        runUntilSeen(options(1), scene, [](const GmpRun& one) { return one.count(EventKind::PreemptHit) >= 2; });
    std::set<std::uint32_t> asked;
    for (std::size_t i = 0; i < run.events.size(); ++i) {
        const trace::Event& event = run.events[i].event;
        if (event.kind == EventKind::PreemptReq)
            asked.insert(event.g);
        if (event.kind != EventKind::PreemptHit)
            continue;
        EXPECT_TRUE(asked.contains(event.g));
        // In free time sysmon may tell a second request and raise the flag only after the first was served.
        if (!isFree())
            asked.erase(event.g);
        const auto stop = std::find_if(run.events.begin() + static_cast<std::ptrdiff_t>(i), run.events.end(),
                                       [](const Told& told) { return told.event.kind == EventKind::GoStop; });
        ASSERT_NE(stop, run.events.end());
        EXPECT_EQ(stop->event.g, event.g);
        EXPECT_EQ(stop->event.auxAs<trace::StopWhy>(), trace::StopWhy::preempt);
        EXPECT_EQ(stop->event.a, static_cast<std::uint32_t>(trace::QueueDest::globTail));
    }
}

// A request to yield that meets a blocking call asked for from outside: the call ends in another slice.
TEST(Preemption, P_14_ARequestIsVoidAfterACallThatEndsInANewSlice) {
    GmpOptions options = golden(HostKind::conducted);
    const GmpRun run = runGoroutines(options, [] {
        WaitGroup group;
        group.add(1);
        go([&] {
            gmp::work(2ms);
            group.done();
        });
        gmp::G& g = gmp::runningG();
        g.preempt.store(true);
        g.blockFor.store(std::chrono::nanoseconds(1ms).count());
        g.interrupt.store(true);
        gmp::work(1us);
        group.wait();
    });
    EXPECT_EQ(run.count(EventKind::SysBegin), 1u);
    EXPECT_EQ(run.of(EventKind::SysEnd).at(0)->event.auxAs<trace::SyscallPath>(), trace::SyscallPath::noP);
    EXPECT_EQ(run.count(EventKind::PreemptHit), 0u);
}

TEST_P(Monitor, V_01_WithoutPreemptionAHogKeepsItsP) {
    GmpOptions chosen = options(1);
    chosen.config.preemption = false;
    const GmpRun run = runGoroutines(chosen, [] {
        WaitGroup group;
        group.add(1);
        go([&] { group.done(); });
        gmp::work(60ms);
        group.wait();
    });
    // The first safe point is after the work, when main waits.
    for (const Told& told : run.events) {
        if (told.event.kind == EventKind::PreemptHit) {
            EXPECT_NE(told.event.auxAs<trace::PreemptAt>(), trace::PreemptAt::loop);
        }
    }
}

TEST(Preemption, P_13_ATalkingPairIsPreemptedAsAUnit) {
    GmpOptions options;
    options.config.maxProcs = 1;
    const GmpRun run = runGoroutines(options, [] {
        gmp::Chan<int> there, back;
        bool stop = false;
        go([&] { stop = true; });
        go([=]() mutable {
            while (auto value = there.receive())
                back.send(*value);
        });
        while (!stop) {
            there.send(1);
            back.receive();
        }
        there.close();
    });
    // The third goroutine is G 2: it waits behind the pair, which shares one slice.
    const std::uint64_t third = startOf(run, 2);
    EXPECT_GE(third, 10'000'000u);
    EXPECT_LE(third, 35'000'000u);
}

TEST_P(Monitor, T_06_ASleeperBlocksFirstAndArmsItsTimerThen) {
    const GmpRun run = runGoroutines(options(2), [] {
        gmp::sleep(0ms);
        gmp::sleep(2ms);
        gmp::sleep(1ms);
    });
    EXPECT_EQ(run.count(EventKind::TmAdd), 2u);
    EXPECT_EQ(run.count(EventKind::TmFire), 2u);
    bool blocked = false;
    for (const Told& told : run.events) {
        if (told.event.kind == EventKind::GoBlock)
            blocked = told.event.auxAs<trace::BlockReason>() == trace::BlockReason::sleep;
        if (told.event.kind == EventKind::TmAdd) {
            EXPECT_TRUE(blocked);
            blocked = false;
        }
    }
}

TEST_P(MonitorWithAnyPs, T_07_NoTimerFiresEarly) {
    const GmpRun run = this->run([] {
        WaitGroup group;
        group.add(20);
        for (int i = 0; i < 20; ++i)
            go([&, i] {
                const gmp::Time before = gmp::now();
                gmp::sleep(std::chrono::microseconds(300 * (i % 7 + 1)));
                EXPECT_GE(gmp::now() - before, std::chrono::microseconds(300 * (i % 7 + 1)));
                group.done();
            });
        group.wait();
    });
    EXPECT_EQ(run.count(EventKind::TmFire), 20u);
    for (const Told* fire : run.of(EventKind::TmFire)) {
        EXPECT_GE(static_cast<std::int64_t>(fire->event.wide()), 0);
        if (!isFree()) {
            EXPECT_LT(fire->event.wide(), 1'000'000u);
        }
    }
}

TEST_P(MonitorWithAnyPs, T_04_AtMostOneMBlocksInThePoller) {
    const auto scene = [](int times) {
        WaitGroup group;
        group.add(12);
        for (int i = 0; i < 12; ++i)
            go([&, i, times] {
                for (int k = 0; k < 5; ++k)
                    gmp::sleep(std::chrono::microseconds(200 + 130 * i) * times);
                group.done();
            });
        group.wait();
    };
    const auto oneAtATime = [](const GmpRun& run) {
        int inside = 0;
        int blocked = 0;
        for (const Told* poll : run.of(EventKind::NetPoll)) {
            const auto call = poll->event.auxAs<trace::NetPollCall>();
            if (call == trace::NetPollCall::blockBegin) {
                EXPECT_EQ(inside, 0);
                ++inside;
                ++blocked;
            }
            if (call == trace::NetPollCall::blockEnd)
                --inside;
        }
        return blocked > 0;
    };
    runUntilSeen(options(), scene, oneAtATime);
}

TEST_P(Monitor, T_04_AnEarlierTimerBreaksThePoller) {
    const auto scene = [](int times) {
        WaitGroup group;
        group.add(2);
        go([&] {
            gmp::sleep(60ms * times);
            group.done();
        });
        gmp::sleep(1ms * times);
        go([&] {
            gmp::work(3ms * times);  // the poller waits for the 60 ms by now
            gmp::sleep(2ms * times);
            group.done();
        });
        gmp::work(1ms * times);
        group.wait();
    };
    runUntilSeen(options(2), scene, [](const GmpRun& run) { return run.count(EventKind::NetBreak) > 0; });
}

TEST_P(MonitorWithAnyPs, Z_10_GomaxprocsStopsTheWorldAndChangesTheNumberOfPs) {
    const int before = procs();
    const int sizes[] = {before + 1, 8 - before % 2, 1, 3, 2};
    const GmpRun run = this->run([&sizes, before] {
        WaitGroup group;
        group.add(40);
        for (int i = 0; i < 40; ++i)
            go([&] {
                gmp::work(200us);
                group.done();
            });
        int old = before;
        for (const int size : sizes) {
            EXPECT_EQ(gmp::gomaxprocs(size), old);
            EXPECT_EQ(gmp::gomaxprocs(0), size);
            old = size;
            gmp::work(50us);
        }
        group.wait();
    });
    const auto changes = run.of(EventKind::ProcsChange);
    ASSERT_EQ(changes.size(), std::size(sizes));
    for (std::size_t i = 0; i < std::size(sizes); ++i)
        EXPECT_EQ(changes[i]->event.b, static_cast<std::uint32_t>(sizes[i]));
    EXPECT_EQ(run.count(EventKind::GoEnd), 41u);
    // Between standing still and going on nothing starts.
    bool still = false;
    for (const Told& told : run.events) {
        if (told.event.kind == EventKind::StwStopped)
            still = true;
        if (told.event.kind == EventKind::StwEnd)
            still = false;
        if (told.event.kind == EventKind::GoStart) {
            EXPECT_FALSE(still);
        }
    }
}

TEST(World, Z_10_ADyingPGivesItsGsToTheHeadOfTheGlobalQueueSlotFirst) {
    GmpOptions options = golden(HostKind::conducted);
    options.config.maxProcs = 2;
    std::vector<int> order;
    const GmpRun run = runGoroutines(options, [&order] {
        WaitGroup group;
        group.add(5);
        WaitGroup made;
        made.add(1);
        // The maker's three children are in its P's queue when that P goes.
        go([&] {
            for (int i = 0; i < 4; ++i)
                go([&, i] {
                    order.push_back(i);
                    group.done();
                });
            gmp::gomaxprocs(1);
            group.done();
        });
        group.wait();
    });
    std::vector<std::uint32_t> head;
    for (const Told* put : run.of(EventKind::GlobPut))
        if (put->event.auxAs<trace::GlobEnd>() == trace::GlobEnd::head)
            head = put->ids;
    EXPECT_EQ(run.count(EventKind::GoEnd), 6u);
    if (!head.empty()) {
        EXPECT_GT(head.front(), head.back()) << "the slot holds the youngest";
    }
}

// A wake that means something else must not change a run: its repetition does not have it.
TEST(World, Z_11_AWakeInBetweenMakesNobodyAskAgainEarlier) {
    GmpOptions options = golden(HostKind::conducted);
    options.control = [](kernel::Host& host, gmp::Runtime& runtime) {
        const base::ThreadId control = host.self();
        host.startThread("waker", [&host, control] {
            for (int i = 0; i < 30; ++i) {
                host.sleepUntil(host.now() + 30us);
                host.unpark(control);
            }
        });
        host.sleepUntil(host.now() + 100us);
        runtime.setMaxProcs(2, trace::ProcsWhy::intervention);
    };
    const GmpRun run = runGoroutines(options, [] { gmp::workWithoutPolls(1ms); });
    const auto requests = run.of(EventKind::PreemptReq);
    ASSERT_GE(requests.size(), 5u) << "the goroutine does not look for nearly a millisecond";
    for (std::size_t i = 1; i < requests.size(); ++i)
        EXPECT_GE(requests[i]->event.time - requests[i - 1]->event.time, 100'000u);
}

TEST_P(MonitorWithAnyPs, Z_11_TheControlThreadChangesGomaxprocsWhileItRuns) {
    GmpOptions chosen = options();
    std::atomic<bool> changed{false};
    chosen.control = [&changed](kernel::Host& host, gmp::Runtime& runtime) {
        for (const int n : {5, 1, 3}) {
            host.sleepUntil(host.now() + 300us);
            runtime.setMaxProcs(n, trace::ProcsWhy::intervention);
        }
        changed.store(true);
    };
    const GmpRun run = runGoroutines(chosen, [&changed] {
        spawn(8, [&changed] {
            while (!changed.load())
                gmp::work(100us);
        });
    });
    EXPECT_EQ(run.count(EventKind::ProcsChange), 3u);
    EXPECT_EQ(run.count(EventKind::GoEnd), 9u);
}

TEST_P(MonitorWithAnyPs, TheControlThreadInjectsAndBlocks) {
    GmpOptions chosen = options();
    std::atomic<int> injected{0};
    std::atomic<bool> asked{false};
    chosen.control = [&](kernel::Host& host, gmp::Runtime& runtime) {
        host.sleepUntil(host.now() + 1ms);
        for (int i = 0; i < 3; ++i)
            runtime.injectGo([&injected] { injected.fetch_add(1); }, "injected");
        EXPECT_TRUE(runtime.blockInSyscall(gmp::GoroutineId(1), 2ms));
        EXPECT_FALSE(runtime.blockInSyscall(gmp::GoroutineId(999'999), 2ms));
        asked.store(true);
    };
    const GmpRun run = runGoroutines(chosen, [&] {
        while (!asked.load() || injected.load() < 3)
            gmp::work(100us);
        gmp::work(1ms);
    });
    EXPECT_EQ(injected.load(), 3);
    ASSERT_EQ(run.count(EventKind::SysBegin), 1u);
    EXPECT_EQ(run.of(EventKind::SysBegin)[0]->event.g, 1u);
}

}  // namespace
}  // namespace interleave::test
