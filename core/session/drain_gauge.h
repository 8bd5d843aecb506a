// How the drain of a run is doing, for the debug overlay.
#pragma once

#include <cstdint>

namespace interleave::session {

struct DrainGauge {
    double ringFill = 0;  // fullest ring, 0..1
    std::uint64_t dropped = 0;
    double eventsPerSecond = 0;
    double drainMilliseconds = 0;  // last pass that found something
};

}  // namespace interleave::session
