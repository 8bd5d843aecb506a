#include "trace/ring_consumer.h"

#include <algorithm>

namespace interleave::trace {

double RingConsumer::drain(bool last) {
    const std::uint64_t capacity = m_ring->capacity;
    if (capacity == 0 || (capacity & (capacity - 1)) != 0)
        return 0;
    const std::uint64_t tail = m_ring->tail.load(std::memory_order_relaxed);
    // Acquire: the slots below head are written.
    const std::uint64_t head = std::min(m_ring->head.load(std::memory_order_acquire), tail + capacity);
    // Acquire: the place of the first untold loss is written before it is counted.
    const std::uint64_t dropped = m_ring->dropped.load(std::memory_order_acquire);
    std::uint64_t at = m_ring->dropAt.load(std::memory_order_relaxed);
    if (last)
        at = std::min(at, head);
    // A place beyond head: events before it are still to come; it is told with them.
    if (dropped > m_told && at <= head) {
        at = std::max(at, tail);
        copy(tail, at);
        tellLoss(dropped - m_told);
        m_told = dropped;
        m_ring->dropsTold.store(dropped, std::memory_order_relaxed);
        copy(at, head);
    } else {
        copy(tail, head);
    }
    // Release: the slots are read before they are free again.
    m_ring->tail.store(head, std::memory_order_release);
    return static_cast<double>(head - tail) / static_cast<double>(capacity);
}

void RingConsumer::copy(std::uint64_t from, std::uint64_t to) {
    const std::uint64_t mask = m_ring->capacity - 1;
    while (from < to) {
        const std::uint64_t n = std::min(to - from, mask + 1 - (from & mask));
        const Event* slots = m_ring->slots() + (from & mask);
        const std::size_t old = m_pending.size();
        m_pending.insert(m_pending.end(), slots, slots + n);
        // No kind is unknown but in memory that was written over: such an event is passed over.
        const auto begin = m_pending.begin() + static_cast<std::ptrdiff_t>(old);
        if (std::any_of(begin, m_pending.end(), [](const Event& e) { return e.kind >= EventKind::count; }))
            m_pending.erase(
                std::remove_if(begin, m_pending.end(), [](const Event& e) { return e.kind >= EventKind::count; }),
                m_pending.end());
        from += n;
    }
    if (!m_pending.empty())
        m_lastTime = m_pending.back().time;
}

void RingConsumer::tellLoss(std::uint64_t count) {
    Event loss{.time = m_lastTime, .kind = EventKind::Dropped, .a = m_number};
    loss.setWide(count);
    m_pending.push_back(loss);
}

}  // namespace interleave::trace
