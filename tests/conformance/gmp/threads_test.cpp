// Ms, hand-offs and system calls, read from the traces of real runs.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "gmp/chan.h"
#include "gmp/go.h"
#include "gmp/sync.h"
#include "tests/support/gmp_fixture.h"

namespace interleave::test {
namespace {

using gmp::go;
using gmp::WaitGroup;
using trace::EventKind;
using trace::HandoffBranch;
using trace::SyscallPath;
using namespace std::chrono_literals;

class Threads : public UnderBothHosts {};
INSTANTIATE_TEST_SUITE_P(Hosts, Threads, bothHosts(), hostOf);

class ThreadsWithAnyPs : public WithAnyNumberOfPs {};
INSTANTIATE_TEST_SUITE_P(HostsAndPs, ThreadsWithAnyPs, bothHostsAndPs(), hostAndPsOf);

TEST_P(ThreadsWithAnyPs, G_07_TheMThatParkedLastIsUsedFirst) {
    const GmpRun run = this->run([] {
        for (int i = 0; i < 10; ++i)
            spawn(8, [] { gmp::work(30us); });
    });
    if (isFree())
        return;  // the idle list's order shows only where parks do not overlap
    std::vector<std::uint16_t> idle;
    for (const Told& told : run.events) {
        if (told.event.kind == EventKind::MPark)
            idle.push_back(told.event.m);
        if (told.event.kind != EventKind::MUnpark)
            continue;
        ASSERT_FALSE(idle.empty());
        EXPECT_EQ(told.event.m, idle.back());
        idle.pop_back();
    }
}

TEST_P(ThreadsWithAnyPs, Y_02_AWokenMTakesThePItWasLeft) {
    const GmpRun run = this->run([] {
        for (int i = 0; i < 10; ++i)
            spawn(8, [] { gmp::work(30us); });
    });
    std::map<std::uint16_t, std::uint16_t> left;
    int taken = 0;
    for (const Told& told : run.events) {
        const trace::Event& event = told.event;
        if (event.kind == EventKind::MUnpark)
            left[event.m] = event.p;
        if (event.kind != EventKind::PState || event.a != static_cast<std::uint32_t>(trace::PStatus::running))
            continue;
        const auto found = left.find(event.m);
        if (found == left.end())
            continue;
        EXPECT_EQ(event.p, found->second);
        left.erase(found);
        ++taken;
    }
    // On a busy machine one M may be through with all of it before another wakes.
    if (!isFree() && procs() > 1) {
        EXPECT_GT(taken, 0);
    }
}

TEST_P(Threads, Y_03_TwentyBlockingCallsMakeAboutTwentyThreadsThatStay) {
    const auto scene = [](int times) {
        spawn(20, [times] { gmp::blockingCall(30ms * times); });
        gmp::sleep(5ms * times);  // whoever came back has parked
        spawn(20, [times] { gmp::blockingCall(30ms * times); });
    };
    // main's, sysmon, twenty in calls, and one or two that look on.
    runUntilSeen(options(2), scene, [](const GmpRun& run) {
        return run.count(EventKind::MNew) >= 21 && run.count(EventKind::MNew) <= 28;
    });
}

TEST_P(Threads, Y_03_ExceedingTheLimitOfThreadsIsFatal) {
    GmpOptions chosen = options(2);
    chosen.config.maxThreads = 8;
    const auto scene = [](int times) { spawn(20, [times] { gmp::blockingCall(30ms * times); }); };
    const GmpRun run = runUntilSeen(chosen, scene, [](const GmpRun& one) { return one.exit.code != 0; });
    EXPECT_EQ(run.exit.code, 2);
    EXPECT_EQ(run.exit.text, "fatal error: thread exhaustion");
    EXPECT_EQ(run.count(EventKind::MLimit), 1u);
    EXPECT_EQ(run.count(EventKind::MNew), 8u);
}

TEST_P(ThreadsWithAnyPs, Y_04_AnOrdinaryCallHandsNothingOffByItself) {
    const GmpRun run = this->run([] { spawn(4, [] { gmp::blockingCall(2ms); }); });
    std::map<std::uint16_t, bool> inCall;
    for (const Told& told : run.events) {
        const trace::Event& event = told.event;
        if (event.kind == EventKind::SysBegin) {
            EXPECT_EQ(event.a, 0u);
            inCall[event.m] = true;
        }
        if (event.kind == EventKind::SysEnd)
            inCall[event.m] = false;
        if (event.kind == EventKind::PHandoff) {
            EXPECT_FALSE(inCall[event.m]);
        }
    }
}

TEST_P(Threads, Y_05_ACallKnownToBlockHandsThePOffAtOnce) {
    const GmpRun run = runGoroutines(options(1), [] { spawn(2, [] { gmp::blockingCallHandingOff(1ms); }); });
    int handed = 0;
    for (std::size_t i = 0; i < run.events.size(); ++i) {
        const trace::Event& begin = run.events[i].event;
        if (begin.kind != EventKind::SysBegin)
            continue;
        EXPECT_EQ(begin.a, 1u);
        for (std::size_t j = i + 1; j < run.events.size(); ++j) {
            const trace::Event& next = run.events[j].event;
            if (next.m != begin.m || next.kind == EventKind::PState)
                continue;
            EXPECT_EQ(next.kind, EventKind::PHandoff);
            EXPECT_EQ(next.p, begin.p);
            EXPECT_EQ(next.a, begin.m);
            ++handed;
            break;
        }
    }
    EXPECT_EQ(handed, 2);
}

TEST(Syscalls, Y_06_AShortCallComesBackToItsOwnPWithoutAQueue) {
    GmpOptions options;
    options.config.maxProcs = 1;
    const GmpRun run = runGoroutines(options, [] {
        for (int i = 0; i < 5; ++i)
            gmp::blockingCall(1us);
    });
    int own = 0;
    for (const Told* end : run.of(EventKind::SysEnd))
        own += end->event.auxAs<SyscallPath>() == SyscallPath::ownP;
    EXPECT_GE(own, 4);
    EXPECT_EQ(run.count(EventKind::RqPut), 1u) << "main's own, at the start";
}

TEST_P(Threads, Y_07_WhoeverComesBackToABusyPJoinsTheGlobalTail) {
    const auto scene = [](int times) {
        WaitGroup group;
        group.add(2);
        go([&] {
            gmp::work(40ms * times);
            group.done();
        });
        go([&] {
            gmp::blockingCall(3ms * times);
            group.done();
        });
        group.wait();
    };
    const auto cameBackToNoP = [](const GmpRun& one) {
        const auto ends = one.of(EventKind::SysEnd);
        return std::any_of(ends.begin(), ends.end(),
                           [](const Told* end) { return end->event.auxAs<SyscallPath>() == SyscallPath::noP; });
    };
    const GmpRun run = runUntilSeen(options(1), scene, cameBackToNoP);
    std::uint32_t back = 0;
    bool queued = false;
    bool parked = false;
    std::uint16_t m = 0;
    for (const Told& told : run.events) {
        const trace::Event& event = told.event;
        if (event.kind == EventKind::SysEnd && event.auxAs<SyscallPath>() == SyscallPath::noP) {
            back = event.g;
            m = event.m;
        }
        if (back == 0 || event.m != m || parked)
            continue;
        if (event.kind == EventKind::GlobPut) {
            EXPECT_EQ(told.ids, std::vector<std::uint32_t>{back});
            EXPECT_EQ(event.auxAs<trace::GlobEnd>(), trace::GlobEnd::tail);
            queued = true;
        }
        if (event.kind == EventKind::MPark) {
            EXPECT_TRUE(queued);
            parked = true;
        }
    }
    EXPECT_NE(back, 0u);
    EXPECT_TRUE(parked);
}

TEST_P(Threads, P_06_APThatWasRetakenIsNotTakenBack) {
    const auto scene = [](int times) {
        WaitGroup group;
        group.add(3);
        for (int i = 0; i < 2; ++i)
            go([&] {
                gmp::blockingCall(15ms * times);
                group.done();
            });
        go([&] {
            gmp::work(50ms * times);
            group.done();
        });
        group.wait();
    };
    const GmpRun run =
        runUntilSeen(options(1), scene, [](const GmpRun& one) { return one.count(EventKind::PRetake) > 0; });
    std::map<std::uint32_t, bool> lost;  // M → its P was retaken during the call
    for (const Told& told : run.events) {
        const trace::Event& event = told.event;
        if (event.kind == EventKind::SysBegin)
            lost[event.m] = false;
        if (event.kind == EventKind::PRetake)
            lost[event.a] = true;
        if (event.kind == EventKind::SysEnd && lost[event.m]) {
            EXPECT_NE(event.auxAs<SyscallPath>(), SyscallPath::ownP);
        }
    }
}

// The first call ends while the P, retaken long ago, waits for the second.
TEST_P(Threads, V_08_WhoComesBackTakesItsOldPOutOfTheCallOfAnother) {
    const auto scene = [](int times) {
        WaitGroup group;
        group.add(2);
        go([&, times] {
            for (int i = 0; i < 400; ++i) {
                gmp::work(20us);
                gmp::blockingCall(40us);
            }
            group.done();
        });
        go([&, times] {
            for (int i = 0; i < 20 * times; ++i)
                gmp::blockingCall(std::chrono::microseconds(150 + 7 * i));
            group.done();
        });
        group.wait();
    };
    const auto takenByAnM = [](const GmpRun& one) {
        std::set<std::uint16_t> monitor;
        for (const Told* made : one.of(EventKind::MNew))
            if (made->event.auxAs<trace::MWhy>() == trace::MWhy::sysmon)
                monitor.insert(made->event.m);
        const auto retakes = one.of(EventKind::PRetake);
        return std::any_of(retakes.begin(), retakes.end(),
                           [&](const Told* retake) { return !monitor.contains(retake->event.m); });
    };
    runUntilSeen(options(1), scene, takenByAnM);
}

TEST_P(Threads, Y_09_AThousandGsBlockedOnAChannelMakeNoThread) {
    const GmpRun run = runGoroutines(options(1), [] {
        gmp::Chan<int> never;
        WaitGroup group;
        group.add(1000);
        for (int i = 0; i < 1000; ++i)
            go([&, never]() mutable {
                never.receive();
                group.done();
            });
        gmp::gosched();
        never.close();
        group.wait();
    });
    EXPECT_EQ(run.count(EventKind::MNew), 2u) << "main's and sysmon";
}

// Each branch of handoffp, reached by a scene that leads there.
std::set<HandoffBranch> branchesOf(const GmpRun& run) {
    std::set<HandoffBranch> seen;
    for (const Told* told : run.of(EventKind::PHandoff))
        seen.insert(told->event.auxAs<HandoffBranch>());
    return seen;
}

TEST_P(Threads, Y_08_HandOffWithWorkStartsAnM) {
    const GmpRun run = runGoroutines(golden(GetParam()), [] {
        WaitGroup group;
        group.add(1);
        go([&] { group.done(); });
        gmp::blockingCallHandingOff(1ms);
        group.wait();
    });
    EXPECT_EQ(run.of(EventKind::PHandoff)[0]->event.auxAs<HandoffBranch>(), HandoffBranch::localOrGlobalWork);
}

TEST_P(Threads, Y_08_HandOffWithNobodySpinningOrIdleStartsASpinner) {
    const GmpRun run = runGoroutines(options(1), [] { gmp::blockingCallHandingOff(1ms); });
    EXPECT_EQ(branchesOf(run), (std::set{HandoffBranch::noSpinning}));
    bool spun = false;
    for (const Told* told : run.of(EventKind::MSpin))
        spun = spun || (told->event.aux == 1 && told->event.m >= 2);
    EXPECT_TRUE(spun);
}

TEST(Syscalls, Y_08_HandOffOfTheLastRunningPSendsAnMToThePoller) {
    GmpOptions options;
    options.config.maxProcs = 2;
    const GmpRun run = runGoroutines(options, [] {
        gmp::work(5ms);  // whoever looked for work at the start has parked
        gmp::blockingCallHandingOff(1ms);
    });
    EXPECT_EQ(branchesOf(run), (std::set{HandoffBranch::lastRunning}));
}

TEST(Syscalls, Y_08_HandOffBesideOthersThatRunPutsThePOnTheIdleList) {
    GmpOptions options;
    options.config.maxProcs = 3;
    const GmpRun run = runGoroutines(options, [] {
        WaitGroup group;
        group.add(1);
        go([&] {
            gmp::work(8ms);
            group.done();
        });
        gmp::work(5ms);
        gmp::blockingCallHandingOff(1ms);
        group.wait();
    });
    EXPECT_TRUE(branchesOf(run).contains(HandoffBranch::idleList));
}

// Some hand their P off while one stops the world and a thief pauses before a slot: whoever is between its last safe
// point and the call gives its P to the stopper.
TEST(Syscalls, Y_08_HandOffWhileTheWorldStopsGivesThePToTheStopper) {
    bool seen = false;
    for (std::uint64_t seed = 1; seed <= 40 && !seen; ++seed) {
        GmpOptions options;
        options.config.maxProcs = 4;
        options.cores = 8;
        options.seed = seed;
        const GmpRun run = runGoroutines(options, [] {
            const auto atMost = [](std::chrono::nanoseconds most) {
                return std::chrono::nanoseconds(1 + gmp::random() % static_cast<std::uint64_t>(most.count()));
            };
            bool over = false;
            WaitGroup group;
            group.add(3);
            for (int i = 0; i < 2; ++i)
                go([&, atMost] {
                    while (!over)
                        gmp::blockingCallHandingOff(atMost(2us));
                    group.done();
                });
            go([&, atMost] {
                while (!over) {
                    group.add(1);
                    go([&] { group.done(); });
                    gmp::work(atMost(8us));
                }
                group.done();
            });
            for (int k = 0; k < 100; ++k) {
                gmp::gomaxprocs(4 + (k + 1) % 2);
                gmp::work(atMost(9us));
            }
            over = true;
            group.wait();
        });
        seen = branchesOf(run).contains(HandoffBranch::stwPending);
    }
    EXPECT_TRUE(seen);
}

TEST_P(ThreadsWithAnyPs, G_06_NeverDoMorePsRunThanThereAre) {
    const GmpRun run = this->run([] {
        spawn(64, [] {
            gmp::work(10us);
            gmp::gosched();
            gmp::blockingCall(20us);
        });
    });
    std::map<std::uint16_t, std::uint32_t> state;
    for (const Told* told : run.of(EventKind::PState)) {
        state[told->event.p] = told->event.a;
        const auto running = std::count_if(state.begin(), state.end(), [](const auto& p) {
            return p.second == static_cast<std::uint32_t>(trace::PStatus::running);
        });
        ASSERT_LE(running, procs());
    }
    EXPECT_EQ(run.count(EventKind::GoCreate), 65u);
    EXPECT_EQ(run.count(EventKind::GoEnd), 65u);
}

}  // namespace
}  // namespace interleave::test
