// Timers and the M that waits for them (Go 1.19 runtime/time.go: addtimer, runtimer; proc.go: checkTimers,
// wakeNetPoller).
#pragma once

#include <cstdint>

#include "gmp/scheduler_state.h"

namespace interleave::gmp {

class Timers {
public:
    explicit Timers(Runtime::Impl& rt) : m_rt(rt) {}

    // Arms the sleep timer of g, which has been left, on m's P. No gate.
    void armSleep(M& m, G& g, std::int64_t when);

    struct Check {
        std::int64_t now = 0;   // 0: the clock was not read
        std::int64_t next = 0;  // when the P's next timer is due, 0: none
        bool ran = false;
    };
    // checkTimers: fires what is due on p, whoever owns it; woken goroutines go to m's P. No gate.
    Check check(M& m, P& p, std::int64_t now);
    // Whether anything is due; the clock is read only if there is a timer.
    bool due(const P& p) const;
    // timeSleepUntil: when the earliest of all Ps is due; INT64_MAX: none.
    std::int64_t earliest() const;
    // wakeNetPoller: somebody will be awake by then.
    void wakePoller(M& m, std::int64_t when);
    // moveTimers: from a P that goes to another. While the world stands still.
    void moveAll(P& to, P& from);

private:
    void setEarliest(P& p) ILV_REQUIRES(p.timerLock);
    void fire(M& m, P& owner, Timer& timer, std::int64_t now);

    Runtime::Impl& m_rt;
};

}  // namespace interleave::gmp
