#include "gmp/finder.h"

#include "gmp/runtime_impl.h"

namespace interleave::gmp {

using trace::EventKind;
using trace::StartSource;

struct Finder::Look {
    std::int64_t now = 0;
    std::int64_t pollUntil = 0;  // the earliest timer seen, 0: none
    bool again = false;          // something may have come up meanwhile

    void seen(std::int64_t when) {
        if (when != 0 && (pollUntil == 0 || when < pollUntil))
            pollUntil = when;
    }
};

void Finder::beginSpinning(M& m) {
    m.spinning = true;
    if (m_rt.newer)
        m_rt.state.needSpinning.store(false);
    const auto n = m_rt.state.spinning.fetch_add(1) + 1;
    if (m.tracing())
        m.emit({.kind = EventKind::MSpin, .aux = 1, .a = static_cast<std::uint32_t>(n)});
}

void Finder::endSpinning(M& m) {
    m.spinning = false;
    // Sequentially consistent: the looks that follow come after it for everybody (see giveUp).
    const auto n = m_rt.state.spinning.fetch_sub(1) - 1;
    ILV_ASSERT(n >= 0);
    if (m.tracing())
        m.emit({.kind = EventKind::MSpin, .aux = 0, .a = static_cast<std::uint32_t>(n)});
}

void Finder::resetSpinning(M& m) {
    endSpinning(m);
    m_rt.threads.wakeOne(m);
}

Found Finder::find(M& m) {
    SchedulerState& state = m_rt.state;
    for (;;) {
        if (state.ending.load())
            return {};
        if (!m.p) {
            m_rt.threads.stop(m);
            continue;
        }
        if (state.stopWanted.load()) {
            m_rt.threads.stopForWorld(m);
            continue;
        }
        m_rt.charge(kernel::Operation::findWork);
        Look look;
        const Timers::Check own = m_rt.timers.check(m, *m.p, 0);
        look.now = own.now;
        look.seen(own.next);
        if (G* worker = m_rt.collector.marking() ? m_rt.collector.pickWorker(m, *m.p, false) : nullptr) {
            if (!m.spinning)
                m_rt.threads.wakeOne(m);
            return {worker, StartSource::gcworker, false};
        }
        if (const Found found = lookLocally(m); found.g)
            return found;
        if (m_rt.netpoll.worthALook())
            if (const Found found = lookIntoPoller(m); found.g)
                return found;
        const std::int32_t busy = state.procs.load() - state.idlePCount.load();
        if (m.spinning || 2 * state.spinning.load() < busy) {
            if (!m.spinning)
                beginSpinning(m);
            if (const Found found = steal(m, look); found.g)
                return found;
            if (look.again)
                continue;
        }
        if (G* worker = m_rt.collector.marking() ? m_rt.collector.pickWorker(m, *m.p, true) : nullptr)
            return {worker, StartSource::gcworker, false};
        Found found;
        if (giveUp(m, look, found))
            return found;
    }
}

Found Finder::lookLocally(M& m) {
    SchedulerState& state = m_rt.state;
    P& p = *m.p;
    if (p.schedTick.load(std::memory_order_relaxed) % kGlobalTick == 0 && state.globalSize.load() > 0) {
        const StateGuard guard(state, m);
        if (G* g = m_rt.queues.takeGlobal(m, 1))
            return {g, StartSource::glob61, false};
    }
    if (const Queues::Local local = m_rt.queues.take(m, p); local.g) {
        if (m.tracing())
            m.emit(Queues::taken(p, local));
        return {local.g, local.inherit ? StartSource::runnext : StartSource::local, local.inherit};
    }
    if (state.globalSize.load() > 0) {
        const StateGuard guard(state, m);
        if (G* g = m_rt.queues.takeGlobal(m, 0))
            return {g, StartSource::globBatch, false};
    }
    return {};
}

// netpoll(0): what is found is run at once, the others are given out.
Found Finder::lookIntoPoller(M& m) {
    SchedulerState& state = m_rt.state;
    // go126: where another looks already, this one finds nothing that that one does not (V-05).
    if (m_rt.newer && state.pollingNet.exchange(true))
        return {};
    m_rt.charge(kernel::Operation::netpoll);
    GList ready;
    // Somebody may have gone to wait in the poller while that took its time.
    if (m_rt.netpoll.worthALook())
        ready = m_rt.netpoll.look(m);
    if (m_rt.newer)
        state.pollingNet.store(false);
    return takeFirst(m, ready);
}

Found Finder::takeFirst(M& m, GList& ready) {
    G* const first = ready.popFront();
    if (!first)
        return {};
    m_rt.netpoll.inject(m, ready);
    m_rt.netpoll.takeUp(m, *first);
    return {first, StartSource::netpoll, false};
}

Found Finder::steal(M& m, Look& look) {
    SchedulerState& state = m_rt.state;
    for (std::uint32_t pass = 1; pass <= kStealPasses; ++pass) {
        m_rt.charge(kernel::Operation::stealPass);
        const bool last = pass == kStealPasses;
        auto walk = state.stealOrder.walk(static_cast<std::uint32_t>(m_rt.host.random()));
        for (; !walk.done(); walk.next()) {
            if (state.halt.load()) {
                look.again = true;
                return {};
            }
            P* victim = state.allPs[walk.position()].load();
            if (victim == m.p)
                continue;
            if (last && victim->earliestTimer.load() != 0) {
                const Timers::Check theirs = m_rt.timers.check(m, *victim, look.now);
                look.now = theirs.now;
                look.seen(theirs.next);
                if (theirs.ran) {
                    if (const Queues::Local local = m_rt.queues.take(m, *m.p); local.g) {
                        if (m.tracing())
                            m.emit(Queues::taken(*m.p, local));
                        return {local.g, local.inherit ? StartSource::runnext : StartSource::local, local.inherit};
                    }
                    look.again = true;
                }
            }
            if (victim->status.load() == trace::PStatus::idle)
                continue;
            if (const Found found = stealFrom(m, *victim, pass); found.g)
                return found;
        }
    }
    return {};
}

Found Finder::stealFrom(M& m, P& victim, std::uint32_t pass) {
    std::array<G*, kRingCapacity> batch;
    for (;;) {
        if (const std::uint32_t n = victim.queue.grab(batch); n > 0)
            return {m_rt.queues.keepStolen(m, victim, {batch.data(), n}, trace::RqSlot::tail, pass), StartSource::steal,
                    false};
        if (pass != kStealPasses)
            return {};
        G* next = victim.queue.next();
        if (!next)
            return {};
        // Its owner is probably about to run it, or to be blocked: a pause, so that talking pairs stay together.
        if (victim.status.load() == trace::PStatus::running)
            m_rt.host.sleepUntil(m_rt.host.now() + kRunnextPause);
        if (!victim.queue.stealNext(next))
            continue;
        return {m_rt.queues.keepStolen(m, victim, {&next, 1}, trace::RqSlot::runnext, pass), StartSource::stealNext,
                false};
    }
}

// Drops the P and looks round once more. True: `found` is to be run. False: look again from the top, perhaps
// after a sleep.
//
// The order matters. Whoever makes work publishes it first and then reads the number of spinning Ms; this M
// lowers that number first and then looks at all queues. Both with sequentially consistent operations: so either
// the maker sees no spinning M and wakes one, or this M sees the work.
bool Finder::giveUp(M& m, Look& look, Found& found) {
    SchedulerState& state = m_rt.state;
    {
        const StateGuard guard(state, m);
        if (state.halt.load())
            return false;
        if (state.global.size() != 0) {
            found = {m_rt.queues.takeGlobal(m, 0), StartSource::globBatch, false};
            return true;
        }
        if (!m.spinning && state.needSpinning.exchange(false)) {  // go126 only
            beginSpinning(m);
            return false;
        }
        m_rt.threads.putIdleP(m, m_rt.threads.release(m, trace::PWhy::release));
    }
    const bool wasSpinning = m.spinning;
    if (m.spinning) {
        endSpinning(m);
        if (m_rt.newer && recheckGlobal(m, found))
            return true;
        if (P* p = recheckQueues(m)) {
            m_rt.threads.acquire(m, *p, trace::PWhy::acquire);
            beginSpinning(m);
            return false;
        }
        recheckTimers(look);
    }
    if ((look.pollUntil != 0 || m_rt.netpoll.anyWaits()) && state.lastPoll.exchange(0) != 0) {
        found = waitInPoller(m, look);
        if (found.g)
            return true;
        if (m.p && wasSpinning)
            beginSpinning(m);
        if (m.p)
            return false;
    } else if (look.pollUntil != 0) {
        const std::int64_t until = state.pollUntil.load();
        if (until == 0 || until > look.pollUntil) {
            if (m.tracing())
                m.emit({.kind = EventKind::NetBreak});
            m_rt.host.breakIo();
        }
    }
    m_rt.threads.stop(m);
    return false;
}

// go126: what came to the global queue since. True: the M holds a P again, spins, and has found something.
bool Finder::recheckGlobal(M& m, Found& found) {
    SchedulerState& state = m_rt.state;
    if (state.globalSize.load() == 0)
        return false;
    const StateGuard guard(state, m);
    if (state.globalSize.load() == 0 || state.halt.load())
        return false;
    P* p = m_rt.threads.takeIdleP(m);
    if (!p) {
        state.needSpinning.store(true);
        return false;
    }
    m_rt.threads.acquire(m, *p, trace::PWhy::acquire);
    beginSpinning(m);
    found = {m_rt.queues.takeGlobal(m, 0), StartSource::globBatch, false};
    return true;
}

P* Finder::recheckQueues(M& m) {
    SchedulerState& state = m_rt.state;
    const std::int32_t procs = state.procs.load();
    for (std::int32_t i = 0; i < procs; ++i) {
        const P* p = state.allPs[static_cast<std::size_t>(i)].load();
        if (p->status.load() == trace::PStatus::idle || p->queue.empty())
            continue;
        const StateGuard guard(state, m);
        return m_rt.threads.takeIdleP(m);
    }
    if (m_rt.collector.wantsIdleWorker()) {
        const StateGuard guard(state, m);
        return m_rt.threads.takeIdleP(m);
    }
    return nullptr;
}

void Finder::recheckTimers(Look& look) {
    SchedulerState& state = m_rt.state;
    const std::int32_t procs = state.procs.load();
    for (std::int32_t i = 0; i < procs; ++i)
        look.seen(state.allPs[static_cast<std::size_t>(i)].load()->earliestTimer.load());
}

// Blocks in the poller until something is ready or the earliest timer is due. Afterwards the M holds a P if one was
// idle, and may have found what to run.
Found Finder::waitInPoller(M& m, const Look& look) {
    SchedulerState& state = m_rt.state;
    state.pollUntil.store(look.pollUntil);
    if (m.tracing()) {
        m.takeOver(state.pollStamp.load(std::memory_order_relaxed));
        trace::Event begin{.kind = EventKind::NetPoll, .aux = word(trace::NetPollCall::blockBegin)};
        const std::int64_t wait = look.pollUntil == 0 ? 0 : look.pollUntil - m_rt.now();
        begin.setWide(static_cast<std::uint64_t>(wait > 0 ? wait : 0));
        m.emit(begin);
    }
    std::array<kernel::IoReady, kernel::kIoReadyBatch> found;
    int ready = 0;
    if (!state.ending.load())
        ready = m_rt.host.waitIo(look.pollUntil == 0 ? std::nullopt : std::optional(base::Time(look.pollUntil)), found);
    state.pollUntil.store(0);
    // Told before the poller is free for the next.
    if (m.tracing()) {
        m.emit({.kind = EventKind::NetPoll,
                .aux = word(trace::NetPollCall::blockEnd),
                .a = static_cast<std::uint32_t>(ready)});
        state.pollStamp.store(m.stamp(), std::memory_order_relaxed);
    }
    GList gs = m_rt.netpoll.ready(m, std::span(found).first(static_cast<std::size_t>(ready)));
    state.lastPoll.store(std::max<std::int64_t>(1, m_rt.now()));
    P* p = nullptr;
    {
        const StateGuard guard(state, m);
        p = m_rt.threads.takeIdleP(m);
    }
    if (!p) {
        m_rt.netpoll.inject(m, gs);
        return {};
    }
    m_rt.threads.acquire(m, *p, trace::PWhy::acquire);
    return takeFirst(m, gs);
}

}  // namespace interleave::gmp
