// The channels of timers since Go 1.23 (profile go1.26): as if they had no buffer.
#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <vector>

#include "gmp/go.h"
#include "gmp/runtime_impl.h"
#include "gmp/select.h"
#include "gmp/sync.h"
#include "gmp/timer.h"
#include "tests/support/gmp_fixture.h"

namespace interleave::test {
namespace {

using gmp::go;
using gmp::Ticker;
using gmp::Timer;
using gmp::WaitGroup;
using trace::EventKind;
using namespace std::chrono_literals;

class TimerChannels : public WithAnyNumberOfPs {
protected:
    static GmpRun run(std::function<void()> main) {
        GmpOptions newer = options();
        newer.config.profile = gmp::Profile::go126;
        return runGoroutines(newer, std::move(main));
    }
};
INSTANTIATE_TEST_SUITE_P(HostsAndPs, TimerChannels, bothHostsAndPs(), hostAndPsOf);

bool empty(const gmp::Chan<gmp::Time>& channel) {
    return gmp::select(gmp::receiveFrom(channel), gmp::otherwise) == gmp::kOtherwise;
}

std::uint32_t timersOfAll() {
    std::uint32_t sum = 0;
    const gmp::SchedulerState& state = gmp::currentM()->rt.state;
    for (int i = 0; i < state.procs.load(); ++i) {
        const gmp::P& p = *state.allPs[static_cast<std::size_t>(i)].load();
        sum += p.timerCount.load() - p.zombies.load();
    }
    return sum;
}

TEST_P(TimerChannels, T_12_AnUnreadTimerShowsNothingAndGivesTheTimeWhenItWasDue) {
    const GmpRun run = this->run([] {
        const gmp::Time before = gmp::now();
        const Timer timer(1ms);
        const gmp::Time after = gmp::now();
        gmp::sleep(4ms);
        EXPECT_EQ(timer.channel().length(), 0u);
        EXPECT_EQ(timer.channel().capacity(), 0u);
        const gmp::Time sent = timer.channel().receiveOrZero();
        EXPECT_GE(sent, before + 1ms);
        EXPECT_LE(sent, after + 1ms) << "nobody can tell that it was not sent then";
        EXPECT_TRUE(empty(timer.channel()));
        EXPECT_FALSE(timer.stop());
    });
    EXPECT_EQ(run.count(EventKind::TmAdd), 1u) << "only the sleep";
}

TEST_P(TimerChannels, T_12_NoOldValueIsThereAfterStopOrReset) {
    const GmpRun run = this->run([] {
        const Timer timer(1ms);
        gmp::sleep(3ms);
        EXPECT_TRUE(timer.stop()) << "its time has come, but nobody has looked";
        EXPECT_TRUE(empty(timer.channel()));
        EXPECT_FALSE(timer.reset(1ms));
        gmp::sleep(3ms);
        for (int i = 0; i < 3; ++i) {
            const gmp::Time before = gmp::now();
            EXPECT_EQ(timer.reset(2ms), i == 0);
            EXPECT_TRUE(empty(timer.channel()));
            EXPECT_GE(timer.channel().receiveOrZero() - before, 2ms);
        }
    });
    EXPECT_EQ(run.count(EventKind::TmStop), 1u);
}

TEST_P(TimerChannels, T_12_ATickerThatNobodyReadsKeepsItsFirstTickAndDropsNone) {
    const GmpRun run = this->run([] {
        const gmp::Time before = gmp::now();
        const Ticker ticker(5ms);
        const gmp::Time after = gmp::now();
        gmp::sleep(32ms);
        const gmp::Time first = ticker.channel().receiveOrZero();
        EXPECT_GE(first, before + 5ms);
        EXPECT_LE(first, after + 5ms);
        if (!isFree()) {
            EXPECT_TRUE(empty(ticker.channel()));
        }
        EXPECT_GE(ticker.channel().receiveOrZero(), before + 35ms) << "the missed ones are skipped";
        ticker.stop();
    });
    EXPECT_EQ(run.count(EventKind::TmDrop), 0u);
}

TEST_P(TimerChannels, T_12_ATimerIsInAHeapOnlyWhileSomebodyWaitsOnItsChannel) {
    const GmpRun run = this->run([] {
        for (int i = 0; i < 1000; ++i)
            gmp::after(1h);
        const Timer later(1h);
        EXPECT_EQ(timersOfAll(), 0u);
        const Timer sooner(2ms);
        EXPECT_EQ(gmp::select(gmp::receiveFrom(later.channel()), gmp::receiveFrom(sooner.channel())), 1);
        EXPECT_EQ(timersOfAll(), 0u) << "one has fired, and on the other nobody waits any more";
        EXPECT_TRUE(later.reset(2ms));
        later.channel().receiveOrZero();
    });
    EXPECT_EQ(run.count(EventKind::TmLeave), 1u);
    EXPECT_EQ(run.count(EventKind::TmFire), 2u);
}

// A timer that was stopped in time sends nothing, whoever fires it at the same moment on whatever P.
TEST_P(TimerChannels, V_04_WhoeverStopsATimerInTimeFindsItsChannelEmpty) {
    const int n = isFree() ? 1500 : 300;
    std::atomic<int> values{0};
    std::atomic<int> stopped{0};
    run([&] {
        WaitGroup done;
        done.add(n);
        const auto one = [&](int i) {
            const Timer timer(std::chrono::microseconds(i % 37 * 20));
            const gmp::Chan<gmp::Time> channel = timer.channel();
            const Timer patience(std::chrono::microseconds(i % 41 * 20));
            if (i % 4 == 0 && timer.reset(std::chrono::microseconds(i % 29 * 30)))
                gmp::gosched();
            // Waits for either, so that the timer is in a heap for a while.
            const bool came = gmp::select(gmp::receiveFrom(channel), gmp::receiveFrom(patience.channel())) == 0;
            values.fetch_add(came);
            if (timer.stop()) {
                EXPECT_FALSE(came);
                EXPECT_TRUE(empty(channel));
                stopped.fetch_add(1);
            } else if (!came) {
                ADD_FAILURE() << "it was not stopped, and its value is lost";
            }
            done.done();
        };
        for (int i = 0; i < n; ++i)
            go([&one, i] { one(i); });
        done.wait();
    });
    EXPECT_GT(values.load(), 0);
    EXPECT_GT(stopped.load(), 0);
    EXPECT_EQ(values.load() + stopped.load(), n);
}

// Whoever stops a timer in time may arm it again, and its reader gets one value, whoever fires it at the same moment
// on whatever P.
TEST_P(TimerChannels, V_04_AReaderGetsOneValueHoweverOftenItsTimerIsStoppedAndArmed) {
    const int n = isFree() ? 1000 : 200;
    std::atomic<int> values{0};
    std::atomic<int> stopped{0};
    const GmpRun run = this->run([&] {
        WaitGroup done;
        done.add(2 * n);
        const auto one = [&](int i) {
            const Timer timer(std::chrono::microseconds(i % 37 * 20));
            go([timer, &done, &values] {
                timer.channel().receiveOrZero();
                values.fetch_add(1);
                done.done();
            });
            for (int k = 0; k < 3; ++k) {
                gmp::sleep(std::chrono::microseconds(i % 23 * 10));
                if (!timer.stop())
                    break;
                stopped.fetch_add(1);
                timer.reset(std::chrono::microseconds(i % 29 * 30));
            }
            done.done();
        };
        for (int i = 0; i < n; ++i)
            go([&one, i] { one(i); });
        done.wait();
    });
    EXPECT_EQ(run.exit.text, "");
    EXPECT_EQ(values.load(), n);
    EXPECT_GT(stopped.load(), 0);
}

}  // namespace
}  // namespace interleave::test
