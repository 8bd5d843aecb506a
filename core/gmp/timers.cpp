#include "gmp/timers.h"

#include <algorithm>
#include <limits>

#include "gmp/runtime_impl.h"

namespace interleave::gmp {

using trace::EventKind;

void Timers::setEarliest(P& p) {
    // Sequentially consistent: an M that gives up looks at it after it lowered the number of spinning Ms.
    p.earliestTimer.store(p.timers.empty() ? 0 : p.timers.top()->when);
}

void Timers::armSleep(M& m, G& g, std::int64_t when) {
    P& p = *m.p;
    Timer& timer = g.timer;
    timer.when = std::max<std::int64_t>(1, when);
    timer.sequence = m_rt.state.timerSequence.fetch_add(1, std::memory_order_relaxed) + 1;
    timer.id = static_cast<std::uint32_t>(timer.sequence);
    timer.sleeper = &g;
    {
        const LockGuard guard(p.timerLock);
        if (m.tracing()) {
            trace::Event add{
                .kind = EventKind::TmAdd, .aux = word(trace::TimerKind::sleep), .g = idOf(g), .a = timer.id};
            add.setWide(static_cast<std::uint64_t>(timer.when));
            m.emit(add);
            g.stamp = m.stamp();
        }
        p.timers.push(&timer);
        setEarliest(p);
    }
    wakePoller(m, when);
}

bool Timers::due(const P& p) const {
    const std::int64_t earliest = p.earliestTimer.load(std::memory_order_relaxed);
    return earliest != 0 && earliest <= m_rt.now();
}

Timers::Check Timers::check(M& m, P& p, std::int64_t now) {
    Check result{.now = now, .next = p.earliestTimer.load()};
    if (result.next == 0)
        return result;
    if (result.now == 0)
        result.now = m_rt.now();
    while (result.next != 0 && result.next <= result.now) {
        Timer* timer = nullptr;
        {
            const LockGuard guard(p.timerLock);
            if (!p.timers.empty() && p.timers.top()->when <= result.now) {
                timer = p.timers.pop();
                setEarliest(p);
            }
        }
        if (timer) {
            fire(m, p, *timer, result.now);
            result.ran = true;
        }
        result.next = p.earliestTimer.load();
    }
    return result;
}

void Timers::fire(M& m, P& owner, Timer& timer, std::int64_t now) {
    G& g = *timer.sleeper;
    m.count(Tally::timersFired);
    if (m.tracing()) {
        m.takeOver(g.stamp);
        trace::Event event{.kind = EventKind::TmFire,
                           .aux = word(trace::TimerKind::sleep),
                           .p = owner.id,
                           .g = idOf(g),
                           .a = timer.id};
        event.setWide(static_cast<std::uint64_t>(now - timer.when));
        m.emit(event);
    }
    m_rt.scheduler.ready(m, g, trace::kNoG);
}

std::int64_t Timers::earliest() const {
    std::int64_t first = std::numeric_limits<std::int64_t>::max();
    const std::int32_t procs = m_rt.state.procs.load();
    for (std::int32_t i = 0; i < procs; ++i) {
        const std::int64_t when = m_rt.state.allPs[static_cast<std::size_t>(i)].load()->earliestTimer.load();
        if (when != 0)
            first = std::min(first, when);
    }
    return first;
}

void Timers::wakePoller(M& m, std::int64_t when) {
    SchedulerState& state = m_rt.state;
    if (state.lastPoll.load() == 0) {
        // Somebody is in the poller. If it is on its way in or out, until is 0: it is woken to be on the safe side.
        const std::int64_t until = state.pollUntil.load();
        if (until == 0 || until > when) {
            if (m.tracing())
                m.emit({.kind = EventKind::NetBreak});
            m_rt.host.breakIo();
        }
        return;
    }
    m_rt.threads.wakeOne(m);
}

void Timers::moveAll(P& to, P& from) {
    const LockGuard both(to.timerLock);
    const LockGuard guard(from.timerLock);
    while (!from.timers.empty())
        to.timers.push(from.timers.pop());
    setEarliest(from);
    setEarliest(to);
}

}  // namespace interleave::gmp
