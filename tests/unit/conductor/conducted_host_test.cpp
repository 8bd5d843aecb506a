#include "conductor/conducted_host.h"

#include <gtest/gtest.h>

#include <thread>

#include "random_program.h"

namespace interleave::conductor {
namespace {

using namespace std::chrono_literals;

std::unique_ptr<ConductedHost> makeHost(int cores, kernel::HostObserver* observer = nullptr,
                                        kernel::Horizon* horizon = nullptr, Costs costs = {}) {
    ConductedOptions options;
    options.cores = cores;
    options.observer = observer;
    options.horizon = horizon;
    options.costs = costs;
    return std::make_unique<ConductedHost>(std::move(options));
}

// Nothing takes time but what is spent.
Costs nothingCosts() {
    Costs costs;
    costs.osSwitch = costs.futexWait = costs.futexWake = costs.wakeLatency = costs.timerLatency = 0ns;
    costs.threadCreate = costs.threadStart = 0ns;
    return costs;
}

TEST(ConductedHost, ASliceSharesOneCoreAmongThreeByTurns) {
    CoreChecker checker;
    auto host = makeHost(1, &checker, nullptr, nothingCosts());
    std::vector<Time> ends(4);
    for (std::size_t i = 1; i <= 3; ++i)
        host->startThread("spender", [&, i] {
            EXPECT_EQ(host->spend(12ms, nullptr), 0ns);
            ends[i] = host->now();
        });
    host->joinThreads();
    // Three turns of 4 ms each: the last turns end at 28, 32 and 36 ms, in the order of the first.
    std::vector<Time> sorted(ends.begin() + 1, ends.end());
    std::sort(sorted.begin(), sorted.end());
    EXPECT_EQ(sorted, (std::vector<Time>{28ms, 32ms, 36ms}));
    EXPECT_EQ(checker.involuntary(), 6);
    EXPECT_TRUE(checker.faults().empty());
}

TEST(ConductedHost, SpendersWithACoreEachDoNotWaitForOneAnother) {
    CoreChecker checker;
    auto host = makeHost(3, &checker, nullptr, nothingCosts());
    std::vector<Time> ends(4);
    for (std::size_t i = 1; i <= 3; ++i)
        host->startThread("spender", [&, i] {
            host->spend(12ms, nullptr);
            ends[i] = host->now();
        });
    host->joinThreads();
    EXPECT_EQ(ends, (std::vector<Time>{0ms, 12ms, 12ms, 12ms}));
    EXPECT_EQ(checker.involuntary(), 0);
}

TEST(ConductedHost, ASwitchOfThreadsOnACoreIsPaidFor) {
    Costs costs = nothingCosts();
    costs.osSwitch = 2us;
    auto host = makeHost(1, nullptr, nullptr, costs);
    Time began{0};
    host->startThread("other", [&] { began = host->now(); });
    host->joinThreads();
    EXPECT_EQ(began, 2us);
    EXPECT_EQ(host->now(), 4us);
}

TEST(ConductedHost, UnparkIsPaidForAtTheNextGateAndTheWokenOneIsLate) {
    Costs costs = nothingCosts();
    costs.futexWake = 2us;
    costs.wakeLatency = 10us;
    auto host = makeHost(2, nullptr, nullptr, costs);
    Time woken{0};
    const ThreadId sleeper = host->startThread("sleeper", [&] {
        host->park({});
        woken = host->now();
    });
    host->spend(100us, nullptr);
    host->unpark(sleeper);
    EXPECT_EQ(host->now(), 100us);
    host->spend(50us, nullptr);
    EXPECT_EQ(host->now(), 152us);
    EXPECT_EQ(woken, 110us);
    host->unpark(sleeper);  // it has ended: nobody to wake, nothing to pay
    host->spend(1us, nullptr);
    EXPECT_EQ(host->now(), 153us);
    host->joinThreads();
}

TEST(ConductedHost, AnInterruptEndsASpendAtItsNextMicrosecond) {
    auto host = makeHost(2, nullptr, nullptr, nothingCosts());
    std::atomic<bool> flag{false};
    base::Duration left{0};
    Time returned{0};
    const ThreadId worker = host->startThread("worker", [&] {
        left = host->spend(10ms, &flag);
        returned = host->now();
    });
    host->spend(Time(2'000'300), nullptr);
    flag = true;
    host->interrupt(worker);
    host->joinThreads();
    EXPECT_EQ(returned, Time(2'001'000));
    EXPECT_EQ(left, 10ms - Time(2'001'000));
}

TEST(ConductedHost, AnInterruptReachesASpendThatWaitsForACore) {
    auto host = makeHost(1, nullptr, nullptr, nothingCosts());
    std::atomic<bool> flag{false};
    base::Duration left{0};
    const ThreadId worker = host->startThread("worker", [&] { left = host->spend(10ms, &flag); });
    host->spend(5ms, nullptr);  // a slice of ours, a slice of the worker's, the rest of ours
    EXPECT_EQ(host->now(), 9ms);
    flag = true;
    host->interrupt(worker);
    host->joinThreads();
    EXPECT_EQ(left, 6ms);
    EXPECT_EQ(host->now(), 9ms);
}

TEST(ConductedHost, SpendWithoutAFlagCannotBeInterrupted) {
    auto host = makeHost(2, nullptr, nullptr, nothingCosts());
    base::Duration left{1};
    const ThreadId worker = host->startThread("worker", [&] { left = host->spend(1ms, nullptr); });
    host->spend(10us, nullptr);
    host->interrupt(worker);
    host->joinThreads();
    EXPECT_EQ(left, 0ns);
    EXPECT_EQ(host->now(), 1ms);
}

TEST(ConductedHost, TheVirtualClockIsOneWordThatStaysInPlace) {
    auto host = makeHost(1);
    const std::uint64_t* word = host->virtualNow();
    host->spend(1234ns, nullptr);
    EXPECT_EQ(*word, 1234u);
    EXPECT_EQ(host->virtualNow(), word);
}

TEST(ConductedHost, WhereNothingCanHappenAnyMoreTheConductorWaitsForACommand) {
    kernel::Horizon horizon;
    horizon.limit = 1'000'000;
    Time woken{0};
    std::thread run([&] {
        auto host = makeHost(2, nullptr, &horizon);
        const ThreadId control = host->startThread("control", [&] {
            host->park({});
            woken = host->now();
            host->release();
            host->unpark(ThreadId(0));
        });
        host->setControlThread(control);
        host->park({});
        host->spend(5s, nullptr);  // far beyond the horizon, which was released
        host->joinThreads();
    });
    while (!kernel::standsAt(horizon, 1'000'000))
        std::this_thread::yield();
    EXPECT_EQ(horizon.next.load(), Time::max().count());
    kernel::announceCommand(horizon);
    run.join();
    EXPECT_EQ(woken, 1ms);
}

TEST(ConductedHost, TheControlThreadTakesNoCoreAndNoTime) {
    CoreChecker checker;
    auto host = makeHost(1, &checker, nullptr, nothingCosts());
    Time before{0};
    Time after{0};
    bool onCore = true;
    const ThreadId control = host->startThread("control", [&] {
        host->park(Time(2ms));
        before = host->now();
        onCore = checker.isOnACore(host->self());
        host->charge(kernel::Operation::print);
        host->spend(1ms, nullptr);
        after = host->now();
    });
    host->setControlThread(control);
    host->spend(5ms, nullptr);
    EXPECT_EQ(host->now(), 5ms);
    host->joinThreads();
    EXPECT_EQ(before, 2ms);
    EXPECT_EQ(after, 2ms);
    EXPECT_FALSE(onCore);
    EXPECT_EQ(checker.involuntary(), 0);
}

TEST(ConductedHost, ACommandIsNoticedAtTheNextGateOfARunThatDoesNotWait) {
    kernel::Horizon horizon;
    horizon.limit = Time::max().count();
    auto host = makeHost(1, nullptr, &horizon, nothingCosts());
    Time woken{-1};
    const ThreadId control = host->startThread("control", [&] {
        host->park({});
        woken = host->now();
    });
    host->setControlThread(control);
    host->spend(1ms, nullptr);
    host->spend(1ms, nullptr);
    EXPECT_EQ(woken, Time(-1));
    kernel::announceCommand(horizon);
    host->charge(kernel::Operation::print);
    EXPECT_EQ(woken, 2ms);
    host->joinThreads();
}

TEST(ConductedHost, WakingTheControlThreadIsNotPaidFor) {
    Costs costs = nothingCosts();
    costs.futexWake = 2us;
    auto host = makeHost(1, nullptr, nullptr, costs);
    const ThreadId control = host->startThread("control", [&] { host->park({}); });
    host->setControlThread(control);
    host->spend(1us, nullptr);
    host->unpark(control);
    host->spend(1us, nullptr);
    EXPECT_EQ(host->now(), 2us);
    host->joinThreads();
}

std::vector<std::uint16_t> orderOfEquals(std::uint64_t seed) {
    ConductedOptions options;
    options.cores = 16;
    options.seed = seed;
    options.costs = nothingCosts();
    ConductedHost host(std::move(options));
    std::vector<std::uint16_t> order;
    for (int i = 0; i < 15; ++i)
        host.startThread("equal", [&] {
            host.sleepUntil(1ms);
            order.push_back(host.self().value);
        });
    host.joinThreads();
    return order;
}

TEST(ConductedHost, TheSeedOrdersWhatIsDueAtOneTime) {
    const std::vector<std::uint16_t> first = orderOfEquals(1);
    EXPECT_EQ(first.size(), 15u);
    EXPECT_EQ(first, orderOfEquals(1));
    EXPECT_NE(first, orderOfEquals(2));
    EXPECT_FALSE(std::is_sorted(first.begin(), first.end()));
}

TEST(ConductedHostDeathTest, SaysWhoWaitsForWhatWhenNothingCanEverHappen) {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    EXPECT_DEATH(
        {
            auto host = makeHost(1);
            host->park({});
        },
        "conducted deadlock.*\n.*thread 0 parked");
}

// Takes the last of those that wait: what a replaced policy must be able to do.
class LastFirst final : public SchedulingPolicy {
public:
    std::uint64_t rank(ThreadId thread, Time) const override { return 1'000u - thread.value; }
    std::size_t pick(std::span<const ThreadId> ready, Time) const override { return ready.size() - 1; }
};

TEST(ConductedHost, APolicyOfOnesOwnOrdersTiesAndChoosesForCores) {
    ConductedOptions options;
    options.cores = 1;
    options.costs = nothingCosts();
    options.policy = std::make_unique<LastFirst>();
    ConductedHost host(std::move(options));
    std::vector<std::uint16_t> order;
    for (int i = 0; i < 4; ++i)
        host.startThread("t", [&] {
            host.spend(10us, nullptr);
            order.push_back(host.self().value);
        });
    host.joinThreads();
    // All become ready at 0 in the order 4, 3, 2, 1. The first has the core before the others wait; then the last
    // that came is first.
    EXPECT_EQ(order, (std::vector<std::uint16_t>{4, 1, 2, 3}));
}

}  // namespace
}  // namespace interleave::conductor
