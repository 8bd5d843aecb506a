// A change that a user makes in a run while it goes on.
#pragma once

#include <cstdint>

#include "base/units.h"

namespace interleave::session {

struct Intervention {
    enum class Kind : std::uint8_t { spawn, block, procs, preemption };
    Kind kind = Kind::spawn;
    std::uint32_t g = 0;     // block: which goroutine
    std::int64_t value = 0;  // spawn: its work in ns; block: for how long in ns; procs: GOMAXPROCS; preemption: 0/1
    base::Time at{-1};       // when it was applied (replay); −1: now, at the horizon
};

}  // namespace interleave::session
