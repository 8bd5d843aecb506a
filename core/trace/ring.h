// A single-producer, single-consumer ring of events in shared memory.
//
// The producer never waits, never allocates and never logs: when there is no room for an event and its whole
// tail, the group is dropped and counted. The consumer turns the count into a Dropped event, so that the loss
// is said where it happened. Under conducted time a run must be the same byte for byte, so there the writer
// waits for room instead (see Writer); virtual time stands still meanwhile.
//
// Orderings. `head` is stored by the producer with release after the slots are written and loaded by the
// consumer with acquire before it reads them; `tail` the other way round. `dropped` is a counter of its own and
// released after `dropAt`, the place of the first loss that the consumer has not told of: so whoever reads the count
// with acquire finds the place. `dropsTold` may be read late by the producer; then it leaves an older place, and the
// loss is told a little before it happened, never after.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <new>
#include <span>

#include "base/assertion.h"
#include "trace/event.h"

namespace interleave::trace {

// The head of a ring as it lies in shared memory; `capacity` events follow. Zeroed memory with a capacity set
// is an empty ring. Both processes map it, at different addresses: it holds no pointer.
struct alignas(64) RingHeader {
    std::atomic<std::uint64_t> head{0};                 // events ever written
    std::uint64_t capacity = 0;                         // a power of two
    alignas(64) std::atomic<std::uint64_t> tail{0};     // events ever taken
    std::atomic<std::uint64_t> dropsTold{0};            // how many of `dropped` the consumer has told of
    alignas(64) std::atomic<std::uint64_t> dropped{0};  // events ever dropped, tails included
    std::atomic<std::uint64_t> dropAt{0};               // `head` when the first untold event was dropped
    std::atomic<std::uint32_t> thread{0};               // the producer's ThreadId, for the debug overlay

    Event* slots() { return reinterpret_cast<Event*>(this + 1); }
    const Event* slots() const { return reinterpret_cast<const Event*>(this + 1); }
};
static_assert(std::atomic<std::uint64_t>::is_always_lock_free);

// Bytes that a ring of this capacity takes.
constexpr std::size_t ringBytes(std::size_t capacity) {
    return sizeof(RingHeader) + capacity * sizeof(Event);
}

// The producer's end. One thread at a time; several may share it if something else orders them (conducted time).
class RingProducer {
public:
    RingProducer() = default;
    explicit RingProducer(RingHeader* ring) : m_ring(ring), m_mask(ring->capacity - 1) {
        ILV_ASSERT(ring->capacity != 0 && (ring->capacity & m_mask) == 0);
        m_head = ring->head.load(std::memory_order_relaxed);
        m_tailSeen = ring->tail.load(std::memory_order_acquire);
    }

    bool attached() const { return m_ring != nullptr; }

    // Whether n more events fit; looks at the consumer's tail only when it must.
    bool hasRoom(std::size_t n) {
        if (m_head + n - m_tailSeen <= m_mask + 1) [[likely]]
            return true;
        m_tailSeen = m_ring->tail.load(std::memory_order_acquire);
        return m_head + n - m_tailSeen <= m_mask + 1;
    }
    // The slot for the next event of a group that hasRoom() allowed; not visible before publish().
    Event& next() { return m_ring->slots()[m_head++ & m_mask]; }
    void publish() { m_ring->head.store(m_head, std::memory_order_release); }
    void countDropped(std::size_t n) {
        if (m_ring->dropped.load(std::memory_order_relaxed) == m_ring->dropsTold.load(std::memory_order_relaxed))
            m_ring->dropAt.store(m_head, std::memory_order_relaxed);
        m_ring->dropped.fetch_add(n, std::memory_order_release);
    }

private:
    RingHeader* m_ring = nullptr;
    std::uint64_t m_mask = 0;
    std::uint64_t m_head = 0;
    std::uint64_t m_tailSeen = 0;
};

}  // namespace interleave::trace
