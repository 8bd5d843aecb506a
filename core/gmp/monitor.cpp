#include "gmp/monitor.h"

#include <algorithm>
#include <limits>

#include "gmp/runtime_impl.h"

namespace interleave::gmp {

using trace::EventKind;
using trace::PStatus;

void Monitor::run(M& m) {
    SchedulerState& state = m_rt.state;
    int idleRounds = 0;
    base::Duration delay = kSysmonMin;
    while (!state.ending.load()) {
        if (idleRounds == 0)
            delay = kSysmonMin;
        else if (idleRounds > kSysmonIdleRounds)
            delay = std::min<base::Duration>(delay * 2, kSysmonMax);
        if (m.tracing()) {
            trace::Event tick{.kind = EventKind::SmTick, .a = static_cast<std::uint32_t>(idleRounds)};
            tick.setWide(static_cast<std::uint64_t>(delay.count()));
            m.emit(tick);
        }
        m_rt.host.sleepUntil(m_rt.host.now() + delay);
        if (state.ending.load())
            break;
        if (state.stopWanted.load() || state.idlePCount.load() == state.procs.load())
            if (sleepDeep(m)) {
                idleRounds = 0;
                delay = kSysmonMin;
            }
        if (state.ending.load())
            break;
        m_rt.charge(kernel::Operation::sysmonRound);
        pollIfNobodyDoes(m);
        adjustProcs(m, m_rt.now());
        idleRounds = retake(m, m_rt.now()) != 0 ? 0 : idleRounds + 1;
    }
    // An M that was between two goroutines when the end was told missed it: it is told again until all have left.
    while (m_rt.ending.inLoop() > 0) {
        m_rt.host.park(m_rt.host.now() + kStwRepreempt);
        if (m_rt.ending.inLoop() > 0)
            m_rt.ending.nudge();
    }
}

// sysmonUpdateGOMAXPROCS (Go 1.25): a goroutine of the runtime's own does it, as stopping the world takes a P.
void Monitor::adjustProcs(M& m, std::int64_t now) {
    if (!m_rt.newer || !m_rt.config.automaticProcs || m_rt.world.setByProgram() ||
        now < m_adjusted + kAutomaticProcsAge.count())
        return;
    m_adjusted = now;
    const int wanted = std::clamp(m_rt.config.automaticProcs(), 1, static_cast<int>(SchedulerState::kMaxPs));
    if (wanted == m_rt.state.procs.load())
        return;
    m_rt.scheduler.createOutside(m,
                                 [this, wanted] {
                                     M& on = *currentM();
                                     if (!m_rt.world.setByProgram())
                                         m_rt.world.resize(on, wanted, trace::ProcsWhy::automatic);
                                 },
                                 {"runtime.updateMaxProcsGoroutine", 0});
    if (m_rt.state.idlePCount.load() != 0)
        m_rt.threads.start(m, nullptr, false);
}

// netpoll if nobody has for 10 ms: all Ps may be busy for long.
void Monitor::pollIfNobodyDoes(M& m) {
    SchedulerState& state = m_rt.state;
    const std::int64_t now = m_rt.now();
    std::int64_t last = state.lastPoll.load();
    if (last == 0 || last + kNetpollAge.count() >= now || !m_rt.netpoll.anyWaits() || state.stopWanted.load())
        return;
    if (!state.lastPoll.compare_exchange_strong(last, now))
        return;
    // As in retake: until they are on the queue nobody may find that nothing runs.
    const OutsideWork working(m_rt, m);
    GList ready = m_rt.netpoll.look(m);
    if (!ready.empty())
        m_rt.netpoll.inject(m, ready);
}

// True: woken by a system call or by the start of the world.
bool Monitor::sleepDeep(M& m) {
    SchedulerState& state = m_rt.state;
    std::int64_t until = 0;
    {
        const StateGuard guard(state, m);
        if (state.ending.load())
            return false;
        if (!state.stopWanted.load() && state.idlePCount.load() != state.procs.load())
            return false;
        const std::int64_t now = m_rt.now();
        until = m_rt.timers.earliest();
        if (until <= now)
            return false;
        until = std::min(until, now + kSysmonDeepSleepCap.count());
        m_woken.store(false);
        state.monitorSleeps.store(true);
    }
    if (m.tracing()) {
        trace::Event sleep{.kind = EventKind::SmSleep};
        sleep.setWide(static_cast<std::uint64_t>(until));
        m.emit(sleep);
    }
    while (!m_woken.load() && !state.ending.load() && m_rt.now() < until)
        m_rt.host.park(base::Time(until));
    const bool woken = m_woken.load();
    {
        const StateGuard guard(state, m);
        state.monitorSleeps.store(false);
    }
    if (m.tracing()) {
        const auto why = state.ending.load() ? trace::SmWakeWhy::stop
                         : woken             ? trace::SmWakeWhy::syscall
                                             : trace::SmWakeWhy::timer;
        m.emit({.kind = EventKind::SmWake, .aux = word(why)});
    }
    return woken;
}

void Monitor::wakeIfAsleep() {
    SchedulerState& state = m_rt.state;
    if (!state.monitorSleeps.load() || !state.monitorSleeps.exchange(false))
        return;
    m_woken.store(true);
    m_rt.host.unpark(m_rt.monitorM->threadId());
}

bool Monitor::preempt(M& m, P& p, std::int64_t ran) {
    M* const holder = p.m.load();
    if (!holder || holder == &m)
        return false;
    G* const g = holder->current.load();
    if (!g)
        return false;
    const bool bySignal = m_rt.async.claim(*holder);
    if (m.tracing()) {
        trace::Event request{.kind = EventKind::PreemptReq,
                             .aux = word(bySignal ? trace::PreemptVia::signal : trace::PreemptVia::flag),
                             .p = p.id,
                             .g = idOf(*g)};
        request.setWide(static_cast<std::uint64_t>(ran));
        m.emit(request);
    }
    g->preempt.store(true);
    g->interrupt.store(true);
    if (bySignal)
        m_rt.async.send(m, *holder, *g);
    m_rt.host.interrupt(holder->threadId());
    return true;
}

void Monitor::preemptAll(M& m) {
    const std::int32_t procs = m_rt.state.procs.load();
    for (std::int32_t i = 0; i < procs; ++i) {
        P* p = m_rt.state.allPs[static_cast<std::size_t>(i)].load();
        if (p->status.load() == PStatus::running)
            preempt(m, *p, 0);
    }
}

std::uint32_t Monitor::retake(M& m, std::int64_t now) {
    SchedulerState& state = m_rt.state;
    std::uint32_t taken = 0;
    const std::int32_t procs = state.procs.load();
    for (std::int32_t i = 0; i < procs; ++i) {
        P& p = *state.allPs[static_cast<std::size_t>(i)].load();
        MonitorNote& note = p.monitor;
        const PStatus status = p.status.load();
        if (status != PStatus::running && status != PStatus::syscall)
            continue;
        bool overdue = false;
        const std::uint32_t tick = p.schedTick.load(std::memory_order_relaxed);
        if (note.schedTick != tick) {
            note.schedTick = tick;
            note.schedWhen = now;
        } else if (note.schedWhen + m_rt.config.forcePreempt.count() <= now) {
            if (status == PStatus::running)
                preempt(m, p, now - note.schedWhen);
            overdue = true;
        }
        if (status != PStatus::syscall)
            continue;
        const std::uint32_t call = p.syscallTick.load(std::memory_order_relaxed);
        if (!overdue && note.syscallTick != call) {
            note.syscallTick = call;
            note.syscallWhen = now;
            continue;
        }
        if (p.queue.empty() && state.spinning.load() + state.idlePCount.load() > 0 &&
            note.syscallWhen + kSyscallGrace.count() > now)
            continue;
        // While sysmon holds the P nobody may find that nothing runs.
        {
            const StateGuard guard(state, m);
            --state.idleLockedMs;
        }
        const std::uint16_t from = p.looseM.load(std::memory_order_relaxed);
        if (m_rt.threads.tryChange(m, p, PStatus::syscall, PStatus::idle, trace::PWhy::retake)) {
            ++taken;
            m_rt.threads.tellRetake(m, p, from);
            m.handedFrom = from;
            m_rt.threads.handOff(m, p);
        }
        const StateGuard guard(state, m);
        ++state.idleLockedMs;
        m_rt.threads.checkDead(m);
    }
    return taken;
}

}  // namespace interleave::gmp
