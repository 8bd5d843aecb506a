// Preemption by a signal, anywhere in leaf code (Go 1.19 runtime/preempt.go: preemptM, asyncPreempt;
// signal_unix.go: doSigPreempt). An option; x86-64 only.
//
// The handler never switches: it would leave the signal blocked and its own frame on the goroutine's stack. It looks
// at where the thread was. In leaf code (leaf_code.h) it makes it look as if that very instruction had called a
// function, and returns; the function saves all registers, yields as any goroutine does, and when the goroutine is
// resumed, maybe on another thread, restores them and goes back. Anywhere else the request does not count: its flag
// stays, and the next poll serves it (PreemptMiss is told then: a handler must not write the trace).
//
// The call begins 128 bytes further down, as leaf code may use that much below its stack pointer. Exceptions pass
// through it (its frame is described to the unwinder as a signal's), so that the end of the run unwinds a goroutine
// that was left there like any other.
//
// In conducted time no signal is sent: the conductor cuts the computing short at the same place.
#pragma once

#include <atomic>
#include <memory>

#include "base/result.h"
#include "gmp/scheduler_state.h"
#include "kernel/thread_signal.h"

namespace interleave::gmp {

class AsyncPreemption {
public:
    explicit AsyncPreemption(Runtime::Impl& rt) : m_rt(rt) {}

    // Whether free time can do it here; the error says what is in the way. Conducted time always can.
    static base::Result<void> available();

    // From the thread that makes the runtime, or the control thread. Error: as available().
    base::Result<void> setOn(bool on);
    bool on() const { return m_on.load(std::memory_order_relaxed); }
    // On every thread that becomes an M.
    void beginThread(M& m) const;

    // Takes the one signal that may be on its way to an M. True: send() has to follow.
    bool claim(M& holder) const;
    // Once the flags of g, which runs there, are set.
    void send(M& by, M& holder, G& g) const;

    // The signal has come while the calling goroutine was in leaf code: serves what is asked of it. May throw at the
    // run's end.
    void arrived(G& g);
    // Tells that a signal came where it did not count, if one did.
    void tellMiss(M& m) const;

private:
    Runtime::Impl& m_rt;
    std::atomic<bool> m_on{false};
    std::unique_ptr<kernel::ThreadSignal> m_signal;  // made once, stands as long as the runtime
};

}  // namespace interleave::gmp
