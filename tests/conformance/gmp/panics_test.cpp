// defer, panic, recover and Goexit.
#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>

#include "gmp/chan.h"
#include "gmp/defer.h"
#include "gmp/go.h"
#include "gmp/sync.h"
#include "tests/support/gmp_fixture.h"

namespace interleave::test {
namespace {

using gmp::Chan;
using gmp::Defer;
using gmp::frame;
using gmp::go;
using gmp::recover;
using trace::EventKind;
using namespace std::chrono_literals;
using Lines = std::vector<std::string>;

class Panics : public WithAnyNumberOfPs {};
INSTANTIATE_TEST_SUITE_P(HostsAndPs, Panics, bothHostsAndPs(), hostAndPsOf);

// The lines of a run's last words, up to the first that tells of a goroutine.
Lines lastWords(const GmpRun& run) {
    Lines lines = run.printed;
    const auto end = std::find(lines.begin(), lines.end(), "");
    lines.erase(end, lines.end());
    return lines;
}

TEST_P(Panics, Z_06_APanicRunsTheDeferredCallsTheLatestFirst) {
    Lines order;
    const GmpRun run = this->run([&order] {
        Defer first([&order] { order.emplace_back("first"); });
        frame([&order] {
            Defer second([&order] { order.emplace_back("second"); });
            Defer third([&order] {
                gmp::sleep(10us);
                order.emplace_back("third");
            });
            gmp::panic("boom");
        });
        order.emplace_back("never");
    });
    EXPECT_EQ(order, (Lines{"third", "second", "first"}));
    EXPECT_EQ(run.exit.status, trace::RunStatus::panic);
    EXPECT_EQ(run.exit.code, 2);
    EXPECT_EQ(run.exit.text, "panic: boom");
    EXPECT_EQ(run.printed, (Lines{"panic: boom", "", "goroutine 1 [running]:", "main.main()"}));
    ASSERT_EQ(run.count(EventKind::Fatal), 1u);
    EXPECT_EQ(run.of(EventKind::Fatal)[0]->event.auxAs<trace::FatalKind>(), trace::FatalKind::panic);
}

TEST_P(Panics, Z_06_DeferredCallsRunWhenTheirFrameReturns) {
    Lines order;
    const GmpRun run = this->run([&order] {
        const int value = frame([&order] {
            Defer first([&order] { order.emplace_back("first"); });
            Defer second([&order] {
                gmp::gosched();
                EXPECT_EQ(recover(), std::nullopt);
                order.emplace_back("second");
            });
            order.emplace_back("body");
            return 7;
        });
        EXPECT_EQ(value, 7);
    });
    EXPECT_EQ(order, (Lines{"body", "second", "first"}));
    EXPECT_EQ(run.exit.status, trace::RunStatus::ok);
}

TEST_P(Panics, Z_06_RecoverMakesTheDeferringFunctionReturnToItsCaller) {
    Lines order;
    bool left = false;
    const GmpRun run = this->run([&] {
        const int value = frame([&] {
            Defer last([&order] {
                EXPECT_EQ(recover(), std::nullopt) << "it was recovered already";
                order.emplace_back("last");
            });
            Defer rescue([&order] { order.emplace_back(recover().value_or("nothing")); });
            frame([&] {
                const std::shared_ptr<void> leaving(nullptr, [&left](void*) { left = true; });
                gmp::panic("boom");
            });
            return 7;
        });
        EXPECT_EQ(value, 0) << "the zero value";
        order.emplace_back("caller");
    });
    EXPECT_TRUE(left) << "frames are left properly";
    EXPECT_EQ(order, (Lines{"boom", "last", "caller"}));
    EXPECT_EQ(run.exit.status, trace::RunStatus::ok);
    EXPECT_EQ(run.count(EventKind::GoPanic), 1u);
    EXPECT_EQ(run.count(EventKind::GoRecover), 1u);
}

TEST_P(Panics, Z_06_RecoverCountsOnlyInADeferredCallThatAPanicRuns) {
    const GmpRun run = this->run([] {
        EXPECT_EQ(recover(), std::nullopt);
        frame([] {
            Defer rescue([] {
                frame([] { EXPECT_EQ(recover(), std::nullopt) << "a function that a deferred call calls"; });
                frame([] {
                    Defer inner([] { EXPECT_EQ(recover(), std::nullopt) << "a deferred call of that function"; });
                });
                EXPECT_EQ(recover(), "boom");
                EXPECT_EQ(recover(), std::nullopt) << "once";
            });
            gmp::panic("boom");
        });
    });
    EXPECT_EQ(run.exit.status, trace::RunStatus::ok);
}

TEST_P(Panics, Z_06_AGoroutineWhoseBodyRecoversEndsAndTheRunGoesOn) {
    const GmpRun run = this->run([] {
        gmp::WaitGroup group;
        group.add(8);
        for (int i = 0; i < 8; ++i)
            go([&group] {
                Defer done([&group] { group.done(); });
                Defer rescue([] {
                    gmp::gosched();
                    EXPECT_EQ(recover(), "mine");
                    gmp::gosched();
                });
                gmp::work(5us);
                gmp::panic("mine");
            });
        group.wait();
    });
    EXPECT_EQ(run.exit.status, trace::RunStatus::ok);
    EXPECT_EQ(run.count(EventKind::GoRecover), 8u);
    EXPECT_EQ(run.count(EventKind::GoEnd), 9u);
}

TEST_P(Panics, Z_06_APanicInADeferredCallTakesTheOldersPlace) {
    const GmpRun run = this->run([] {
        frame([] {
            Defer outer([] { EXPECT_EQ(recover(), "second"); });
            Defer inner([] { gmp::panic("second"); });
            gmp::panic("first");
        });
    });
    EXPECT_EQ(run.exit.status, trace::RunStatus::ok);
}

TEST_P(Panics, Z_06_APanicThatADeferredCallRecoversWithinItselfChangesNothing) {
    const GmpRun run = this->run([] {
        frame([] {
            Defer outer([] {
                frame([] {
                    Defer rescue([] { EXPECT_EQ(recover(), "second"); });
                    gmp::panic("second");
                });
                EXPECT_EQ(recover(), "first");
            });
            gmp::panic("first");
        });
    });
    EXPECT_EQ(run.exit.status, trace::RunStatus::ok);
}

TEST_P(Panics, Z_06_PanicsThatNobodyRecoversAreAllTold) {
    const GmpRun run = this->run([] {
        Defer outer([] { gmp::panic("third"); });
        Defer inner([] {
            EXPECT_EQ(recover(), "first");
            gmp::panic("second");
        });
        gmp::panic("first");
    });
    EXPECT_EQ(lastWords(run), (Lines{"panic: first [recovered]", "\tpanic: second", "\tpanic: third"}));
    EXPECT_EQ(run.exit.text, "panic: first [recovered]\n\tpanic: second\n\tpanic: third");
}

TEST_P(Panics, Z_06_APanicInAnyGoroutineEndsTheRunAndOthersDeferredCallsDoNotRun) {
    bool ran = false;
    const GmpRun run = this->run([&ran] {
        Defer mine([&ran] { ran = true; });
        go([&ran] {
            Defer theirs([&ran] { ran = true; });
            gmp::sleep(10s);
        });
        go([] { gmp::panic("boom"); }, {"bomber", 12});
        gmp::sleep(10s);
    });
    EXPECT_FALSE(ran);
    EXPECT_EQ(run.exit.code, 2);
    const auto text = run.printed;
    ASSERT_EQ(text.size(), 6u);
    EXPECT_EQ(text[0], "panic: boom");
    EXPECT_EQ(text[3], "main.bomber(...)");
    EXPECT_EQ(text[4], "created by main.main");
    EXPECT_EQ(text[5], "\tline 12");
}

TEST_P(Panics, Z_06_RuntimeErrorsArePanicsWithGosText) {
    const std::pair<std::function<void()>, std::string> errors[] = {
        {[] { gmp::panicIndex(5, 3); }, "runtime error: index out of range [5] with length 3"},
        {[] { gmp::panicIndex(-1, 3); }, "runtime error: index out of range [-1]"},
        {[] { gmp::panicDivide(); }, "runtime error: integer divide by zero"},
        {[] { gmp::panicNilDereference(); }, "runtime error: invalid memory address or nil pointer dereference"},
        {[] { gmp::panicNilMap(); }, "assignment to entry in nil map"},
        {[] {
             Chan<int> channel;
             channel.close();
             channel.close();
         },
         "close of closed channel"},
        {[] {
             Chan<int> channel;
             channel.close();
             channel.send(1);
         },
         "send on closed channel"},
        {[] { gmp::WaitGroup().done(); }, "sync: negative WaitGroup counter"},
        {[] { throw std::runtime_error("an exception of the program"); }, "an exception of the program"},
    };
    const GmpRun run = this->run([&errors] {
        for (const auto& [body, text] : errors)
            frame([&body, &text] {
                Defer rescue([&text] { EXPECT_EQ(recover(), text); });
                frame([&body] { body(); });
            });
    });
    EXPECT_EQ(run.exit.status, trace::RunStatus::ok);
}

TEST_P(Panics, Z_06_AnExceptionOfTheProgramRunsTheDeferredCallsThatItPasses) {
    Lines order;
    const GmpRun run = this->run([&order] {
        frame([&order] {
            Defer rescue([&order] { order.emplace_back(recover().value_or("nothing")); });
            frame([&order] {
                Defer passed([&order] {
                    gmp::sleep(10us);
                    order.emplace_back(recover().value_or("not here"));
                });
                throw std::runtime_error("out of order");
            });
        });
    });
    EXPECT_EQ(order, (Lines{"not here", "out of order"}));
    EXPECT_EQ(run.exit.status, trace::RunStatus::ok);
}

// Destructors of frames that a recovered panic leaves may wait: the exception goes along.
TEST_P(Panics, DV_07_FramesThatARecoveredPanicLeavesMayWaitAndMove) {
    struct Waits {
        ~Waits() {
            gmp::work(3us);
            gmp::sleep(3us);
            gmp::gosched();
        }
    };
    const GmpRun run = this->run([] {
        spawn(32, [] {
            for (int i = 0; i < 10; ++i) {
                frame([] {
                    Defer rescue([] { EXPECT_EQ(recover(), "boom"); });
                    const Waits outer;
                    frame([] {
                        const Waits inner;
                        gmp::panic("boom");
                    });
                });
                EXPECT_EQ(std::uncaught_exceptions(), 0);
                gmp::gosched();
                EXPECT_EQ(std::uncaught_exceptions(), 0);
            }
        });
    });
    EXPECT_EQ(run.exit.status, trace::RunStatus::ok);
    EXPECT_EQ(run.count(EventKind::GoRecover), 320u);
}

TEST_P(Panics, Z_06_GoexitRunsTheDeferredCallsAndEndsTheGoroutineOnly) {
    Lines order;
    const GmpRun run = this->run([&order] {
        gmp::WaitGroup group;
        group.add(1);
        go([&] {
            Defer done([&group] { group.done(); });
            Defer first([&order] {
                EXPECT_EQ(recover(), std::nullopt) << "no panic";
                order.emplace_back("first");
            });
            frame([&order] {
                Defer second([&order] { order.emplace_back("second"); });
                gmp::goexit();
            });
            order.emplace_back("never");
        });
        group.wait();
        order.emplace_back("main");
    });
    EXPECT_EQ(order, (Lines{"second", "first", "main"}));
    EXPECT_EQ(run.exit.status, trace::RunStatus::ok);
    EXPECT_EQ(run.count(EventKind::GoExitCall), 1u);
    EXPECT_EQ(run.count(EventKind::GoEnd), 2u);
}

TEST_P(Panics, Z_06_APanicRecoveredDuringGoexitDoesNotStopIt) {
    Lines order;
    const GmpRun run = this->run([&order] {
        gmp::WaitGroup group;
        group.add(1);
        go([&] {
            Defer done([&group] { group.done(); });
            frame([&order] {
                Defer rescue([&order] { order.emplace_back(recover().value_or("nothing")); });
                Defer bad([] { gmp::panic("in a deferred call"); });
                gmp::goexit();
            });
            order.emplace_back("never");
        });
        group.wait();
    });
    EXPECT_EQ(order, (Lines{"in a deferred call"}));
    EXPECT_EQ(run.exit.status, trace::RunStatus::ok);
}

TEST_P(Panics, Z_06_GoexitDuringAPanicEndsTheGoroutineQuietly) {
    const GmpRun run = this->run([] {
        gmp::WaitGroup group;
        group.add(1);
        go([&] {
            Defer done([&group] { group.done(); });
            Defer leave([] { gmp::goexit(); });
            gmp::panic("boom");
        });
        group.wait();
    });
    EXPECT_EQ(run.exit.status, trace::RunStatus::ok);
}

TEST_P(Panics, Z_07_MainsReturnWaitsForThePanicsThatAreRunningTheirDeferredCalls) {
    bool ran = false;
    const GmpRun run = this->run([&ran] {
        Chan<int> panicking(1);
        go([&ran, panicking]() mutable {
            Defer slow([&ran, panicking]() mutable {
                panicking.send(1);
                gmp::gosched();
                ran = true;
            });
            gmp::panic("boom");
        });
        panicking.receive();
    });
    // In free time main's yields may be over before another thread's turn comes.
    if (isFree() && procs() > 1 && run.exit.code == 0)
        return;
    EXPECT_TRUE(ran);
    EXPECT_EQ(run.exit.text, "panic: boom");
}

TEST_P(Panics, Z_01_MainsReturnRunsNobodysDeferredCallsButItsOwn) {
    Lines order;
    const GmpRun run = this->run([&order] {
        Defer mine([&order] { order.emplace_back("main"); });
        go([&order] {
            Defer theirs([&order] { order.emplace_back("theirs"); });
            Defer waits([&order] {
                gmp::sleep(10s);
                order.emplace_back("never");
            });
        });
        gmp::sleep(100us);
    });
    EXPECT_EQ(order, (Lines{"main"}));
    EXPECT_EQ(run.exit.status, trace::RunStatus::ok);
}

}  // namespace
}  // namespace interleave::test
