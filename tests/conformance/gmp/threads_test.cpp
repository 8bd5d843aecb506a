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
using kernel::HostKind;
using trace::EventKind;
using trace::HandoffBranch;
using trace::SyscallPath;
using namespace std::chrono_literals;

class Threads : public testing::TestWithParam<HostKind> {
protected:
    GmpOptions options(int procs) const {
        GmpOptions chosen;
        chosen.host = GetParam();
        chosen.config.maxProcs = procs;
        return chosen;
    }
};
INSTANTIATE_TEST_SUITE_P(Hosts, Threads, testing::Values(HostKind::free, HostKind::conducted),
                         [](const auto& host) { return hostName(host.param); });

void spawn(int n, const std::function<void()>& body) {
    WaitGroup group;
    group.add(n);
    for (int i = 0; i < n; ++i)
        go([&] {
            body();
            group.done();
        });
    group.wait();
}

TEST_P(Threads, G_07_TheMThatParkedLastIsUsedFirst) {
    const GmpRun run = runGoroutines(options(4), [] {
        for (int i = 0; i < 10; ++i)
            spawn(8, [] { gmp::work(30us); });
    });
    if (GetParam() == HostKind::free)
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

TEST_P(Threads, Y_02_AWokenMTakesThePItWasLeft) {
    const GmpRun run = runGoroutines(options(4), [] {
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
    if (GetParam() == HostKind::conducted) {
        EXPECT_GT(taken, 0);
    }
}

TEST_P(Threads, Y_03_TwentyBlockingCallsMakeAboutTwentyThreadsThatStay) {
    const GmpRun run = runGoroutines(options(2), [] {
        spawn(20, [] { gmp::blockingCall(30ms); });
        spawn(20, [] { gmp::blockingCall(30ms); });
    });
    // main's, sysmon, twenty in calls, and one or two that look on.
    EXPECT_GE(run.count(EventKind::MNew), 21u);
    EXPECT_LE(run.count(EventKind::MNew), 28u);
}

TEST_P(Threads, Y_03_ExceedingTheLimitOfThreadsIsFatal) {
    GmpOptions chosen = options(2);
    chosen.config.maxThreads = 8;
    const GmpRun run = runGoroutines(chosen, [] { spawn(20, [] { gmp::blockingCall(30ms); }); });
    EXPECT_EQ(run.exit.code, 2);
    EXPECT_EQ(run.exit.text, "fatal error: thread exhaustion");
    EXPECT_EQ(run.count(EventKind::MLimit), 1u);
    EXPECT_EQ(run.count(EventKind::MNew), 8u);
}

TEST_P(Threads, Y_04_AnOrdinaryCallHandsNothingOffByItself) {
    const GmpRun run = runGoroutines(options(2), [] { spawn(4, [] { gmp::blockingCall(2ms); }); });
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
    const GmpRun run = runGoroutines(options(1), [] {
        WaitGroup group;
        group.add(2);
        go([&] {
            gmp::work(40ms);
            group.done();
        });
        go([&] {
            gmp::blockingCall(3ms);
            group.done();
        });
        group.wait();
    });
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
    const GmpRun run = runGoroutines(options(1), [] {
        WaitGroup group;
        group.add(3);
        for (int i = 0; i < 2; ++i)
            go([&] {
                gmp::blockingCall(15ms);
                group.done();
            });
        go([&] {
            gmp::work(50ms);
            group.done();
        });
        group.wait();
    });
    ASSERT_GT(run.count(EventKind::PRetake), 0u);
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
    const GmpRun run = runGoroutines(options(1), [] {
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

TEST_P(Threads, G_06_NeverDoMorePsRunThanThereAre) {
    for (const int procs : {1, 2, 4, 8, 64}) {
        const GmpRun run = runGoroutines(options(procs), [] {
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
            ASSERT_LE(running, procs);
        }
        EXPECT_EQ(run.count(EventKind::GoCreate), 65u);
        EXPECT_EQ(run.count(EventKind::GoEnd), 65u);
    }
}

}  // namespace
}  // namespace interleave::test
