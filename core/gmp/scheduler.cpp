#include "gmp/scheduler.h"

#include <exception>
#include <optional>
#include <string>
#include <utility>

#include "gmp/runtime_impl.h"

namespace interleave::gmp {

using trace::EventKind;
using trace::StartSource;

namespace {

// Thrown on the stack of a goroutine that the end of the run leaves behind, so that its frames are left properly.
struct Unwound {};

}  // namespace

void Entry::run(boost::context::detail::transfer_t transfer) {
    void* message = fiber::arrive(transfer);
    M& m = *currentM();
    G& g = *m.current.load(std::memory_order_relaxed);
    m.rt.scheduler.arrive(m, message);
    m.rt.charge(kernel::Operation::goSwitch);
    m.rt.scheduler.runBody(g);
    g.m->rt.scheduler.end(g);
}

void Scheduler::loop(M& m) {
    for (;;) {
        Found found = m_rt.finder.find(m);
        if (!found.g)
            return;
        if (m.spinning)
            m_rt.finder.resetSpinning(m);
        begin(m, *m.p, *found.g, found.source, found.inherit, nullptr);
        for (G* g = found.g; g;) {
            Departure nothing{nullptr, nullptr, nullptr};
            void* message = fiber::jump(m.scheduler, g->context, &nothing, false);
            const auto* departure = static_cast<const Departure*>(message);
            g = departure->g;
            const Given given = arrive(m, message);
            if (given == Given::away)
                g = nullptr;
            else if (given == Given::refused)
                begin(m, *m.p, *g, StartSource::parkRefused, true, nullptr);
            else
                begin(m, *m.p, *g, StartSource::sysexit, false, nullptr);
        }
    }
}

// execute: from here on g runs on m. taken: the event of its leaving the queue, told together with the start.
void Scheduler::begin(M& m, P& p, G& g, StartSource source, bool inherit, const trace::Event* taken) {
    g.m = &m;
    if (!g.hasStack)
        equip(p, g);
    g.state.store(GState::running, std::memory_order_relaxed);
    // release: whoever sets its flag sees a whole G.
    m.current.store(&g, std::memory_order_release);
    if (g.interrupt.load(std::memory_order_relaxed)) [[unlikely]] {
        // A request of an earlier slice is void, but for those that are not about the slice.
        g.interrupt.exchange(false);
        g.preempt.store(false);
        g.signalled.store(false);
        m_rt.async.tellMiss(m);
        if (g.blockFor.load() != 0 || m_rt.state.halt.load())
            g.interrupt.store(true);
    }
    std::uint32_t tick = p.schedTick.load(std::memory_order_relaxed);
    // The first start of all has no slice to go on in.
    if (tick == 0)
        inherit = false;
    if (!inherit)
        p.schedTick.store(++tick, std::memory_order_relaxed);
    m.count(Tally::switches);
    if (!m.tracing())
        return;
    m.takeOver(g.stamp);
    const trace::Event start{.kind = EventKind::GoStart, .aux = word(source), .g = idOf(g), .a = inherit, .b = tick};
    if (taken)
        m.emitPair(*taken, start);
    else
        m.emit(start);
}

// The far side of every switch: gives the one who left away.
Given Scheduler::arrive(M& m, void* message) {
    const auto* departure = static_cast<const Departure*>(message);
    if (!departure->commit)
        return Given::away;
    return departure->commit(m, *departure->g, departure->argument);
}

void Scheduler::switchTo(G& g, G* next, Departure& departure, bool ends) {
    M& m = *g.m;
    if (!next)
        m.current.store(nullptr, std::memory_order_relaxed);
    void* message = fiber::jump(g.context, next ? next->context : m.scheduler, &departure, ends);
    if (g.unwinding) [[unlikely]]
        throw Unwound{};
    arrive(*g.m, message);
    m_rt.charge(kernel::Operation::goSwitch);
}

G* Scheduler::beginLocal(M& m) {
    SchedulerState& state = m_rt.state;
    P& p = *m.p;
    if (state.detour.load(std::memory_order_relaxed) ||
        (p.earliestTimer.load(std::memory_order_relaxed) != 0 && m_rt.timers.due(p)))
        return nullptr;
    if (p.schedTick.load(std::memory_order_relaxed) % kGlobalTick == 0 &&
        state.globalSize.load(std::memory_order_relaxed) > 0)
        return nullptr;
    const Queues::Local local = m_rt.queues.take(m, p);
    if (!local.g)
        return nullptr;
    const trace::Event taken = m.tracing() ? Queues::taken(p, local) : trace::Event{};
    begin(m, p, *local.g, local.inherit ? StartSource::runnext : StartSource::local, local.inherit, &taken);
    return local.g;
}

void Scheduler::park(G& g, trace::BlockReason reason, std::uint32_t object, Commit commit, void* argument) {
    M& m = *g.m;
    if (m.tracing()) {
        m.emit({.kind = EventKind::GoBlock, .aux = word(reason), .g = idOf(g), .a = object});
        g.stamp = m.stamp();
    }
    g.state.store(GState::waiting, std::memory_order_relaxed);
    Departure departure{commit, &g, argument};
    switchTo(g, beginLocal(m), departure, false);
}

void Scheduler::parkIf(G& g, trace::BlockReason reason, std::uint32_t object, Commit commit, void* argument) {
    M& m = *g.m;
    if (m.tracing()) {
        m.emit({.kind = EventKind::GoBlock, .aux = word(reason), .g = idOf(g), .a = object});
        g.stamp = m.stamp();
    }
    g.state.store(GState::waiting, std::memory_order_relaxed);
    leaveOverScheduler(g, commit, argument);
}

void Scheduler::leaveOverScheduler(G& g, Commit commit, void* argument) {
    Departure departure{commit, &g, argument};
    switchTo(g, nullptr, departure, false);
}

void Scheduler::ready(M& m, G& g, std::uint32_t by) {
    if (m.tracing()) {
        m.takeOver(g.stamp);
        m.emit({.kind = EventKind::GoUnblock, .aux = word(trace::QueueDest::runnext), .g = idOf(g), .a = by});
        g.stamp = m.stamp();
    }
    g.state.store(GState::runnable, std::memory_order_relaxed);
    m_rt.queues.put(m, &g, true);
    m_rt.threads.wakeOne(m);
}

void Scheduler::readyGlobally(M& m, G& g) {
    if (m.tracing()) {
        m.takeOver(g.stamp);
        m.emit({.kind = EventKind::GoUnblock, .aux = word(trace::QueueDest::globTail), .g = idOf(g), .a = trace::kNoG});
        g.stamp = m.stamp();
    }
    g.state.store(GState::runnable, std::memory_order_relaxed);
    const StateGuard guard(m_rt.state, m);
    m_rt.queues.putGlobal(m, &g);
}

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
        (p.earliestTimer.load(std::memory_order_relaxed) != 0 && m_rt.timers.due(p))) {
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
    const bool globalTurn = p.schedTick.load(std::memory_order_relaxed) % kGlobalTick == 0;
    if (const Queues::Local local = globalTurn ? Queues::Local{} : m_rt.queues.take(m, p); local.g) {
        const trace::Event taken = m.tracing() ? Queues::taken(p, local) : trace::Event{};
        begin(m, p, *local.g, local.inherit ? StartSource::runnext : StartSource::local, local.inherit, &taken);
    } else {
        G* first = m_rt.queues.takeGlobal(m, globalTurn ? 1 : 0);
        begin(m, p, *first, globalTurn ? StartSource::glob61 : StartSource::globBatch, false, nullptr);
    }
    G* next = m.current.load(std::memory_order_relaxed);
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
    g.pinned = true;
    leaveOverScheduler(
        g,
        [](M& on, G& left, void* argument) {
            static_cast<Runtime::Impl*>(argument)->queues.put(on, &left, false);
            return Given::away;
        },
        &m_rt);
    g.pinned = false;
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

void Scheduler::runBody(G& g) {
    g.started = true;
    // A goroutine is never left inside a handler: the handler's bookkeeping belongs to the thread.
    std::optional<std::string> failure;
    try {
        g.body();
    } catch (const Unwound&) {
    } catch (const std::exception& error) {
        failure = error.what();
    } catch (...) {
        failure = "an unknown exception";
    }
    try {
        if (failure && !g.unwinding)
            m_rt.panic(g, *failure);
        // What the body holds may itself use the runtime: it goes while the goroutine still runs.
        g.body = nullptr;
    } catch (const Unwound&) {
    }
}

void Scheduler::end(G& g) {
    M& m = *g.m;
    if (g.unwinding) {
        fiber::jump(g.context, m.scheduler, nullptr, true);
        std::terminate();
    }
    if (m.tracing()) {
        m.emit({.kind = EventKind::GoEnd, .g = idOf(g)});
        g.stamp = m.stamp();
    }
    m.count(Tally::gsDone);
    if (idOf(g) == 1)
        m_rt.ending.begin(&m, {});
    g.state.store(GState::dead, std::memory_order_relaxed);
    Departure departure{[](M& on, G& left, void* argument) {
                            auto& rt = *static_cast<Runtime::Impl*>(argument);
                            rt.scheduler.discard(on, *on.p, left);
                            return Given::away;
                        },
                        &g, &m_rt};
    switchTo(g, beginLocal(m), departure, true);
    std::terminate();  // nobody resumes a goroutine that has ended
}

}  // namespace interleave::gmp
