// What all Ms share (Go's schedt, runtime/runtime2.go), and the lock that guards it.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "gmp/goroutine.h"
#include "gmp/lock.h"
#include "gmp/machine.h"
#include "gmp/processor.h"
#include "gmp/steal_order.h"

namespace interleave::gmp {

struct SchedulerState {
    Lock lock;
    trace::Stamp stamp ILV_GUARDED_BY(lock) = 0;  // of the last event written under the lock

    GList global ILV_GUARDED_BY(lock);
    // Its size, for those who only want to know whether to look.
    std::atomic<std::uint32_t> globalSize{0};

    M* idleMs ILV_GUARDED_BY(lock) = nullptr;  // a stack: the last to park is the first to be used
    std::int32_t idleMCount ILV_GUARDED_BY(lock) = 0;
    // Ms that are not idle and yet must not count as running (sysmon in the middle of a hand-off: -1 a piece).
    std::int32_t idleLockedMs ILV_GUARDED_BY(lock) = 0;
    std::vector<std::unique_ptr<M>> allMs ILV_GUARDED_BY(lock);
    std::int32_t systemMs ILV_GUARDED_BY(lock) = 0;
    std::int32_t lostMs ILV_GUARDED_BY(lock) = 0;  // that ended with a goroutine locked to them

    P* idlePs ILV_GUARDED_BY(lock) = nullptr;  // a stack
    std::atomic<std::int32_t> idlePCount{0};
    // Threads that look for work with a P in hand. Sequentially consistent: the fence of the last look around.
    std::atomic<std::int32_t> spinning{0};
    // go126: a wake found no idle P; whoever gives up its P next looks for work instead.
    std::atomic<bool> needSpinning{false};

    // Ps by number; slots are filled while the world stands still and never emptied.
    static constexpr std::size_t kMaxPs = 256;
    std::array<std::atomic<P*>, kMaxPs> allPs{};
    std::vector<std::unique_ptr<P>> ownedPs ILV_GUARDED_BY(lock);
    std::atomic<std::int32_t> procs{0};
    StealOrder stealOrder;

    // Somebody stops the world: every M comes to rest at its next safe point.
    std::atomic<bool> stopWanted{false};
    std::int32_t stopWait ILV_GUARDED_BY(lock) = 0;
    M* stopper ILV_GUARDED_BY(lock) = nullptr;
    // The run is over: every M leaves its loop at its next safe point.
    std::atomic<bool> ending{false};
    // stopWanted or ending.
    std::atomic<bool> halt{false};
    // halt, or the collector marks: whoever leaves a P has it looked round properly. The one word that hot paths
    // look at.
    std::atomic<bool> detour{false};

    // A stack has overflown: whose frames are whole is not known any more, and none are left by an exception.
    std::atomic<bool> damaged{false};

    // 0 while an M is blocked in the poller, else when it was last polled (ns, at least 1).
    std::atomic<std::int64_t> lastPoll{1};
    std::atomic<std::int64_t> pollUntil{0};
    std::atomic<bool> pollingNet{false};  // go126: somebody looks into the poller without blocking
    std::atomic<trace::Stamp> pollStamp{0};  // of the last end of a wait in the poller

    std::atomic<bool> monitorSleeps{false};

    Lock freeLock;
    GList freeGs ILV_GUARDED_BY(freeLock);
    std::atomic<std::uint32_t> freeCount{0};
    static constexpr std::uint32_t kGsMadeAtOnce = 16;
    std::vector<std::unique_ptr<G[]>> allGs ILV_GUARDED_BY(freeLock);  // kGsMadeAtOnce in each
    std::atomic<std::uint32_t> gCount{0};  // ever made, dead ones that wait for reuse included
    std::atomic<std::uint32_t> idsGiven{0};
    std::atomic<std::uint64_t> timerSequence{0};
    std::atomic<std::uint32_t> objectsGiven{0};
};

// Holds the scheduler's lock for an M and hands the order of events on with it.
class ILV_SCOPED_CAPABILITY StateGuard {
public:
    StateGuard(SchedulerState& state, M& m) ILV_ACQUIRE(state.lock) : m_state(state), m_m(m) {
        m_state.lock.lock();
        m_m.takeOver(m_state.stamp);
    }
    ~StateGuard() ILV_RELEASE() {
        if (m_held)
            release();
    }
    void release() ILV_RELEASE() {
        m_state.stamp = m_m.stamp();
        m_state.lock.unlock();
        m_held = false;
    }
    StateGuard(const StateGuard&) = delete;
    StateGuard& operator=(const StateGuard&) = delete;

private:
    SchedulerState& m_state;
    M& m_m;
    bool m_held = true;
};

}  // namespace interleave::gmp
