// Relates the ticks that free writers stamp with to the host's time.
#pragma once

#include <cstdint>

#include "base/units.h"
#include "link/control_page.h"

namespace interleave::engine {

// The time-stamp counter against the steady clock.
struct TickRate {
    std::uint64_t ticks = 0;  // at this moment …
    base::Time monotonic{0};  // … of kernel::monotonicNow()
    double nanosecondsPerTick = 1;
};

// Both clocks, read at nearly one moment.
struct ClockPair {
    std::uint64_t ticks = 0;
    base::Time time{0};  // of kernel::monotonicNow()
};

// Of some tries, the one that took the least; about a microsecond.
ClockPair readClocks(int tries = 8);
// Measures for about 10 ms; before the host is made, so that the run does not begin with it.
TickRate measureTicks();
// Fills the page's clock fact for a free run whose time 0 is at that moment of kernel::monotonicNow().
void publishFreeClock(const TickRate& rate, base::Time startedAt, link::ClockFact& fact);
// The same for a conducted run, whose ticks are nanoseconds.
void publishVirtualClock(link::ClockFact& fact);

}  // namespace interleave::engine
