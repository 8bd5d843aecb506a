#include "gmp/channel_core.h"

#include "gmp/running.h"

namespace interleave::gmp {

using trace::ChanPath;
using trace::EventKind;

ChannelCore::ChannelCore(void* slots, std::size_t size, std::uint32_t capacity, Move move, std::string_view name)
    : m_slots(slots), m_size(size), m_capacity(capacity), m_move(move) {
    const G& g = runningG();
    M& m = *g.m;
    m_number = m.rt.state.objectsGiven.fetch_add(1, std::memory_order_relaxed) + 1;
    if (!m.tracing())
        return;
    if (!name.empty())
        Names::object(m, trace::ObjectKind::channel, m_number, name);
    m.emit({.kind = EventKind::ChMake, .g = idOf(g), .a = m_number, .b = capacity});
    m_stamp = m.stamp();
}

void ChannelCore::take(M& m) {
    m_lock.lockAmongPs(m.p->queue.thieves());
    m.takeOver(m_stamp);
}

void ChannelCore::give(M& m) {
    m_stamp = m.stamp();
    m_lock.unlock();
}

void ChannelCore::tell(M& m, const G& g, EventKind kind, ChanPath path, std::uint32_t peer) {
    if (m.tracing())
        m.emit({.kind = kind, .aux = word(path), .g = idOf(g), .a = m_number, .b = m_count, .c = peer});
}

void ChannelCore::wait(G& g, WaitQueue& queue, Waiter& waiter, trace::BlockReason reason) {
    queue.pushBack(waiter);
    g.m->rt.scheduler.park(
        g, reason, m_number,
        [](M& on, G&, void* argument) {
            static_cast<ChannelCore*>(argument)->give(on);
            return Given::away;
        },
        this);
}

void ChannelCore::panicClosed(G& g) {
    g.m->rt.panic(g, "send on closed channel");
}

void ChannelCore::send(void* element) {
    G& g = runningG();
    if (g.unwinding)
        return;
    pollAt(g, trace::PreemptAt::call);
    g.m->rt.charge(kernel::Operation::channel);
    M& m = *g.m;
    take(m);
    if (m_closed) {
        tell(m, g, EventKind::ChSend, ChanPath::closed, trace::kNoG);
        give(m);
        panicClosed(g);
    }
    if (Waiter* receiver = m_receivers.popFront()) {
        if (receiver->element)
            m_move(receiver->element, element);
        receiver->success = true;
        tell(m, g, EventKind::ChSend, ChanPath::direct, idOf(receiver->g));
        give(m);
        m.rt.scheduler.ready(m, receiver->g, idOf(g));
        return;
    }
    if (m_count < m_capacity) {
        m_move(slot(m_writeAt), element);
        m_writeAt = after(m_writeAt);
        ++m_count;
        tell(m, g, EventKind::ChSend, ChanPath::buf, trace::kNoG);
        give(m);
        return;
    }
    tell(m, g, EventKind::ChSend, ChanPath::park, trace::kNoG);
    Waiter self(g, element);
    wait(g, m_senders, self, trace::BlockReason::chanSend);
    if (!self.success)
        panicClosed(g);
}

bool ChannelCore::receive(void* element) {
    G& g = runningG();
    if (g.unwinding)
        return false;
    pollAt(g, trace::PreemptAt::call);
    g.m->rt.charge(kernel::Operation::channel);
    M& m = *g.m;
    take(m);
    if (m_closed && m_count == 0) {
        tell(m, g, EventKind::ChRecv, ChanPath::closed, trace::kNoG);
        give(m);
        return false;
    }
    if (Waiter* sender = m_senders.popFront()) {
        if (m_capacity == 0) {
            if (element)
                m_move(element, sender->element);
        } else {
            // The buffer is full: its head goes out, the sender's value in at the tail, which is the same slot.
            if (element)
                m_move(element, slot(m_readAt));
            m_move(slot(m_readAt), sender->element);
            m_readAt = after(m_readAt);
            m_writeAt = m_readAt;
        }
        sender->success = true;
        tell(m, g, EventKind::ChRecv, ChanPath::direct, idOf(sender->g));
        give(m);
        m.rt.scheduler.ready(m, sender->g, idOf(g));
        return true;
    }
    if (m_count > 0) {
        if (element)
            m_move(element, slot(m_readAt));
        m_readAt = after(m_readAt);
        --m_count;
        tell(m, g, EventKind::ChRecv, ChanPath::buf, trace::kNoG);
        give(m);
        return true;
    }
    tell(m, g, EventKind::ChRecv, ChanPath::park, trace::kNoG);
    Waiter self(g, element);
    wait(g, m_receivers, self, trace::BlockReason::chanReceive);
    return self.success;
}

void ChannelCore::close() {
    G& g = runningG();
    if (g.unwinding)
        return;
    g.m->rt.charge(kernel::Operation::channel);
    M& m = *g.m;
    take(m);
    if (m_closed) {
        give(m);
        m.rt.panic(g, "close of closed channel");
    }
    m_closed = true;
    const std::uint32_t receivers = m_receivers.size;
    const std::uint32_t senders = m_senders.size;
    if (m.tracing())
        m.emit({.kind = EventKind::ChClose, .g = idOf(g), .a = m_number, .b = receivers, .c = senders});
    // Collected on a stack, as Go does: they are readied in the reverse of their order.
    GList woken;
    while (Waiter* waiter = m_receivers.popFront())
        woken.pushFront(&waiter->g);
    while (Waiter* waiter = m_senders.popFront())
        woken.pushFront(&waiter->g);
    give(m);
    while (G* next = woken.popFront())
        m.rt.scheduler.ready(m, *next, idOf(g));
}

void ChannelCore::sendTick(M& m, void* element) {
    static const G nobody{};  // the runtime sends
    take(m);
    if (Waiter* receiver = m_receivers.popFront()) {
        if (receiver->element)
            m_move(receiver->element, element);
        receiver->success = true;
        tell(m, nobody, EventKind::ChSend, ChanPath::direct, idOf(receiver->g));
        give(m);
        m.rt.scheduler.ready(m, receiver->g, trace::kNoG);
        return;
    }
    if (m_count < m_capacity) {
        m_move(slot(m_writeAt), element);
        m_writeAt = after(m_writeAt);
        ++m_count;
        tell(m, nobody, EventKind::ChSend, ChanPath::buf, trace::kNoG);
    } else if (m.tracing()) {
        m.emit({.kind = EventKind::TmDrop, .a = m_number});
    }
    give(m);
}

bool ChannelCore::drain(M& m) {
    take(m);
    const bool any = m_count != 0;
    m_count = 0;
    m_readAt = m_writeAt;
    give(m);
    return any;
}

std::uint32_t ChannelCore::length() {
    const LockGuard guard(m_lock);
    return m_count;
}

}  // namespace interleave::gmp
