#include "gmp/syscalls.h"

#include <sched.h>

#include <utility>

#include "gmp/pause.h"
#include "gmp/runtime_impl.h"

namespace interleave::gmp {

using trace::EventKind;
using trace::PStatus;
using trace::SyscallPath;

namespace {
constexpr int kLooksBeforeYield = 100;
}

void Syscalls::block(G& g, base::Duration length, trace::SyscallName call, bool knownToBlock) {
    m_rt.charge(kernel::Operation::syscallEnter);
    enter(g, call, knownToBlock);
    const base::Time until = m_rt.host.now() + length;
    // The end of the run wakes the thread; nothing else does, but a wake meant for an earlier sleep may come late.
    while (!m_rt.state.ending.load() && m_rt.host.now() < until)
        m_rt.host.park(until);
    exit(g);
}

void Syscalls::enter(G& g, trace::SyscallName call, bool knownToBlock) {
    M& m = *g.m;
    P& p = *m.p;
    SchedulerState& state = m_rt.state;
    if (m.tracing()) {
        m.emit({.kind = EventKind::SysBegin, .aux = word(call), .g = idOf(g), .a = knownToBlock});
        g.stamp = m.stamp();
    }
    g.state.store(GState::syscall, std::memory_order_relaxed);
    m_rt.monitor.wakeIfAsleep();
    m.oldP = knownToBlock ? nullptr : &p;
    m.p = nullptr;
    p.m.store(nullptr, std::memory_order_relaxed);
    if (knownToBlock) {
        p.syscallTick.store(p.syscallTick.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
        m.syscallTick = p.syscallTick.load(std::memory_order_relaxed);
        m_rt.threads.change(m, p, PStatus::idle, trace::PWhy::handoff);
        m.handedFrom = m.id;
        m_rt.threads.handOff(m, p);
        return;
    }
    m.syscallTick = p.syscallTick.load(std::memory_order_relaxed);
    p.looseM.store(m.id, std::memory_order_relaxed);
    m_rt.threads.change(m, p, PStatus::syscall, trace::PWhy::syscallEnter);
    if (!state.stopWanted.load())
        return;
    // entersyscall_gcwait: whoever stops the world need not wait for this P.
    const StateGuard guard(state, m);
    if (state.stopWait > 0 && m_rt.threads.tryChange(m, p, PStatus::syscall, PStatus::gcstop, trace::PWhy::stw)) {
        p.syscallTick.fetch_add(1, std::memory_order_release);
        m_rt.world.oneStopped(m);
    }
}

void Syscalls::exit(G& g) {
    M& m = *g.m;
    if (exitFast(m, g)) {
        P& p = *m.p;
        p.syscallTick.store(p.syscallTick.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
        g.state.store(GState::running, std::memory_order_relaxed);
        return;
    }
    if (m.tracing()) {
        m.emit({.kind = EventKind::SysEnd, .aux = word(SyscallPath::noP), .g = idOf(g)});
        g.stamp = m.stamp();
    }
    g.state.store(GState::runnable, std::memory_order_relaxed);
    // exitsyscall0, on the M's own stack.
    m_rt.scheduler.leaveOverScheduler(
        g,
        [](M& on, G& left, void* argument) {
            auto& rt = *static_cast<Runtime::Impl*>(argument);
            P* p = nullptr;
            {
                const StateGuard guard(rt.state, on);
                p = rt.threads.takeIdleP(on);
                if (!p)
                    rt.queues.putGlobal(on, &left);
            }
            if (!p)
                return Given::away;
            rt.monitor.wakeIfAsleep();
            rt.threads.acquire(on, *p, trace::PWhy::syscallExit);
            return Given::newSlice;
        },
        &m_rt);
}

bool Syscalls::exitFast(M& m, G& g) {
    SchedulerState& state = m_rt.state;
    const auto tellEnd = [&](SyscallPath path) {
        if (m.tracing())
            m.emit({.kind = EventKind::SysEnd, .aux = word(path), .g = idOf(g)});
    };
    if (P* const old = std::exchange(m.oldP, nullptr)) {
        if (const auto path = takeBack(m, *old)) {
            tellEnd(*path);
            return true;
        }
        awaitTelling(m, *old);
    }
    if (state.idlePCount.load() == 0)
        return false;
    P* p = nullptr;
    {
        const StateGuard guard(state, m);
        p = m_rt.threads.takeIdleP(m);
    }
    if (!p)
        return false;
    m_rt.monitor.wakeIfAsleep();
    m_rt.threads.acquire(m, *p, trace::PWhy::syscallExit);
    tellEnd(SyscallPath::otherP);
    return true;
}

// Whose call the P waits for is only known once it is won: it may have been retaken, have run others and be in the
// call of another M by now. Then it is taken from that one.
std::optional<SyscallPath> Syscalls::takeBack(M& m, P& p) {
    PStatus expected = PStatus::syscall;
    if (!p.status.compare_exchange_strong(expected, PStatus::running, std::memory_order_acq_rel))
        return std::nullopt;
    if (p.syscallTick.load(std::memory_order_acquire) == m.syscallTick) {
        m_rt.threads.tellChange(m, p, PStatus::syscall, PStatus::running, trace::PWhy::syscallExit);
        m.p = &p;
        p.m.store(&m, std::memory_order_relaxed);
        return SyscallPath::ownP;
    }
    m_rt.threads.tellChange(m, p, PStatus::syscall, PStatus::idle, trace::PWhy::retake);
    p.status.store(PStatus::idle, std::memory_order_relaxed);
    m_rt.threads.tellRetake(m, p, p.looseM.load(std::memory_order_relaxed));
    m_rt.threads.acquire(m, p, trace::PWhy::syscallExit);
    return SyscallPath::otherP;
}

// Whoever takes a P out of a call wins it first, tells that then, and counts the P's tick up last. What this M tells
// next comes after that.
void Syscalls::awaitTelling(M& m, const P& p) {
    if (!m.tracing())
        return;
    for (int look = 1; p.syscallTick.load(std::memory_order_acquire) == m.syscallTick; ++look) {
        pauseProcessor();
        if (look % kLooksBeforeYield == 0)
            sched_yield();
    }
    m.takeOver(p.stamp.load(std::memory_order_relaxed));
}

}  // namespace interleave::gmp
