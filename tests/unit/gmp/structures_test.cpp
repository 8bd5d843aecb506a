#include <gtest/gtest.h>

#include <limits>

#include <algorithm>
#include <random>
#include <set>
#include <thread>
#include <vector>

#include "gmp/lock.h"
#include "gmp/queues.h"
#include "gmp/steal_order.h"
#include "gmp/threads.h"
#include "gmp/timer_heap.h"
#include "gmp/timers.h"
#include "gmp/waiter.h"

namespace interleave::gmp {
namespace {

TEST(StealOrder, S_04_VisitsEveryPOnceFromAnyStart) {
    for (std::uint32_t count = 1; count <= 64; ++count) {
        const StealOrder order(count);
        for (std::uint32_t random = 0; random < 4 * count * count; random += 1 + random / 7) {
            std::set<std::uint32_t> visited;
            for (auto walk = order.walk(random); !walk.done(); walk.next()) {
                ASSERT_LT(walk.position(), count);
                ASSERT_TRUE(visited.insert(walk.position()).second) << "P=" << count << " random=" << random;
            }
            ASSERT_EQ(visited.size(), count);
        }
    }
}

TEST(StealOrder, S_04_BeginsEverywhereAndWalksInMoreThanOneWay) {
    const StealOrder order(8);
    std::set<std::uint32_t> starts;
    std::set<std::uint32_t> strides;
    for (std::uint32_t random = 0; random < 64; ++random) {
        auto walk = order.walk(random);
        const std::uint32_t first = walk.position();
        walk.next();
        starts.insert(first);
        strides.insert((walk.position() + 8 - first) % 8);
    }
    EXPECT_EQ(starts.size(), 8u);
    EXPECT_EQ(strides, (std::set<std::uint32_t>{1, 3, 5, 7}));
}

TEST(GlobalQueue, Q_08_AGrabIsAFairShareUpToHalfARing) {
    EXPECT_EQ(Queues::globalShare(10, 4, 0), 3u);
    EXPECT_EQ(Queues::globalShare(1, 1, 0), 1u);
    EXPECT_EQ(Queues::globalShare(1, 8, 0), 1u);
    EXPECT_EQ(Queues::globalShare(5000, 1, 0), 128u);
    EXPECT_EQ(Queues::globalShare(3, 1, 0), 3u);
    EXPECT_EQ(Queues::globalShare(5000, 64, 0), 79u);
    EXPECT_EQ(Queues::globalShare(5000, 1, 1), 1u) << "the turn of the global queue takes one";
}

TEST(GList, KeepsTheOrderOfBothEnds) {
    std::vector<G> gs(4);
    GList list;
    list.pushBack(&gs[0]);
    list.pushBack(&gs[1]);
    list.pushFront(&gs[2]);
    list.pushBack(&gs[3]);
    EXPECT_EQ(list.size(), 4u);
    for (const int expected : {2, 0, 1, 3})
        EXPECT_EQ(list.popFront(), &gs[static_cast<std::size_t>(expected)]);
    EXPECT_TRUE(list.empty());
    EXPECT_EQ(list.popFront(), nullptr);
}

TEST(TimerHeap, T_05_GivesTheEarliestFirstAndEqualsInTheOrderOfArming) {
    std::mt19937 random(7);
    std::vector<HeapTimer> timers(2000);
    TimerHeap heap;
    std::uint64_t sequence = 0;
    for (HeapTimer& timer : timers)
        heap.push(timer, static_cast<std::int64_t>(random() % 300), ++sequence);
    std::vector<std::pair<std::int64_t, std::uint64_t>> order;
    while (!heap.empty()) {
        order.emplace_back(heap.top().when, heap.top().order);
        heap.pop();
    }
    EXPECT_EQ(order.size(), timers.size());
    EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
}

TEST(TimerHeap, T_05_StaysInOrderWhilePushesAndPopsMix) {
    std::mt19937 random(11);
    std::vector<HeapTimer> timers(5000);
    TimerHeap heap;
    std::multiset<std::int64_t> model;
    std::size_t next = 0;
    while (next < timers.size() || !heap.empty()) {
        if (next < timers.size() && (heap.empty() || random() % 3 != 0)) {
            const auto when = static_cast<std::int64_t>(random() % 10'000);
            model.insert(when);
            heap.push(timers[next], when, next);
            ++next;
        } else {
            ASSERT_EQ(heap.top().when, *model.begin());
            heap.pop();
            model.erase(model.begin());
        }
        ASSERT_EQ(heap.size(), model.size());
    }
}

TEST(TimerHeap, T_05_IsInOrderAgainAfterASweepThatDropsSomeAndMovesOthers) {
    std::mt19937 random(13);
    std::vector<HeapTimer> timers(3000);
    TimerHeap heap;
    for (std::size_t i = 0; i < timers.size(); ++i)
        heap.push(timers[i], static_cast<std::int64_t>(random() % 1000 + 1), i);
    std::multiset<std::int64_t> left;
    heap.sweep([&](TimerHeap::Entry& entry) {
        if (entry.order % 3 == 0)
            return false;
        if (entry.order % 3 == 1)
            entry.when = static_cast<std::int64_t>(random() % 1000 + 1);
        left.insert(entry.when);
        return true;
    });
    EXPECT_EQ(heap.size(), 2000u);
    heap.retimeTop(5000);
    left.erase(left.begin());
    left.insert(5000);
    for (const std::int64_t when : left) {
        ASSERT_EQ(heap.top().when, when);
        heap.pop();
    }
    EXPECT_TRUE(heap.empty());
}

TEST(Timers, T_09_APeriodIsCountedFromWhenItWasDueAndMissedOnesAreSkipped) {
    EXPECT_EQ(Timers::nextPeriod(100, 10, 100), 110);
    EXPECT_EQ(Timers::nextPeriod(100, 10, 109), 110);
    EXPECT_EQ(Timers::nextPeriod(100, 10, 110), 120) << "the one that is due now is missed, too";
    EXPECT_EQ(Timers::nextPeriod(100, 10, 137), 140);
    constexpr std::int64_t kEnd = std::numeric_limits<std::int64_t>::max();
    EXPECT_EQ(Timers::nextPeriod(kEnd - 5, 10, kEnd - 1), kEnd);
    EXPECT_EQ(Timers::nextPeriod(1, kEnd - 3, kEnd - 1), kEnd);
}

TEST(WaitQueue, IsFirstInFirstOutButForThoseInFront) {
    std::vector<G> gs(4);
    Waiter a(gs[0]), b(gs[1]), c(gs[2]), d(gs[3]);
    WaitQueue queue;
    queue.pushBack(a);
    queue.pushBack(b);
    queue.pushFront(c);
    queue.pushBack(d);
    queue.remove(b);
    EXPECT_EQ(queue.size, 3u);
    EXPECT_EQ(queue.popFront(), &c);
    EXPECT_EQ(queue.popFront(), &a);
    EXPECT_EQ(queue.popFront(), &d);
    EXPECT_EQ(queue.popFront(), nullptr);
    EXPECT_TRUE(queue.empty());
}

TEST(Lock, LetsOneInAtATime) {
    Lock lock;
    long counter = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&] {
            for (int i = 0; i < 50'000; ++i) {
                const LockGuard guard(lock);
                ++counter;
            }
        });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(counter, 200'000);
    EXPECT_FALSE(lock.held());
    EXPECT_TRUE(lock.tryLock());
    EXPECT_FALSE(lock.tryLock());
    lock.unlock();
}

// The decisions of handoffp, in their order; what a later one asks for holds, too, where an earlier one is taken.
TEST(Handoff, Y_08_TakesTheFirstBranchThatApplies) {
    using trace::HandoffBranch;
    SchedulerState state;
    P p(0);
    G g;
    state.procs = 4;
    state.lastPoll = 1;
    EXPECT_EQ(Threads::branchAtOnce(state, p), HandoffBranch::noSpinning);
    state.idlePCount = 1;
    EXPECT_EQ(Threads::branchAtOnce(state, p), std::nullopt);
    state.idlePCount = 0;
    state.spinning = 1;
    EXPECT_EQ(Threads::branchAtOnce(state, p), std::nullopt);
    state.globalSize = 1;
    EXPECT_EQ(Threads::branchAtOnce(state, p), HandoffBranch::localOrGlobalWork);
    state.globalSize = 0;
    p.queue.push(&g);
    EXPECT_EQ(Threads::branchAtOnce(state, p), HandoffBranch::localOrGlobalWork);

    state.idlePCount = 1;
    EXPECT_EQ(Threads::branchLocked(state), HandoffBranch::idleList) << "two others run";
    state.idlePCount = 3;
    EXPECT_EQ(Threads::branchLocked(state), HandoffBranch::lastRunning);
    state.lastPoll = 0;
    EXPECT_EQ(Threads::branchLocked(state), HandoffBranch::idleList) << "somebody is in the poller";
    state.lastPoll = 1;
    state.globalSize = 1;
    EXPECT_EQ(Threads::branchLocked(state), HandoffBranch::globalAgain) << "put since the look without the lock";
    state.stopWanted = true;
    EXPECT_EQ(Threads::branchLocked(state), HandoffBranch::stwPending);
}

}  // namespace
}  // namespace interleave::gmp
