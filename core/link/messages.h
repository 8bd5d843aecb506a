// What a run is asked to be, and how it ended, as the two processes write it to each other: JSON texts in the
// segment.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"

namespace interleave::link {

// A parameter's value; durations are nanoseconds.
using Value = std::variant<std::int64_t, double, bool, std::string>;

// A change that was recorded in an earlier run, to be made again at the same time.
struct Replay {
    std::uint32_t kind = 0;  // trace::InterveneKind
    std::uint32_t g = 0;
    std::int64_t value = 0;
    std::int64_t at = 0;  // run time, ns
};

struct Request {
    std::string scenario;
    std::string family;
    std::map<std::string, Value> parameters;  // all of the scenario's
    bool conducted = true;
    int cores = 4;
    int procs = 0;  // 0: as many as cores
    std::uint64_t seed = 1;
    bool tracing = true;
    std::int64_t limitRun = -1;     // ns of run time; −1: none
    std::int64_t limitWall = 0;     // ns of computing; 0: the default
    std::uint64_t limitMemory = 0;  // bytes resident; 0: the default
    std::vector<Replay> replay;     // in order of time
};

struct Outcome {
    std::string status;  // trace::RunStatus by name
    std::string text;
    int exit = 0;
    std::int64_t duration = 0;  // ns of run time; −1: not known, the engine ended where it stood
    std::map<std::string, std::uint64_t> counters;
    std::uint64_t rss = 0, peakRss = 0, stacks = 0;  // bytes; rss without the trace's shared memory
    std::map<std::string, std::string> facts;
    std::vector<std::string> warnings;
};

std::string toJson(const Request& request);
std::string toJson(const Outcome& outcome);
// Errors name the field that is missing or of the wrong kind.
base::Result<Request> requestFromJson(std::string_view json);
base::Result<Outcome> outcomeFromJson(std::string_view json);

}  // namespace interleave::link
