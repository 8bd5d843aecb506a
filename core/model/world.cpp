#include "model/world.h"

#include <algorithm>

namespace interleave::model {
namespace {

// The World's own list of that kind of place, or -1.
int listOf(PlaceKind kind) {
    switch (kind) {
        case PlaceKind::waiting:
            return 0;
        case PlaceKind::sleeping:
            return 1;
        case PlaceKind::network:
            return 2;
        case PlaceKind::syscall:
            return 3;
        default:
            return -1;
    }
}

}  // namespace

const Goroutine* World::goroutine(std::uint32_t id) const {
    const std::uint32_t slot = m_index.find(id);
    return slot == IdMap::kNone ? nullptr : &m_slots[slot];
}

std::vector<std::uint32_t> World::queueIds(const GQueue& queue, std::size_t limit) const {
    std::vector<std::uint32_t> ids;
    ids.reserve(std::min<std::size_t>(limit, queue.size));
    for (std::uint32_t link = queue.head; link != 0 && ids.size() < limit; link = m_slots[link - 1].nextInQueue)
        ids.push_back(m_slots[link - 1].id);
    return ids;
}

std::vector<std::uint32_t> World::inPlace(PlaceKind kind, std::size_t limit) const {
    if (const int list = listOf(kind); list >= 0)
        return queueIds(m_places[static_cast<std::size_t>(list)], limit);
    if (kind == PlaceKind::global)
        return queueIds(m_global, limit);
    std::vector<std::uint32_t> ids;
    for (const Processor& p : m_processors) {
        if (ids.size() >= limit)
            break;
        if (kind == PlaceKind::running && p.running != 0)
            ids.push_back(p.running);
        if (kind == PlaceKind::runnext && p.runnext != 0)
            ids.push_back(p.runnext);
        if (kind == PlaceKind::ring)
            for (const std::uint32_t id : queueIds(p.ring, limit - ids.size()))
                ids.push_back(id);
    }
    return ids;
}

std::size_t World::countInPlace(PlaceKind kind) const {
    return m_placeCounts[static_cast<std::size_t>(kind)];
}

const ArmedTimer* World::timer(std::uint32_t id) const {
    const std::uint32_t found = m_timers.find(id + 1);
    return found == IdMap::kNone || (found & kSleep) != 0 ? nullptr : &m_timerSlots[found];
}

std::vector<ArmedTimer> World::earliestTimers(std::size_t limit) const {
    std::vector<ArmedTimer> timers;
    timers.reserve(countTimers());
    for (const ArmedTimer& timer : m_timerSlots)
        if (timer.id != 0)
            timers.push_back(timer);
    limit = std::min(limit, timers.size());
    std::partial_sort(
        timers.begin(), timers.begin() + static_cast<std::ptrdiff_t>(limit), timers.end(),
        [](const ArmedTimer& a, const ArmedTimer& b) { return a.when != b.when ? a.when < b.when : a.id < b.id; });
    timers.resize(limit);
    return timers;
}

std::span<const std::uint32_t> World::selectCases(std::uint32_t g) const {
    const auto found = m_selects.find(g);
    return found == m_selects.end() ? std::span<const std::uint32_t>() : found->second;
}

std::size_t World::bytes() const {
    std::size_t selects = 0;
    for (const auto& [g, cases] : m_selects)
        selects += 64 + cases.size() * sizeof(std::uint32_t);
    return selects + sizeof(World) + m_processors.size() * sizeof(Processor) + m_machines.size() * sizeof(Machine) +
           m_cores.size() * sizeof(CoreState) + m_slots.size() * sizeof(Goroutine) + m_freeSlots.size() * 4 +
           m_index.bytes() + m_timers.bytes() + m_timerSlots.size() * sizeof(ArmedTimer) + m_freeTimers.size() * 4 +
           m_contexts.bytes();
}

}  // namespace interleave::model
