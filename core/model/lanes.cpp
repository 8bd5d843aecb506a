#include "model/lanes.h"

#include <algorithm>

namespace interleave::model {
namespace {

constexpr std::uint8_t kPreempted = 0x80;
constexpr std::uint8_t kStateBits = 0x0F;

// Shares of 255 from times by state.
Coverage sharesOf(const std::array<std::int64_t, kSliceStates>& times, std::int64_t span) {
    Coverage share{};
    if (span <= 0)
        return share;
    for (std::size_t s = 0; s < kSliceStates; ++s)
        share[s] = static_cast<std::uint8_t>(
            std::min(255.0, static_cast<double>(times[s]) * 255.0 / static_cast<double>(span) + 0.5));
    return share;
}

// Takes stretches of time in order and fills buckets with them.
class Filler {
public:
    Filler(std::int64_t from, std::int64_t to, std::span<Coverage> out)
        : m_from(static_cast<double>(from)),
          m_width(static_cast<double>(to - from) / static_cast<double>(out.size())),
          m_out(out) {}

    void add(std::int64_t from, std::int64_t to, std::size_t state) {
        stretch(from, to, [&](double part) { m_sums[state] += part; });
    }
    void add(std::int64_t from, std::int64_t to, const Coverage& share) {
        stretch(from, to, [&](double part) {
            for (std::size_t s = 0; s < kSliceStates; ++s)
                m_sums[s] += part * static_cast<double>(share[s]) * (1.0 / 255);
        });
    }
    void flush() {
        if (m_at >= m_out.size())
            return;
        for (std::size_t s = 0; s < kSliceStates; ++s)
            m_out[m_at][s] = static_cast<std::uint8_t>(std::min(255.0, m_sums[s] * 255.0 + 0.5));
        m_sums = {};
    }

private:
    // Calls put(share of the bucket) for each bucket that [from, to) touches.
    template <class Put>
    void stretch(std::int64_t from, std::int64_t to, Put put) {
        double a = std::max(0.0, (static_cast<double>(from) - m_from) / m_width);
        const double b = std::min(static_cast<double>(m_out.size()), (static_cast<double>(to) - m_from) / m_width);
        while (a < b) {
            const auto bucket = static_cast<std::size_t>(a);
            if (bucket != m_at) {
                flush();
                m_at = bucket;
            }
            const double next = std::min(b, static_cast<double>(bucket + 1));
            put(next - a);
            a = next;
        }
    }

