// Deadlocks and what is none, and the limits that end a run.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>

#include "gmp/chan.h"
#include "gmp/defer.h"
#include "gmp/go.h"
#include "gmp/running.h"
#include "gmp/sync.h"
#include "tests/support/gmp_fixture.h"

namespace interleave::test {
namespace {

using gmp::Chan;
using gmp::go;
using gmp::WaitGroup;
using trace::EventKind;
using namespace std::chrono_literals;
using Lines = std::vector<std::string>;

constexpr const char* kDeadlock = "fatal error: all goroutines are asleep - deadlock!";

class Life : public WithAnyNumberOfPs {};
INSTANTIATE_TEST_SUITE_P(HostsAndPs, Life, bothHostsAndPs(), hostAndPsOf);

TEST_P(Life, Z_02_ADeadlockTellsWhatEachGoroutineWaitsFor) {
    const GmpRun run = this->run([] {
        gmp::Mutex mutex;
        mutex.lock();
        go([] { Chan<int>().send(1); }, {"sender", 7});
        gmp::sleep(50us);
        mutex.lock();
    });
    EXPECT_EQ(run.exit.text, kDeadlock);
    ASSERT_EQ(run.printed.size(), 9u);
    EXPECT_EQ(run.printed[0], kDeadlock);
    const auto has = [&run](const std::string& line) {
        return std::count(run.printed.begin(), run.printed.end(), line);
    };
    EXPECT_EQ(has("goroutine 1 [semacquire]:"), 1);
    EXPECT_EQ(has("main.sender(...)"), 1);
    EXPECT_EQ(has("\tline 7"), 1);
}

TEST_P(Life, Z_04_APartialDeadlockIsNotDetectedWhileAnythingElseCanRun) {
    const GmpRun run = this->run([] {
        Chan<int> never;
        for (int i = 0; i < 3; ++i)
            go([never]() mutable { never.receive(); });
        for (int i = 0; i < 20; ++i) {
            gmp::work(5us);
            gmp::sleep(5us);
        }
    });
    EXPECT_EQ(run.exit.status, trace::RunStatus::ok);
    EXPECT_EQ(run.ledger.goroutines, 3u);
}

TEST_P(Life, Z_05_MainThatCalledGoexitIsMissedWhenAllOthersHaveEnded) {
    int done = 0;
    const GmpRun run = this->run([&done] {
        go([&done] {
            gmp::sleep(100us);
            ++done;
        });
        gmp::goexit();
    });
    EXPECT_EQ(done, 1);
    EXPECT_EQ(run.exit.status, trace::RunStatus::deadlock);
    EXPECT_EQ(run.exit.code, 2);
    EXPECT_EQ(run.exit.text, "fatal error: no goroutines (main called runtime.Goexit) - deadlock!");
    ASSERT_EQ(run.count(EventKind::Fatal), 1u);
    EXPECT_EQ(run.of(EventKind::Fatal)[0]->event.auxAs<trace::FatalKind>(), trace::FatalKind::noGoroutines);
}

// What the runtime keeps for itself is neither counted nor told.
TEST_P(Life, Z_05_TheCollectorsWorkersAreNoGoroutinesThatAreLeft) {
    GmpOptions chosen = options();
    chosen.config.collector = true;
    const auto collect = [] {
        for (int i = 0; i < 100; ++i) {
            gmp::allocate(base::Bytes{64 * 1024});
            gmp::work(5us);
            gmp::gosched();
        }
    };
    const GmpRun gone = runGoroutines(chosen, [&collect] {
        collect();
        gmp::goexit();
    });
    EXPECT_GT(gone.count(EventKind::GcWorker), 0u);
    EXPECT_EQ(gone.exit.text, "fatal error: no goroutines (main called runtime.Goexit) - deadlock!");
    EXPECT_EQ(gone.printed, (Lines{gone.exit.text}));
    const GmpRun asleep = runGoroutines(chosen, [&collect] {
        collect();
        Chan<int>().receive();
    });
    EXPECT_EQ(asleep.exit.text, kDeadlock);
    EXPECT_EQ(std::count(asleep.printed.begin(), asleep.printed.end(), ""), 1) << "one goroutine is told";
}

// The last M goes idle again and again just while a timer is armed, fires, or is about to: never a deadlock but at the
// end.
TEST_P(Life, Z_03_TimersThatComeAndGoWhileTheLastMGoesIdleAreNoDeadlock) {
    const int rounds = isFree() ? 600 : 200;
    std::array<int, 4> done{};
    const GmpRun run = this->run([rounds, &done] {
        WaitGroup group;
        group.add(4);
        for (int k = 0; k < 4; ++k)
            go([&group, &done, rounds, k] {
                for (int i = 0; i < rounds; ++i) {
                    gmp::sleep(std::chrono::nanoseconds(1 + (gmp::random() >> (40 + k)) % 9000));
                    ++done[static_cast<std::size_t>(k)];
                }
                group.done();
            });
        group.wait();
        Chan<int>().receive();
    });
    EXPECT_EQ(done, (std::array<int, 4>{rounds, rounds, rounds, rounds}));
    EXPECT_EQ(run.exit.text, kDeadlock);
}

// The same with work that comes from outside just before all are asleep.
TEST_P(Life, Z_03_WorkFromOutsideIsNoDeadlock) {
    constexpr int kTimes = 50;
    std::atomic<int> done{0};
    GmpOptions chosen = options();
    chosen.control = [&done](kernel::Host& host, gmp::Runtime& runtime) {
        for (int i = 0; i < kTimes; ++i) {
            runtime.injectGo([&done] { ++done; }, "injected");
            host.sleepUntil(host.now() + 20us);
            if (i % 10 == 0)
                runtime.setMaxProcs(runtime.maxProcs() % 4 + 1, trace::ProcsWhy::intervention);
        }
    };
    const GmpRun run = runGoroutines(chosen, [&done] {
        while (done.load() < kTimes)
            gmp::sleep(7us);
        Chan<int>().receive();
    });
    EXPECT_EQ(done.load(), kTimes);
    EXPECT_EQ(run.exit.text, kDeadlock);
}

TEST_P(Life, Y_03_ThreadExhaustionIsToldAsGoDoes) {
    GmpOptions chosen = options();
    chosen.config.maxThreads = 6;
    chosen.config.maxProcs = std::min(procs(), 4);
    const GmpRun run = runUntilSeen(
        chosen, [](int times) { spawn(20, [times] { gmp::blockingCallHandingOff(20ms * times); }); },
        [](const GmpRun& one) { return one.exit.code != 0; });
    EXPECT_EQ(run.exit.text, "fatal error: thread exhaustion");
    EXPECT_EQ(run.exit.code, 2);
    EXPECT_EQ(run.printed, (Lines{"runtime: program exceeds 6-thread limit", "fatal error: thread exhaustion"}));
    EXPECT_EQ(run.count(EventKind::MLimit), 1u);
}

#ifndef INTERLEAVE_SANITIZED
// Uses up its stack and the uppermost of the guard below it, byte for byte.
[[gnu::noinline]] void digTo(const std::byte* depth) {
    volatile std::byte here[512];
    for (volatile std::byte& byte : here)
        byte = std::byte{1};
    if (const_cast<const std::byte*>(&here[0]) > depth)
        digTo(depth);
    here[1] = here[0];
}

TEST_P(Life, DV_01_ACanaryTellsOfAnOverflowAtTheNextSwitch) {
    GmpOptions chosen = options();
    chosen.config.strongestGuard = gmp::StackGuard::canary;
    bool wentOn = false;
    const GmpRun run = runGoroutines(chosen, [&wentOn] {
        go([&wentOn] {
            digTo(gmp::runningG().stack.span.bottom - 64);
            gmp::gosched();
            wentOn = true;
        });
        gmp::sleep(10s);
    });
    EXPECT_FALSE(wentOn);
    EXPECT_EQ(run.exit.status, trace::RunStatus::crash);
    EXPECT_EQ(run.exit.code, 2);
    EXPECT_EQ(run.exit.text.find("fatal error: stack overflow (goroutine "), 0u) << run.exit.text;
}
#endif

}  // namespace
}  // namespace interleave::test
