#include "gmp/channel_core.h"

#include "gmp/channel_steps.h"

namespace interleave::gmp {

using trace::BlockReason;
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

void ChannelCore::wait(G& g, WaitQueue& queue, Waiter& waiter, BlockReason reason) {
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
    const Step step = stepSend(m, g, element);
    if (step.came == Step::wait) {
        tell(m, g, EventKind::ChSend, ChanPath::park, trace::kNoG);
        Waiter self(g, element);
        wait(g, m_senders, self, BlockReason::chanSend);
        if (!self.success)
            panicClosed(g);
        return;
    }
    give(m);
    if (step.peer)
        m.rt.scheduler.ready(m, *step.peer, idOf(g));
    else if (step.came == Step::closed)
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
    const Step step = stepReceive(m, g, element);
    if (step.came == Step::wait) {
        tell(m, g, EventKind::ChRecv, ChanPath::park, trace::kNoG);
        Waiter self(g, element);
        wait(g, m_receivers, self, BlockReason::chanReceive);
        return self.success;
    }
    give(m);
    if (step.peer)
        m.rt.scheduler.ready(m, *step.peer, idOf(g));
    return step.came == Step::done;
}

bool ChannelCore::trySend(void* element) {
    G& g = runningG();
    if (g.unwinding)
        return false;
    pollAt(g, trace::PreemptAt::call);
    g.m->rt.charge(kernel::Operation::channel);
    M& m = *g.m;
    take(m);
    const Step step = stepSend(m, g, element);
    if (step.came == Step::wait)
        tell(m, g, EventKind::ChSend, ChanPath::wouldBlock, trace::kNoG);
    give(m);
    if (step.peer)
        m.rt.scheduler.ready(m, *step.peer, idOf(g));
    else if (step.came == Step::closed)
        panicClosed(g);
    return step.came == Step::done;
}

Received ChannelCore::tryReceive(void* element) {
    G& g = runningG();
    if (g.unwinding)
        return Received::wouldBlock;
    pollAt(g, trace::PreemptAt::call);
    g.m->rt.charge(kernel::Operation::channel);
    M& m = *g.m;
    take(m);
    const Step step = stepReceive(m, g, element);
    if (step.came == Step::wait)
        tell(m, g, EventKind::ChRecv, ChanPath::wouldBlock, trace::kNoG);
    give(m);
    if (step.peer)
        m.rt.scheduler.ready(m, *step.peer, idOf(g));
    return step.came == Step::done     ? Received::value
           : step.came == Step::closed ? Received::closed
                                       : Received::wouldBlock;
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
    // Collected on a stack, as Go does: they are readied in the reverse of their order.
    GList woken;
    while (Waiter* waiter = m_receivers.popWaiting())
        woken.pushFront(&waiter->g);
    const std::uint32_t receivers = woken.size();
    while (Waiter* waiter = m_senders.popWaiting())
        woken.pushFront(&waiter->g);
    if (m.tracing())
        m.emit(
            {.kind = EventKind::ChClose, .g = idOf(g), .a = m_number, .b = receivers, .c = woken.size() - receivers});
    give(m);
    while (G* next = woken.popFront())
        m.rt.scheduler.ready(m, *next, idOf(g));
}

void ChannelCore::sendTick(M& m, void* element) {
    static const G nobody{};  // the runtime sends
    take(m);
    const Step step = stepSend(m, nobody, element);
    if (step.came == Step::wait && m.tracing())
        m.emit({.kind = EventKind::TmDrop, .a = m_number});
    give(m);
    if (step.peer)
        m.rt.scheduler.ready(m, *step.peer, trace::kNoG);
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

namespace {

void waitForEver(EventKind kind, BlockReason reason) {
    G& g = runningG();
    if (g.unwinding)
        return;
    pollAt(g, trace::PreemptAt::call);
    if (g.m->tracing())
        g.m->emit({.kind = kind, .aux = word(ChanPath::nilForever), .g = idOf(g), .c = trace::kNoG});
    // Nobody has it to ready; only the end of the run leaves this.
    g.m->rt.scheduler.park(g, reason, 0, nullptr, nullptr);
}

}  // namespace

void ChannelCore::sendToNil() {
    waitForEver(EventKind::ChSend, BlockReason::chanSendNil);
}

void ChannelCore::receiveFromNil() {
    waitForEver(EventKind::ChRecv, BlockReason::chanReceiveNil);
}

void ChannelCore::closeNil() {
    G& g = runningG();
    if (!g.unwinding)
        g.m->rt.panic(g, "close of nil channel");
}

void ChannelCore::tellNilWouldBlock(EventKind kind) {
    G& g = runningG();
    if (!g.unwinding && g.m->tracing())
        g.m->emit({.kind = kind, .aux = word(ChanPath::wouldBlock), .g = idOf(g), .c = trace::kNoG});
}

}  // namespace interleave::gmp
