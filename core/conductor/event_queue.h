// What is due, and when: at most one thing a thread, the earliest first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/ids.h"
#include "base/units.h"

namespace interleave::conductor {

// Things of equal time go by (late, rank, thread).
struct DueKey {
    base::Time time{0};
    bool late = false;       // behind all others of its time: what the control thread wakes for
    std::uint64_t rank = 0;  // the policy's
    base::ThreadId thread;

    friend bool operator<(const DueKey& a, const DueKey& b) {
        if (a.time != b.time)
            return a.time < b.time;
        if (a.late != b.late)
            return b.late;
        if (a.rank != b.rank)
            return a.rank < b.rank;
        return a.thread < b.thread;
    }
};

// A binary heap that knows where each thread stands in it. Not for several threads at once.
class EventQueue {
public:
    bool empty() const { return m_heap.empty(); }
    const DueKey& first() const { return m_heap.front(); }
    bool contains(base::ThreadId thread) const;
    // The thread's key; it must be contained.
    const DueKey& of(base::ThreadId thread) const;
    // Puts the thread in, or changes when it is due.
    void set(const DueKey& key);
    // Takes the thread out, if it is in.
    void remove(base::ThreadId thread);

private:
    static constexpr std::size_t kNowhere = ~std::size_t{0};

    void place(std::size_t at, const DueKey& key);
    void rise(std::size_t at, const DueKey& key);
    void sink(std::size_t at, const DueKey& key);

    std::vector<DueKey> m_heap;
    std::vector<std::size_t> m_places;  // by thread id
};

}  // namespace interleave::conductor
