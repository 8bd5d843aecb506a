#include "model/lanes.h"

#include <algorithm>
#include <cstring>

namespace interleave::model {
namespace {

constexpr std::uint8_t kPreempted = 0x80;
constexpr std::uint8_t kStateBits = 0x0F;

// A node of a level, counted from 1, holds two to the power of this many slices.
constexpr unsigned shiftOf(std::size_t level) {
    return static_cast<unsigned>(5 + 2 * (level - 1));
}

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

// Takes stretches of time in order, without gaps between them, and fills buckets with them. Most end in the bucket
// where they begin, and cost an addition. Within it time is counted in parts of a nanosecond, since buckets may be
// shorter than one.
class Filler {
public:
    Filler(std::int64_t from, std::int64_t to, std::span<Coverage> out)
        : m_from(from),
          m_shift(to - from < (std::int64_t{1} << 40) ? 12 : 0),
          m_span((to - from) << m_shift),
          m_width(static_cast<double>(m_span) / static_cast<double>(out.size())),
          m_parts(256 / m_width),
          m_out(out) {}

    void start(std::int64_t at) {
        m_done = place(at);
        go(static_cast<std::size_t>(static_cast<double>(m_done) / m_width));
    }
    void add(std::int64_t until, std::size_t state) {
        const std::int64_t to = place(until);
        m_timed = true;
        if (to <= m_end) [[likely]] {
            m_times[state] += to - m_done;
            m_done = to;
            return;
        }
        m_times[state] += m_end - m_done;
        flush();
        // Whole buckets of one state.
        Coverage whole{};
        whole[state] = 255;
        while (m_at + 1 < m_out.size() && edge(m_at + 2) <= to) {
            m_out[++m_at] = whole;
            m_end = edge(m_at + 1);
        }
        go(m_at + 1);
        m_timed = true;
        m_times[state] += to - m_done;
        m_done = to;
    }
    void add(std::int64_t until, const Coverage& share) {
        const std::int64_t to = place(until);
        std::uint64_t bytes = 0;
        std::memcpy(&bytes, share.data(), sizeof bytes);
        while (to > m_end) {
            weigh(bytes, m_end);
            flush();
            go(m_at + 1);
        }
        weigh(bytes, to);
    }
    void flush() {
        if (m_at >= m_out.size())
            return;
        constexpr std::uint64_t kHalf = 0x0080008000800080u;
        const std::uint64_t bytes = (((m_even + kHalf) >> 8) & kEven) | ((m_odd + kHalf) & ~kEven);
        Coverage& out = m_out[m_at];
        std::memcpy(out.data(), &bytes, sizeof bytes);
        if (m_timed) {
            for (std::size_t s = 0; s < kSliceStates; ++s)
                out[s] = static_cast<std::uint8_t>(
                    std::min(255.0, out[s] + static_cast<double>(m_times[s]) * 255 / m_width + 0.5));
            m_times = {};
            m_timed = false;
        }
        m_even = m_odd = 0;
    }

private:
    std::int64_t place(std::int64_t at) const {
        return std::clamp(at - m_from, std::int64_t{0}, m_span >> m_shift) << m_shift;
    }
    std::int64_t edge(std::size_t bucket) const {
        return bucket >= m_out.size() ? m_span : static_cast<std::int64_t>(static_cast<double>(bucket) * m_width);
    }
    void go(std::size_t bucket) {
        m_at = bucket;
        m_begin = edge(bucket);
        m_done = std::max(m_done, m_begin);
        m_end = edge(bucket + 1);
    }
    // Adds a node's shares by how many 256ths of the bucket lie between what is done and `to`. Two times four sums of
    // 16 bits: with 255 x 256 at most none runs over into the next.
    void weigh(std::uint64_t bytes, std::int64_t to) {
        const auto part = [this](std::int64_t at) {
            return static_cast<std::uint64_t>(static_cast<double>(at - m_begin) * m_parts + 0.5);
        };
        const std::uint64_t weight = part(to) - part(m_done);
        m_even += (bytes & kEven) * weight;
        m_odd += ((bytes >> 8) & kEven) * weight;
        m_done = to;
    }

    static constexpr std::uint64_t kEven = 0x00FF00FF00FF00FFu;

    std::int64_t m_from;
    int m_shift;
    std::int64_t m_span;
    double m_width;
    double m_parts;
    std::span<Coverage> m_out;
    std::int64_t m_done = 0;   // up to here all is counted
    std::int64_t m_begin = 0;  // of the bucket
    std::int64_t m_end = 0;    // of the bucket
    std::size_t m_at = 0;
    std::array<std::int64_t, kSliceStates> m_times{};
    bool m_timed = false;                 // some of them are not 0
    std::uint64_t m_even = 0, m_odd = 0;  // of nodes: shares of the even states and of the odd ones, in 256ths
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
    static_assert(std::size_t{1} << shiftOf(1) == kLeaf && std::size_t{1} << shiftOf(2) == kLeaf * kFan);
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
    std::size_t i = firstEndingAfter(from);
    const std::size_t n = m_size;
    std::int64_t at = i < n ? start(i) : to.count();
    filler.start(at);
    while (i < n && at < to.count()) {
        // Climb while a whole node of the next level begins here and is short enough; else come down.
        const auto fits = [&](std::size_t l) {
            const unsigned shift = shiftOf(l);
            if (l > m_levels.size() || (i & ((std::size_t{1} << shift) - 1)) != 0)
                return false;
            const std::size_t node = i >> shift;
            return node < m_levels[l - 1].size() && nodeEnd(l - 1, node) - at <= widest;
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
            // Up to where a node may begin.
            const std::size_t stop = std::min(n, (i | (kLeaf - 1)) + 1);
            const Chunk& chunk = *m_chunks[i / Chunk::kSlices];
            for (; i < stop && at < to.count(); ++i) {
                at = i + 1 < stop ? chunk.starts[(i + 1) % Chunk::kSlices] : endOf(i);
                filler.add(at, chunk.states[i % Chunk::kSlices] & kStateBits);
            }
            continue;
        }
        const std::size_t node = i >> shiftOf(level);
        at = nodeEnd(level - 1, node);
        filler.add(at, m_levels[level - 1][node].share);
        i += std::size_t{1} << shiftOf(level);
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
