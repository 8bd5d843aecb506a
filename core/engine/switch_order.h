// Puts the context switches that the kernel recorded for many threads into one order, onto the trace's clock.
#pragma once

#include <cstdint>
#include <vector>

#include "base/ids.h"
#include "base/units.h"
#include "engine/clock.h"
#include "trace/event.h"
#include "trace/writer.h"

namespace interleave::engine {

// A thread of the host left its processor, or came onto one.
struct ThreadSwitch {
    base::Time at{0};  // of kernel::monotonicNow()
    base::ThreadId thread;
    std::uint16_t cpu = 0;
    bool out = false;
    trace::CoreSwitchWhy why = trace::CoreSwitchWhy::wake;
};

// One thread at a time.
class SwitchOrder {
public:
    // `clocks`: both clocks at a moment, best from before the first switch.
    explicit SwitchOrder(ClockPair clocks) : m_from(clocks) {}

    // In any order of times.
    void add(const ThreadSwitch& one) { m_pending.push_back(one); }
    // Appends what happened up to that moment, in order of time, as CoreSwitch events stamped with ticks. `clocks`:
    // both clocks now. Between two calls the clocks are taken to run evenly beside each other, so that what the
    // system's clock is slewed by in a long run does not add up.
    void take(const ClockPair& clocks, base::Time upTo, std::vector<trace::Event>& out);
    // That moment on the trace's clock, after the last take().
    trace::Stamp ticksAt(base::Time at) const;

private:
    ClockPair m_from;
    ClockPair m_to;
    std::vector<ThreadSwitch> m_pending;
};

}  // namespace interleave::engine
