// Starts, stops and wakes Ms and hands Ps to them (Go 1.19 runtime/proc.go: wakep, startm, stopm, handoffp, acquirep,
// releasep, mget, mput, pidleget, pidleput, checkdead).
#pragma once

#include <optional>
#include <string_view>

#include "gmp/scheduler_state.h"
#include "kernel/host.h"

namespace interleave::gmp {

class Threads {
public:
    explicit Threads(Runtime::Impl& rt) : m_rt(rt) {}

    // wakep: starts one spinning M if there is an idle P and nobody looks for work yet.
    void wakeOne(M& m);
    // startm: gives `p`, or the top idle P when it is null, to the top idle M or a new one; false: there is no idle
    // P. The caller has counted it as spinning if `spinning`.
    bool start(M& m, P* p, bool spinning);
    // stopm: parks on the idle list; on return the M holds the P that its waker left it, or the run is over.
    void stop(M& m);
    // gcstopm: gives its P to whoever stops the world, and parks.
    void stopForWorld(M& m);
    // handoffp: what becomes of a P whose M is away.
    void handOff(M& m, P& p);
    // Its order of decisions: first without the lock (none: no M is started at once, and the rest is to be decided
    // under the lock), then with it held.
    static std::optional<trace::HandoffBranch> branchAtOnce(const SchedulerState& state, const P& p);
    static trace::HandoffBranch branchLocked(const SchedulerState& state);

    // acquirep and releasep: m begins or ends to hold a P, which turns running or idle.
    void acquire(M& m, P& p, trace::PWhy why);
    P& release(M& m, trace::PWhy why);
    // Changes a P's state and tells it, on behalf of its holder or of whoever won it.
    void change(M& m, P& p, trace::PStatus to, trace::PWhy why);
    // The same by compare-and-swap from `from`.
    bool tryChange(M& m, P& p, trace::PStatus from, trace::PStatus to, trace::PWhy why);
    // Tells a change that was made, or is about to be made by the P's holder.
    void tellChange(M& m, P& p, trace::PStatus from, trace::PStatus to, trace::PWhy why);
    // Counts and tells that m took P out of the system call of `from`. The M that comes back from that call waits for
    // this (Syscalls::awaitTelling), so that nothing it tells precedes the loss of its P.
    void tellRetake(M& m, P& p, std::uint16_t from);

    // --- with the scheduler's lock held
    void putIdleP(M& m, P& p);
    P* takeIdleP(M& m);
    void putIdleM(M& m);
    // wanted: rather than the top one, if it is there.
    M* takeIdleM(const M* wanted = nullptr);
    // Ends the run with a deadlock if nothing runs and nothing ever will.
    void checkDead(M& m);

    // newm: a new M with that P to start with.
    void create(M& m, P* p);
    // Registers a new M; null: the limit is reached, and the run ends with that.
    M* reserve(M& by, trace::MWhy why);
    // Until its waker left the M a P, or the run is over. A gate.
    void sleep(M& m);
    // Wakes an M that sleeps, with that P.
    void wake(M& m, M& sleeper, P* p, bool spinning);

private:
    void endExhausted(M& by, std::string_view line);
    void launch(M& m, M& fresh, P* p, bool spinning);

    Runtime::Impl& m_rt;
};

// While it stands, the calling thread, which is no M, counts as one that works: nobody finds that all are asleep.
class OutsideWork {
public:
    OutsideWork(Runtime::Impl& rt, M& m);
    ~OutsideWork();
    OutsideWork(const OutsideWork&) = delete;
    OutsideWork& operator=(const OutsideWork&) = delete;

private:
    Runtime::Impl& m_rt;
    M& m_m;
};

}  // namespace interleave::gmp
