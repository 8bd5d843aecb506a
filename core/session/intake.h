// Takes events out of a run's rings as they are opened by the engine's threads, in one order (trace/merger.h), times
// in ns of the run. One thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "link/segment.h"
#include "trace/event.h"
#include "trace/merger.h"

namespace interleave::session {

class Intake {
public:
    // The segment outlives it.
    explicit Intake(link::Segment& segment) : m_segment(segment), m_added(segment.ringCount(), false) {}

    // Begins a pass: looks at what the rings hold by now. last: the writers are gone, everything is settled. Nothing is
    // there before the engine has told its clock. Cost: the rings in use.
    void begin(bool last);
    // Appends to `out` events that are settled, until it holds about atMost; false where there were none left.
    bool more(std::vector<trace::Event>& out, std::size_t atMost) { return m_merger && m_merger->more(out, atMost); }

    // Share of the fullest ring that was taken by the last call, 0..1.
    double fill() const { return m_merger ? m_merger->fill() : 0; }
    // Events ever lost, tails included.
    std::uint64_t dropped() const { return m_merger ? m_merger->dropped() : 0; }

private:
    link::Segment& m_segment;
    std::optional<trace::Merger> m_merger;  // once the clock is known
    std::vector<bool> m_added;              // by ring
};

}  // namespace interleave::session
