#include "trace/merger.h"

#include <algorithm>
#include <limits>

namespace interleave::trace {
namespace {

constexpr std::uint64_t kEverything = std::numeric_limits<std::uint64_t>::max();

}  // namespace

void Merger::addRing(RingHeader* ring) {
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
    m_tree.build(m_shown.size());
    for (std::size_t i = 0; i < m_shown.size(); ++i)
        m_tree.set(i, timeOf(m_rings[m_shown[i]]));
    m_tree.play();
}

// Where a ring stands in the tree, whose leaves are in the order of rings.
std::uint64_t Merger::timeOf(const RingConsumer& ring) const {
    if (ring.empty() || ring.front().time > m_upTo)
        return MergeTree::kOver;
    return std::min(ring.front().time, MergeTree::kOver - 1);
}

// By runs: the ring that is first is passed on as far as no other comes between, which is found by one look at the
// tree, not one for each event.
bool Merger::more(std::vector<Event>& out, std::size_t atMost) {
    const std::size_t sizeBefore = out.size();
    while (!m_tree.over() && out.size() < atMost) {
        const std::size_t first = m_tree.winner();
        const MergeTree::Bound second = m_tree.second();
        RingConsumer& ring = m_rings[m_shown[first]];
        // At equal times the lower ring is first.
        const std::uint64_t before = second.time + (second.time != MergeTree::kOver && first < second.leaf ? 1 : 0);
        moreOf(ring, std::min(before, m_upTo == kEverything ? kEverything : m_upTo + 1), out, atMost);
        m_tree.replay(timeOf(ring));
    }
    for (const std::uint32_t number : m_shown)
        m_rings[number].release();
    return out.size() != sizeBefore;
}

void Merger::moreOf(RingConsumer& ring, std::uint64_t before, std::vector<Event>& out, std::size_t atMost) {
    const auto goesOn = [&](const Event& event, std::size_t size) {
        return isTail(event) || (event.time < before && size < atMost);
    };
    do {
        const std::span<const Event> run = ring.run();
        std::size_t n = 1;
        while (n < run.size() && run[n].kind < EventKind::count && goesOn(run[n], out.size() + n))
            ++n;
        const auto first = out.insert(out.end(), run.begin(), run.begin() + static_cast<std::ptrdiff_t>(n));
        ring.pop(n);
        std::for_each(first, out.end(), [this](Event& event) { event.time = settle(event); });
    } while (!ring.empty() && goesOn(ring.front(), out.size()));
}

// The time at which an event goes out.
std::uint64_t Merger::settle(const Event& event) {
    if (event.time == m_lastTicks || isTail(event))
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
