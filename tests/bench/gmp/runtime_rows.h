// The rows of tests/bench/versus, by name: what is done how many times, and what its figure means.
#pragma once

#include <span>
#include <string_view>

#include "tests/bench/gmp/runtime_work.h"

namespace interleave::bench {

// A row that takes time: `work` does n pieces, the figure is nanoseconds a piece.
struct TimedRow {
    std::string_view name;
    Nanoseconds (*work)(int);
    int pieces;
    int warmUp;  // pieces done before, unmeasured
};

// A row of memory: bytes of resident memory a blocked goroutine, with so many of them.
struct MemoryRow {
    std::string_view name;
    int goroutines;
};

std::span<const TimedRow> timedRows();
std::span<const MemoryRow> memoryRows();

}  // namespace interleave::bench
