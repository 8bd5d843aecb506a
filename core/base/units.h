// Units live in types.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>

namespace interleave::base {

// A length of time.
using Duration = std::chrono::nanoseconds;
// A moment, counted from the start of the run: real under free time, virtual under conducted time.
using Time = std::chrono::nanoseconds;

struct Bytes {
    std::uint64_t value = 0;
    friend constexpr auto operator<=>(Bytes, Bytes) = default;
};

}  // namespace interleave::base
