// Timers of one P: a 4-ary heap by time (Go 1.19 runtime/time.go siftupTimer, siftdownTimer).
//
// Equal times keep the order in which they were armed, so that a run under conducted time is the same each time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace interleave::gmp {

struct G;

struct Timer {
    std::int64_t when = 0;       // ns since the start of the run
    std::uint64_t sequence = 0;  // order of arming
    std::uint32_t id = 0;
    G* sleeper = nullptr;
};

// Not thread-safe: guarded by its P's timer lock.
class TimerHeap {
public:
    bool empty() const { return m_heap.empty(); }
    std::size_t size() const { return m_heap.size(); }
    // The earliest; the heap is not empty.
    Timer* top() const { return m_heap.front(); }
    void push(Timer* timer);
    Timer* pop();

private:
    static bool before(const Timer* a, const Timer* b) {
        return a->when != b->when ? a->when < b->when : a->sequence < b->sequence;
    }
    void siftUp(std::size_t i);
    void siftDown(std::size_t i);

    std::vector<Timer*> m_heap;
};

}  // namespace interleave::gmp
