#include "gmp/sync.h"

#include <sched.h>

#include <algorithm>
#include <utility>

#include "gmp/pause.h"
#include "gmp/sync_object.h"

namespace interleave::gmp {

using trace::EventKind;

namespace {

constexpr int kPausesASpin = 30;

}  // namespace

Mutex::Mutex(std::string_view name) : m_number(newObject(trace::ObjectKind::mutex, name)) {}

void Mutex::tellLock(G& g, trace::MuPath path, std::int64_t since) {
    M& m = *g.m;
    if (!m.tracing() || m_inner)
        return;
    takeStamp(m, m_stamp);
    trace::Event event{.kind = EventKind::MuLock, .aux = word(path), .g = idOf(g), .a = m_number};
    if (since != 0)
        event.setWide(static_cast<std::uint64_t>(m.rt.now() - since));
    m.emit(event);
}

void Mutex::tellMode(G& g, trace::MuModeName mode) {
    if (g.m->tracing() && !m_inner)
        g.m->emit({.kind = EventKind::MuMode, .aux = word(mode), .g = idOf(g), .a = m_number});
}

bool Mutex::tryLock() {
    G& g = runningG();
    if (g.unwinding)
        return false;
    std::int32_t state = m_state.load(std::memory_order_relaxed);
    if ((state & (kLocked | kStarving)) != 0)
        return false;
    if (!m_state.compare_exchange_strong(state, state | kLocked))
        return false;
    tellLock(g, trace::MuPath::fast, 0);
    return true;
}

void Mutex::lock() {
    G& g = runningG();
    if (g.unwinding)
        return;
    pollAt(g, trace::PreemptAt::call);
    g.m->rt.charge(kernel::Operation::lock);
    std::int32_t free = 0;
    if (m_state.compare_exchange_strong(free, kLocked, std::memory_order_acquire, std::memory_order_relaxed)) {
        tellLock(g, trace::MuPath::fast, 0);
        return;
    }
    lockSlowly(g);
}

bool Mutex::canSpin(const G& g, int round) const {
    const SchedulerState& state = g.m->rt.state;
    return round < kMutexSpinRounds && g.m->rt.host.cores() > 1 &&
           state.procs.load() > state.idlePCount.load() + state.spinning.load() + 1 && g.m->p->queue.empty();
}

void Mutex::lockSlowly(G& g) {
    Runtime::Impl& rt = g.m->rt;
    std::int64_t since = 0;
    bool starving = false;
    bool woken = false;
    bool spun = false;
    int round = 0;
    std::int32_t old = m_state.load();
    for (;;) {
        if ((old & (kLocked | kStarving)) == kLocked && canSpin(g, round)) {
            // Tell the unlocker not to wake others: here is somebody awake.
            if (!woken && (old & kWoken) == 0 && old / kOneWaiter != 0 &&
                m_state.compare_exchange_strong(old, old | kWoken))
                woken = true;
            if (g.m->tracing() && !m_inner)
                g.m->emit(
                    {.kind = EventKind::MuSpin, .aux = static_cast<std::uint8_t>(round), .g = idOf(g), .a = m_number});
            for (int i = 0; i < kPausesASpin; ++i)
                pauseProcessor();
            rt.charge(kernel::Operation::spinPause);
            spun = true;
            ++round;
            old = m_state.load();
            continue;
        }
        std::int32_t wanted = old;
        if ((old & kStarving) == 0)
            wanted |= kLocked;
        if ((old & (kLocked | kStarving)) != 0)
            wanted += kOneWaiter;
        if (starving && (old & kLocked) != 0)
            wanted |= kStarving;
        if (woken)
            wanted &= ~kWoken;
        if (!m_state.compare_exchange_strong(old, wanted))
            continue;
        if ((old & (kLocked | kStarving)) == 0) {
            tellLock(g, since != 0 ? trace::MuPath::woken : spun ? trace::MuPath::spin : trace::MuPath::fast, since);
            return;
        }
        if (starving && (old & kStarving) == 0)
            tellMode(g, trace::MuModeName::starving);
        // Whoever has waited before goes to the front.
        const bool again = since != 0;
        if (!again)
            since = rt.now();
        m_semaphore.acquire(g, again, m_reason, m_number);
        const bool late = rt.now() - since > kMutexStarvation.count();
        starving = starving || late;
        old = m_state.load();
        if ((old & kStarving) != 0) {
            // Handed over: the mutex is ours without having been free. The last waiter, or one that did not wait
            // long, ends the mode.
            std::int32_t delta = kLocked - kOneWaiter;
            const bool ends = !starving || old / kOneWaiter == 1;
            if (ends)
                delta -= kStarving;
            m_state.fetch_add(delta);
            tellLock(g, trace::MuPath::handoff, since);
            if (ends)
                tellMode(g, trace::MuModeName::normal);
            return;
        }
        woken = true;
        round = 0;
    }
}

void Mutex::unlock() {
    G& g = runningG();
    if (g.unwinding)
        return;
    M& m = *g.m;
    // Told before it is done: the next holder tells its lock after that.
    const std::int32_t before = m_state.load(std::memory_order_relaxed);
    if (m.tracing() && !m_inner) {
        const auto path = (before & kStarving) != 0  ? trace::MuUnlockPath::handoff
                          : before / kOneWaiter != 0 ? trace::MuUnlockPath::wake
                                                     : trace::MuUnlockPath::fast;
        m.emit({.kind = EventKind::MuUnlock, .aux = word(path), .g = idOf(g), .a = m_number});
        leaveStamp(m, m_stamp);
    }
    const std::int32_t state = m_state.fetch_sub(kLocked, std::memory_order_acq_rel) - kLocked;
    if (state != 0)
        unlockSlowly(g, state);
    g.m->rt.charge(kernel::Operation::lock);
}

void Mutex::unlockSlowly(G& g, std::int32_t state) {
    if (((state + kLocked) & kLocked) == 0) {
        g.m->rt.fatal(g, "sync: unlock of unlocked mutex", trace::FatalKind::unlockOfUnlocked);
    }
    if ((state & kStarving) != 0) {
        m_semaphore.release(g, true);
        return;
    }
    for (;;) {
        if (state / kOneWaiter == 0 || (state & (kLocked | kWoken | kStarving)) != 0)
            return;
        const std::int32_t wanted = (state - kOneWaiter) | kWoken;
        if (m_state.compare_exchange_strong(state, wanted)) {
            m_semaphore.release(g, false);
            return;
        }
    }
}

WaitGroup::WaitGroup(std::string_view name) : m_number(newObject(trace::ObjectKind::waitGroup, name)) {}

void WaitGroup::take(M& m) {
    if (!m.p->queue.thieves() && m_taken.load(std::memory_order_acquire) == 0) {
        m_taken.store(1, std::memory_order_relaxed);
        m.takeOver(m_stamp);
        return;
    }
    for (int spin = 1; m_taken.exchange(1, std::memory_order_acquire) != 0; ++spin) {
        pauseProcessor();
        if (spin % 100 == 0)
            sched_yield();
    }
    m.takeOver(m_stamp);
}

void WaitGroup::give(M& m) {
    m_stamp = m.stamp();
    m_taken.store(0, std::memory_order_release);
}

void WaitGroup::add(std::int32_t delta) {
    G& g = runningG();
    if (g.unwinding)
        return;
    M& m = *g.m;
    take(m);
    m_left += delta;
    const std::int32_t left = m_left;
    if (m.tracing())
        m.emit({.kind = EventKind::WgEv,
                .aux = static_cast<std::uint8_t>(std::min<std::uint32_t>(m_waiters.size, 255)),
                .g = idOf(g),
                .a = m_number,
                .b = static_cast<std::uint32_t>(delta),
                .c = static_cast<std::uint32_t>(left)});
    GList woken;
    while (left == 0 && !m_waiters.empty())
        woken.pushBack(&m_waiters.popFront()->g);
    give(m);
    if (left < 0)
        m.rt.panic(g, "sync: negative WaitGroup counter");
    while (G* next = woken.popFront())
        m.rt.scheduler.ready(m, *next, idOf(g));
}

GoroutineId WaitGroup::go(base::Task body, Site site) {
    add(1);
    return gmp::go(
        [this, call = std::move(body)]() mutable {
            call();
            done();
        },
        site);
}

void WaitGroup::wait() {
    G& g = runningG();
    if (g.unwinding)
        return;
    pollAt(g, trace::PreemptAt::call);
    g.m->rt.charge(kernel::Operation::lock);
    M& m = *g.m;
    take(m);
    if (m_left == 0) {
        give(m);
        return;
    }
    Waiter self(g);
    m_waiters.pushBack(self);
    m.rt.scheduler.park(
        g, trace::BlockReason::waitGroupWait, m_number,
        [](M& on, G&, void* argument) {
            static_cast<WaitGroup*>(argument)->give(on);
            return Given::away;
        },
        this);
}

}  // namespace interleave::gmp
