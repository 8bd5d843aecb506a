// Stopping the world and changing the number of Ps (Z-10, Z-11), in both profiles.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

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
using trace::PStatus;
using namespace std::chrono_literals;

class Resize : public testing::TestWithParam<gmp::Profile> {
protected:
    static GmpOptions options(int procs) {
        GmpOptions chosen = golden(HostKind::conducted);
        chosen.config.profile = GetParam();
        chosen.config.maxProcs = procs;
        return chosen;
    }
};
INSTANTIATE_TEST_SUITE_P(Profiles, Resize, testing::Values(gmp::Profile::go119, gmp::Profile::go126),
                         [](const auto& chosen) { return chosen.param == gmp::Profile::go126 ? "go126" : "go119"; });

TEST_P(Resize, Z_10_ADyingPGivesRunnextFirstAndThenItsRingToTheHeadOfGlobal) {
    std::vector<std::uint32_t> made;
    const GmpRun run = runGoroutines(options(2), [&made] {
        WaitGroup group;
        group.add(5);
        // A thief takes it to the other P, where its children queue.
        go([&] {
            ASSERT_EQ(gmp::runningG().m->p->id, 1);
            for (int i = 0; i < 4; ++i)
                made.push_back(go([&] { group.done(); }).value);
            gmp::gomaxprocs(1);
            group.done();
        });
        gmp::work(1ms);
        group.wait();
    });
    ASSERT_EQ(made.size(), 4u);
    std::vector<std::uint32_t> head;
    for (const Told* put : run.of(EventKind::GlobPut))
        if (put->event.auxAs<trace::GlobEnd>() == trace::GlobEnd::head)
            head = put->ids;
    EXPECT_EQ(head, (std::vector{made[3], made[0], made[1], made[2]}));
}

TEST_P(Resize, Z_10_TheTimersOfADyingPMoveToTheCallers) {
    const GmpRun run = runGoroutines(options(2), [] {
        WaitGroup group;
        group.add(1);
        go([&] {
            ASSERT_EQ(gmp::runningG().m->p->id, 1);
            gmp::sleep(5ms);
            group.done();
        });
        gmp::work(1ms);
        ASSERT_EQ(gmp::runningG().m->p->id, 0);
        gmp::gomaxprocs(1);
        group.wait();
    });
    const auto added = run.of(EventKind::TmAdd);
    const auto fired = run.of(EventKind::TmFire);
    ASSERT_EQ(added.size(), 1u);
    ASSERT_EQ(fired.size(), 1u);
    EXPECT_EQ(added[0]->event.p, 1);
    EXPECT_EQ(fired[0]->event.p, 0);
}

TEST_P(Resize, Z_10_GrowingAddsIdlePsAndThenWakesOne) {
    const GmpRun run = runGoroutines(options(1), [] {
        EXPECT_EQ(gmp::gomaxprocs(4), 1);
        gmp::work(1ms);
    });
    std::set<std::uint16_t> idle;
    bool began = false;
    bool over = false;
    bool woke = false;
    for (const Told& told : run.events) {
        began = began || told.event.kind == EventKind::StwBegin;
        if (began && told.event.kind == EventKind::PState &&
            told.event.b == static_cast<std::uint32_t>(trace::PWhy::resize) &&
            static_cast<PStatus>(told.event.a) == PStatus::idle)
            idle.insert(told.event.p);
        over = over || told.event.kind == EventKind::StwEnd;
        woke = woke || (over && told.event.kind == EventKind::Wakep &&
                        told.event.auxAs<trace::WakepResult>() == trace::WakepResult::started);
    }
    EXPECT_EQ(idle, (std::set<std::uint16_t>{1, 2, 3}));
    EXPECT_TRUE(woke);
}

TEST_P(Resize, Z_11_IdlePsAndThoseInCallsAreCollectedAtOnceAndRunningOnesAtTheirNextSafePoint) {
    const GmpRun run = runGoroutines(options(4), [] {
        WaitGroup group;
        group.add(2);
        go([&] {
            gmp::blockingCall(2ms);
            group.done();
        });
        go([&] {
            gmp::workWithoutPolls(1500us);
            gmp::poll();
            gmp::work(100us);
            group.done();
        });
        gmp::work(700us);
        gmp::gomaxprocs(5);
        group.wait();
    });
    std::uint64_t began = 0;
    int atOnce = 0;
    int later = 0;
    for (const Told& told : run.events) {
        if (told.event.kind == EventKind::StwBegin)
            began = told.event.time;
        if (told.event.kind == EventKind::StwStopped)
            break;
        if (began != 0 && told.event.kind == EventKind::PState && static_cast<PStatus>(told.event.a) == PStatus::gcstop)
            ++(told.event.time == began ? atOnce : later);
    }
    EXPECT_EQ(atOnce + later, 4);
    EXPECT_GE(atOnce, 3) << "the caller's, the idle one and the one in a call";
    EXPECT_EQ(later, 1) << "who computes without a poll is waited for";
}

TEST_P(Resize, Z_11_PsKeepTheirQueuesWhileTheWorldStops) {
    const GmpRun run = runGoroutines(options(2), [] {
        WaitGroup group;
        group.add(20);
        for (int i = 0; i < 20; ++i)
            go([&] {
                gmp::work(20us);
                group.done();
            });
        gmp::gomaxprocs(3);
        group.wait();
    });
    bool stopping = false;
    for (const Told& told : run.events) {
        if (told.event.kind == EventKind::StwBegin)
            stopping = true;
        if (told.event.kind == EventKind::StwEnd)
            stopping = false;
        if (stopping && told.event.kind == EventKind::GlobPut) {
            EXPECT_EQ(told.ids.size(), 1u) << "only who was stopped, and no P's queue";
        }
    }
}

class Waiting : public UnderBothHosts {};
INSTANTIATE_TEST_SUITE_P(Hosts, Waiting, bothHosts(), hostOf);

TEST_P(Waiting, Y_09_SleepersAndWhoWaitsForALockMakeNoThreadAndCallsDo) {
    const GmpRun sleepers = runGoroutines(options(1), [] {
        gmp::Mutex mutex;
        mutex.lock();
        WaitGroup group;
        group.add(600);
        for (int i = 0; i < 300; ++i) {
            go([&] {
                gmp::sleep(1ms);
                group.done();
            });
            go([&] {
                mutex.lock();
                mutex.unlock();
                group.done();
            });
        }
        gmp::sleep(2ms);
        mutex.unlock();
        group.wait();
    });
    // Main's and sysmon, and one that waits in the poller while main's thread looks for work.
    EXPECT_LE(sleepers.count(EventKind::MNew), 3u);
    const GmpRun calls = runUntilSeen(
        options(1), [](int times) { spawn(5, [times] { gmp::blockingCall(20ms * times); }); },
        [](const GmpRun& run) { return run.count(EventKind::MNew) >= 7; });
    EXPECT_GE(calls.count(EventKind::MNew), 7u);
}

}  // namespace
}  // namespace interleave::test
