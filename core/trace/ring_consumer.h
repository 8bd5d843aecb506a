// The consumer's end of a ring: shows the events that lie in it, and says where some were lost.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "trace/event.h"
#include "trace/ring.h"

namespace interleave::trace {

// Events are read where they lie: between look() and release() the producer leaves them alone.
//
// One thread at a time. The ring may lie in memory that another process writes and that a crash left half done: what
// it says is bounded, never believed.
class RingConsumer {
public:
    // The ring outlives the consumer. number: told in Dropped events, and the order among rings at equal times.
    RingConsumer(RingHeader* ring, std::uint32_t number);

    // Takes note of everything that is there by now. A changed drop counter becomes a Dropped event at the place of the
    // loss. Never blocks. Returns how full the ring was, 0..1. last: the producer is gone, so every loss is told now.
    double look(bool last = false);
    // Makes room for the producer: what was popped is no longer needed.
    void release();

    std::uint32_t number() const { return m_number; }
    // Events ever lost, tails included.
    std::uint64_t dropped() const { return m_told; }

    // --- what was seen and not yet popped (a copy of the consumer looks ahead in it; it is never to release()), in the
    // ring's order; times still in ticks
    bool empty() const { return m_front == m_stop; }
    const Event& front() const { return *m_front; }
    // The events from the front on that lie side by side; at least one unless it is empty. The kinds of those behind
    // the first are not known yet to be such as there are.
    std::span<const Event> sideBySide() const { return {m_front, m_stop}; }
    // Pops n of them.
    void pop(std::size_t n) {
        m_front += n - 1;
        pop();
    }
    void pop() {
        ++m_front;
        if (m_front == m_stop || m_front->kind >= EventKind::count) [[unlikely]]
            next();
    }

private:
    // Events [m_front, m_stop) lie side by side; m_stopAt is the place of the last one's successor in the ring.
    struct Loss {
        std::uint64_t at = 0;
        std::uint64_t count = 0;
    };
    void next();
    void findFront();
    std::uint64_t place() const { return m_stopAt - static_cast<std::uint64_t>(m_stop - m_front); }

    RingHeader* m_ring;
    std::uint32_t m_number;
    std::uint64_t m_mask = 0;  // 0: no ring that could be read
    std::uint64_t m_told = 0;
    std::uint64_t m_lastTime = 0;
    std::uint64_t m_end = 0;  // all before it was seen
    const Event* m_front = nullptr;
    const Event* m_stop = nullptr;
    std::uint64_t m_stopAt = 0;
    std::vector<Loss> m_losses;  // to be shown when their place is reached
    bool m_atLoss = false;       // the front is m_loss
    Event m_loss;
};

}  // namespace interleave::trace
