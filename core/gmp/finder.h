// Finds what an M runs next (Go 1.19 runtime/proc.go: findRunnable, stealWork, runqsteal, checkRunqsNoP,
// checkTimersNoP, resetspinning).
#pragma once

#include "gmp/queues.h"
#include "gmp/scheduler_state.h"

namespace interleave::gmp {

struct Found {
    G* g = nullptr;  // null: the run is over
    trace::StartSource source = trace::StartSource::local;
    bool inherit = false;
};

class Finder {
public:
    explicit Finder(Runtime::Impl& rt) : m_rt(rt) {}

    // Blocks until there is a goroutine to run, or the run is over. On the M's own stack; a gate.
    Found find(M& m);
    // The M found work while it was spinning: it stops spinning and sees to it that another looks on.
    void resetSpinning(M& m);
    void beginSpinning(M& m);
    void endSpinning(M& m);

private:
    struct Look;  // one round through the sources

    Found lookLocally(M& m);
    Found steal(M& m, Look& look);
    Found stealFrom(M& m, P& victim, std::uint32_t pass);
    bool giveUp(M& m, Look& look, Found& found);
    bool recheckGlobal(M& m, Found& found);
    P* recheckQueues(M& m);
    void recheckTimers(Look& look);
    Found lookIntoPoller(M& m);
    Found takeFirst(M& m, GList& ready);
    Found waitInPoller(M& m, const Look& look);

    Runtime::Impl& m_rt;
};

}  // namespace interleave::gmp