    double m_from;
    double m_width;
    std::span<Coverage> m_out;
    std::size_t m_at = 0;
    std::array<double, kSliceStates> m_sums{};
};

}  // namespace

std::size_t Lane::open(Time at, SliceState state, std::uint32_t g) {
    if (shows(state, g))
        return 0;
    const auto word = static_cast<std::uint8_t>(state);
    const SliceState before = m_openState;
    m_openG = g;
    m_openState = state;
    if (before != kNothing) {
        if (at < m_end)
            at = m_end;
        // A state that lasted no time and ran nobody is not worth a slice.
        if (before != SliceState::running && at.count() == m_openStart) {
            setLast(at.count(), word, g);
            return 0;
        }
    }
    m_end = at;
    if (m_size % Chunk::kSlices == 0)
        m_chunks.push_back(std::make_unique_for_overwrite<Chunk>());
    ++m_size;
    setLast(at.count(), word, g);
    if (m_size % kLeaf == 1 && m_size > 1) [[unlikely]]
        closeLeaf();
    return 1;
}

void Lane::setLast(std::int64_t start, std::uint8_t word, std::uint32_t g) {
    Chunk& chunk = *m_chunks.back();
    const std::size_t at = (m_size - 1) % Chunk::kSlices;
    chunk.starts[at] = m_openStart = start;
    chunk.gs[at] = g;
    chunk.states[at] = word;
}

void Lane::markPreempted() {
    if (m_size != 0)
        m_chunks.back()->states[(m_size - 1) % Chunk::kSlices] |= kPreempted;
}

void Lane::extendTo(Time at) {
    if (at > m_end)
        m_end = at;
}

std::int64_t Lane::endOf(std::size_t i) const {
    return i + 1 < m_size ? start(i + 1) : m_end.count();
}

Slice Lane::slice(std::size_t i) const {
    return Slice{Time{start(i)}, Time{endOf(i)}, g(i), static_cast<SliceState>(word(i) & kStateBits),
                 (word(i) & kPreempted) != 0};
}

std::size_t Lane::firstStartingAfter(std::int64_t t) const {
    // By chunks, then in one.
    const auto after = std::upper_bound(m_chunks.begin(), m_chunks.end(), t,
                                        [](std::int64_t at, const auto& chunk) { return at < chunk->starts[0]; });
    if (after == m_chunks.begin())
        return 0;
    const auto number = static_cast<std::size_t>(after - m_chunks.begin()) - 1;
    const std::size_t first = number * Chunk::kSlices;
    const auto begin = m_chunks[number]->starts.begin();
    const auto end = begin + static_cast<std::ptrdiff_t>(std::min(Chunk::kSlices, m_size - first));
    return first + static_cast<std::size_t>(std::upper_bound(begin, end, t) - begin);
}

std::size_t Lane::firstEndingAfter(Time t) const {
    // The slice that holds t is the last that starts at or before it.
    const std::size_t next = firstStartingAfter(t.count());
    if (next == m_size)
        return m_end > t && m_size != 0 ? m_size - 1 : m_size;
    return next == 0 ? 0 : next - 1;
}

// The 32 slices before the last one are over: they become a node, and maybe four nodes become one above.
void Lane::closeLeaf() {
    const std::size_t end = m_size - 1;
    const std::size_t first = end - kLeaf;
    // They lie in one chunk, the last slice perhaps in the next.
    static_assert(Chunk::kSlices % kLeaf == 0);
    const Chunk& chunk = *m_chunks[first / Chunk::kSlices];
    const std::int64_t* starts = chunk.starts.data() + first % Chunk::kSlices;
    const std::uint8_t* words = chunk.states.data() + first % Chunk::kSlices;
    std::array<std::int64_t, kSliceStates> times{};
    for (std::size_t i = 0; i + 1 < kLeaf; ++i)
        times[words[i] & kStateBits] += starts[i + 1] - starts[i];
    times[words[kLeaf - 1] & kStateBits] += start(end) - starts[kLeaf - 1];
    if (m_levels.empty())
        m_levels.emplace_back();
    m_levels[0].push_back(Node{start(first), sharesOf(times, start(end) - start(first))});
    for (std::size_t level = 0; m_levels[level].size() % kFan == 0; ++level) {
        const std::vector<Node>& below = m_levels[level];
        times = {};
        for (std::size_t i = below.size() - kFan; i < below.size(); ++i) {
            const std::int64_t span = (i + 1 < below.size() ? below[i + 1].start : start(end)) - below[i].start;
            for (std::size_t s = 0; s < kSliceStates; ++s)
                times[s] += span * below[i].share[s];
        }
        const std::int64_t from = below[below.size() - kFan].start;
        const Node node{from, sharesOf(times, (start(end) - from) * 255)};
        if (level + 1 == m_levels.size())
            m_levels.emplace_back();
        m_levels[level + 1].push_back(node);
    }
}

std::int64_t Lane::nodeEnd(std::size_t level, std::size_t node) const {
    if (node + 1 < m_levels[level].size())
        return m_levels[level][node + 1].start;
    return start((node + 1) * (kLeaf << (2 * level)));  // a node closes when the slice after it opens
}

void Lane::cover(Time from, Time to, std::span<Coverage> out) const {
    std::fill(out.begin(), out.end(), Coverage{});
    if (out.empty() || to <= from || m_size == 0)
        return;
    Filler filler(from.count(), to.count(), out);
    const std::int64_t widest = (to - from).count() / static_cast<std::int64_t>(out.size()) / 2;
    std::size_t level = 0;  // where the walk is: a node of level - 1, or a slice at 0
    for (std::size_t i = firstEndingAfter(from); i < m_size && start(i) < to.count();) {
        // Climb while a whole node of the next level begins here and is short enough; else come down.
        const auto fits = [&](std::size_t l) {
            const std::size_t size = kLeaf << (2 * (l - 1));
            if (l > m_levels.size() || i % size != 0 || i / size >= m_levels[l - 1].size())
                return false;
            const std::size_t node = i / size;
            return nodeEnd(l - 1, node) - m_levels[l - 1][node].start <= widest;
        };
        if (widest > 0 && fits(level + 1)) {
            ++level;
            while (fits(level + 1))
                ++level;
        } else {
            while (level > 0 && !fits(level))
                --level;
        }
        if (level == 0) {
            filler.add(start(i), endOf(i), word(i) & kStateBits);
            ++i;
            continue;
        }
        const std::size_t size = kLeaf << (2 * (level - 1));
        const Node& node = m_levels[level - 1][i / size];
        filler.add(node.start, nodeEnd(level - 1, i / size), node.share);
        i += size;
    }
    filler.flush();
}

std::size_t Lane::levelBytes() const {
    std::size_t bytes = 0;
    for (const auto& level : m_levels)
        bytes += level.size() * sizeof(Node);
    return bytes;
}

std::span<const LaneArrow> LaneSet::arrowsEndingIn(Time from, Time to) const {
    const auto first = std::lower_bound(arrows.begin(), arrows.end(), from,
                                        [](const LaneArrow& arrow, Time t) { return arrow.to < t; });
    const auto last =
        std::upper_bound(first, arrows.end(), to, [](Time t, const LaneArrow& arrow) { return t < arrow.to; });
    return {first, last};
}

}  // namespace interleave::model
