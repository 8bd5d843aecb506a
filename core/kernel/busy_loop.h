// Real computing of a given length: a loop of dependent integer operations whose speed was measured.
#pragma once

#include <atomic>
#include <cstdint>

#include "base/units.h"

namespace interleave::kernel {

class BusyLoop {
public:
    // The loop of this process: measured at the first call (about a millisecond), then the same for all.
    static const BusyLoop& calibrated();

    // Computes for `work` of CPU time: time for which the kernel takes the processor away does not count.
    // Polls *interrupt (if not null) about every microsecond and returns what is left when it is set. From any
    // thread.
    base::Duration run(base::Duration work, const std::atomic<bool>* interrupt) const;

    double roundsPerMicrosecond() const { return m_roundsPerMicrosecond; }

private:
    explicit BusyLoop(double roundsPerMicrosecond) : m_roundsPerMicrosecond(roundsPerMicrosecond) {}
    double m_roundsPerMicrosecond;
};

}  // namespace interleave::kernel
