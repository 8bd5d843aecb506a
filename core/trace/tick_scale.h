// Turns the ticks of a ring into nanoseconds of the run.
#pragma once

#include <cstdint>

namespace interleave::trace {

// nanoseconds = (ticks − zero) × multiplier / 2^32, in whole numbers: the same ticks give the same time everywhere.
// Ticks before zero are time 0.
struct TickScale {
    std::uint64_t zero = 0;                 // ticks at run time 0
    std::uint64_t multiplier = 1ull << 32;  // nanoseconds in 2^32 ticks

    // Virtual time: ticks are nanoseconds already.
    static constexpr TickScale virtualTime() { return {}; }
    static constexpr TickScale of(std::uint64_t zeroTicks, double nanosecondsPerTick) {
        return TickScale{zeroTicks, static_cast<std::uint64_t>(nanosecondsPerTick * 4294967296.0 + 0.5)};
    }

    constexpr std::uint64_t toNanoseconds(std::uint64_t ticks) const {
        if (ticks <= zero)
            return 0;
        // Exact as long as the result fits.
        __extension__ using Wide = unsigned __int128;
        return static_cast<std::uint64_t>((Wide{ticks - zero} * multiplier) >> 32);
    }
    // Ticks in that many nanoseconds, rounded up.
    constexpr std::uint64_t ticksIn(std::uint64_t nanoseconds) const {
        return multiplier == 0 ? 0
                               : static_cast<std::uint64_t>(static_cast<double>(nanoseconds) * 4294967296.0 /
                                                            static_cast<double>(multiplier)) +
                                     1;
    }
};

}  // namespace interleave::trace
