#include "engine/segment_sink.h"

#include <algorithm>

#include "base/assertion.h"

namespace interleave::engine {

SegmentSink::SegmentSink(link::Segment& segment, bool tracing)
    : m_segment(segment), m_tracing(tracing), m_producers(segment.ringCount()) {}

trace::Writer SegmentSink::writerForThisThread() {
    ILV_ASSERT(m_host != nullptr);
    if (!m_tracing)
        return {};
    const bool conducted = m_host->kind() == kernel::HostKind::conducted;
    const std::uint32_t index = conducted ? 0u : m_host->self().value + 1u;
    if (index >= m_producers.size()) {
        m_segment.page().unwritten.fetch_add(1, std::memory_order_relaxed);
        return {};
    }
    trace::RingProducer& producer = m_producers[index];
    if (!producer.attached())
        producer = trace::RingProducer(m_segment.openRing(index));
    return trace::Writer(&producer, conducted ? trace::Clock(m_host->virtualNow()) : trace::Clock());
}

trace::Stamp SegmentSink::newestStamp() const {
    trace::Stamp newest = 0;
    const std::uint32_t rings = m_segment.page().ringsInUse.load(std::memory_order_acquire);
    for (std::uint32_t i = 0; i < rings; ++i) {
        const trace::RingHeader* ring = m_segment.ring(i);
        const std::uint64_t head = ring->head.load(std::memory_order_acquire);
        if (ring->capacity != 0 && head != 0)
            newest = std::max(newest, ring->slots()[(head - 1) & (ring->capacity - 1)].time);
    }
    return newest;
}

}  // namespace interleave::engine
