// The order in which the groups of many rings go out, found for all of a pass at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace interleave::trace {

// Sorts by time; what has the same time stays in the order in which it was added. Costs the same for any number of
// rings, a few nanoseconds a group, and no branch depends on the times. Keeps its memory. One thread.
class TimeOrder {
public:
    static constexpr std::uint32_t kMostRings = 1u << 14;

    // Begins anew; no time to come is below the first. Rings are numbers below kMostRings.
    void clear(std::uint64_t first) {
        m_first = first;
        m_keys.clear();
        m_next = 0;
    }
    void add(std::uint64_t time, std::uint32_t ring) {
        const std::uint64_t since = time - m_first;
        m_keys.push_back((since < kLatest ? since : kLatest) << kRingBits | ring);
    }
    void sort();

    bool over() const { return m_next == m_keys.size(); }
    std::uint32_t ring() const { return static_cast<std::uint32_t>(m_keys[m_next] & (kMostRings - 1)); }
    void next() { ++m_next; }

private:
    static constexpr unsigned kRingBits = 14;
    // Times farther apart than this, months in any clock's ticks, are taken for the same.
    static constexpr std::uint64_t kLatest = (std::uint64_t{1} << (64 - kRingBits)) - 1;

    std::uint64_t m_first = 0;
    std::vector<std::uint64_t> m_keys;
    std::vector<std::uint64_t> m_other;
    std::size_t m_next = 0;
};

}  // namespace interleave::trace
