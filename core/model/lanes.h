// The timeline's data: for each lane (a P, an M or a core) its slices in order of time, with levels of detail.
//
// A slice is 13 bytes in chunks. Above the slices lies a tree: a node for each 32 slices, one for each four nodes of
// the level below, and so on. A node keeps when it starts and which share of its time each state covers (one byte a
// state), which is under a byte a slice for all levels. So a picture of any width over any span costs by its pixels,
// however unevenly the slices lie in time.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/units.h"
#include "trace/event.h"

namespace interleave::model {

using base::Duration;
using base::Time;

enum class LaneKind : std::uint8_t { processor, machine, core };

// What a lane shows in a slice; order is that of the coverage bytes.
enum class SliceState : std::uint8_t { idle, running, spinning, syscall, scheduling, collector, stopped, offCore };
inline constexpr std::size_t kSliceStates = 8;

struct Slice {
    Time start{0};
    Time end{0};          // for the open last slice: the lane's last known time
    std::uint32_t g = 0;  // who ran (0: nobody); on a core lane: the thread's id
    SliceState state = SliceState::idle;
    bool preempted = false;  // it ended by preemption
};

// Share of a bucket that each state covers, 0..255.
using Coverage = std::array<std::uint8_t, kSliceStates>;

class Lane {
public:
    // Whether the open slice is this.
    bool shows(SliceState state, std::uint32_t g) const { return m_openG == g && m_openState == state; }
    // Ends the open slice at `at` and opens one. Times must not go back. Returns how many slices there are more.
    std::size_t open(Time at, SliceState state, std::uint32_t g);
    void markPreempted();
    // The time up to which the open slice is known to last.
    void extendTo(Time at);

    std::size_t size() const { return m_size; }
    Slice slice(std::size_t i) const;
    // First slice that ends after t.
    std::size_t firstEndingAfter(Time t) const;
    // Fills one Coverage for each of out.size() equal buckets of [from, to), exact to half a bucket. What lies before
    // the first slice or after the last is covered by nothing. O(out.size()), not O(slices).
    void cover(Time from, Time to, std::span<Coverage> out) const;
    // Time from which the lane knows anything, and up to which.
    Time begin() const { return m_size == 0 ? Time{0} : Time{start(0)}; }
    Time end() const { return m_end; }
    // Bytes that the levels above the slices take.
    std::size_t levelBytes() const;
    // Bytes that it takes in all.
    std::size_t bytes() const { return m_chunks.size() * sizeof(Chunk) + levelBytes(); }

private:
    static constexpr std::size_t kLeaf = 32;  // slices of a node of the lowest level
    static constexpr std::size_t kFan = 4;    // nodes of one level in a node of the next

    struct Node {
        std::int64_t start = 0;
        Coverage share{};
    };
    void closeLeaf();
    std::int64_t endOf(std::size_t slice) const;
    std::int64_t nodeEnd(std::size_t level, std::size_t node) const;

    // Slices lie in chunks, which never move: a history that grows copies nothing and touches no page twice.
    struct Chunk {
        static constexpr std::size_t kSlices = 512;
        std::array<std::int64_t, kSlices> starts;
        std::array<std::uint32_t, kSlices> gs;
        std::array<std::uint8_t, kSlices> states;  // low bits SliceState, high bit preempted
    };
    std::int64_t start(std::size_t i) const { return m_chunks[i / Chunk::kSlices]->starts[i % Chunk::kSlices]; }
    std::uint32_t g(std::size_t i) const { return m_chunks[i / Chunk::kSlices]->gs[i % Chunk::kSlices]; }
    std::uint8_t word(std::size_t i) const { return m_chunks[i / Chunk::kSlices]->states[i % Chunk::kSlices]; }
    void setLast(std::int64_t start, std::uint8_t word, std::uint32_t g);
    // The first slice that starts later than t; size() where there is none.
    std::size_t firstStartingAfter(std::int64_t t) const;

    static constexpr SliceState kNothing{0xFF};
    std::uint32_t m_openG = 0;
    SliceState m_openState = kNothing;
    std::int64_t m_openStart = 0;
    std::size_t m_size = 0;
    std::vector<std::unique_ptr<Chunk>> m_chunks;
    std::vector<std::vector<Node>> m_levels;
    Time m_end{0};
};

// An arrow between lanes: a steal (victim's lane to thief's) or a wake (waker's P to the P that then runs it).
struct LaneArrow {
    enum class Kind : std::uint8_t { steal, wake, handoff };
    Kind kind = Kind::steal;
    Time from{0};
    Time to{0};
    std::uint16_t fromLane = 0;
    std::uint16_t toLane = 0;
    std::uint32_t g = 0;
    std::uint32_t count = 1;
    std::uint64_t event = 0;
};

struct LaneSet {
    LaneKind kind = LaneKind::processor;
    std::vector<Lane> lanes;        // by id of P, M or core
    std::vector<LaneArrow> arrows;  // by `to` time
    std::uint64_t slices = 0;       // in all lanes

    // The arrows that end in [from, to].
    std::span<const LaneArrow> arrowsEndingIn(Time from, Time to) const;
};

}  // namespace interleave::model
