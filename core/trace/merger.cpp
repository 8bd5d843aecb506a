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
    else
        showTimes();
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
        bool over = false;
        for (bool head = true; !over && !ahead.empty();) {
            const std::span<const Event> events = ahead.sideBySide();
            std::size_t n = 0;
            for (; n < events.size() && events[n].kind < EventKind::count; ++n, head = false) {
                if (!head && isTail(events[n]))
                    continue;
                over = events[n].time > m_upTo;
                if (over)
                    break;
                time = std::max(time, events[n].time);
                m_order.add(time, place);
            }
            if (!over)
                ahead.pop(n);
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

void Merger::showTimes() {
    m_times.clear();
    for (const std::uint32_t number : m_shown)
        m_times.push_back(std::min(m_rings[number].front().time, kEverything - 1));
}

// Of few rings: passes on the one that is first, as far as no other comes between. False where nothing is left.
bool Merger::passRun(std::vector<Event>& out, std::size_t atMost) {
    const std::size_t rings = m_times.size();
    std::size_t first = 0;
    std::uint64_t time = kEverything;
    for (std::size_t place = 0; place < rings; ++place) {
        first = m_times[place] < time ? place : first;
        time = std::min(time, m_times[place]);
    }
    if (time == kEverything)
        return false;
    // The last time at which it still is first: at equal times the lower ring is.
    std::uint64_t until = m_upTo;
    for (std::size_t place = 0; place < first; ++place)
        until = std::min(until, m_times[place] - 1);
    for (std::size_t place = first + 1; place < rings; ++place)
        until = std::min(until, m_times[place]);
    RingConsumer& ring = m_rings[m_shown[first]];
    passGroups(ring, until, atMost, out);
    const bool comes = !ring.empty() && ring.front().time <= m_upTo;
    m_times[first] = comes ? std::min(ring.front().time, kEverything - 1) : kEverything;
    return true;
}

// Of many rings: passes on the group at the front.
inline void Merger::passGroup(RingConsumer& ring, std::vector<Event>& out) {
    const std::uint64_t time = settle(ring.front());
    do {
        out.push_back(ring.front());
        out.back().time = time;
        ring.pop();
    } while (!ring.empty() && isTail(ring.front()));
}

// Of few rings: passes on the group at the front, and those after it while they are no later than `until` and out holds
// less than atMost.
inline void Merger::passGroups(RingConsumer& ring, std::uint64_t until, std::size_t atMost, std::vector<Event>& out) {
    std::uint64_t time = 0;
    bool first = true;
    std::size_t left = atMost - std::min(atMost, out.size());
    do {
        const std::span<const Event> events = ring.sideBySide();
        std::size_t n = 0;
        bool over = false;
        for (; n < events.size() && events[n].kind < EventKind::count; ++n) {
            const Event& event = events[n];
            if (first || !isTail(event)) {
                over = !first && (event.time > until || left == 0);
                if (over)
                    break;
                first = false;
                time = settle(event);
            }
            out.push_back(event);
            out.back().time = time;
            left -= left != 0;
        }
        if (n != 0)
            ring.pop(n);
        if (over)
            return;
    } while (!ring.empty());
}

// The time at which an event goes out.
inline std::uint64_t Merger::settle(const Event& event) {
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
