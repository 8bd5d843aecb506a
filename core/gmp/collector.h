// A collector that has nothing to collect (Go 1.19 runtime/mgc.go, mgcpacer.go, mgcmark.go; DV-08). Off by default.
//
// Real in it: the two stops of the world, the workers and how the scheduler picks them, the assists, their credit and
// their queue. Modelled: what they do. Allocating counts bytes; a cycle begins when the count reaches its trigger;
// marking takes so much time a byte; at its end a part of the bytes is said to have been garbage.
//
// Who may touch what: phase, plan and goal change while the world stands still; the rest is atomic or under m_lock,
// which nobody holds across a gate.
#pragma once

#include <atomic>
#include <cstdint>

#include "gmp/collector_plan.h"
#include "gmp/scheduler_state.h"

namespace interleave::gmp {

class Collector {
public:
    explicit Collector(Runtime::Impl& rt);

    // mallocgc: a goroutine allocates. May begin a cycle, and pays its debt while one marks. A gate.
    void allocate(G& g, std::uint64_t bytes);

    // Whether marking goes on: one relaxed load.
    bool marking() const { return m_marking.load(std::memory_order_relaxed); }
    // findRunnableGCWorker and, idle: for a P with nothing else to do, the idle worker. Null: none is due. What it
    // returns is runnable and in the caller's hands.
    G* pickWorker(M& m, P& p, bool idle);
    bool wantsIdleWorker();
    // Workers that there are: system goroutines, which Go does not count.
    std::uint32_t workers() const { return m_workers.load(std::memory_order_relaxed); }
    std::uint64_t heapLive() const { return m_live.load(std::memory_order_relaxed); }
    std::uint64_t cycles() const { return m_cycles.load(std::memory_order_relaxed); }

private:
    void begin(G& g);
    void finish(G& g);
    void makeWorkers(int procs);
    void workFor(G& g);
    void drain(G& g, trace::GcMode mode, P& p, std::int64_t began);
    bool leaves(const G& g, trace::GcMode mode, const P& p, std::int64_t began) const;
    // Marks up to so many bytes, fewer when the request to yield comes; returns how many. last: they were the last.
    std::uint64_t mark(G& g, std::uint64_t most, bool& last);
    void flushCredit(M& m, std::uint64_t bytes);
    void assist(G& g);
    bool parkAssist(G& g);
    void wakeAssists(M& m);
    bool workLeft() const {
        return m_claimed.load(std::memory_order_relaxed) < m_total.load(std::memory_order_relaxed);
    }
    void tellPhase(M& m, trace::GcPhaseName phase) const;

    Runtime::Impl& m_rt;
    std::atomic<bool> m_marking{false};
    std::atomic<bool> m_starting{false};
    std::atomic<bool> m_finishing{false};
    std::atomic<std::uint32_t> m_workers{0};
    std::atomic<std::uint32_t> m_ready{0};  // of them, those that have waited to be picked once
    std::atomic<std::uint64_t> m_cycles{0};
    // Bytes. Relaxed throughout: counts that pace, and order nothing.
    std::atomic<std::uint64_t> m_live{0};
    std::atomic<std::uint64_t> m_trigger;
    std::atomic<std::uint64_t> m_total{0};    // to be marked in this cycle
    std::atomic<std::uint64_t> m_claimed{0};  // that somebody marks or has marked
    std::atomic<std::uint64_t> m_done{0};
    std::atomic<std::int64_t> m_credit{0};  // marked by workers and not yet used up by who allocates
    // Written while the world stands still.
    std::uint64_t m_goal;
    double m_workPerByte = 0;
    WorkerPlan m_plan;
    std::int64_t m_markBegan = 0;

    std::atomic<int> m_dedicatedNeeded{0};
    Lock m_lock;
    GList m_pool ILV_GUARDED_BY(m_lock);     // workers that wait to be picked
    GList m_waiting ILV_GUARDED_BY(m_lock);  // goroutines that wait for their debt to be paid, first in first out
};

}  // namespace interleave::gmp
