// sysmon (Go 1.19 runtime/proc.go: sysmon, retake, preemptone): an M without a P that takes Ps from system calls
// and asks goroutines to yield whose slice is over.
#pragma once

#include <atomic>
#include <cstdint>

#include "gmp/scheduler_state.h"

namespace interleave::gmp {

class Monitor {
public:
    explicit Monitor(Runtime::Impl& rt) : m_rt(rt) {}

    // Its thread's body; ends with the run.
    void run(M& m);
    // preemptone: asks what runs on p to yield; false: nothing runs there.
    bool preempt(M& m, P& p, std::int64_t ran);
    // preemptall.
    void preemptAll(M& m);
    // Wakes it if it sleeps deep.
    void wakeIfAsleep();

private:
    void adjustProcs(M& m, std::int64_t now);
    std::uint32_t retake(M& m, std::int64_t now);
    bool sleepDeep(M& m);
    void pollIfNobodyDoes(M& m);

    Runtime::Impl& m_rt;
    std::int64_t m_adjusted = 0;  // when GOMAXPROCS was looked at last
    std::atomic<bool> m_woken{false};
};

}  // namespace interleave::gmp
