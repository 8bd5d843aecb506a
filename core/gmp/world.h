// Stops the world, changes the number of Ps, starts it again (Go 1.19 runtime/proc.go: stopTheWorldWithSema,
// procresize, startTheWorldWithSema).
#pragma once

#include <atomic>
#include <functional>

#include "gmp/scheduler_state.h"

namespace interleave::gmp {

class World {
public:
    explicit World(Runtime::Impl& rt) : m_rt(rt) {}

    // The first Ps, before anything runs; m gets P 0.
    void begin(M& m, int procs);
    // GOMAXPROCS(procs). m is the M of the goroutine that calls, or the control thread. A gate.
    void resize(M& m, int procs, trace::ProcsWhy why);

    // Whether anybody but the runtime itself has set GOMAXPROCS.
    bool setByProgram() const { return m_setByProgram.load(std::memory_order_relaxed); }
    // Stops the world, lets work(m) be done, and starts it again; m is the M of the goroutine that calls. Nothing is
    // done where the run ends meanwhile. A gate.
    void pause(M& m, trace::StwWhy why, const std::function<void(M&)>& work);

    // One more P stands still. With the scheduler's lock held.
    void oneStopped(M& m);

private:
    M* claim(M& m);
    void stop(M& m, trace::StwWhy why);
    void start(M& m, int procs, trace::StwWhy why);
    P* changeProcs(M& m, int procs);
    void destroy(M& m, P& p);

    Runtime::Impl& m_rt;
    std::atomic<bool> m_setByProgram{false};
    std::atomic<bool> m_busy{false};  // Go's worldsema
};

}  // namespace interleave::gmp
