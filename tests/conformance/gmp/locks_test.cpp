// Mutex and the plain semaphore under it: who queues where, who gets what, and starvation (rows L-03, L-04, L-05,
// L-10).
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "gmp/atomics.h"
#include "gmp/counting_semaphore.h"
#include "gmp/go.h"
#include "gmp/once.h"
#include "gmp/sync.h"
#include "tests/support/gmp_fixture.h"

namespace interleave::test {
namespace {

using gmp::go;
using gmp::Mutex;
using gmp::WaitGroup;
using trace::EventKind;
using trace::MuModeName;
using trace::MuPath;
using namespace std::chrono_literals;

class Locks : public WithAnyNumberOfPs {};
INSTANTIATE_TEST_SUITE_P(HostsAndPs, Locks, bothHostsAndPs(), hostAndPsOf);
class LockOrder : public UnderBothHosts {};
INSTANTIATE_TEST_SUITE_P(Hosts, LockOrder, bothHosts(), hostOf);

// What became of the mutex, an entry an event: "lock fast 1", "unlock wake 1", "starving", "normal", with who did it.
std::vector<std::string> storyOf(const GmpRun& run) {
    std::vector<std::string> story;
    for (const Told& told : run.events) {
        const trace::Event& e = told.event;
        const auto add = [&](std::string_view what, std::string_view how) {
            story.push_back(std::string(what) + ' ' + std::string(how) + ' ' + std::to_string(e.g));
        };
        if (e.kind == EventKind::MuLock)
            add("lock", nameOf(e.auxAs<MuPath>()));
        if (e.kind == EventKind::MuUnlock)
            add("unlock", nameOf(e.auxAs<trace::MuUnlockPath>()));
        if (e.kind == EventKind::MuMode)
            add("mode", nameOf(e.auxAs<MuModeName>()));
    }
    return story;
}

// The waiter that was woken and loses is the next to be woken all the same; who comes later waits behind all.
TEST_P(LockOrder, L_03_AWokenLoserQueuesInFrontAndNewcomersAtTheBack) {
    std::string order;
    const GmpRun run = runGoroutines(golden(GetParam()), [&order] {
        Mutex mutex;
        WaitGroup group;
        const auto worker = [&](char name) {
            group.add(1);
            go([&, name] {
                mutex.lock();
                order += name;
                mutex.unlock();
                group.done();
            });
            gmp::gosched();
        };
        mutex.lock();
        worker('A');
        worker('B');
        worker('C');
        mutex.unlock();  // wakes A
        mutex.lock();    // and has it again before A runs
        gmp::gosched();  // A loses
        worker('D');
        mutex.unlock();
        group.wait();
    });
    EXPECT_EQ(order, "ABCD");
    std::size_t blocked = 0;
    for (const Told* told : run.of(EventKind::GoBlock))
        blocked += told->event.auxAs<trace::BlockReason>() == trace::BlockReason::mutexLock;
    EXPECT_GE(blocked, 5u) << "A waited twice";
}

// Main locks again before the woken waiter runs; after a millisecond the waiter does not take that any more.
TEST_P(LockOrder, L_04_InStarvationTheMutexIsHandedOverAndTheGiverYields) {
    const GmpRun run = runGoroutines(golden(GetParam()), [] {
        Mutex mutex;
        WaitGroup group;
        group.add(1);
        mutex.lock();
        go([&] {
            mutex.lock();
            mutex.unlock();
            group.done();
        });
        gmp::gosched();
        gmp::work(2ms);
        mutex.unlock();
        mutex.lock();
        gmp::gosched();
        mutex.unlock();
        mutex.lock();
        mutex.unlock();
        group.wait();
    });
    EXPECT_EQ(storyOf(run), (std::vector<std::string>{"lock fast 1", "unlock wake 1", "lock fast 1", "mode starving 2",
                                                      "unlock handoff 1", "lock handoff 2", "mode normal 2",
                                                      "unlock fast 2", "lock fast 1", "unlock fast 1"}));
    bool yielded = false;
    for (const Told* told : run.of(EventKind::GoStop))
        yielded = yielded || (told->event.g == 1 && told->event.auxAs<trace::StopWhy>() == trace::StopWhy::yield);
    EXPECT_TRUE(yielded);
}

TEST_P(LockOrder, L_04_NewcomersNeitherGrabNorSpinInStarvation) {
    std::string order;
    const GmpRun run = runGoroutines(golden(GetParam()), [&order] {
        Mutex mutex;
        WaitGroup group;
        group.add(2);
        const auto enter = [&](char name) {
            mutex.lock();
            order += name;
            mutex.unlock();
            group.done();
        };
        mutex.lock();
        go([&] { enter('A'); });
        gmp::gosched();
        gmp::work(2ms);
        mutex.unlock();
        mutex.lock();
        gmp::gosched();  // A starves
        go([&] { enter('B'); });
        gmp::gosched();  // B queues behind it
        mutex.unlock();
        mutex.lock();  // main has given way to A, and A to B
        order += 'M';
        mutex.unlock();
        group.wait();
    });
    EXPECT_EQ(order, "ABM");
    EXPECT_EQ(run.count(EventKind::MuSpin), 0u);
}

TEST(Starvation, L_05_ItEndsWithAnOwnerThatWaitedForLessThanAMillisecond) {
    const GmpRun run = runGoroutines(golden(kernel::HostKind::conducted), [] {
        Mutex mutex;
        WaitGroup group;
        group.add(3);
        const auto enter = [&] {
            mutex.lock();
            mutex.unlock();
            group.done();
        };
        mutex.lock();
        go(enter);
        gmp::gosched();
        gmp::work(2ms);
        mutex.unlock();
        mutex.lock();
        gmp::gosched();  // G2 starves
        go(enter);
        gmp::gosched();
        go(enter);
        gmp::gosched();
        mutex.unlock();
        group.wait();
    });
    const std::vector<std::string> story = storyOf(run);
    const std::vector<std::string> end(story.begin() + 3, story.end());
    EXPECT_EQ(end, (std::vector<std::string>{"mode starving 2", "unlock handoff 1", "lock handoff 2",
                                             "unlock handoff 2", "lock handoff 3", "mode normal 3", "unlock wake 3",
                                             "lock woken 4", "unlock fast 4"}))
        << "G2 waited long and is not the last; G3 came late; G4 competes again";
}

// A permit that was given back is anybody's: the giver takes it again before the woken one runs.
TEST_P(LockOrder, L_10_TheWokenOneMayFindThePermitGoneAndWaitsAgain) {
    const GmpRun run = runGoroutines(golden(GetParam()), [] {
        gmp::CountingSemaphore semaphore(1, "permits");
        WaitGroup group;
        group.add(1);
        semaphore.acquire();
        go([&] {
            semaphore.acquire();
            semaphore.release();
            group.done();
        });
        gmp::gosched();
        semaphore.release();
        semaphore.acquire();
        EXPECT_FALSE(semaphore.tryAcquire());
        gmp::gosched();
        semaphore.release();
        group.wait();
        EXPECT_TRUE(semaphore.tryAcquire());
    });
    std::string story;
    for (const Told& told : run.events) {
        if (told.event.kind == EventKind::GoUnblock && told.event.g == 2)
            story += "unblock ";
        if (told.event.kind == EventKind::GoBlock && told.event.g == 2)
            story += std::string(nameOf(told.event.auxAs<trace::BlockReason>())) + ' ';
    }
    EXPECT_EQ(story, "semacquire unblock semacquire unblock ");
}

TEST_P(Locks, L_10_NoMoreAreInsideThanThereArePermits) {
    std::atomic<int> inside{0};
    std::atomic<int> most{0};
    run([&] {
        gmp::CountingSemaphore semaphore(3);
        spawn(24, [&] {
            for (int i = 0; i < 20; ++i) {
                semaphore.acquire();
                const int now = inside.fetch_add(1) + 1;
                int before = most.load();
                while (before < now && !most.compare_exchange_weak(before, now)) {
                }
                gmp::gosched();
                inside.fetch_sub(1);
                semaphore.release();
            }
        });
    });
    EXPECT_LE(most.load(), 3);
    EXPECT_EQ(inside.load(), 0);
}

// Each waits for as long as the others need, not for ever.
TEST_P(Locks, L_04_NobodyStarvesBesideGoroutinesThatLockAgainAtOnce) {
    const int rounds = isFree() ? 300 : 60;
    std::vector<int> done(6);
    const GmpRun run = this->run([&] {
        Mutex mutex;
        WaitGroup group;
        group.add(6);
        for (std::size_t i = 0; i < done.size(); ++i)
            go([&, i] {
                for (int k = 0; k < rounds; ++k) {
                    mutex.lock();
                    gmp::work(i == 0 ? 100us : 20us);
                    ++done[i];
                    mutex.unlock();
                }
                group.done();
            });
        group.wait();
    });
    EXPECT_EQ(std::count(done.begin(), done.end(), rounds), 6);
    if (isFree())
        return;  // what is told of the mode is not told under the mutex
    bool starving = false;
    for (const Told* told : run.of(EventKind::MuMode)) {
        const bool turns = told->event.auxAs<MuModeName>() == MuModeName::starving;
        EXPECT_NE(turns, starving) << "it turns from one to the other";
        starving = turns;
    }
    EXPECT_FALSE(starving) << "the last waiter ends it";
}

TEST_P(Locks, OnceRunsItsFunctionOnceAndAllWaitUntilItIsDone) {
    std::atomic<int> calls{0};
    run([&calls] {
        gmp::Once once;
        EXPECT_FALSE(once.done());
        spawn(16, [&] {
            once.do_([&calls] {
                gmp::sleep(1ms);
                calls.fetch_add(1);
            });
            EXPECT_EQ(calls.load(), 1);
        });
        EXPECT_TRUE(once.done());
    });
    EXPECT_EQ(calls.load(), 1);
}

TEST_P(Locks, AtomicCountersLoseNothing) {
    run([] {
        gmp::Atomic<long> sum;
        gmp::Atomic<std::uint32_t> turns(7);
        spawn(16, [&] {
            for (int i = 0; i < 50; ++i) {
                sum.add(2);
                for (std::uint32_t seen = turns.load(); !turns.compareAndSwap(seen, seen + 1);)
                    seen = turns.load();
            }
        });
        EXPECT_EQ(sum.load(), 1600);
        EXPECT_EQ(turns.swap(1), 807u);
        turns.store(3);
        EXPECT_EQ(turns.add(~0u), 2u) << "minus one";
    });
}

TEST_P(Locks, L_08_AWaitGroupStartsGoroutinesAndWaitsForThem) {
    std::atomic<int> ran{0};
    run([&ran] {
        WaitGroup group;
        for (int i = 0; i < 10; ++i)
            group.go([&ran] { ran.fetch_add(1); });
        group.wait();
        EXPECT_EQ(ran.load(), 10);
    });
}

}  // namespace
}  // namespace interleave::test
