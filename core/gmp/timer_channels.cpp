// Timers and their channels: sending, and since Go 1.23 being in a heap only while somebody waits (runtime/time.go
// maybeRunChan, blockTimerChan, unblockTimerChan).
#include "gmp/runtime_impl.h"
#include "gmp/timers.h"

namespace interleave::gmp {

using trace::EventKind;

// sendTime.
void Timers::send(M& m, TimerBody& timer, const Firing& firing) {
    base::Time value(firing.now);
    if (!timer.synchronous) {
        timer.channel->core.sendTick(m, &value);
        return;
    }
    const LockGuard guard(timer.sendLock);
    if (timer.period == 0)
        timer.sending.fetch_sub(1, std::memory_order_relaxed);
    if (timer.turn != firing.turn)
        return;  // stopped or armed anew meanwhile
    // Nobody looked at the channel since it was due, so nobody can tell that it was not sent then.
    value -= base::Duration(firing.late);
    timer.channel->core.sendTick(m, &value);
}

void Timers::look(M& m, TimerBody& timer) {
    // acquire: as everywhere. In a heap it is the heap's affair.
    if ((timer.published.load(std::memory_order_acquire) & HeapTimer::kHeaped) != 0)
        return;
    Firing firing;
    {
        const LockGuard guard(timer.lock);
        const std::int64_t now = m_rt.now();
        if ((timer.state & HeapTimer::kHeaped) != 0 || timer.when == 0 || timer.when > now)
            return;
        beginFiring(m, *m.p, timer, now, firing);
    }
    fire(m, firing);
}

void Timers::waiterComes(M& m, const G& g, TimerBody& timer) {
    bool joins = false;
    {
        const LockGuard guard(timer.lock);
        m.takeOver(timer.stamp);
        ++timer.blocked;
        // The last waiter has just gone, and the heap has not noticed.
        if ((timer.state & HeapTimer::kZombie) != 0 && timer.when > 0) {
            timer.state &= static_cast<std::uint8_t>(~HeapTimer::kZombie);
            timer.home->zombies.fetch_sub(1, std::memory_order_relaxed);
            tell(m, timer, {.kind = EventKind::TmAdd, .aux = word(timer.kind), .p = timer.home->id, .g = idOf(g)},
                 timer.when);
        }
        joins = timer.wantsHeap();
        timer.publish();
    }
    if (joins)
        add(m, g, timer);
}

void Timers::waiterGoes(M& m, TimerBody& timer) {
    const LockGuard guard(timer.lock);
    m.takeOver(timer.stamp);
    ILV_ASSERT(timer.blocked > 0);
    if (--timer.blocked > 0 || (timer.state & (HeapTimer::kHeaped | HeapTimer::kZombie)) != HeapTimer::kHeaped)
        return;
    makeZombie(timer);
    timer.publish();
    tell(m, timer, {.kind = EventKind::TmLeave}, 0);
}

}  // namespace interleave::gmp
