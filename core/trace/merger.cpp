#include "trace/merger.h"

#include <algorithm>
#include <functional>
#include <limits>

namespace interleave::trace {
namespace {

constexpr std::uint64_t kEverything = std::numeric_limits<std::uint64_t>::max();

}  // namespace

void Merger::addRing(RingHeader* ring) {
    m_rings.emplace_back(ring, static_cast<std::uint32_t>(m_rings.size()));
}

void Merger::pass(std::uint64_t now, std::vector<Event>& out) {
    drainAll(false);
    emit(m_conducted ? kEverything : now - std::min(now, m_margin), out);
}

void Merger::finish(std::vector<Event>& out) {
    drainAll(true);
    emit(kEverything, out);
}

std::uint64_t Merger::dropped() const {
    std::uint64_t sum = 0;
    for (const RingConsumer& ring : m_rings)
        sum += ring.dropped();
    return sum;
}

void Merger::drainAll(bool last) {
    m_fill = 0;
    for (RingConsumer& ring : m_rings)
        m_fill = std::max(m_fill, ring.drain(last));
}

void Merger::emit(std::uint64_t upTo, std::vector<Event>& out) {
    m_heads.clear();
    for (const RingConsumer& ring : m_rings)
        if (!ring.empty())
            m_heads.push_back(Head{ring.front().time, ring.number()});
    std::make_heap(m_heads.begin(), m_heads.end(), std::greater<>());
    while (!m_heads.empty() && m_heads.front().time <= upTo) {
        std::pop_heap(m_heads.begin(), m_heads.end(), std::greater<>());
        RingConsumer& ring = m_rings[m_heads.back().ring];
        m_heads.pop_back();
        // As far as this ring is first.
        const Head next =
            m_heads.empty() ? Head{kEverything, std::numeric_limits<std::uint32_t>::max()} : m_heads.front();
        while (!ring.empty() && ring.front().time <= upTo && Head{ring.front().time, ring.number()} < next)
            emitGroup(ring, out);
        if (ring.empty())
            continue;
        m_heads.push_back(Head{ring.front().time, ring.number()});
        std::push_heap(m_heads.begin(), m_heads.end(), std::greater<>());
    }
}

void Merger::emitGroup(RingConsumer& ring, std::vector<Event>& out) {
    if (ring.front().time < m_lastTicks)
        ++m_late;
    m_lastTicks = std::max(m_lastTicks, ring.front().time);
    m_lastTime = std::max(m_lastTime, m_scale.toNanoseconds(ring.front().time));
    do {
        out.push_back(ring.front());
        out.back().time = m_lastTime;
        ring.pop();
    } while (!ring.empty() && isTail(ring.front()));
}

}  // namespace interleave::trace
