// RWMutex and Cond (rows L-06, L-07, L-09).
#include <gtest/gtest.h>

#include <atomic>
#include <deque>
#include <string>
#include <vector>

#include "gmp/cond.h"
#include "gmp/go.h"
#include "gmp/rw_mutex.h"
#include "gmp/sync.h"
#include "tests/support/gmp_fixture.h"

namespace interleave::test {
namespace {

using gmp::Cond;
using gmp::go;
using gmp::Mutex;
using gmp::RWMutex;
using gmp::WaitGroup;
using trace::EventKind;
using namespace std::chrono_literals;

class ReadersAndConds : public WithAnyNumberOfPs {};
INSTANTIATE_TEST_SUITE_P(HostsAndPs, ReadersAndConds, bothHostsAndPs(), hostAndPsOf);
class ReadersAndCondsOrder : public UnderBothHosts {
protected:
    GmpRun run(std::function<void()> main) { return runGoroutines(golden(GetParam()), std::move(main)); }
};
INSTANTIATE_TEST_SUITE_P(Hosts, ReadersAndCondsOrder, bothHosts(), hostOf);

TEST_P(ReadersAndCondsOrder, L_07_AReaderThatComesAfterAWriterReadsAfterIt) {
    std::string order;
    const GmpRun run = this->run([&order] {
        RWMutex mutex("table");
        WaitGroup group;
        mutex.rlock();
        group.go([&] {
            mutex.lock();
            order += "W ";
            mutex.unlock();
        });
        gmp::gosched();
        EXPECT_FALSE(mutex.tryRLock());
        group.go([&] {
            mutex.rlock();
            order += "R ";
            mutex.runlock();
        });
        gmp::gosched();
        order += "first ";
        mutex.runlock();
        group.wait();
        EXPECT_TRUE(mutex.tryRLock());
        EXPECT_FALSE(mutex.tryLock());
        mutex.runlock();
        EXPECT_TRUE(mutex.tryLock());
        mutex.unlock();
    });
    EXPECT_EQ(order, "first W R ");
    std::vector<std::string> story;
    for (const Told* told : run.of(EventKind::RwEv))
        story.emplace_back(nameOf(told->event.auxAs<trace::RwOp>()));
    story.resize(8);
    EXPECT_EQ(story,
              (std::vector<std::string>{"rlock", "block", "rblock", "runlock", "lock", "unlock", "rlock", "runlock"}));
}

TEST_P(ReadersAndCondsOrder, L_07_UnlockLetsAllReadersInBeforeTheNextWriter) {
    std::string order;
    run([&order] {
        RWMutex mutex;
        WaitGroup group;
        mutex.lock();
        group.go([&] {
            mutex.lock();
            order += "W";
            mutex.unlock();
        });
        gmp::gosched();
        for (int i = 0; i < 3; ++i) {
            group.go([&] {
                mutex.rlock();
                order += "r";
                gmp::gosched();
                mutex.runlock();
            });
            gmp::gosched();
        }
        mutex.unlock();
        group.wait();
    });
    EXPECT_EQ(order, "rrrW");
}

TEST_P(ReadersAndConds, L_07_ManyReadOrOneWrites) {
    std::atomic<int> readers{0};
    std::atomic<int> writers{0};
    std::atomic<int> together{0};
    long value = 0;
    const GmpRun run = this->run([&] {
        RWMutex mutex;
        WaitGroup group;
        for (int w = 0; w < 3; ++w)
            group.go([&] {
                for (int i = 0; i < 40; ++i) {
                    mutex.lock();
                    EXPECT_EQ(writers.fetch_add(1), 0);
                    EXPECT_EQ(readers.load(), 0);
                    ++value;
                    if (i % 8 == 0)
                        gmp::gosched();
                    writers.fetch_sub(1);
                    mutex.unlock();
                }
            });
        for (int r = 0; r < 8; ++r)
            group.go([&] {
                for (int i = 0; i < 40; ++i) {
                    mutex.rlock();
                    const int now = readers.fetch_add(1) + 1;
                    EXPECT_EQ(writers.load(), 0);
                    if (now > 1)
                        together.fetch_add(1);
                    gmp::gosched();
                    readers.fetch_sub(1);
                    mutex.runlock();
                }
            });
        group.wait();
    });
    EXPECT_EQ(value, 120);
    EXPECT_GT(together.load(), 0) << "readers read together";
    EXPECT_EQ(run.count(EventKind::MuLock), 0u) << "the mutex inside is the RWMutex's own affair";
}

TEST_P(ReadersAndConds, L_06_UnlockingAnRWMutexThatIsNotLockedEndsTheRun) {
    const GmpRun read = run([] { RWMutex().runlock(); });
    EXPECT_EQ(read.exit.text, "fatal error: sync: RUnlock of unlocked RWMutex");
    EXPECT_EQ(read.exit.code, 2);
    const GmpRun written = run([] { RWMutex().unlock(); });
    EXPECT_EQ(written.exit.text, "fatal error: sync: Unlock of unlocked RWMutex");
}

TEST_P(ReadersAndCondsOrder, L_09_GV_3_BroadcastReadiesTheOldestFirstAndTheLastRunsFirst) {
    std::string order;
    run([&order] {
        Mutex mutex;
        Cond cond(mutex, "ready");
        WaitGroup group;
        for (const char name : {'A', 'B', 'C', 'D'}) {
            group.go([&, name] {
                mutex.lock();
                cond.wait();
                order += name;
                mutex.unlock();
            });
            gmp::gosched();
        }
        cond.broadcast();
        group.wait();
    });
    EXPECT_EQ(order, "DABC");
}

TEST_P(ReadersAndCondsOrder, L_09_SignalWakesTheOldestAndNobodyIfNobodyWaits) {
    std::string order;
    const GmpRun run = this->run([&order] {
        Mutex mutex;
        Cond cond(mutex);
        WaitGroup group;
        cond.signal();  // is lost
        for (const char name : {'A', 'B', 'C'}) {
            group.go([&, name] {
                mutex.lock();
                cond.wait();
                order += name;
                mutex.unlock();
            });
            gmp::gosched();
        }
        for (int i = 0; i < 3; ++i) {
            EXPECT_EQ(order.size(), static_cast<std::size_t>(i));
            cond.signal();
            gmp::gosched();
        }
        group.wait();
    });
    EXPECT_EQ(order, "ABC");
    std::vector<std::uint32_t> tickets;
    for (const Told* told : run.of(EventKind::CondEv))
        if (told->event.auxAs<trace::CondOp>() == trace::CondOp::signal)
            tickets.push_back(told->event.b);
    EXPECT_EQ(tickets, (std::vector<std::uint32_t>{0, 0, 1, 2}));
}

TEST_P(ReadersAndCondsOrder, L_09_WaitGivesTheMutexBackAndHasItAgainAfterwards) {
    run([] {
        Mutex mutex;
        Cond cond(mutex);
        WaitGroup group;
        bool ready = false;
        group.go([&] {
            mutex.lock();
            while (!ready)
                cond.wait();
            EXPECT_FALSE(mutex.tryLock()) << "it holds the mutex";
            mutex.unlock();
        });
        gmp::gosched();
        EXPECT_TRUE(mutex.tryLock()) << "who waits does not hold the mutex";
        ready = true;
        cond.signal();
        gmp::gosched();
        mutex.unlock();
        group.wait();
    });
}

// A queue of three places with many on both sides; nobody sleeps for ever.
TEST_P(ReadersAndConds, L_09_ABoundedQueueOfTwoCondsLosesNoWake) {
    long sum = 0;
    run([&sum] {
        Mutex mutex;
        Cond notFull(mutex);
        Cond notEmpty(mutex);
        std::deque<int> queue;
        WaitGroup group;
        for (int p = 0; p < 6; ++p)
            group.go([&] {
                for (int i = 1; i <= 50; ++i) {
                    mutex.lock();
                    while (queue.size() == 3)
                        notFull.wait();
                    queue.push_back(i);
                    mutex.unlock();
                    notEmpty.signal();
                }
            });
        for (int c = 0; c < 6; ++c)
            group.go([&] {
                for (int i = 0; i < 50; ++i) {
                    mutex.lock();
                    while (queue.empty())
                        notEmpty.wait();
                    sum += queue.front();
                    queue.pop_front();
                    mutex.unlock();
                    notFull.signal();
                }
            });
        group.wait();
    });
    EXPECT_EQ(sum, 6 * 1275);
}

}  // namespace
}  // namespace interleave::test
