// Timers of one P: a 4-ary heap by time (Go 1.19 runtime/time.go siftupTimer, siftdownTimer; entries that carry the
// time beside the timer as in 1.23).
//
// Equal times keep the order in which they were armed, so that a run under conducted time is the same each time.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "trace/vocabulary.h"

namespace interleave::gmp {

struct G;

// What lies in a heap: the timer of a sleep, or the head of a TimerBody. A sleep's is touched by whoever holds its
// goroutine or has taken it out of its heap; a TimerBody has a lock.
struct HeapTimer {
    // Bits of the state, as since Go 1.23.
    static constexpr std::uint8_t kHeaped = 1;    // it is in some P's heap
    static constexpr std::uint8_t kModified = 2;  // its time differs from that of its place in the heap
    static constexpr std::uint8_t kZombie = 4;    // it is in the heap and does not belong there any more

    std::int64_t when = 0;  // ns since the start of the run, at least 1; 0: not pending
    std::uint32_t id = 0;
    trace::TimerKind kind = trace::TimerKind::sleep;
    std::uint8_t state = 0;
    // The state as it was when the lock was given back last, or is about to be: whether the lock has to be taken at
    // all.
    std::atomic<std::uint8_t> published{0};
    G* sleeper = nullptr;  // of a sleep
};

// Not thread-safe: guarded by its P's timer lock.
class TimerHeap {
public:
    struct Entry {
        std::int64_t when;
        std::uint64_t order;  // of arming
        HeapTimer* timer;
    };

    bool empty() const { return m_heap.empty(); }
    std::size_t size() const { return m_heap.size(); }
    // The earliest, and the last in memory; the heap is not empty.
    const Entry& top() const { return m_heap.front(); }
    const Entry& last() const { return m_heap.back(); }
    void push(HeapTimer& timer, std::int64_t when, std::uint64_t order);
    HeapTimer* pop();
    void dropLast() { m_heap.pop_back(); }
    // Gives the earliest another time.
    void retimeTop(std::int64_t when);
    // Calls keep(Entry&) for each, which may change the time; drops those for which it is false.
    template <class Keep>
    void sweep(Keep keep) {
        std::erase_if(m_heap, [&keep](Entry& entry) { return !keep(entry); });
        restore();
    }

private:
    static bool before(const Entry& a, const Entry& b) {
        return a.when != b.when ? a.when < b.when : a.order < b.order;
    }
    void siftUp(std::size_t i);
    void siftDown(std::size_t i);
    void restore();

    std::vector<Entry> m_heap;
};

}  // namespace interleave::gmp
