#include "gmp/thread_locks.h"

#include <utility>

#include "gmp/running.h"

namespace interleave::gmp {

using trace::EventKind;

void ThreadLocks::lock(G& g) {
    M& m = *g.m;
    if (++g.lockCount == 1) {
        g.lockedM = &m;
        m.lockedG = &g;
        g.special |= kLockedToThread;
    }
    if (m.tracing())
        m.emit({.kind = EventKind::GoLock, .g = idOf(g), .a = g.lockCount});
}

void ThreadLocks::unlock(G& g) {
    if (g.lockCount == 0)
        return;
    M& m = *g.m;
    if (--g.lockCount == 0) {
        g.lockedM = nullptr;
        m.lockedG = nullptr;
        g.special &= static_cast<std::uint8_t>(~kLockedToThread);
    }
    if (m.tracing())
        m.emit({.kind = EventKind::GoUnlock, .g = idOf(g), .a = g.lockCount});
}

void ThreadLocks::end(G& g) {
    g.lockCount = 0;
    g.lockedM->lockedG = nullptr;
    g.lockedM->lost = true;
    g.lockedM = nullptr;
}

void ThreadLocks::giveAway(M& m) {
    P& p = m_rt.threads.release(m, trace::PWhy::handoff);
    m.handedFrom = m.id;
    m_rt.threads.handOff(m, p);
}

void ThreadLocks::stop(M& m) {
    SchedulerState& state = m_rt.state;
    if (m.p)
        giveAway(m);
    {
        const StateGuard guard(state, m);
        if (state.ending.load())
            return;
        // Its goroutine may have been found already.
        m.waitsWithG = m.note.load(std::memory_order_relaxed) == 0;
        if (m.waitsWithG && m.tracing())
            m.emit({.kind = EventKind::MPark, .aux = word(trace::ParkPlace::withItsG)});
        ++state.idleLockedMs;
        m_rt.threads.checkDead(m);
    }
    m_rt.threads.sleep(m);
}

void ThreadLocks::start(M& m, G& g) {
    P& p = m_rt.threads.release(m, trace::PWhy::handoff);
    M& own = *g.lockedM;
    {
        const StateGuard guard(m_rt.state, m);
        --m_rt.state.idleLockedMs;
        if (std::exchange(own.waitsWithG, false) && m.tracing())
            m.emit({.kind = EventKind::MUnpark, .m = own.id, .p = p.id, .a = m.id});
        own.nextP = &p;
        own.wakeStamp = m.stamp();
        // release: it wakes up with the two fields above.
        own.note.store(1, std::memory_order_release);
    }
    m_rt.host.unpark(own.threadId());
    m_rt.threads.stop(m);
}

void ThreadLocks::loseThread(M& m) {
    SchedulerState& state = m_rt.state;
    giveAway(m);
    {
        const StateGuard guard(state, m);
        ++state.lostMs;
        m_rt.threads.checkDead(m);
    }
    if (m.why != trace::MWhy::main)
        return;
    while (!state.ending.load())
        m_rt.host.park(std::nullopt);
}

}  // namespace interleave::gmp
