// What conducted time charges for what takes no time of its own: the price list of the simulated machine.
#pragma once

#include <array>
#include <cstddef>

#include "base/units.h"
#include "kernel/host.h"

namespace interleave::conductor {

using base::Duration;

inline constexpr std::size_t kOperations = static_cast<std::size_t>(kernel::Operation::count);

// The defaults are figures measured on one machine (2 virtualised cores of an AMD EPYC, Linux 6.18), rounded to
// what a reader can keep in mind; the lab can measure others. A run records the list that it used.
struct Costs {
    // --- operations of a runtime, see kernel::Operation. All are above zero, so that no loop of a runtime can stand
    // still in time.
    std::array<Duration, kOperations> operations = defaultOperations();

    // --- what the operating system takes
    Duration slice{4'000'000};      // how long a thread keeps a core while others wait for one
    Duration osSwitch{2'000};       // a core changes to another thread
    Duration futexWait{300};        // a thread that is about to sleep calls the kernel
    Duration futexWake{2'000};      // the waker's own time, where there was somebody to wake
    Duration wakeLatency{10'000};   // from that call until the woken thread is ready
    Duration timerLatency{50'000};  // from a deadline until the thread that slept for it is ready (timer slack)
    Duration threadCreate{15'000};  // the creator's own time
    Duration threadStart{20'000};   // from that call until the new thread is ready

    static std::array<Duration, kOperations> defaultOperations();
    Duration of(kernel::Operation operation) const { return operations[static_cast<std::size_t>(operation)]; }

    friend bool operator==(const Costs&, const Costs&) = default;
};

}  // namespace interleave::conductor
