#include "trace/ring_consumer.h"

#include <algorithm>

namespace interleave::trace {

RingConsumer::RingConsumer(RingHeader* ring, std::uint32_t number) : m_ring(ring), m_number(number) {
    const std::uint64_t capacity = ring->capacity;
    if ((capacity & (capacity - 1)) == 0 && capacity > 1)
        m_mask = capacity - 1;
    m_end = m_stopAt = ring->tail.load(std::memory_order_relaxed);
}

double RingConsumer::look(bool last) {
    if (m_mask == 0 || m_ring->capacity != m_mask + 1)
        return 0;
    const std::uint64_t tail = m_ring->tail.load(std::memory_order_relaxed);
    // Acquire: the slots below head are written.
    const std::uint64_t seen = std::min(m_ring->head.load(std::memory_order_acquire), tail + m_mask + 1);
    const std::uint64_t head = std::max(seen, m_end);
    // Acquire: the place of the first untold loss is written before it is counted.
    const std::uint64_t dropped = m_ring->dropped.load(std::memory_order_acquire);
    std::uint64_t at = m_ring->dropAt.load(std::memory_order_relaxed);
    if (last)
        at = std::min(at, head);
    // A place beyond head: events before it are still to come; it is told with them.
    if (dropped > m_told && at <= head) {
        m_losses.push_back({std::max(at, m_end), dropped - m_told});
        m_told = dropped;
        m_ring->dropsTold.store(dropped, std::memory_order_relaxed);
    }
    m_end = head;
    if (empty())
        findFront();
    return static_cast<double>(head - tail) / static_cast<double>(m_mask + 1);
}

void RingConsumer::release() {
    const std::uint64_t at = m_atLoss ? m_stopAt : place();
    // Release: the slots are read before they are free again.
    if (at != m_ring->tail.load(std::memory_order_relaxed))
        m_ring->tail.store(at, std::memory_order_release);
}

void RingConsumer::next() {
    if (m_atLoss) {
        m_atLoss = false;
        m_losses.erase(m_losses.begin());
        m_front = m_stop = nullptr;
    } else {
        m_lastTime = m_front[-1].time;
    }
    findFront();
}

// From the place that was reached: a loss that is to be told there, or the events up to the next loss or the end of
// the memory. No kind is unknown but in memory that was written over: such an event is passed over.
void RingConsumer::findFront() {
    for (;;) {
        while (m_front != m_stop && m_front->kind >= EventKind::count)
            ++m_front;
        if (m_front != m_stop)
            return;
        const std::uint64_t at = m_stopAt;
        std::uint64_t to = std::min(m_end, (at | m_mask) + 1);
        if (!m_losses.empty()) {
            if (m_losses.front().at <= at) {
                m_loss = Event{.time = m_lastTime, .kind = EventKind::Dropped, .a = m_number};
                m_loss.setWide(m_losses.front().count);
                m_atLoss = true;
                m_front = &m_loss;
                m_stop = m_front + 1;
                return;
            }
            to = std::min(to, m_losses.front().at);
        }
        if (at == to) {
            m_front = m_stop = nullptr;
            return;
        }
        m_front = m_ring->slots() + (at & m_mask);
        m_stop = m_front + (to - at);
        m_stopAt = to;
    }
}

}  // namespace interleave::trace
