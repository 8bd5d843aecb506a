// Random bits from a seed, the same on every machine.
#pragma once

#include <array>
#include <cstdint>

namespace interleave::kernel {

// One step of a bijective mixing of 64 bits (Steele, Lea, Flood: splitmix64): near words come out far apart.
constexpr std::uint64_t mix(std::uint64_t word) {
    word += 0x9E3779B97F4A7C15u;
    word = (word ^ (word >> 30)) * 0xBF58476D1CE4E5B9u;
    word = (word ^ (word >> 27)) * 0x94D049BB133111EBu;
    return word ^ (word >> 31);
}

// xoshiro256** (Blackman, Vigna). Not shared between threads without a lock.
class Random {
public:
    // The same seed and stream give the same numbers; different streams of a seed are unrelated.
    explicit Random(std::uint64_t seed, std::uint64_t stream = 0);
    // 64 random bits.
    std::uint64_t next();

private:
    std::array<std::uint64_t, 4> m_state;
};

}  // namespace interleave::kernel
