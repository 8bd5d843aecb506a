// Preemption by signal: leaf code that nothing but a signal can stop.
#include <gtest/gtest.h>
#include <pthread.h>
#include <signal.h>

#include <atomic>
#include <functional>
#include <set>
#include <utility>

#include "gmp/chan.h"
#include "gmp/go.h"
#include "gmp/leaf.h"
#include "gmp/leaf_code.h"
#include "gmp/running.h"
#include "gmp/sync.h"
#include "tests/support/gmp_fixture.h"

namespace interleave::test {
namespace {

using gmp::go;
using gmp::WaitGroup;
using trace::EventKind;
using namespace std::chrono_literals;

// Why it cannot be tried here under free time; empty: it can.
std::string reasonAgainst(kernel::HostKind host) {
    if (host == kernel::HostKind::conducted)
        return {};
    const auto possible = gmp::AsyncPreemption::available();
    return possible ? std::string() : possible.error().sentence();
}

GmpOptions bySignal(GmpOptions options) {
    options.config.signals = true;
    return options;
}

class Signals : public UnderBothHosts {
protected:
    static bool isConducted() { return !isFree(); }
    void SetUp() override {
        if (const std::string reason = reasonAgainst(GetParam()); !reason.empty())
            GTEST_SKIP() << reason;
    }
};
INSTANTIATE_TEST_SUITE_P(Hosts, Signals, bothHosts(), hostOf);

class Polls : public UnderBothHosts {};
INSTANTIATE_TEST_SUITE_P(Hosts, Polls, bothHosts(), hostOf);

class SignalsWithAnyPs : public WithAnyNumberOfPs {
protected:
    void SetUp() override {
        if (const std::string reason = reasonAgainst(std::get<0>(GetParam())); !reason.empty())
            GTEST_SKIP() << reason;
    }
};
INSTANTIATE_TEST_SUITE_P(HostsAndPs, SignalsWithAnyPs, bothHostsAndPs(), hostAndPsOf);

std::size_t asyncHits(const GmpRun& run) {
    std::size_t hits = 0;
    for (const Told* hit : run.of(EventKind::PreemptHit))
        hits += hit->event.auxAs<trace::PreemptAt>() == trace::PreemptAt::async ? 1 : 0;
    return hits;
}

TEST_P(Signals, P_04_ALoopWithoutACallIsStoppedByASignalAndTheOtherRuns) {
    const auto scene = [](int times) {
        WaitGroup group;
        group.add(1);
        go([&] { group.done(); });
        gmp::computeWithoutCalls(60ms * times);
        group.wait();
    };
    const GmpRun run = runUntilSeen(bySignal(options(1)), scene, [](const GmpRun& one) { return asyncHits(one) > 0; });
    for (const Told* request : run.of(EventKind::PreemptReq)) {
        EXPECT_GE(request->event.wide(), 10'000'000u);
    }
    if (isFree())
        return;
    // The other is the first that runs after main's first slice.
    for (const Told* start : run.of(EventKind::GoStart)) {
        if (start->event.g == 2) {
            EXPECT_GE(start->event.time, 10'000'000u);
            EXPECT_LE(start->event.time, 21'000'000u);
        }
    }
}

TEST_P(Signals, V_01_WithoutSignalsALoopWithoutACallRunsToItsEnd) {
    const GmpRun run = runGoroutines(options(1), [] {
        WaitGroup group;
        group.add(1);
        go([&] { group.done(); });
        gmp::computeWithoutCalls(60ms);
        group.wait();
    });
    EXPECT_EQ(asyncHits(run), 0u);
    bool waited = false;
    for (const Told& told : run.events) {
        waited = waited || (told.event.kind == EventKind::GoBlock && told.event.g == 1);
        if (told.event.kind == EventKind::GoStart && told.event.g == 2) {
            EXPECT_TRUE(waited || told.event.time > 59'000'000) << "the other came in between";
        }
    }
}

TEST_P(Signals, P_07_EveryHitBySignalWasAskedForBySignal) {
    const auto scene = [](int times) { spawn(3, [times] { gmp::computeWithoutCalls(30ms * times); }); };
    const GmpRun run = runUntilSeen(bySignal(options(1)), scene, [](const GmpRun& one) { return asyncHits(one) >= 2; });
    std::set<std::uint32_t> asked;
    for (const Told& told : run.events) {
        if (told.event.kind == EventKind::PreemptReq &&
            told.event.auxAs<trace::PreemptVia>() == trace::PreemptVia::signal)
            asked.insert(told.event.g);
        if (told.event.kind == EventKind::PreemptHit) {
            EXPECT_TRUE(asked.contains(told.event.g));
        }
    }
}

// Where it polls, it is not leaf code: the signal misses, and the poll serves the flag that stayed.
TEST_P(Signals, P_08_OutsideOfLeafCodeTheSignalMissesAndTheFlagStays) {
    const auto scene = [](int times) {
        spawn(2, [times] {
            gmp::workWithoutPolls(40ms * times);
            gmp::poll();
        });
    };
    const GmpRun run = runUntilSeen(bySignal(options(1)), scene,
                                    [](const GmpRun& one) { return one.count(EventKind::PreemptMiss) > 0; });
    EXPECT_EQ(asyncHits(run), 0u);
    EXPECT_GT(run.count(EventKind::PreemptHit), 0u);
    for (const Told* miss : run.of(EventKind::PreemptMiss)) {
        EXPECT_EQ(miss->event.auxAs<trace::PreemptMissWhy>(), trace::PreemptMissWhy::notInWhitelist);
    }
}

TEST_P(Signals, P_09_AtMostOneSignalIsOnItsWayToAnM) {
    GmpOptions chosen = bySignal(options(1));
    std::atomic<bool> claimed{false}, claimedTwice{false}, again{false};
    runGoroutines(chosen, [&] {
        gmp::G& g = gmp::runningG();
        gmp::AsyncPreemption& async = g.m->rt.async;
        claimed = async.claim(*g.m);
        claimedTwice = async.claim(*g.m);
        // It comes where it does not count; from then on another may be sent.
        async.send(*g.m, *g.m, g);
        while (g.m->signalPending.load())
            gmp::work(10us);
        again = async.claim(*g.m);
        async.send(*g.m, *g.m, g);
    });
    EXPECT_TRUE(claimed);
    EXPECT_FALSE(claimedTwice);
    EXPECT_TRUE(again);
}

TEST(LeafCode, DV_04_ItLiesInASectionOfItsOwn) {
    EXPECT_TRUE(gmp::isLeafCode(reinterpret_cast<std::uintptr_t>(&gmp::leaf::rounds)));
    EXPECT_TRUE(gmp::isLeafCode(reinterpret_cast<std::uintptr_t>(&gmp::leaf::squareRoots)));
    EXPECT_TRUE(gmp::isLeafCode(reinterpret_cast<std::uintptr_t>(&gmp::leaf::primes)));
    EXPECT_FALSE(gmp::isLeafCode(reinterpret_cast<std::uintptr_t>(&gmp::isLeafCode)));
    EXPECT_FALSE(gmp::isLeafCode(reinterpret_cast<std::uintptr_t>(&gmp::countPrimes)));
}

// Six goroutines, each with results that one wrong register would spoil, and a thread that asks for a yield as often
// as it can.
TEST_P(SignalsWithAnyPs, DV_03_ThousandsOfPreemptionsBySignalLeaveEveryResultRight) {
    constexpr int kGs = 6;
    constexpr std::uint64_t kRoots = 2'000'000;
    constexpr std::uint64_t kNumbers = 20'000;
    const std::uint64_t primes = gmp::leaf::primes(0, kNumbers).found;
    const double sum = gmp::leaf::squareRoots(0, 0, kRoots);
    GmpOptions chosen = bySignal(options());
    std::atomic<bool> done{false};
    std::atomic<std::uint64_t> hits{0};
    const std::uint64_t wanted = isFree() ? 2000 : 500;
    chosen.control = [&](kernel::Host& host, gmp::Runtime& runtime) {
        gmp::Runtime::Impl& rt = runtime.impl();
        while (!done.load()) {
            rt.monitor.preemptAll(rt.control());
            hits = runtime.counters().preemptions;
            host.sleepUntil(host.now() + 20us);
        }
    };
    const GmpRun run = runGoroutines(chosen, [&] {
        spawn(kGs, [&] {
            for (int round = 0; round < 200 && hits.load() < wanted; ++round) {
                EXPECT_EQ(gmp::sumOfSquareRoots(kRoots), sum);
                EXPECT_EQ(gmp::countPrimes(kNumbers), primes);
            }
        });
        done = true;
    });
    EXPECT_GE(asyncHits(run), wanted);
}

// The handler returns before the goroutine yields: nothing of it is left on the thread.
TEST_P(Signals, P_10_TheHandlerIsOverWhenTheGoroutineYields) {
    std::atomic<int> blocked{0};
    const auto scene = [&blocked](int times) {
        const auto compute = [&blocked, times] {
            gmp::computeWithoutCalls(30ms * times);
            sigset_t mask;
            pthread_sigmask(SIG_SETMASK, nullptr, &mask);
            stack_t stack{};
            sigaltstack(nullptr, &stack);
            blocked += sigismember(&mask, SIGURG) == 1 && !isConducted() ? 1 : 0;
            blocked += (stack.ss_flags & SS_ONSTACK) != 0 ? 1 : 0;
        };
        spawn(3, compute);
    };
    runUntilSeen(bySignal(options(1)), scene, [](const GmpRun& one) { return asyncHits(one) >= 2; });
    EXPECT_EQ(blocked.load(), 0);
}

// What a caller keeps in registers across leaf code is not lost, and its thread is the one it is on.
TEST_P(SignalsWithAnyPs, DV_05_DV_07_CallersKeepTheirValuesAndFindTheirThread) {
    GmpOptions chosen = bySignal(options());
    std::atomic<bool> done{false};
    chosen.control = [&](kernel::Host& host, gmp::Runtime& runtime) {
        while (!done.load()) {
            runtime.impl().monitor.preemptAll(runtime.impl().control());
            host.sleepUntil(host.now() + 30us);
        }
    };
    runGoroutines(chosen, [&] {
        spawn(6, [] {
            const gmp::G* const self = &gmp::runningG();
            double a = 1.5;
            double b = 2.5;
            std::uint64_t c = 3;
            for (int i = 0; i < 40; ++i) {
                gmp::computeWithoutCalls(50us);
                a += 1;
                b += a;
                c = c * 3 + static_cast<std::uint64_t>(i);
                EXPECT_EQ(&gmp::runningG(), self);
                EXPECT_EQ(gmp::currentM()->current.load(), self);
            }
            std::uint64_t expected = 3;
            for (int i = 0; i < 40; ++i)
                expected = expected * 3 + static_cast<std::uint64_t>(i);
            EXPECT_EQ(a, 41.5);
            EXPECT_EQ(b, 2.5 + 40 * 1.5 + 820);
            EXPECT_EQ(c, expected);
        });
        done = true;
    });
}

// The other way to be asked: each operation of the runtime looks for a request.
TEST_P(Polls, DV_02_EachOperationIsASafePoint) {
    const std::pair<const char*, std::function<void()>> operations[] = {
        {"poll", [] { gmp::poll(); }},
        {"go", [] { go([] {}); }},
        {"print", [] { gmp::print("."); }},
        {"work", [] { gmp::work(1us); }},
        {"blockingCall", [] { gmp::blockingCall(1us); }},
        {"sleep", [] { gmp::sleep(1us); }},
        {"send", [] { gmp::Chan<int>(1).send(1); }},
    };
    for (const auto& [name, operation] : operations) {
        GmpOptions chosen = golden(GetParam());
        const GmpRun run = runGoroutines(chosen, [&operation] {
            gmp::G& g = gmp::runningG();
            g.m->emit({.kind = EventKind::PreemptReq, .g = 1});
            g.preempt.store(true);
            g.interrupt.store(true);
            operation();
        });
        int hits = 0;
        for (const Told* hit : run.of(EventKind::PreemptHit))
            hits += hit->event.auxAs<trace::PreemptAt>() != trace::PreemptAt::async ? 1 : 0;
        EXPECT_EQ(hits, 1) << name;
    }
}

struct Witness {
    std::atomic<int>& left;
    ~Witness() { left.fetch_add(1); }
};

// Main ends while the others stand in the middle of leaf code: their frames are left as any goroutine's.
TEST_P(Signals, DV_06_WhatTheEndFindsInLeafCodeIsUnwound) {
    std::atomic<int> left{0};
    const auto scene = [&left](int times) {
        left = 0;
        for (int i = 0; i < 3; ++i)
            go([&left] {
                const Witness witness{left};
                gmp::computeWithoutCalls(20s);
            });
        gmp::computeWithoutCalls(25ms * times);
    };
    const GmpRun run = runUntilSeen(bySignal(options(1)), scene, [](const GmpRun& one) { return asyncHits(one) >= 2; });
    EXPECT_GE(left.load(), 1);
    EXPECT_LE(run.ledger.goroutines, 3u);
}

}  // namespace
}  // namespace interleave::test
