// The steps of channels, for their own operations and for select, which does the same ones with several channels
// locked. Only their .cpp files include this. Always inlined: a call with its spilled registers costs a plain send a
// fifth of its time.
#pragma once

#include "gmp/channel_core.h"
#include "gmp/running.h"

namespace interleave::gmp {

[[gnu::always_inline]] inline void ChannelCore::take(M& m) {
    m_lock.lockAmongPs(m.p->queue.thieves());
    m.takeOver(m_stamp);
}

[[gnu::always_inline]] inline void ChannelCore::give(M& m) {
    m_stamp = m.stamp();
    m_lock.unlock();
}

[[gnu::always_inline]] inline void ChannelCore::tell(M& m, const G& g, trace::EventKind kind, trace::ChanPath path,
                                                     std::uint32_t peer) {
    if (m.tracing())
        m.emit({.kind = kind, .aux = word(path), .g = idOf(g), .a = m_number, .b = m_count, .c = peer});
}

[[gnu::always_inline]] inline ChannelCore::Step ChannelCore::stepSend(M& m, const G& g, void* element) {
    if (m_closed) {
        tell(m, g, trace::EventKind::ChSend, trace::ChanPath::closed, trace::kNoG);
        return {Step::closed, nullptr};
    }
    if (Waiter* receiver = m_receivers.popWaiting()) {
        if (receiver->element)
            m_move(receiver->element, element);
        receiver->success = true;
        tell(m, g, trace::EventKind::ChSend, trace::ChanPath::direct, idOf(receiver->g));
        return {Step::done, &receiver->g};
    }
    if (m_count < m_capacity) {
        m_move(slot(m_writeAt), element);
        m_writeAt = after(m_writeAt);
        ++m_count;
        tell(m, g, trace::EventKind::ChSend, trace::ChanPath::buf, trace::kNoG);
        return {Step::done, nullptr};
    }
    return {Step::wait, nullptr};
}

[[gnu::always_inline]] inline void ChannelCore::receiveFrom(Waiter& sender, void* element) {
    if (m_capacity == 0) {
        if (element)
            m_move(element, sender.element);
        return;
    }
    // The buffer is full: its head goes out, the sender's value in at the tail, which is the same slot.
    if (element)
        m_move(element, slot(m_readAt));
    m_move(slot(m_readAt), sender.element);
    m_readAt = after(m_readAt);
    m_writeAt = m_readAt;
}

[[gnu::always_inline]] inline ChannelCore::Step ChannelCore::stepReceive(M& m, const G& g, void* element) {
    if (m_closed && m_count == 0) {
        tell(m, g, trace::EventKind::ChRecv, trace::ChanPath::closed, trace::kNoG);
        return {Step::closed, nullptr};
    }
    if (Waiter* sender = m_senders.popWaiting()) {
        receiveFrom(*sender, element);
        sender->success = true;
        tell(m, g, trace::EventKind::ChRecv, trace::ChanPath::direct, idOf(sender->g));
        return {Step::done, &sender->g};
    }
    if (m_count > 0) {
        if (element)
            m_move(element, slot(m_readAt));
        m_readAt = after(m_readAt);
        --m_count;
        tell(m, g, trace::EventKind::ChRecv, trace::ChanPath::buf, trace::kNoG);
        return {Step::done, nullptr};
    }
    return {Step::wait, nullptr};
}

}  // namespace interleave::gmp
