#include "gmp/netpoll.h"

#include <algorithm>
#include <array>
#include <utility>

#include "gmp/runtime_impl.h"

namespace interleave::gmp {

using trace::EventKind;
using trace::QueueDest;

PollDesc* Netpoll::open(int fd, int& error) {
    PollDesc* desc = nullptr;
    {
        const LockGuard guard(m_lock);
        desc = &m_all.emplace_back(fd, static_cast<std::uint32_t>(m_all.size() + 1));
    }
    error = m_rt.host.network().watch(fd, reinterpret_cast<std::uintptr_t>(desc)).error;
    if (error == 0)
        return desc;
    desc->refs.fetch_or(PollDesc::kClosing);
    release(*desc);
    return nullptr;
}

bool Netpoll::use(PollDesc& desc) {
    std::uint32_t refs = desc.refs.load(std::memory_order_acquire);
    while ((refs & PollDesc::kClosing) == 0)
        if (desc.refs.compare_exchange_weak(refs, refs + 1, std::memory_order_acq_rel))
            return true;
    return false;
}

void Netpoll::release(PollDesc& desc) {
    // acq_rel: the last comes after all that the others did with the descriptor.
    if ((desc.refs.fetch_sub(1, std::memory_order_acq_rel) & ~PollDesc::kClosing) == 1)
        m_rt.host.network().close(desc.fd);
}

bool Netpoll::close(G& g, PollDesc& desc) {
    if ((desc.refs.fetch_or(PollDesc::kClosing) & PollDesc::kClosing) != 0)
        return false;
    for (const IoSide side : {IoSide::read, IoSide::write}) {
        if (G* waiting = unblock(*g.m, desc, side, false))
            m_rt.scheduler.ready(*g.m, *waiting, idOf(g));
        setDeadline(g, desc, side, std::nullopt);
    }
    release(desc);
    return true;
}

namespace {

// netpollblockcommit.
Given commitWait(M& m, G& g, void* argument) {
    auto& word = *static_cast<std::atomic<std::uintptr_t>*>(argument);
    std::atomic<std::int32_t>& waiters = m.rt.netpoll.waiters();
    // Counted first: whoever takes g out counts it down.
    waiters.fetch_add(1);
    std::uintptr_t expected = PollDesc::kWait;
    // Release: who takes g out finds it as it was left.
    if (word.compare_exchange_strong(expected, reinterpret_cast<std::uintptr_t>(&g), std::memory_order_acq_rel))
        return Given::away;
    waiters.fetch_sub(1);
    return Given::refused;
}

}  // namespace

bool Netpoll::wait(G& g, PollDesc& desc, IoSide side) {
    std::atomic<std::uintptr_t>& word = desc.word(side);
    for (;;) {
        std::uintptr_t seen = PollDesc::kReady;
        if (word.compare_exchange_strong(seen, PollDesc::kNil))
            return !desc.closing() && !desc.expired(side);
        seen = PollDesc::kNil;
        if (word.compare_exchange_strong(seen, PollDesc::kWait))
            break;
        if (seen != PollDesc::kReady)
            m_rt.fatal(g, "runtime: double wait", trace::FatalKind::none);
    }
    // After the word says wait: a close or a deadline that comes later finds it.
    if (desc.closing() || desc.expired(side)) {
        word.exchange(PollDesc::kNil);
        return false;
    }
    M& m = *g.m;
    if (m.tracing())
        m.emit({.kind = EventKind::IoWait, .aux = static_cast<std::uint8_t>(side), .g = idOf(g), .a = desc.number});
    m_rt.scheduler.parkIf(g, trace::BlockReason::ioWait, desc.number, commitWait, &word);
    return word.exchange(PollDesc::kNil) == PollDesc::kReady && !desc.closing() && !desc.expired(side);
}

void Netpoll::setDeadline(G& g, PollDesc& desc, IoSide side, std::optional<std::int64_t> when) {
    M& m = *g.m;
    PollDesc::Deadline& deadline = desc.deadline(side);
    std::shared_ptr<TimerBody> former;
    std::shared_ptr<TimerBody> next;
    const bool past = when && *when <= m_rt.now();
    if (when && !past) {
        next = std::make_shared<TimerBody>();
        next->kind = trace::TimerKind::ioDeadline;
        next->id = static_cast<std::uint32_t>(m_rt.state.timerSequence.fetch_add(1, std::memory_order_relaxed) + 1);
        next->atOnce = [this, &desc, side, timer = next.get()](M& on) { expire(on, desc, side, timer); };
    }
    {
        const LockGuard guard(m_lock);
        former = std::exchange(deadline.timer, next);
        deadline.passed.store(past);
    }
    if (former)
        m_rt.timers.stop(m, g, *former);
    if (next)
        m_rt.timers.arm(m, g, *next, *when, 0);
    if (past)
        if (G* waiting = unblock(m, desc, side, false))
            m_rt.scheduler.ready(m, *waiting, idOf(g));
}

void Netpoll::expire(M& m, PollDesc& desc, IoSide side, const TimerBody* timer) {
    PollDesc::Deadline& deadline = desc.deadline(side);
    std::shared_ptr<TimerBody> over;
    {
        const LockGuard guard(m_lock);
        if (deadline.timer.get() != timer)
            return;
        over = std::move(deadline.timer);
        deadline.passed.store(true);
    }
    if (G* g = unblock(m, desc, side, false))
        m_rt.scheduler.ready(m, *g, trace::kNoG);
}

// netpollunblock.
G* Netpoll::unblock(M& m, PollDesc& desc, IoSide side, bool ioReady) {
    std::atomic<std::uintptr_t>& word = desc.word(side);
    std::uintptr_t old = word.load();
    do {
        if (old == PollDesc::kReady || (old == PollDesc::kNil && !ioReady))
            return nullptr;
        // Acquire pairs with commitWait's release.
    } while (!word.compare_exchange_weak(old, ioReady ? PollDesc::kReady : PollDesc::kNil, std::memory_order_acq_rel));
    G* const g = old > PollDesc::kWait ? reinterpret_cast<G*>(old) : nullptr;
    if (g)
        m_waiters.fetch_sub(1);
    if (ioReady && m.tracing()) {
        if (g)
            m.takeOver(g->stamp);
        m.emit({.kind = EventKind::IoReady,
                .aux = static_cast<std::uint8_t>(side),
                .g = g ? idOf(*g) : trace::kNoG,
                .a = desc.number});
        if (g)
            g->stamp = m.stamp();
    }
    return g;
}

bool Netpoll::nobodyBlocks() const {
    return m_rt.state.lastPoll.load() != 0;
}

GList Netpoll::look(M& m) {
    std::array<kernel::IoReady, kernel::kIoReadyBatch> found;
    const int n = m_rt.host.lookIo(found);
    if (m.tracing())
        m.emit({.kind = EventKind::NetPoll,
                .aux = word(trace::NetPollCall::nonBlocking),
                .a = static_cast<std::uint32_t>(n)});
    return ready(m, std::span(found).first(static_cast<std::size_t>(n)));
}

GList Netpoll::ready(M& m, std::span<const kernel::IoReady> found) {
    GList gs;
    if (found.empty())
        return gs;
    {
        // A descriptor's tag comes back by way of the kernel, which orders nothing: after this, open() is over.
        const LockGuard guard(m_lock);
    }
    for (const kernel::IoReady& each : found) {
        auto& desc = *reinterpret_cast<PollDesc*>(static_cast<std::uintptr_t>(each.tag));
        if (each.read)
            if (G* g = unblock(m, desc, IoSide::read, true))
                gs.pushBack(g);
        if (each.write)
            if (G* g = unblock(m, desc, IoSide::write, true))
                gs.pushBack(g);
    }
    return gs;
}

void Netpoll::tellUnblock(M& m, G& g, QueueDest dest) {
    if (m.tracing()) {
        m.takeOver(g.stamp);
        m.emit({.kind = EventKind::GoUnblock, .aux = word(dest), .g = idOf(g), .a = trace::kNoG});
        g.stamp = m.stamp();
    }
    g.state.store(GState::runnable, std::memory_order_relaxed);
}

void Netpoll::takeUp(M& m, G& g) {
    tellUnblock(m, g, QueueDest::sameP);
}

void Netpoll::inject(M& m, GList& found) {
    if (found.empty())
        return;
    if (!m.p) {
        injectGlobally(m, found, found.size());
        return;
    }
    const auto idle = static_cast<std::uint32_t>(std::max(m_rt.state.idlePCount.load(), 0));
    injectGlobally(m, found, std::min(idle, found.size()));
    while (G* g = found.popFront()) {
        tellUnblock(m, *g, QueueDest::localTail);
        m_rt.queues.put(m, g, false);
    }
}

void Netpoll::injectGlobally(M& m, GList& found, std::uint32_t most) {
    if (most == 0)
        return;
    std::vector<G*> gs;
    for (std::uint32_t i = 0; i < most; ++i) {
        gs.push_back(found.popFront());
        tellUnblock(m, *gs.back(), QueueDest::globTail);
    }
    {
        const StateGuard guard(m_rt.state, m);
        m_rt.queues.putGlobalAll(m, gs, trace::GlobEnd::tail);
    }
    for (std::uint32_t i = 0; i < most && m_rt.state.idlePCount.load() != 0; ++i)
        if (!m_rt.threads.start(m, nullptr, false))
            break;
}

std::uint64_t Netpoll::closeAll() {
    const LockGuard guard(m_lock);
    std::uint64_t open = 0;
    for (PollDesc& desc : m_all)
        if ((desc.refs.load(std::memory_order_acquire) & ~PollDesc::kClosing) != 0) {
            m_rt.host.network().close(desc.fd);
            ++open;
        }
    m_all.clear();
    return open;
}

}  // namespace interleave::gmp
