#include "gmp/semaphore.h"

#include "gmp/running.h"

namespace interleave::gmp {

bool Semaphore::tryTake() {
    std::uint32_t permits = m_permits.load();
    while (permits > 0)
        if (m_permits.compare_exchange_weak(permits, permits - 1))
            return true;
    return false;
}

void Semaphore::acquire(G& g, bool lifo, trace::BlockReason reason, std::uint32_t object) {
    if (tryTake())
        return;
    Waiter self(g);
    for (;;) {
        M& m = *g.m;
        m_lock.lockAmongPs(m.p->queue.thieves());
        m.takeOver(m_stamp);
        // Counted before the last try: a release after that try sees somebody waiting.
        m_waiting.fetch_add(1);
        if (tryTake()) {
            m_waiting.fetch_sub(1);
            m_stamp = m.stamp();
            m_lock.unlock();
            return;
        }
        if (lifo)
            m_queue.pushFront(self);
        else
            m_queue.pushBack(self);
        m.rt.scheduler.park(
            g, reason, object,
            [](M& on, G&, void* argument) {
                auto& semaphore = *static_cast<Semaphore*>(argument);
                semaphore.m_stamp = on.stamp();
                semaphore.m_lock.unlock();
                return Given::away;
            },
            this);
        if (self.ticket || tryTake())
            return;
    }
}

void Semaphore::release(G& g, bool handoff) {
    M& m = *g.m;
    m_permits.fetch_add(1);
    if (m_waiting.load() == 0)
        return;
    m_lock.lockAmongPs(m.p->queue.thieves());
    m.takeOver(m_stamp);
    Waiter* first = m_waiting.load() == 0 ? nullptr : m_queue.popFront();
    if (first)
        m_waiting.fetch_sub(1);
    m_stamp = m.stamp();
    m_lock.unlock();
    if (!first)
        return;
    const bool ticket = handoff && tryTake();
    first->ticket = ticket;
    m.rt.scheduler.ready(m, first->g, idOf(g));
    if (ticket)
        m.rt.scheduler.yieldLocally(g);
}

}  // namespace interleave::gmp
