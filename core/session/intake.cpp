#include "session/intake.h"

#include <algorithm>

#include "trace/writer.h"

namespace interleave::session {

void Intake::begin(bool last) {
    const link::ControlPage& page = m_segment.page();
    // Acquire: the scale is there when it is ready.
    if (page.clock.ready.load(std::memory_order_acquire) == 0)
        return;
    if (!m_merger)
        m_merger.emplace(page.clock.scale, page.clock.isVirtual != 0);
    // Before any ring is looked at; the merger's head says why.
    std::uint64_t now = trace::Clock::readTicks();
    // Acquire: the switches up to there are in their ring.
    if (const std::uint64_t switches = page.switchesUpTo.load(std::memory_order_acquire); switches != 0)
        now = std::min(now, switches);
    const std::uint32_t rings = std::min(page.ringsInUse.load(std::memory_order_acquire), m_segment.ringCount());
    for (std::uint32_t i = 0; i < rings; ++i) {
        trace::RingHeader* ring = m_segment.ring(i);
        if (m_added[i] || ring->capacity != page.ringCapacity)
            continue;
        m_added[i] = true;
        m_merger->addRing(ring);
    }
    if (last) {
        m_merger->beginLast();
    } else {
        m_merger->begin(now);
    }
}

}  // namespace interleave::session
