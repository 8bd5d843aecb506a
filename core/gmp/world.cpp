#include "gmp/world.h"

#include <vector>

#include "gmp/runtime_impl.h"

namespace interleave::gmp {

using trace::EventKind;
using trace::PStatus;

void World::begin(M& m, int procs) {
    SchedulerState& state = m_rt.state;
    const StateGuard guard(state, m);
    // Only P 0 has work at the start, and it is m's.
    changeProcs(m, procs);
}

// Waits until nobody else stops the world. Null: the run is over. The wait may have moved the caller to another M.
M* World::claim(M& m) {
    G* const g = m.current.load();
    while (m_busy.exchange(true)) {
        if (m_rt.state.ending.load())
            return nullptr;
        if (g)
            m_rt.scheduler.yield(*g, trace::StopWhy::gosched);
        else
            m_rt.host.sleepUntil(m_rt.host.now() + kStwRepreempt);
    }
    return g ? g->m : &m;
}

void World::resize(M& m, int procs, trace::ProcsWhy why) {
    if (why != trace::ProcsWhy::automatic)
        m_setByProgram.store(true, std::memory_order_relaxed);
    SchedulerState& state = m_rt.state;
    M* const claimed = claim(m);
    if (!claimed)
        return;
    M& on = *claimed;
    const std::int32_t old = state.procs.load();
    if (old != procs && !state.ending.load()) {
        stop(on, trace::StwWhy::procs);
        if (!state.ending.load()) {
            if (on.tracing())
                on.emit({.kind = EventKind::ProcsChange,
                         .aux = word(why),
                         .a = static_cast<std::uint32_t>(old),
                         .b = static_cast<std::uint32_t>(procs)});
            start(on, procs, trace::StwWhy::procs);
        }
    }
    m_busy.store(false);
}

void World::pause(M& m, trace::StwWhy why, const std::function<void(M&)>& work) {
    M* const on = claim(m);
    if (!on)
        return;
    if (!m_rt.state.ending.load())
        stop(*on, why);
    if (!m_rt.state.ending.load()) {
        work(*on);
        start(*on, m_rt.state.procs.load(), why);
    }
    m_busy.store(false);
}

void World::oneStopped(M&) {
    SchedulerState& state = m_rt.state;
    if (--state.stopWait == 0 && state.stopper)
        m_rt.host.unpark(state.stopper->threadId());
}

void World::stop(M& m, trace::StwWhy why) {
    SchedulerState& state = m_rt.state;
    const std::int64_t began = m_rt.now();
    if (m.tracing())
        m.emit({.kind = EventKind::StwBegin, .aux = word(why)});
    bool wait = false;
    {
        const StateGuard guard(state, m);
        state.stopWait = state.procs.load();
        // The control thread is no M: while it works, somebody does.
        if (!m.p)
            --state.idleLockedMs;
        state.stopper = &m;
        state.halt.store(true);
        state.detour.store(true);
        state.stopWanted.store(true);
        m_rt.monitor.preemptAll(m);
        if (m.p) {
            m_rt.threads.change(m, *m.p, PStatus::gcstop, trace::PWhy::stw);
            --state.stopWait;
        }
        for (std::int32_t i = 0; i < state.procs.load(); ++i) {
            P& p = *state.allPs[static_cast<std::size_t>(i)].load();
            if (!m_rt.threads.tryChange(m, p, PStatus::syscall, PStatus::gcstop, trace::PWhy::stw))
                continue;
            // release: as Threads::tellRetake does.
            p.syscallTick.fetch_add(1, std::memory_order_release);
            --state.stopWait;
        }
        while (P* p = m_rt.threads.takeIdleP(m)) {
            m_rt.threads.change(m, *p, PStatus::gcstop, trace::PWhy::stw);
            --state.stopWait;
        }
        wait = state.stopWait > 0;
    }
    // Others wake this thread, too (a command for the control thread): that must change nothing of what happens when.
    base::Time again = m_rt.host.now() + kStwRepreempt;
    while (wait && !state.ending.load()) {
        m_rt.host.park(again);
        {
            const StateGuard guard(state, m);
            wait = state.stopWait > 0;
        }
        if (wait && m_rt.host.now() >= again) {
            m_rt.monitor.preemptAll(m);
            again = m_rt.host.now() + kStwRepreempt;
        }
    }
    {
        const StateGuard guard(state, m);
        state.stopper = nullptr;
    }
    if (m.tracing()) {
        trace::Event stopped{.kind = EventKind::StwStopped};
        stopped.setWide(static_cast<std::uint64_t>(m_rt.now() - began));
        m.emit(stopped);
    }
}

void World::start(M& m, int procs, trace::StwWhy why) {
    SchedulerState& state = m_rt.state;
    struct Restart {
        P* p;
        M* sleeper;
    };
    std::vector<Restart> restarts;
    const bool fromOutside = m.p == nullptr;
    {
        const StateGuard guard(state, m);
        for (P* p = changeProcs(m, procs); p; p = p->link)
            restarts.push_back({p, m_rt.threads.takeIdleM(m_rt.newer ? p->stoppedM : nullptr)});
        for (const Restart& restart : restarts)
            restart.p->link = nullptr;
        for (std::int32_t i = 0; i < state.procs.load(); ++i)
            state.allPs[static_cast<std::size_t>(i)].load()->stoppedM = nullptr;
        state.stopWanted.store(false);
        if (!state.ending.load()) {
            state.halt.store(false);
            state.detour.store(m_rt.collector.marking());
        }
        // Told under the lock: whoever takes one of the idle Ps from now on tells that later.
        if (m.tracing())
            m.emit({.kind = EventKind::StwEnd, .aux = word(why)});
    }
    m_rt.monitor.wakeIfAsleep();
    for (const Restart& restart : restarts) {
        if (restart.sleeper)
            m_rt.threads.wake(m, *restart.sleeper, restart.p, false);
        else
            m_rt.threads.create(m, restart.p);
    }
    m_rt.threads.wakeOne(m);
    if (!fromOutside)
        return;
    const StateGuard guard(state, m);
    ++state.idleLockedMs;
    m_rt.threads.checkDead(m);
}

// procresize. Returns the Ps that have work and no M, linked.
P* World::changeProcs(M& m, int procs) {
    SchedulerState& state = m_rt.state;
    const std::int32_t old = state.procs.load();
    for (int i = old; i < procs; ++i) {
        auto& slot = state.allPs[static_cast<std::size_t>(i)];
        if (!slot.load()) {
            state.ownedPs.push_back(std::make_unique<P>(static_cast<std::uint16_t>(i)));
            slot.store(state.ownedPs.back().get());
        }
        m_rt.threads.change(m, *slot.load(), PStatus::gcstop, trace::PWhy::resize);
    }
    for (int i = 0; i < std::max(old, procs); ++i)
        state.allPs[static_cast<std::size_t>(i)].load()->queue.setThieves(procs > 1);

    P* const first = state.allPs[0].load();
    const bool mover = m.p != nullptr || old == 0;
    if (m.p && m.p->id < procs) {
        m_rt.threads.change(m, *m.p, PStatus::running, trace::PWhy::resize);
    } else if (mover) {
        if (m.p)
            m.p->m.store(nullptr, std::memory_order_relaxed);
        m.p = nullptr;
        m_rt.threads.change(m, *first, PStatus::idle, trace::PWhy::resize);
        m_rt.threads.acquire(m, *first, trace::PWhy::resize);
    }
    for (int i = procs; i < old; ++i)
        destroy(m, *state.allPs[static_cast<std::size_t>(i)].load());
    state.stealOrder.reset(static_cast<std::uint32_t>(procs));
    state.procs.store(procs);

    P* runnable = nullptr;
    for (int i = procs - 1; i >= 0; --i) {
        P* p = state.allPs[static_cast<std::size_t>(i)].load();
        if (p == m.p)
            continue;
        m_rt.threads.change(m, *p, PStatus::idle, trace::PWhy::resize);
        if (p->queue.empty()) {
            m_rt.threads.putIdleP(m, *p);
        } else {
            p->link = runnable;
            runnable = p;
        }
    }
    return runnable;
}

// Its goroutines go to the head of the global queue, its timers to m's P or, when the control thread resizes, to P 0.
void World::destroy(M& m, P& p) {
    std::vector<G*> gs;
    while (true) {
        const Queues::Local local = m_rt.queues.take(m, p);
        if (!local.g)
            break;
        if (m.tracing())
            m.emit(Queues::taken(p, local));
        gs.push_back(local.g);
    }
    if (!gs.empty())
        m_rt.queues.putGlobalAll(m, gs, trace::GlobEnd::head);
    m_rt.timers.moveAll(m.p ? *m.p : *m_rt.state.allPs[0].load(), p);
    {
        const LockGuard guard(m_rt.state.freeLock);
        while (G* g = p.freeGs.popFront())
            m_rt.state.freeGs.pushFront(g);
        m_rt.state.freeCount.fetch_add(p.freeCount.exchange(0));
    }
    m_rt.threads.change(m, p, PStatus::dead, trace::PWhy::resize);
}

}  // namespace interleave::gmp
