#include "trace/merger.h"

#include <algorithm>
#include <limits>

#include "base/assertion.h"

namespace interleave::trace {
namespace {

constexpr std::uint64_t kEverything = std::numeric_limits<std::uint64_t>::max();
// So many rings are looked through for who is first; the groups of more are sorted.
constexpr std::size_t kFew = 8;

}  // namespace

void Merger::addRing(RingHeader* ring) {
    ILV_ASSERT(m_rings.size() < TimeOrder::kMostRings);
    m_rings.emplace_back(ring, static_cast<std::uint32_t>(m_rings.size()));
}

void Merger::begin(std::uint64_t now) {
    m_upTo = m_conducted ? kEverything : now - std::min(now, m_margin);
    lookAtAll(false);
}

void Merger::beginLast() {
    m_upTo = kEverything;
    lookAtAll(true);
}

void Merger::pass(std::uint64_t now, std::vector<Event>& out) {
    begin(now);
    more(out, std::numeric_limits<std::size_t>::max());
}

void Merger::finish(std::vector<Event>& out) {
    beginLast();
    more(out, std::numeric_limits<std::size_t>::max());
}

std::uint64_t Merger::dropped() const {
    std::uint64_t sum = 0;
    for (const RingConsumer& ring : m_rings)
        sum += ring.dropped();
    return sum;
}

void Merger::lookAtAll(bool last) {
    m_fill = 0;
    m_shown.clear();
    for (RingConsumer& ring : m_rings) {
        m_fill = std::max(m_fill, ring.look(last));
        if (!ring.empty() && ring.front().time <= m_upTo)
            m_shown.push_back(ring.number());
    }
    if (m_shown.size() > kFew)
        findOrder();
}

// Goes over what was seen without taking it: when each group is stamped, ring by ring. A ring's own order is kept, also
// where its times go back.
void Merger::findOrder() {
    std::uint64_t first = kEverything;
    for (const std::uint32_t number : m_shown)
        first = std::min(first, m_rings[number].front().time);
    m_order.clear(first);
    for (std::uint32_t place = 0; place < m_shown.size(); ++place) {
        RingConsumer ahead = m_rings[m_shown[place]];
        std::uint64_t time = first;
        while (!ahead.empty() && ahead.front().time <= m_upTo) {
            time = std::max(time, ahead.front().time);
            m_order.add(time, place);
            do
                ahead.pop();
            while (!ahead.empty() && isTail(ahead.front()));
        }
    }
    m_order.sort();
}

bool Merger::more(std::vector<Event>& out, std::size_t atMost) {
    const std::size_t before = out.size();
    if (m_shown.size() > kFew) {
        for (; !m_order.over() && out.size() < atMost; m_order.next())
            passGroup(m_rings[m_shown[m_order.ring()]], out);
    } else {
        while (out.size() < atMost && passRun(out, atMost)) {
        }
    }
    for (const std::uint32_t number : m_shown)
        m_rings[number].release();
    return out.size() != before;
}

// Of few rings: passes on the one that is first, as far as no other comes between. False where nothing is left.
bool Merger::passRun(std::vector<Event>& out, std::size_t atMost) {
    const auto comes = [this](const RingConsumer& ring) { return !ring.empty() && ring.front().time <= m_upTo; };
    RingConsumer* first = nullptr;
    for (const std::uint32_t number : m_shown)
        if (comes(m_rings[number]) && (!first || m_rings[number].front().time < first->front().time))
            first = &m_rings[number];
    if (!first)
        return false;
    // The last time at which it still is first: at equal times the lower ring is.
    std::uint64_t until = m_upTo;
    for (const std::uint32_t number : m_shown) {
        const RingConsumer& ring = m_rings[number];
        if (&ring != first && comes(ring))
            until = std::min(until, ring.front().time - (number < first->number() ? 1 : 0));
    }
    do
        passGroup(*first, out);
    while (comes(*first) && first->front().time <= until && out.size() < atMost);
    return true;
}

void Merger::passGroup(RingConsumer& ring, std::vector<Event>& out) {
    const std::uint64_t time = settle(ring.front());
    do {
        out.push_back(ring.front());
        out.back().time = time;
        ring.pop();
    } while (!ring.empty() && isTail(ring.front()));
}

// The time at which an event goes out.
std::uint64_t Merger::settle(const Event& event) {
    if (event.time == m_lastTicks)
        return m_lastTime;
    if (event.time < m_lastTicks) {
        ++m_late;
        return m_lastTime;
    }
    m_lastTicks = event.time;
    m_lastTime = std::max(m_lastTime, m_scale.toNanoseconds(event.time));
    return m_lastTime;
}

}  // namespace interleave::trace
