#include "gmp/cond.h"

#include "gmp/sync_object.h"

namespace interleave::gmp {

using trace::CondOp;

Cond::Cond(Mutex& mutex, std::string_view name) : m_mutex(mutex), m_number(newObject(trace::ObjectKind::cond, name)) {}

void Cond::take(M& m) {
    m_lock.lockAmongPs(m.p->queue.thieves());
    m.takeOver(m_stamp);
}

void Cond::give(M& m) {
    m_stamp = m.stamp();
    m_lock.unlock();
}

void Cond::tell(G& g, CondOp op, std::uint32_t ticket) const {
    if (g.m->tracing())
        g.m->emit({.kind = trace::EventKind::CondEv, .aux = word(op), .g = idOf(g), .a = m_number, .b = ticket});
}

// Between the ticket and the queue the mutex is given back: a signal in between finds nobody, and is seen here by the
// ticket.
void Cond::wait() {
    G& g = runningG();
    if (g.unwinding)
        return;
    pollAt(g, trace::PreemptAt::call);
    take(*g.m);
    const std::uint32_t ticket = m_tickets++;
    tell(g, CondOp::wait, ticket);
    give(*g.m);
    m_mutex.unlock();
    if (g.unwinding)
        return;
    take(*g.m);
    if (static_cast<std::int32_t>(ticket - m_notified) < 0) {
        give(*g.m);
    } else {
        Waiter self(g);
        self.number = ticket;
        m_waiting.pushBack(self);
        g.m->rt.scheduler.park(
            g, trace::BlockReason::condWait, m_number,
            [](M& on, G&, void* argument) {
                static_cast<Cond*>(argument)->give(on);
                return Given::away;
            },
            this);
    }
    m_mutex.lock();
}

void Cond::signal() {
    G& g = runningG();
    if (g.unwinding)
        return;
    g.m->rt.charge(kernel::Operation::lock);
    M& m = *g.m;
    take(m);
    const std::uint32_t ticket = m_notified;
    tell(g, CondOp::signal, ticket);
    Waiter* first = nullptr;
    if (ticket != m_tickets) {
        ++m_notified;
        // Not always at the head: who drew it may be on its way to the queue, and others quicker.
        for (first = m_waiting.head; first && first->number != ticket;)
            first = first->next;
        if (first)
            m_waiting.remove(*first);
    }
    give(m);
    if (first)
        m.rt.scheduler.ready(m, first->g, idOf(g));
}

void Cond::broadcast() {
    G& g = runningG();
    if (g.unwinding)
        return;
    g.m->rt.charge(kernel::Operation::lock);
    M& m = *g.m;
    take(m);
    tell(g, CondOp::broadcast, m_tickets);
    m_notified = m_tickets;
    GList woken;
    while (Waiter* first = m_waiting.popFront())
        woken.pushBack(&first->g);
    give(m);
    while (G* next = woken.popFront())
        m.rt.scheduler.ready(m, *next, idOf(g));
}

}  // namespace interleave::gmp
