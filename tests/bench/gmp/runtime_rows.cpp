#include "tests/bench/gmp/runtime_rows.h"

namespace interleave::bench {
namespace {

// The same names and numbers as in tests/bench/anchors/rows.go and fiber_rows.cpp.
constexpr TimedRow kTimed[] = {
    {"gosched", gosched, 4'000'000, 200'000},       {"ping_pong", pingPong, 1'000'000, 50'000},
    {"buffered_128", buffered, 4'000'000, 200'000}, {"spawn_join", spawnJoin, 1'000'000, 50'000},
    {"spawn_1m", spawnMany, 1'000'000, 1'000'000},  {"skynet_1m", skynet, 1'000'000, 100'000},
    {"mutex_8", mutexOfEight, 4'000'000, 100'000},  {"timers_100k", sleepers, 100'000, 1'000},
    {"select_2", selectOfTwo, 1'000'000, 50'000},   {"rwmutex_8", readersOfEight, 4'000'000, 100'000},
};
constexpr MemoryRow kMemory[] = {
    {"blocked_10k", 10'000},
    {"blocked_100k", 100'000},
    {"blocked_1m", 1'000'000},
};

}  // namespace

std::span<const TimedRow> timedRows() {
    return kTimed;
}

std::span<const MemoryRow> memoryRows() {
    return kMemory;
}

}  // namespace interleave::bench
