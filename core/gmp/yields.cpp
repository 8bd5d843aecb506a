// The part of the scheduler by which a running goroutine gives way: of itself, or as it was asked to.
#include <exception>
#include <utility>

#include "gmp/runtime_impl.h"

namespace interleave::gmp {

using trace::EventKind;
using trace::StartSource;

// The scheduler's lock is taken before the switch and given back after it, on the next goroutine's stack: one lock
// for putting the old one on the global queue and, where the local one is empty, for taking the next from there.
void Scheduler::yield(G& g, trace::StopWhy why) {
    M& m = *g.m;
    P& p = *m.p;
    SchedulerState& state = m_rt.state;
    if (m_rt.newer) {
        yieldAsOf126(g, why);
        return;
    }
    if (m.tracing()) {
        m.emit({.kind = EventKind::GoStop, .aux = word(why), .g = idOf(g), .a = word(trace::QueueDest::globTail)});
        g.stamp = m.stamp();
    }
    g.state.store(GState::runnable, std::memory_order_relaxed);
    if (state.detour.load(std::memory_order_relaxed) ||
        (p.earliestTimer.load(std::memory_order_relaxed) != 0 && m_rt.timers.due(p)) ||
        (g.special != 0 && staysOver(m, g))) {
        leaveOverScheduler(
            g,
            [](M& on, G& left, void* argument) {
                auto& rt = *static_cast<Runtime::Impl*>(argument);
                const StateGuard guard(rt.state, on);
                rt.queues.putGlobal(on, &left);
                return Given::away;
            },
            &m_rt);
        return;
    }
    state.lock.lock();
    m.takeOver(state.stamp);
    m_rt.queues.putGlobal(m, &g);
    G* next = nullptr;
    const bool globalTurn = p.schedTick.load(std::memory_order_relaxed) % kGlobalTick == 0;
    if (const Queues::Local local = globalTurn ? Queues::Local{} : m_rt.queues.take(m, p); local.g) {
        const trace::Event taken = m.tracing() ? Queues::taken(p, local) : trace::Event{};
        next =
            beginTaken(m, *local.g, local.inherit ? StartSource::runnext : StartSource::local, local.inherit, &taken);
    } else {
        G* first = m_rt.queues.takeGlobal(m, globalTurn ? 1 : 0);
        next = beginTaken(m, *first, globalTurn ? StartSource::glob61 : StartSource::globBatch, false, nullptr);
    }
    if (next == &g) {
        state.stamp = m.stamp();
        state.lock.unlock();
        m_rt.charge(kernel::Operation::goSwitch);
        return;
    }
    Departure departure{[](M& on, G&, void* argument) {
                            auto& locked = *static_cast<SchedulerState*>(argument);
                            locked.stamp = on.stamp();
                            locked.lock.unlock();
                            return Given::away;
                        },
                        &g, &state};
    switchTo(g, next, departure, false);
}

// Tip's goschedImpl: who stops for the world stays on its P, and either way another P is woken.
void Scheduler::yieldAsOf126(G& g, trace::StopWhy why) {
    M& m = *g.m;
    const bool stays = why == trace::StopWhy::preempt && m_rt.state.stopWanted.load();
    if (m.tracing()) {
        m.emit({.kind = EventKind::GoStop,
                .aux = word(why),
                .g = idOf(g),
                .a = word(stays ? trace::QueueDest::runnext : trace::QueueDest::globTail)});
        g.stamp = m.stamp();
    }
    g.state.store(GState::runnable, std::memory_order_relaxed);
    const auto toGlobal = [](M& on, G& left, void* argument) {
        auto& rt = *static_cast<Runtime::Impl*>(argument);
        {
            const StateGuard guard(rt.state, on);
            rt.queues.putGlobal(on, &left);
        }
        rt.threads.wakeOne(on);
        return Given::away;
    };
    const auto toNext = [](M& on, G& left, void* argument) {
        auto& rt = *static_cast<Runtime::Impl*>(argument);
        rt.queues.put(on, &left, true);
        rt.threads.wakeOne(on);
        return Given::away;
    };
    leaveOverScheduler(g, stays ? Commit(toNext) : Commit(toGlobal), &m_rt);
}

void Scheduler::yieldLocally(G& g) {
    M& m = *g.m;
    if (m.tracing()) {
        m.emit({.kind = EventKind::GoStop,
                .aux = word(trace::StopWhy::yield),
                .g = idOf(g),
                .a = word(trace::QueueDest::localTail)});
        g.stamp = m.stamp();
    }
    g.state.store(GState::runnable, std::memory_order_relaxed);
    const bool pinned = std::exchange(g.pinned, true);
    const std::uint8_t special = g.special;
    if (std::uncaught_exceptions() != 0)
        g.special |= kLeavingFrames;
    leaveOverScheduler(
        g,
        [](M& on, G& left, void* argument) {
            static_cast<Runtime::Impl*>(argument)->queues.put(on, &left, false);
            return Given::away;
        },
        &m_rt);
    g.pinned = pinned;
    g.special = special;
}

void Scheduler::serve(G& g, trace::PreemptAt at) {
    g.interrupt.exchange(false);
    if (m_rt.state.ending.load()) {
        g.interrupt.store(true);
        // It is left where it stands; the end drops it.
        leaveOverScheduler(g, nullptr, nullptr);
    }
    if (const std::int64_t length = g.blockFor.exchange(0); length != 0) {
        // A request to yield waits: it is void if the call ends in a new slice (begin), and served at the next safe
        // point if not.
        if (g.preempt.load())
            g.interrupt.store(true);
        m_rt.syscalls.block(g, base::Duration(length), trace::SyscallName::other, false);
        return;
    }
    if (g.preempt.exchange(false)) {
        M& m = *g.m;
        m_rt.async.tellMiss(m);
        m.count(Tally::preemptions);
        if (m.tracing())
            m.emit({.kind = EventKind::PreemptHit, .aux = word(at), .g = idOf(g)});
        yield(g, trace::StopWhy::preempt);
    }
}

}  // namespace interleave::gmp
