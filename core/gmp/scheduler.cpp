#include "gmp/scheduler.h"

#include <cxxabi.h>

#include <cstring>
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

// The thread's bookkeeping of exceptions, as the C++ ABI lays it out: those that are handled, and how many are under
// way.
struct ExceptionGlobals {
    void* caught = nullptr;
    unsigned int uncaught = 0;
};

// Puts it back and returns what was there. Never inlined: its address is declared constant, and differs by thread.
[[gnu::noinline]] ExceptionGlobals exchangeExceptions(const ExceptionGlobals& with) {
    void* place = abi::__cxa_get_globals();
    asm volatile("" : "+r"(place));
    ExceptionGlobals former;
    std::memcpy(&former, place, sizeof former);
    std::memcpy(place, &with, sizeof with);
    return former;
}

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
        Found found;
        if (m.lockedG || m.next || m.lost || m.overflowed) [[unlikely]] {
            if (!settle(m, found))
                return;
        } else {
            found = m_rt.finder.find(m);
            if (!found.g)
                return;
            if (m.spinning)
                m_rt.finder.resetSpinning(m);
            if (found.g->lockedM)
                m_rt.locks.start(m, *std::exchange(found.g, nullptr));
        }
        if (!found.g)
            continue;
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

bool Scheduler::settle(M& m, Found& found) {
    if (const G* g = std::exchange(m.overflowed, nullptr))
        overflow(m, *g);
    if (m_rt.state.ending.load())
        return false;
    if (m.lost) {
        m_rt.locks.loseThread(m);
        return false;
    }
    if (G* g = std::exchange(m.next, nullptr)) {
        m_rt.locks.start(m, *g);
    } else if (m.lockedG) {
        m_rt.locks.stop(m);
        found = {m.p ? m.lockedG : nullptr, StartSource::locked, false};
    }
    return true;
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
    void* message = nullptr;
    if ((g.special & kLeavingFrames) != 0) [[unlikely]]
        message = jumpWithExceptions(g, next, departure, ends);
    else
        message = fiber::jump(g.context, next ? next->context : m.scheduler, &departure, ends);
    if (g.unwinding) [[unlikely]]
        throw Unwound{};
    arrive(*g.m, message);
    m_rt.charge(kernel::Operation::goSwitch);
}

// The exceptions under way go along with their goroutine, which may go on on another thread.
void* Scheduler::jumpWithExceptions(G& g, G* next, Departure& departure, bool ends) {
    const ExceptionGlobals own = exchangeExceptions({});
    void* message = fiber::jump(g.context, next ? next->context : g.m->scheduler, &departure, ends);
    exchangeExceptions(own);
    return message;
}

bool Scheduler::staysOver(M& m, G& g) {
    if ((g.special & kCanaryGuard) != 0 && !fiber::StackPool::intact(g.stack))
        m.overflowed = &g;
    return m.overflowed || (g.special & kLockedToThread) != 0;
}

G* Scheduler::beginTaken(M& m, G& g, StartSource source, bool inherit, const trace::Event* taken) {
    if (g.lockedM) [[unlikely]] {
        if (taken && m.tracing())
            m.emit(*taken);
        m.next = &g;
        return nullptr;
    }
    begin(m, *m.p, g, source, inherit, taken);
    return &g;
}

G* Scheduler::beginLocal(M& m, G& left) {
    if (left.special != 0 && staysOver(m, left)) [[unlikely]]
        return nullptr;
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
    return beginTaken(m, *local.g, local.inherit ? StartSource::runnext : StartSource::local, local.inherit, &taken);
}

void Scheduler::park(G& g, trace::BlockReason reason, std::uint32_t object, Commit commit, void* argument) {
    M& m = *g.m;
    if (m.tracing()) {
        m.emit({.kind = EventKind::GoBlock, .aux = word(reason), .g = idOf(g), .a = object});
        g.stamp = m.stamp();
    }
    g.reason = reason;
    g.state.store(GState::waiting, std::memory_order_relaxed);
    Departure departure{commit, &g, argument};
    switchTo(g, beginLocal(m, g), departure, false);
}

void Scheduler::parkIf(G& g, trace::BlockReason reason, std::uint32_t object, Commit commit, void* argument) {
    M& m = *g.m;
    if (m.tracing()) {
        m.emit({.kind = EventKind::GoBlock, .aux = word(reason), .g = idOf(g), .a = object});
        g.stamp = m.stamp();
    }
    g.reason = reason;
    g.state.store(GState::waiting, std::memory_order_relaxed);
    leaveOverScheduler(g, commit, argument);
}

void Scheduler::leaveOverScheduler(G& g, Commit commit, void* argument) {
    if (g.special != 0) [[unlikely]]
        staysOver(*g.m, g);
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

void Scheduler::runBody(G& g) {
    g.started = true;
    Calls calls;
    g.calls = &calls;
    // A goroutine is never left inside a handler: the handler's bookkeeping belongs to the thread.
    std::optional<std::string> failure;
    try {
        g.body();
    } catch (const Unwound&) {
    } catch (const Returning&) {
    } catch (const Exited&) {
        g.exited = true;
    } catch (const std::exception& error) {
        failure = error.what();
    } catch (...) {
        failure = "an unknown exception";
    }
    g.special &= static_cast<std::uint8_t>(~kLeavingFrames);
    calls.frame = nullptr;
    calls.running = nullptr;
    try {
        if (failure && !g.unwinding)
            m_rt.panic(g, *failure);
        if (idOf(g) == 1 && !g.exited && !g.unwinding)
            m_rt.panics.awaitOthers(g);
        // What the body holds may itself use the runtime: it goes while the goroutine still runs.
        g.body = nullptr;
    } catch (const Unwound&) {
    }
    m_rt.panics.close(calls);
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
    if (idOf(g) == 1 && !g.exited)
        m_rt.ending.begin(&m, {});
    g.state.store(GState::dead, std::memory_order_relaxed);
    Departure departure{[](M& on, G& left, void* argument) {
                            auto& rt = *static_cast<Runtime::Impl*>(argument);
                            rt.scheduler.discard(on, *on.p, left);
                            return Given::away;
                        },
                        &g, &m_rt};
    G* const next = beginLocal(m, g);
    if ((g.special & kLockedToThread) != 0) [[unlikely]]
        ThreadLocks::end(g);
    switchTo(g, next, departure, true);
    std::terminate();  // nobody resumes a goroutine that has ended
}

}  // namespace interleave::gmp
