// The consumer's end of a ring: takes events out, and says where some were lost.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "trace/event.h"
#include "trace/ring.h"

namespace interleave::trace {

// One thread at a time. The ring may lie in memory that another process writes and that a crash left half done: what
// it says is bounded, never believed.
class RingConsumer {
public:
    // The ring outlives the consumer. number: told in Dropped events, and the order among rings at equal times.
    RingConsumer(RingHeader* ring, std::uint32_t number) : m_ring(ring), m_number(number) {}

    // Takes everything that is there by now into the pending events, and makes room for the producer. A changed drop
    // counter becomes a Dropped event at the place of the loss. Never blocks. Returns how full the ring was, 0..1.
    // last: the producer is gone, so every loss is told now.
    double drain(bool last = false);

    std::uint32_t number() const { return m_number; }
    // Events ever lost, tails included.
    std::uint64_t dropped() const { return m_told; }

    // --- what was taken and not yet passed on, in the ring's order; times still in ticks
    bool empty() const { return m_first == m_pending.size(); }
    const Event& front() const { return m_pending[m_first]; }
    void pop() {
        if (++m_first == m_pending.size()) {
            m_pending.clear();
            m_first = 0;
        }
    }

private:
    void copy(std::uint64_t from, std::uint64_t to);
    void tellLoss(std::uint64_t count);

    RingHeader* m_ring;
    std::uint32_t m_number;
    std::uint64_t m_told = 0;
    std::uint64_t m_lastTime = 0;
    std::vector<Event> m_pending;
    std::size_t m_first = 0;
};

}  // namespace interleave::trace
