// Rules about channels and mutexes. Their events are written under the object's own lock, or carry its stamp, so most
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
                m_channels[e.a] =
                    ChannelNote{.capacity = e.b, .length = 0, .closed = false, .receivers = {}, .senders = {}};
            break;
        case EventKind::ChSend:
        case EventKind::ChRecv:
            checkChannel(e);
            break;
        case EventKind::ChClose:
            checkClose(e);
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
    if (found == m_channels.end())
        return;
    ChannelNote& channel = found->second;
    const std::string holds = " holds " + std::to_string(e.b) + " of " + std::to_string(channel.capacity);
    if (e.b > channel.capacity)
        fail("C-04", who + " on a channel that" + holds);
    const bool full = e.b == channel.capacity;
    channel.length = e.b;
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
    if (at == queue.end())
        return;  // a select, whose cases are not told
    if (at != queue.begin())
        fail(send ? "C-01" : "C-02",
             gName(e.g) + " serves " + gName(e.c) + " before " + gName(queue.front()) + ", which has waited longer");
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
    if (e.b != channel.receivers.size() || e.c != channel.senders.size())
        fail("C-05", gName(e.g) + " wakes " + std::to_string(e.b) + " receivers and " + std::to_string(e.c) +
                         " senders by closing; there wait " + std::to_string(channel.receivers.size()) + " and " +
                         std::to_string(channel.senders.size()));
    std::vector<std::uint32_t> stack(channel.receivers.begin(), channel.receivers.end());
    stack.insert(stack.end(), channel.senders.begin(), channel.senders.end());
    channel.receivers.clear();
    channel.senders.clear();
    if (!stack.empty())
        m_closers[e.g] = std::move(stack);
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

void Checker::checkMutexSpin(const Event& e) {
    const std::string who = gName(e.g) + " spins for a mutex";
    if (m_world.maxProcs() == 1)
        fail("L-02", who + " and there is one P");
    if (e.aux >= 4)
        fail("L-02", who + " in round " + std::to_string(e.aux + 1) + "; there are four");
    if (!exact())
        return;
    if (const Processor* p = processor(e.p); p && (p->runnext != 0 || p->ring.size != 0))
        fail("L-02", who + " while others wait in its P's queue");
    if (m_world.maxProcs() <= m_idlePs.size() + m_spinning + 1)
        fail("L-02", who + " and no other P runs anything");
}

void Checker::checkMutex(const Event& e) {
    if (e.a == 0)
        return;
    MutexNote& mutex = m_mutexes[e.a];
    const std::string name = "mutex " + std::to_string(e.a);
    if (e.kind == EventKind::MuMode) {
        mutex.starving = e.auxAs<trace::MuModeName>() == trace::MuModeName::starving;
        return;
    }
    if (e.kind == EventKind::MuLock) {
        if (mutex.holder != 0)
            fail("L-01", gName(e.g) + " locks " + name + ", which " + gName(mutex.holder) + " holds");
        mutex.holder = e.g;
        // A permit that was not handed over is anybody's, and one that was is not.
        const bool handed = e.auxAs<trace::MuPath>() == trace::MuPath::handoff;
        if (exact() && handed != mutex.starving)
            fail(handed ? "L-10" : "L-04", gName(e.g) + (handed ? " is handed " : " grabs ") + name + ", which is " +
                                               (mutex.starving ? "starving" : "not starving"));
        return;
    }
    const bool hands = e.auxAs<trace::MuUnlockPath>() == trace::MuUnlockPath::handoff;
    if (exact() && hands != mutex.starving)
        fail(hands ? "L-10" : "L-04", gName(e.g) + (hands ? " hands " : " does not hand ") + name + " over, which is " +
                                          (mutex.starving ? "starving" : "not starving"));
    // Unlocking what is not locked ends the run at once.
    if (mutex.holder == 0 && e.m != trace::kNoM)
        note(e.m).owesFatal = true;
    mutex.holder = 0;
    if (e.m != trace::kNoM && hands)
        note(e.m).handedOver = e.g;
}

}  // namespace interleave::model
