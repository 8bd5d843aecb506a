// Which goroutines, Ps and Ms an event speaks of, by the table's field types.
#pragma once

#include <array>
#include <cstdint>

#include "trace/event.h"

namespace interleave::model {

// Bits of the 32-bit slots g, a, b, c that hold an id of that type.
enum FieldSlotBit : std::uint8_t { kSlotG = 1, kSlotA = 2, kSlotB = 4, kSlotC = 8 };

struct FieldMasks {
    std::array<std::uint8_t, trace::kEventKinds> g{}, p{}, m{};
    // Whether the kind names anybody beside those in its slots g, p and m.
    std::array<bool, trace::kEventKinds> more{};
};
// Made once from the event table.
const FieldMasks& fieldMasks();

namespace detail {
template <class F>
void eachSlot(const trace::Event& event, std::uint8_t mask, F f) {
    if (mask & kSlotG)
        f(event.g);
    if (mask & kSlotA)
        f(event.a);
    if (mask & kSlotB)
        f(event.b);
    if (mask & kSlotC)
        f(event.c);
}
}  // namespace detail

// masks: fieldMasks(), asked for once by who has many events.
// Calls f for each goroutine that the event names (not 0); for More events for whatever they carry, as ids.
template <class F>
void eachG(const FieldMasks& masks, const trace::Event& event, F f) {
    detail::eachSlot(event, masks.g[static_cast<std::size_t>(event.kind)], [&](std::uint32_t g) {
        if (g != 0)
            f(g);
    });
}
template <class F>
void eachP(const FieldMasks& masks, const trace::Event& event, F f) {
    if (event.p != trace::kNoP)
        f(event.p);
    detail::eachSlot(event, masks.p[static_cast<std::size_t>(event.kind)], [&](std::uint32_t p) {
        if (p < trace::kNoP)
            f(static_cast<std::uint16_t>(p));
    });
}
template <class F>
void eachM(const FieldMasks& masks, const trace::Event& event, F f) {
    if (event.m != trace::kNoM)
        f(event.m);
    detail::eachSlot(event, masks.m[static_cast<std::size_t>(event.kind)], [&](std::uint32_t m) {
        if (m < trace::kNoM)
            f(static_cast<std::uint16_t>(m));
    });
}

}  // namespace interleave::model
