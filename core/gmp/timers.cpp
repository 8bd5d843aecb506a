#include "gmp/timers.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "gmp/runtime_impl.h"

namespace interleave::gmp {

using trace::EventKind;

namespace {

bool changed(const HeapTimer& timer) {
    // acquire: with the bit comes what publish() says.
    return (timer.published.load(std::memory_order_acquire) & (HeapTimer::kModified | HeapTimer::kZombie)) != 0;
}

// Holds a timer while it is stopped or armed anew: no value goes out meanwhile, and none from before is left.
class Turn {
public:
    Turn(M& m, TimerBody& timer) {
        if (timer.synchronous) {
            m_noSend.emplace(timer.sendLock);
            m_pending = timer.channel->core.drain(m);
        }
        m_guard.emplace(timer.lock);
        m.takeOver(timer.stamp);
        m_pending = m_pending || timer.when > 0 ||
                    (timer.synchronous && timer.period == 0 && timer.sending.load(std::memory_order_relaxed) > 0);
        ++timer.turn;
    }
    // Nobody can tell that it had fired.
    bool wasPending() const { return m_pending; }

private:
    std::optional<LockGuard> m_noSend, m_guard;
    bool m_pending = false;
};

}  // namespace

std::uint64_t Timers::nextOrder() {
    return m_rt.state.timerSequence.fetch_add(1, std::memory_order_relaxed) + 1;
}

// The earliest of the heap and of those that were armed anew since it was last put right. Those do not hold the heap's
// lock: they lower modifiedEarliest first and earliestTimer then, so that either they lower what was stored here or
// the second look sees them. Sequentially consistent: an M that gives up looks at it after it lowered the number of
// spinning Ms.
void Timers::setEarliest(P& p) {
    std::int64_t modified = p.modifiedEarliest.load();
    for (;;) {
        std::int64_t first = p.timers.empty() ? 0 : p.timers.top().when;
        if (modified != 0 && (first == 0 || modified < first))
            first = modified;
        p.earliestTimer.store(first);
        const std::int64_t again = p.modifiedEarliest.load();
        if (again == modified)
            break;
        modified = again;
    }
    // relaxed: only a hint whether sweeping is worth it.
    p.timerCount.store(static_cast<std::uint32_t>(p.timers.size()), std::memory_order_relaxed);
}

bool Timers::mustSweep(const P& p) {
    return p.zombies.load(std::memory_order_relaxed) > p.timerCount.load(std::memory_order_relaxed) / kZombieShare;
}

void Timers::tell(M& m, TimerBody& timer, trace::Event event, std::int64_t wide) {
    if (!m.tracing())
        return;
    event.a = timer.id;
    event.setWide(static_cast<std::uint64_t>(wide));
    m.emit(event);
    timer.stamp = m.stamp();
}

void Timers::armSleep(M& m, G& g, std::int64_t when) {
    P& p = *m.p;
    HeapTimer& timer = g.timer;
    timer.when = std::max<std::int64_t>(1, when);
    const std::uint64_t order = nextOrder();
    timer.id = static_cast<std::uint32_t>(order);
    timer.sleeper = &g;
    Kept dropped;
    std::int64_t former = 0;
    {
        const LockGuard guard(p.timerLock);
        cleanHead(p, dropped);
        if (m.tracing()) {
            trace::Event add{
                .kind = EventKind::TmAdd, .aux = word(trace::TimerKind::sleep), .g = idOf(g), .a = timer.id};
            add.setWide(static_cast<std::uint64_t>(timer.when));
            m.emit(add);
            g.stamp = m.stamp();
        }
        former = p.earliestTimer.load(std::memory_order_relaxed);
        p.timers.push(timer, timer.when, order);
        setEarliest(p);
    }
    if (!m_rt.newer || former == 0 || when < former)
        wakePoller(m, when);
}

bool Timers::arm(M& m, const G& g, TimerBody& timer, std::int64_t when, std::int64_t period) {
    bool pending = false;
    bool earlier = false;
    bool joins = false;
    {
        const Turn turn(m, timer);
        pending = turn.wasPending();
        timer.when = when;
        timer.period = period;
        if ((timer.state & HeapTimer::kHeaped) != 0) {
            earlier = modify(timer);
            tell(m, timer, {.kind = EventKind::TmAdd, .aux = word(timer.kind), .p = timer.home->id, .g = idOf(g)},
                 when);
        }
        joins = timer.wantsHeap();
        timer.publish();
    }
    if (joins)
        add(m, g, timer);
    else if (earlier)
        wakePoller(m, when);
    return pending;
}

bool Timers::stop(M& m, const G& g, TimerBody& timer) {
    const Turn turn(m, timer);
    timer.when = 0;
    if ((timer.state & HeapTimer::kHeaped) != 0)
        makeZombie(timer);
    timer.publish();
    tell(m, timer, {.kind = EventKind::TmStop, .aux = turn.wasPending(), .g = idOf(g)}, 0);
    return turn.wasPending();
}

bool Timers::modify(TimerBody& timer) {
    P& home = *timer.home;
    timer.state |= HeapTimer::kModified;
    if ((timer.state & HeapTimer::kZombie) != 0) {
        timer.state &= static_cast<std::uint8_t>(~HeapTimer::kZombie);
        home.zombies.fetch_sub(1, std::memory_order_relaxed);
    }
    if (timer.when >= timer.heapWhen)
        return false;
    timer.publish();  // before the time: see sweep()
    const auto lower = [&timer](std::atomic<std::int64_t>& time) {
        std::int64_t was = time.load();
        while ((was == 0 || was > timer.when) && !time.compare_exchange_weak(was, timer.when)) {
        }
    };
    lower(home.modifiedEarliest);
    lower(home.earliestTimer);
    return true;
}

void Timers::makeZombie(TimerBody& timer) {
    if ((timer.state & HeapTimer::kZombie) != 0)
        return;
    timer.state |= HeapTimer::kZombie;
    timer.home->zombies.fetch_add(1, std::memory_order_relaxed);
}

void Timers::leaveHeap(TimerBody& timer, Kept& dropped) {
    if ((timer.state & HeapTimer::kZombie) != 0)
        timer.home->zombies.fetch_sub(1, std::memory_order_relaxed);
    timer.state = 0;
    timer.publish();
    timer.home = nullptr;
    dropped.push_back(std::move(timer.self));
}

// maybeAdd.
void Timers::add(M& m, const G& g, TimerBody& timer) {
    P& p = *m.p;
    Kept dropped;
    std::int64_t when = 0;
    std::int64_t former = 0;
    {
        const LockGuard heap(p.timerLock);
        cleanHead(p, dropped);
        const LockGuard guard(timer.lock);
        if (!timer.wantsHeap())
            return;
        m.takeOver(timer.stamp);
        when = timer.when;
        timer.state |= HeapTimer::kHeaped;
        timer.home = &p;
        timer.heapWhen = when;
        timer.self = timer.shared_from_this();
        tell(m, timer, {.kind = EventKind::TmAdd, .aux = word(timer.kind), .g = idOf(g)}, when);
        former = p.earliestTimer.load(std::memory_order_relaxed);
        p.timers.push(timer, when, nextOrder());
        timer.publish();
        setEarliest(p);
    }
    if (!m_rt.newer || former == 0 || when < former)
        wakePoller(m, when);
}

bool Timers::settleTop(P& p, TimerBody& timer, Kept& dropped) {
    if ((timer.state & HeapTimer::kZombie) != 0) {
        p.timers.pop();
        leaveHeap(timer, dropped);
        return true;
    }
    if ((timer.state & HeapTimer::kModified) == 0)
        return false;
    timer.state &= static_cast<std::uint8_t>(~HeapTimer::kModified);
    timer.publish();
    timer.heapWhen = timer.when;
    p.timers.retimeTop(timer.when);
    return true;
}

// cleantimers: zombies at the end and at the top go, before another comes in.
void Timers::cleanHead(P& p, Kept& dropped) {
    const auto zombie = [](const HeapTimer& timer) {
        // acquire: as in changed().
        return (timer.published.load(std::memory_order_acquire) & HeapTimer::kZombie) != 0;
    };
    // relaxed: only a hint, too.
    if (p.zombies.load(std::memory_order_relaxed) == 0)
        return;
    while (!p.timers.empty()) {
        if (HeapTimer& last = *p.timers.last().timer; zombie(last)) {
            auto& timer = static_cast<TimerBody&>(last);
            const LockGuard guard(timer.lock);
            if ((timer.state & HeapTimer::kZombie) != 0) {
                p.timers.dropLast();
                leaveHeap(timer, dropped);
            }
            continue;
        }
        HeapTimer& first = *p.timers.top().timer;
        if (!changed(first))
            return;
        auto& timer = static_cast<TimerBody&>(first);
        const LockGuard guard(timer.lock);
        if (!settleTop(p, timer, dropped))
            return;
    }
}

// clearDeletedTimers, adjusttimers: drops the zombies and puts those in their places that were armed anew. Whoever arms
// one meanwhile publishes that before it lowers modifiedEarliest: it is seen here, or its time stays.
void Timers::sweep(P& p, Kept& dropped) {
    p.modifiedEarliest.store(0);
    p.timers.sweep([&dropped](TimerHeap::Entry& entry) {
        if (!changed(*entry.timer))
            return true;
        auto& timer = static_cast<TimerBody&>(*entry.timer);
        const LockGuard guard(timer.lock);
        if ((timer.state & HeapTimer::kZombie) != 0) {
            leaveHeap(timer, dropped);
            return false;
        }
        timer.state &= static_cast<std::uint8_t>(~HeapTimer::kModified);
        timer.publish();
        entry.when = timer.heapWhen = timer.when;
        return true;
    });
}

bool Timers::due(const P& p) const {
    const std::int64_t earliest = p.earliestTimer.load(std::memory_order_relaxed);
    return earliest != 0 && (mustSweep(p) || earliest <= m_rt.now());
}

Timers::Check Timers::check(M& m, P& p, std::int64_t now) {
    Check result{.now = now, .next = p.earliestTimer.load()};
    if (result.next == 0)
        return result;
    if (result.now == 0)
        result.now = m_rt.now();
    const bool own = &p == m.p;
    if (result.now < result.next && !(own && mustSweep(p)))
        return result;
    Kept dropped;
    for (bool first = true;; first = false) {
        Firing firing;
        bool found = false;
        {
            const LockGuard guard(p.timerLock);
            const std::int64_t modified = p.modifiedEarliest.load();
            if (first && modified != 0 && modified <= result.now)
                sweep(p, dropped);
            found = takeDue(m, p, result.now, firing, dropped);
            if (!found && own && mustSweep(p))
                sweep(p, dropped);
            setEarliest(p);
            result.next = p.earliestTimer.load(std::memory_order_relaxed);
        }
        if (!found)
            return result;
        fire(m, firing);
        result.ran = true;
    }
}

std::int64_t Timers::nextPeriod(std::int64_t when, std::int64_t period, std::int64_t now) {
    std::int64_t next = 0;
    const std::int64_t periods = 1 + (now - when) / period;
    if (__builtin_mul_overflow(period, periods, &next) || __builtin_add_overflow(when, next, &next))
        return std::numeric_limits<std::int64_t>::max();
    return next;
}

bool Timers::takeDue(M& m, P& p, std::int64_t now, Firing& firing, Kept& dropped) {
    while (!p.timers.empty()) {
        const TimerHeap::Entry& top = p.timers.top();
        HeapTimer& timer = *top.timer;
        if (timer.kind == trace::TimerKind::sleep) {
            if (top.when > now)
                return false;
            p.timers.pop();
            firing.timer = &timer;
            firing.late = now - timer.when;
            const G& g = *timer.sleeper;
            if (m.tracing()) {
                m.takeOver(g.stamp);
                trace::Event event{.kind = EventKind::TmFire,
                                   .aux = word(trace::TimerKind::sleep),
                                   .p = p.id,
                                   .g = idOf(g),
                                   .a = timer.id};
                event.setWide(static_cast<std::uint64_t>(firing.late));
                m.emit(event);
            }
            return true;
        }
        if (top.when > now && !changed(timer))
            return false;
        auto& body = static_cast<TimerBody&>(timer);
        const LockGuard guard(body.lock);
        if (settleTop(p, body, dropped))
            continue;
        if (body.when > now)
            return false;
        firing.kept = body.self;
        beginFiring(m, p, body, now, firing);
        if (body.when != 0) {
            body.heapWhen = body.when;
            p.timers.retimeTop(body.when);
            tell(m, body, {.kind = EventKind::TmAdd, .aux = word(body.kind), .p = p.id}, body.when);
        } else {
            p.timers.pop();
            leaveHeap(body, dropped);
        }
        return true;
    }
    return false;
}

// unlockAndRun, the part under the timer's lock: from here on it has fired.
void Timers::beginFiring(M& m, P& p, TimerBody& timer, std::int64_t now, Firing& firing) {
    firing.timer = &timer;
    firing.now = now;
    firing.late = now - timer.when;
    firing.turn = timer.turn;
    timer.when = timer.period > 0 ? nextPeriod(timer.when, timer.period, now) : 0;
    if (timer.synchronous && timer.period == 0)
        timer.sending.fetch_add(1, std::memory_order_relaxed);
    m.takeOver(timer.stamp);
    tell(m, timer, {.kind = EventKind::TmFire, .aux = word(timer.kind), .p = p.id}, firing.late);
}

void Timers::fire(M& m, const Firing& firing) {
    m.count(Tally::timersFired);
    HeapTimer& timer = *firing.timer;
    if (timer.kind == trace::TimerKind::sleep) {
        m_rt.scheduler.ready(m, *timer.sleeper, trace::kNoG);
        return;
    }
    auto& body = static_cast<TimerBody&>(timer);
    if (body.channel) {
        send(m, body, firing);
        return;
    }
    if (body.atOnce) {
        body.atOnce(m);
        return;
    }
    // goFunc. A deadline passes once. An AfterFunc may be armed again while its function runs: the goroutine keeps it.
    base::Task function = timer.kind == trace::TimerKind::deadline
                              ? std::move(body.function)
                              : base::Task([kept = firing.kept] { kept->function(); });
    m_rt.scheduler.create(m, std::move(function), {body.functionName, body.line});
    m_rt.threads.wakeOne(m);
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
    Kept dropped;
    const LockGuard both(to.timerLock);
    const LockGuard guard(from.timerLock);
    sweep(from, dropped);
    while (!from.timers.empty()) {
        const TimerHeap::Entry entry = from.timers.top();
        from.timers.pop();
        if (entry.timer->kind != trace::TimerKind::sleep) {
            auto& timer = static_cast<TimerBody&>(*entry.timer);
            const LockGuard own(timer.lock);
            timer.home = &to;
        }
        to.timers.push(*entry.timer, entry.when, entry.order);
    }
    setEarliest(from);
    setEarliest(to);
}

void Timers::dropAll(P& p) {
    Kept dropped;
    {
        const LockGuard guard(p.timerLock);
        while (!p.timers.empty())
            if (HeapTimer& timer = *p.timers.pop(); timer.kind != trace::TimerKind::sleep) {
                auto& body = static_cast<TimerBody&>(timer);
                const LockGuard own(body.lock);
                leaveHeap(body, dropped);
            }
        p.modifiedEarliest.store(0);
        setEarliest(p);
    }
    // What a function holds may hold the timer.
    for (const auto& timer : dropped)
        timer->function = nullptr;
}

}  // namespace interleave::gmp
