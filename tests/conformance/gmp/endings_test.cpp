// How runs end, and that nothing is left behind.
#include <gtest/gtest.h>

#include <memory>

#include "gmp/chan.h"
#include "gmp/go.h"
#include "gmp/running.h"
#include "gmp/runtime_impl.h"
#include "gmp/sync.h"
#include "tests/support/gmp_fixture.h"

namespace interleave::test {
namespace {

using gmp::Chan;
using gmp::go;
using gmp::Mutex;
using gmp::WaitGroup;
using kernel::HostKind;
using trace::EventKind;
using namespace std::chrono_literals;

constexpr const char* kDeadlock = "fatal error: all goroutines are asleep - deadlock!";

class Endings : public WithAnyNumberOfPs {};
INSTANTIATE_TEST_SUITE_P(HostsAndPs, Endings, bothHostsAndPs(), hostAndPsOf);

TEST_P(Endings, Z_01_MainsReturnEndsTheRunWhateverOthersDo) {
    const auto held = std::make_shared<int>(1);
    const GmpRun run = this->run([held] {
        Chan<int> never;
        // On the heap: the others may reach for them when main's own frame is gone.
        const auto group = std::make_shared<WaitGroup>();
        const auto mutex = std::make_shared<Mutex>();
        mutex->lock();
        group->add(1);
        go([never, held]() mutable { never.receive(); });
        go([group, held] { group->wait(); });
        go([mutex, held] { mutex->lock(); });
        go([held] { gmp::sleep(10s); });
        go([held] { gmp::work(10s); });
        go([held] { gmp::blockingCall(10s); });
        go([held] {
            for (;;) {
                gmp::work(50us);
                gmp::gosched();
            }
        });
        gmp::sleep(1ms);
        go([held] {});
    });
    EXPECT_EQ(run.exit.status, trace::RunStatus::ok);
    EXPECT_EQ(run.exit.code, 0);
    EXPECT_EQ(run.count(EventKind::Fatal), 0u);
    EXPECT_GE(run.ledger.goroutines, 7u);
    EXPECT_EQ(held.use_count(), 1) << "what the dropped goroutines held is free";
}

TEST_P(Endings, Z_02_WhenAllSleepTheRunEndsWithADeadlock) {
    const std::function<void()> scenes[] = {
        [] { Chan<int>().receive(); },
        [] { Chan<int>().send(1); },
        [] {
            WaitGroup group;
            group.add(1);
            group.wait();
        },
        [] {
            Mutex mutex;
            mutex.lock();
            mutex.lock();
        },
        [] {
            Chan<int> a, b;
            go([=]() mutable { a.receive(); });
            go([=]() mutable { b.receive(); });
            gmp::sleep(500us);
            a.send(1);
            Chan<int>().receive();
        },
    };
    for (const auto& scene : scenes) {
        const GmpRun run = this->run(scene);
        EXPECT_EQ(run.exit.status, trace::RunStatus::deadlock);
        EXPECT_EQ(run.exit.code, 2);
        EXPECT_EQ(run.exit.text, kDeadlock);
        const auto fatal = run.of(EventKind::Fatal);
        ASSERT_EQ(fatal.size(), 1u);
        EXPECT_EQ(fatal[0]->event.auxAs<trace::FatalKind>(), trace::FatalKind::deadlock);
        EXPECT_EQ(fatal[0]->text, "all goroutines are asleep - deadlock!");
    }
}

TEST_P(Endings, Z_03_APendingTimerOrCallHoldsTheDeadlockOff) {
    for (const bool call : {false, true}) {
        bool woke = false;
        const GmpRun run = this->run([&woke, call] {
            go([&woke, call] {
                if (call)
                    gmp::blockingCall(15ms);
                else
                    gmp::sleep(15ms);
                woke = true;
            });
            Chan<int>().receive();
        });
        EXPECT_TRUE(woke);
        EXPECT_EQ(run.exit.text, kDeadlock);
    }
}

TEST_P(Endings, APanicEndsTheRunWithGosMessage) {
    const GmpRun run = this->run([] {
        Chan<int> channel;
        go([channel]() mutable {
            channel.close();
            channel.send(1);
        });
        gmp::sleep(10s);
    });
    EXPECT_EQ(run.exit.status, trace::RunStatus::panic);
    EXPECT_EQ(run.exit.code, 2);
    EXPECT_EQ(run.exit.text, "panic: send on closed channel");
    ASSERT_EQ(run.count(EventKind::GoPanic), 1u);
    EXPECT_EQ(run.of(EventKind::GoPanic)[0]->text, "send on closed channel");
}

TEST_P(Endings, C_08_ClosingAClosedChannelPanics) {
    const GmpRun run = this->run([] {
        Chan<int> channel;
        channel.close();
        channel.close();
    });
    EXPECT_EQ(run.exit.text, "panic: close of closed channel");
}

TEST_P(Endings, C_05_CloseMakesParkedSendersPanic) {
    const GmpRun run = this->run([] {
        Chan<int> channel;
        go([channel]() mutable { channel.send(1); });
        gmp::sleep(1ms);
        channel.close();
        gmp::sleep(10s);
    });
    EXPECT_EQ(run.exit.text, "panic: send on closed channel");
}

TEST_P(Endings, AnExceptionThatLeavesAGoroutineIsAPanic) {
    const GmpRun run = this->run([] {
        go([] { throw std::runtime_error("out of order"); });
        gmp::sleep(10s);
    });
    EXPECT_EQ(run.exit.text, "panic: out of order");
}

TEST_P(Endings, L_06_UnlockingAnUnlockedMutexIsFatal) {
    const GmpRun run = this->run([] { Mutex().unlock(); });
    EXPECT_EQ(run.exit.code, 2);
    EXPECT_EQ(run.exit.text, "fatal error: sync: unlock of unlocked mutex");
}

TEST_P(Endings, StopFromOutsideEndsTheRun) {
    GmpOptions chosen = options();
    chosen.control = [](kernel::Host& host, gmp::Runtime& runtime) {
        host.sleepUntil(host.now() + 2ms);
        runtime.stop();
    };
    const GmpRun run = runGoroutines(chosen, [] {
        go([] {
            for (;;) {
                gmp::work(50us);
                gmp::gosched();
            }
        });
        for (;;)
            gmp::work(1s);
    });
    EXPECT_EQ(run.exit.status, trace::RunStatus::stopped);
}

TEST(Parking, R_01_AParkThatIsRefusedGoesOnInItsSlice) {
    int tries = 0;
    const GmpRun run = runGoroutines(golden(HostKind::conducted), [&tries] {
        gmp::G& g = gmp::runningG();
        g.m->rt.scheduler.parkIf(
            g, trace::BlockReason::semacquire, 0,
            [](gmp::M&, gmp::G&, void* argument) {
                ++*static_cast<int*>(argument);
                return gmp::Given::refused;
            },
            &tries);
        ++tries;
    });
    EXPECT_EQ(tries, 2);
    const auto starts = run.of(EventKind::GoStart);
    ASSERT_EQ(starts.size(), 2u);
    EXPECT_EQ(starts[1]->event.auxAs<trace::StartSource>(), trace::StartSource::parkRefused);
    EXPECT_EQ(starts[1]->event.a, 1u);
    EXPECT_EQ(starts[1]->event.b, starts[0]->event.b);
}

}  // namespace
}  // namespace interleave::test
