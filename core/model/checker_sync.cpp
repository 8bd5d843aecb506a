// Rules about channels. Their events are written under the object's own lock, or carry its stamp, so most
// of them hold in free time, too.
#include <algorithm>

#include "model/checker.h"
#include "model/checker_names.h"

namespace interleave::model {

using trace::ChanPath;
using trace::Event;
using trace::EventKind;

void Checker::checkSync(const WholeEvent& whole) {
    const Event& e = whole.event;
    switch (e.kind) {
        case EventKind::ChMake:
            if (e.a != 0)
                (m_channels[e.a] = {}).capacity = e.b;
            break;
        case EventKind::ChSend:
        case EventKind::ChRecv:
            checkChannel(e);
            break;
        case EventKind::ChClose:
            checkClose(e);
            break;
        case EventKind::SelBegin:
            checkSelectBegin(whole);
            break;
        case EventKind::SelEnd:
            checkSelectEnd(e);
            break;
        case EventKind::RwEv:
            checkRw(e);
            break;
        case EventKind::CondEv:
            checkCond(e);
            break;
        case EventKind::GoBlock:
            checkSelectWaits(e);
            [[fallthrough]];
        case EventKind::GoUnblock:
            followMutexQueue(e);
            followCondQueue(e);
            break;
        case EventKind::MuSpin:
            checkMutexSpin(e);
            break;
        case EventKind::MuLock:
        case EventKind::MuUnlock:
        case EventKind::MuMode:
            checkMutex(e);
            break;
        default:
            break;
    }
}

void Checker::checkChannel(const Event& e) {
    const bool send = e.kind == EventKind::ChSend;
    const std::string who = gName(e.g) + (send ? " sends" : " receives");
    const auto path = e.auxAs<ChanPath>();
    const auto found = m_channels.find(e.a);
    if (path == ChanPath::direct) {
        const Goroutine* peer = m_world.goroutine(e.c);
        const bool waits = peer && peer->status == GStatus::waiting &&
                           (peer->reason == trace::BlockReason::select ||
                            (peer->object == e.a &&
                             peer->reason == (send ? trace::BlockReason::chanReceive : trace::BlockReason::chanSend)));
        if (!waits)
            fail("C-01", who + " directly with " + gName(e.c) + ", which does not wait on that channel");
        if (send && e.b != 0)
            fail("C-04", who + " directly while the buffer holds " + std::to_string(e.b));
    }
    SelectNote* const select = selectOf(e.g);
    if (select)
        checkSelectsOperation(e, *select);
    if (found == m_channels.end())
        return;
    ChannelNote& channel = found->second;
    if (select && select->waits)
        return;  // it was done, and is told only now
    const std::string holds = " holds " + std::to_string(e.b) + " of " + std::to_string(channel.capacity);
    if (e.b > channel.capacity)
        fail("C-04", who + " on a channel that" + holds);
    const bool full = e.b == channel.capacity;
    channel.length = e.b;
    if (path == ChanPath::wouldBlock && couldBeDone(e.a | (send ? trace::kSelectSends : 0)))
        fail("C-12", who + " not, as if it had to wait");
    if (path == ChanPath::park && send && !full)
        fail("C-01", who + " and waits while the buffer" + holds);
    if (path == ChanPath::park && !send && e.b != 0)
        fail("C-02", who + " and waits while the buffer" + holds);
    if (path == ChanPath::direct && !send && !full)
        fail("C-04", who + " from a waiting sender while the buffer" + holds);
    if (path == ChanPath::buf && send && e.b == 0)
        fail("C-01", who + " into a buffer that is empty after it");
    // What is in the buffer of a closed channel is still received.
    const bool asOpen = path == ChanPath::park || path == ChanPath::direct || (send && path == ChanPath::buf);
    if (channel.closed && asOpen)
        fail(send ? "C-05" : "C-06", who + " as if the channel were not closed");
    if (path == ChanPath::closed && (!channel.closed || (!send && e.b != 0)))
        fail(send ? "C-05" : "C-06", who + " as if the channel were closed and empty");
    followWaiters(e, channel);
}

// Keeps the two queues of those who wait: first come, first served.
void Checker::followWaiters(const Event& e, ChannelNote& channel) {
    const bool send = e.kind == EventKind::ChSend;
    const auto path = e.auxAs<ChanPath>();
    if (path == ChanPath::park)
        (send ? channel.senders : channel.receivers).push_back(e.g);
    if (path != ChanPath::direct)
        return;
    auto& queue = send ? channel.receivers : channel.senders;
    const auto at = std::find(queue.begin(), queue.end(), e.c);
    if (at == queue.end()) {
        const Goroutine* peer = m_world.goroutine(e.c);
        if (peer && peer->status == GStatus::waiting && peer->reason == trace::BlockReason::select)
            fail("C-11", gName(e.g) + " serves " + gName(e.c) + ", which does not wait there any more");
        return;
    }
    if (at != queue.begin())
        fail(send ? "C-01" : "C-02",
             gName(e.g) + " serves " + gName(e.c) + " before " + gName(queue.front()) + ", which has waited longer");
    if (selectOf(e.c))
        winSelect(e.c, e.a | (send ? 0 : trace::kSelectSends));
    else
        queue.erase(at);
}

// Closing wakes all who wait: they are gathered on a stack, receivers first, and readied from its top.
void Checker::checkClose(const Event& e) {
    const auto found = m_channels.find(e.a);
    if (found == m_channels.end())
        return;
    ChannelNote& channel = found->second;
    if (channel.closed)
        fail("C-05", gName(e.g) + " closes a channel that is closed");
    channel.closed = true;
    std::vector<std::uint32_t> stack = wakeAll(channel.receivers, e.a);
    const std::vector<std::uint32_t> senders = wakeAll(channel.senders, e.a | trace::kSelectSends);
    if (e.b != stack.size() || e.c != senders.size())
        fail("C-05", gName(e.g) + " wakes " + std::to_string(e.b) + " receivers and " + std::to_string(e.c) +
                         " senders by closing; there wait " + std::to_string(stack.size()) + " and " +
                         std::to_string(senders.size()));
    stack.insert(stack.end(), senders.begin(), senders.end());
    if (!stack.empty())
        m_closers[e.g] = std::move(stack);
}

// All who wait in a queue, which is empty then; who selects is woken through one of its cases only.
std::vector<std::uint32_t> Checker::wakeAll(std::deque<std::uint32_t>& queue, std::uint32_t on) {
    std::vector<std::uint32_t> woken;
    while (!queue.empty()) {
        const std::uint32_t g = queue.front();
        woken.push_back(g);
        if (selectOf(g))
            winSelect(g, on);
        else
            queue.pop_front();
    }
    return woken;
}

void Checker::followCloser(const Event& unblock) {
    const auto closer = m_closers.find(unblock.a);
    if (closer == m_closers.end())
        return;
    std::vector<std::uint32_t>& stack = closer->second;
    if (unblock.g != stack.back())
        fail("C-05", gName(unblock.a) + " closed a channel and wakes " + gName(unblock.g) + " before " +
                         gName(stack.back()) + ", which came last");
    std::erase(stack, unblock.g);
    if (stack.empty())
        m_closers.erase(closer);
}

}  // namespace interleave::model
