// Timers, tickers and AfterFunc as Go 1.19 has them.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <string>
#include <vector>

#include "gmp/chan.h"
#include "gmp/go.h"
#include "gmp/runtime_impl.h"
#include "gmp/sync.h"
#include "gmp/timer.h"
#include "tests/support/gmp_fixture.h"

namespace interleave::test {
namespace {

using gmp::Chan;
using gmp::go;
using gmp::Ticker;
using gmp::Timer;
using gmp::WaitGroup;
using trace::EventKind;
using trace::TimerKind;
using namespace std::chrono_literals;

class Timers : public UnderBothHosts {};
INSTANTIATE_TEST_SUITE_P(Hosts, Timers, bothHosts(), hostOf);
class TimersWithAnyPs : public WithAnyNumberOfPs {};
INSTANTIATE_TEST_SUITE_P(HostsAndPs, TimersWithAnyPs, bothHostsAndPs(), hostAndPsOf);

// What the heap of the P that runs the caller holds, and how many of that are zombies.
std::pair<std::uint32_t, std::uint32_t> timersAndZombies() {
    const gmp::P& p = *gmp::currentM()->p;
    return {p.timerCount.load(), p.zombies.load()};
}

std::vector<const Told*> ofKind(const GmpRun& run, EventKind event, TimerKind kind) {
    std::vector<const Told*> found = run.of(event);
    std::erase_if(found, [kind](const Told* told) { return told->event.auxAs<TimerKind>() != kind; });
    return found;
}

TEST_P(TimersWithAnyPs, T_08_ATimerSendsTheTimeOnceAndNotEarly) {
    run([] {
        const gmp::Time before = gmp::now();
        const Timer timer(3ms);
        const gmp::Time sent = timer.channel().receiveOrZero();
        EXPECT_GE(sent - before, 3ms);
        EXPECT_LE(sent, gmp::now());
        gmp::sleep(5ms);
        EXPECT_EQ(timer.channel().length(), 0u);
        EXPECT_FALSE(timer.stop());
    });
}

// As measured on Go: of a ticker of 5 ms that nobody reads for 32 ms one value is there.
TEST_P(Timers, T_08_ATickerThatNobodyReadsKeepsOneTickAndDropsTheOthers) {
    for (const int procs : {1, 2, 4}) {
        std::uint32_t channel = 0;
        const GmpRun run = runGoroutines(options(procs), [&channel] {
            const gmp::Time before = gmp::now();
            const Ticker ticker(5ms);
            channel = ticker.channel().number();
            gmp::sleep(32ms);
            EXPECT_EQ(ticker.channel().length(), 1u);
            const gmp::Time first = ticker.channel().receiveOrZero() - before;
            EXPECT_GE(first, 5ms);
            if (!isFree()) {
                EXPECT_LT(first, 6ms) << "the first tick stays, later ones are dropped";
            }
            EXPECT_EQ(ticker.channel().length(), 0u);
            ticker.stop();
        });
        const std::size_t ticks = ofKind(run, EventKind::TmFire, TimerKind::ticker).size();
        EXPECT_EQ(run.count(EventKind::TmDrop) + run.count(EventKind::ChSend), ticks);
        EXPECT_GE(run.count(EventKind::TmDrop), 1u);
        for (const Told* drop : run.of(EventKind::TmDrop))
            EXPECT_EQ(drop->event.a, channel);
        if (!isFree()) {
            EXPECT_EQ(ticks, 6u);
        }
    }
}

// The timers of a P wait while its goroutine computes and nothing preempts it.
TEST_P(Timers, T_09_PeriodsThatWereMissedAreSkippedAndTheOthersKeepTheirPlaces) {
    GmpOptions one = options(1);
    one.config.sysmon = false;
    const GmpRun run = runGoroutines(one, [] {
        const Ticker ticker(1ms);
        gmp::workWithoutPolls(4500us);
        for (int i = 0; i < 3; ++i)
            ticker.channel().receiveOrZero();
        ticker.stop();
    });
    const auto adds = ofKind(run, EventKind::TmAdd, TimerKind::ticker);
    const auto fires = ofKind(run, EventKind::TmFire, TimerKind::ticker);
    ASSERT_GE(fires.size(), 3u);
    ASSERT_EQ(adds.size(), fires.size() + 1);
    EXPECT_GE(fires[0]->event.wide(), 3'000'000u) << "it was late by more than a period";
    for (std::size_t i = 0; i < fires.size(); ++i) {
        const std::uint64_t due = adds[i]->event.wide();
        const std::uint64_t late = fires[i]->event.wide();
        EXPECT_EQ(adds[i + 1]->event.wide(), due + 1'000'000 * (1 + late / 1'000'000));
    }
}

TEST_P(TimersWithAnyPs, T_10_AnAfterFuncRunsInAGoroutineOfItsOwn) {
    std::uint32_t self = 0;
    std::uint32_t other = 0;
    const GmpRun run = this->run([&] {
        WaitGroup done;
        done.add(1);
        self = gmp::self().value;
        const auto later = [&] {
            other = gmp::self().value;
            gmp::sleep(1ms);
            done.done();
        };
        const Timer timer = gmp::afterFunc(2ms, later, {"later", 12});
        done.wait();
        EXPECT_FALSE(timer.stop());
    });
    EXPECT_NE(self, other);
    const auto fires = ofKind(run, EventKind::TmFire, TimerKind::afterFunc);
    ASSERT_EQ(fires.size(), 1u);
    const Told* made = nullptr;
    for (const Told* create : run.of(EventKind::GoCreate))
        if (create->event.g == other)
            made = create;
    ASSERT_NE(made, nullptr);
    EXPECT_EQ(made->event.a, trace::kNoG) << "the runtime makes it";
    EXPECT_EQ(made->event.c, 12u);
    EXPECT_EQ(made->event.m, fires[0]->event.m);
    EXPECT_GE(made->event.time, fires[0]->event.time);
}

TEST_P(TimersWithAnyPs, T_10_AResetRunsTheFunctionOnceMore) {
    std::atomic<int> ran{0};
    run([&ran] {
        WaitGroup done;
        done.add(1);
        const auto count = [&] {
            ran.fetch_add(1);
            done.done();
        };
        const Timer timer = gmp::afterFunc(1ms, count);
        done.wait();
        done.add(1);
        EXPECT_FALSE(timer.reset(1ms));
        done.wait();
    });
    EXPECT_EQ(ran.load(), 2);
}

TEST_P(TimersWithAnyPs, T_11_StopAndResetSayWhetherItWasPending) {
    const GmpRun run = this->run([] {
        const Timer timer(1h);
        EXPECT_TRUE(timer.reset(2h));
        EXPECT_TRUE(timer.stop());
        EXPECT_FALSE(timer.stop());
        EXPECT_FALSE(timer.reset(1ms));
        gmp::sleep(4ms);
        EXPECT_FALSE(timer.stop()) << "it has fired";
        EXPECT_EQ(timer.channel().length(), 1u) << "and its value is there all the same";
        EXPECT_FALSE(timer.reset(1h));
        EXPECT_TRUE(timer.stop());
        const Timer function = gmp::afterFunc(1h, [] { ADD_FAILURE() << "it was stopped"; });
        EXPECT_TRUE(function.stop());
    });
    std::string answers;
    for (const Told* stop : run.of(EventKind::TmStop))
        answers += stop->event.aux != 0 ? 'y' : 'n';
    EXPECT_EQ(answers, "ynnyy");
}

TEST_P(Timers, T_11_StoppedTimersStayUntilTheyAreMoreThanAQuarter) {
    const GmpRun run = runGoroutines(golden(GetParam()), [] {
        std::vector<Timer> timers;
        for (int i = 0; i < 40; ++i)
            timers.push_back(Timer(1h + std::chrono::minutes(i)));
        EXPECT_EQ(timersAndZombies(), std::pair(40u, 0u));
        for (std::size_t i = 10; i < 20; ++i)
            EXPECT_TRUE(timers[i].stop());
        gmp::gosched();
        EXPECT_EQ(timersAndZombies(), std::pair(40u, 10u)) << "ten of forty are no more than a quarter";
        EXPECT_TRUE(timers[20].stop());
        EXPECT_EQ(timersAndZombies(), std::pair(40u, 11u)) << "whoever stops a timer leaves the heap alone";
        gmp::gosched();
        EXPECT_EQ(timersAndZombies(), std::pair(29u, 0u));
        EXPECT_TRUE(timers[30].stop());
        EXPECT_EQ(timersAndZombies(), std::pair(29u, 1u));
        EXPECT_FALSE(timers[30].reset(1h));
        EXPECT_EQ(timersAndZombies(), std::pair(29u, 0u)) << "armed again before it was swept";
        EXPECT_TRUE(timers[0].stop());
        const Timer another(5h);
        EXPECT_EQ(timersAndZombies(), std::pair(29u, 0u)) << "a zombie at the top goes as soon as another comes";
    });
    EXPECT_EQ(run.count(EventKind::TmFire), 0u);
}

TEST_P(TimersWithAnyPs, T_11_ATimerThatIsArmedForEarlierFiresEarlierAndForLaterLater) {
    const GmpRun run = this->run([] {
        const gmp::Time before = gmp::now();
        const Timer early(1h);
        const Timer late(2ms);
        EXPECT_TRUE(early.reset(1ms));
        EXPECT_TRUE(late.reset(6ms));
        early.channel().receiveOrZero();
        EXPECT_GE(gmp::now() - before, 1ms);
        EXPECT_LT(gmp::now() - before, 30min);
        late.channel().receiveOrZero();
        EXPECT_GE(gmp::now() - before, 6ms);
    });
    EXPECT_EQ(run.count(EventKind::TmFire), 2u);
}

// Each is either stopped in time or runs, and never both, whoever stops it on whatever P.
TEST_P(TimersWithAnyPs, T_11_EveryTimerIsStoppedOrFires) {
    const int n = isFree() ? 2000 : 400;
    std::atomic<int> fired{0};
    std::atomic<int> stopped{0};
    std::atomic<int> again{0};
    const GmpRun run = this->run([&] {
        WaitGroup ends;
        WaitGroup stoppers;
        ends.add(n);
        stoppers.add(n);
        const auto one = [&](int i) {
            const auto fires = [&] {
                fired.fetch_add(1);
                ends.done();
            };
            const Timer timer = gmp::afterFunc(std::chrono::microseconds(i % 97 * 20), fires);
            if (i % 3 == 0)
                gmp::sleep(std::chrono::microseconds(i % 53 * 30));
            if (i % 5 == 0) {
                ends.add(1);  // should it have fired
                if (timer.reset(std::chrono::microseconds(i % 31 * 40)))
                    ends.done();
                else
                    again.fetch_add(1);
            }
            if (timer.stop()) {
                stopped.fetch_add(1);
                ends.done();
            }
            stoppers.done();
        };
        for (int i = 0; i < n; ++i)
            go([&one, i] { one(i); });
        stoppers.wait();
        ends.wait();
    });
    EXPECT_EQ(run.exit.text, "");
    EXPECT_GT(fired.load(), 0);
    EXPECT_GT(stopped.load(), 0);
    EXPECT_EQ(fired.load() + stopped.load(), n + again.load());
}

TEST_P(Timers, T_05_ADyingPLeavesItsTimersToTheOthers) {
    const GmpRun run = runGoroutines(options(4), [] {
        WaitGroup fired;
        fired.add(16);
        for (int i = 0; i < 8; ++i)
            go([&fired, i] {
                gmp::afterFunc(std::chrono::milliseconds(8 + i), [&fired] { fired.done(); });
                const Timer timer(std::chrono::milliseconds(9 + i));
                gmp::work(100us);
                timer.channel().receiveOrZero();
                fired.done();
            });
        gmp::sleep(2ms);
        gmp::gomaxprocs(1);
        fired.wait();
    });
    EXPECT_EQ(run.count(EventKind::TmFire), 17u);
}

TEST_P(Timers, APendingTimerHoldsADeadlockOffAndAStoppedOneDoesNot) {
    const GmpRun waits = runGoroutines(options(2), [] {
        const Timer timer(5ms);
        Chan<int> never;
        timer.channel().receiveOrZero();
        never.receive();
    });
    EXPECT_EQ(waits.exit.status, trace::RunStatus::deadlock);
    EXPECT_EQ(waits.count(EventKind::TmFire), 1u) << "first it fires, then all are asleep";
    const GmpRun stopped = runGoroutines(options(2), [] {
        const Timer timer(5ms);
        timer.stop();
        timer.channel().receiveOrZero();
    });
    EXPECT_EQ(stopped.exit.status, trace::RunStatus::deadlock);
    EXPECT_EQ(stopped.count(EventKind::TmFire), 0u);
}

TEST_P(Timers, ATickerOfNoPeriodPanics) {
    EXPECT_EQ(runGoroutines(options(1), [] { const Ticker ticker(0ms); }).exit.text,
              "panic: non-positive interval for NewTicker");
    EXPECT_EQ(runGoroutines(options(1), [] { Ticker(1ms).reset(0ms); }).exit.text,
              "panic: non-positive interval for Ticker.Reset");
}

TEST_P(TimersWithAnyPs, ATickerTicksAtItsNewPeriodAndNoMoreOnceItIsStopped) {
    run([] {
        const gmp::Time before = gmp::now();
        const Ticker ticker(1h);
        ticker.reset(1ms);
        for (int i = 0; i < 4; ++i)
            ticker.channel().receiveOrZero();
        EXPECT_GE(gmp::now() - before, 4ms);
        ticker.stop();
        gmp::sleep(3ms);
        EXPECT_LE(ticker.channel().length(), 1u);
        gmp::after(1ms).receiveOrZero();
    });
}

}  // namespace
}  // namespace interleave::test
