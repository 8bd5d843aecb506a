// How a run ends: by main's return, a panic, a deadlock or from outside. The first reason counts; every M then
// leaves its loop at its next safe point.
#pragma once

#include <atomic>

#include "gmp/runtime.h"
#include "gmp/scheduler_state.h"

namespace interleave::gmp {

class Ending {
public:
    explicit Ending(Runtime::Impl& rt) : m_rt(rt) {}

    // Ends the run. `event`, if it has a text, is written by m before anybody can see the end. No gate.
    void begin(M* m, Exit exit, trace::FatalKind kind = trace::FatalKind::none);
    void beginLocked(M* m, Exit exit, trace::FatalKind kind);
    // Makes running goroutines and sleeping Ms look up; not those that left, or they would wake each other for ever.
    void nudge();

    void enterLoop() { m_inLoop.fetch_add(1); }
    // Called by an M that left its loop; returns when all have. A gate.
    void leaveLoop(M& m);
    // Called instead by an M whose thread ends in the middle of the run. Nobody wakes that thread any more.
    void lose(M& m);
    int inLoop() const { return m_inLoop.load(); }

    // Threads of the runtime beside the main one. threadEnds() is the last that one of them does with the runtime.
    void threadBegins() { m_threads.fetch_add(1); }
    void threadEnds() { m_threads.fetch_sub(1); }
    // By the main thread; a gate.
    void waitForThreads();

    const Exit& exit() const { return m_exit; }

private:
    void nudgeLocked();

    Runtime::Impl& m_rt;
    std::atomic<int> m_inLoop{0};
    std::atomic<int> m_threads{0};
    Exit m_exit;  // written by whoever turned the run's `ending` on, before that
};

}  // namespace interleave::gmp
