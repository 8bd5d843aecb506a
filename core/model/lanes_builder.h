// Keeps the lanes of Ps, Ms and cores while a history grows: after each event it looks at the P, the M and the core
// that the event was about, and opens a slice where what they do has changed.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "model/lanes.h"
#include "model/world.h"

namespace interleave::model {

// Owned by a Recording; one thread.
class LanesBuilder {
public:
    LanesBuilder();
    // Whether events of a kind may change anything here.
    static bool concern(trace::EventKind kind) { return kMeanings[static_cast<std::size_t>(kind)] != 0; }
    // To be called after the event was applied to `world`, with its tail's ids, where its kind concerns lanes.
    void add(const World& world, const trace::Event& event, std::span<const std::uint32_t> ids, std::uint64_t index);
    // Says that nothing more happened up to t.
    void extendTo(Time t);

    const LaneSet& lanes(LaneKind kind) const { return m_sets[static_cast<std::size_t>(kind)]; }

private:
    // What an event of a kind can mean: a look at its P and M, an arrow, both or nothing.
    enum Meaning : std::uint8_t { kLook = 1, kArrow = 2 };
    static const std::array<std::uint8_t, trace::kEventKinds> kMeanings;

    LaneSet& set(LaneKind kind) { return m_sets[static_cast<std::size_t>(kind)]; }
    void show(LaneKind kind, std::size_t id, Time at, SliceState state, std::uint32_t g);
    void lookAtP(const World& world, std::uint16_t id);
    void lookAtM(const World& world, std::uint16_t id);
    void lookAtCore(const World& world, std::uint32_t id);
    void lookAtAll(const World& world);
    void arrows(const World& world, const trace::Event& event, std::span<const std::uint32_t> ids, std::uint64_t index);

    std::array<LaneSet, 3> m_sets;
    // For each P the M that it was last taken from by a hand-off, until another takes it.
    struct Handoff {
        bool open = false;
        std::uint16_t fromM = 0;
        Time time{0};
    };
    std::vector<Handoff> m_handoffs;
};

}  // namespace interleave::model
