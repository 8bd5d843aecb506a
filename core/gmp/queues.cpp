#include "gmp/queues.h"

#include <algorithm>
#include <array>

#include "base/assertion.h"

namespace interleave::gmp {

using trace::EventKind;

namespace {

using Ids = std::array<std::uint32_t, kRingCapacity + 1>;

std::span<const std::uint32_t> idsOf(std::span<G* const> gs, Ids& ids) {
    for (std::size_t i = 0; i < gs.size(); ++i)
        ids[i] = idOf(*gs[i]);
    return {ids.data(), gs.size()};
}

}  // namespace

void Queues::put(M& m, G* g, bool next) {
    P& p = *m.p;
    if (!next) {
        pushRing(m, p, g, EventKind::RqPut);
        return;
    }
    if (!m.tracing()) {
        if (G* kicked = p.queue.exchangeNext(g))
            pushRing(m, p, kicked, EventKind::RqKick);
        return;
    }
    // The kick is told before the put, for the slot holds one; a thief may empty it in between.
    G* kicked = p.queue.next();
    if (kicked && !p.queue.stealNext(kicked))
        kicked = nullptr;
    if (kicked)
        pushRing(m, p, kicked, EventKind::RqKick);
    m.emit({.kind = EventKind::RqPut, .aux = word(trace::RqSlot::runnext), .g = idOf(*g), .a = p.queue.ringSize()});
    g->stamp = m.stamp();
    p.queue.exchangeNext(g);
}

void Queues::pushRing(M& m, P& p, G* g, EventKind how) {
    while (p.queue.full())
        if (spill(m, p, g))
            return;
    if (m.tracing()) {
        // Told before it is done: from then on a thief may take it and tell that.
        trace::Event event{.kind = how, .g = idOf(*g), .a = p.queue.ringSize() + 1};
        if (how == EventKind::RqPut)
            event.aux = word(trace::RqSlot::tail);
        m.emit(event);
        g->stamp = m.stamp();
    }
    p.queue.push(g);
}

// runqputslow: the oldest half of the ring and the incoming G go to the global tail.
bool Queues::spill(M& m, P& p, G* incoming) {
    std::array<G*, kRingCapacity> half;
    if (!p.queue.popHalf(half))
        return false;
    std::array<G*, kRingCapacity + 1> batch;
    auto end = std::copy_n(half.begin(), RunQueue::kSpilled, batch.begin());
    if (kSpillExtra != 0)
        *end++ = incoming;
    const std::span<G* const> gs(batch.data(), static_cast<std::size_t>(end - batch.begin()));
    m.count(Tally::spills);
    if (m.tracing()) {
        for (const G* g : gs)
            m.takeOver(g->stamp);
        Ids ids;
        m.emitIds({.kind = EventKind::RqSpill,
                   .a = static_cast<std::uint32_t>(gs.size()),
                   .b = kRingCapacity - RunQueue::kSpilled},
                  idsOf(gs, ids));
    }
    const StateGuard guard(m_state, m);
    putGlobalAll(m, gs, trace::GlobEnd::tail);
    return kSpillExtra != 0;
}

trace::Event Queues::taken(const P& p, const Local& local) {
    return {.kind = EventKind::RqGet,
            .aux = word(local.inherit ? trace::RqSlot::runnext : trace::RqSlot::tail),
            .p = p.id,
            .g = idOf(*local.g),
            .a = local.left};
}

void Queues::tellPut(M& m, G* g) {
    const std::uint32_t id = idOf(*g);
    m.emitIds({.kind = EventKind::GlobPut, .aux = word(trace::GlobEnd::tail), .a = 1, .b = m_state.global.size()},
              {&id, 1});
    g->stamp = m.stamp();
}

void Queues::putGlobalAll(M& m, std::span<G* const> gs, trace::GlobEnd end) {
    if (end == trace::GlobEnd::tail)
        for (G* g : gs)
            m_state.global.pushBack(g);
    else
        std::for_each(gs.rbegin(), gs.rend(), [this](G* g) { m_state.global.pushFront(g); });
    m_state.globalSize.store(m_state.global.size(), std::memory_order_relaxed);
    if (!m.tracing())
        return;
    for (std::size_t done = 0; done < gs.size(); done += kRingCapacity) {
        const auto part = gs.subspan(done, std::min<std::size_t>(kRingCapacity, gs.size() - done));
        Ids ids;
        m.emitIds({.kind = EventKind::GlobPut,
                   .aux = word(end),
                   .a = static_cast<std::uint32_t>(part.size()),
                   .b = m_state.global.size()},
                  idsOf(part, ids));
    }
    for (G* g : gs)
        g->stamp = m.stamp();
}

std::uint32_t Queues::globalShare(std::uint32_t size, std::uint32_t procs, std::uint32_t max) {
    // With one P the share is all; the division would cost as much as the rest.
    std::uint32_t n = procs == 1 ? size : std::min(size, size / procs + 1);
    if (max > 0)
        n = std::min(n, max);
    return std::min(n, kGlobalGrabCap);
}

G* Queues::takeGlobal(M& m, std::uint32_t max) {
    const std::uint32_t size = m_state.global.size();
    if (size == 0)
        return nullptr;
    const auto procs = static_cast<std::uint32_t>(m_state.procs.load(std::memory_order_relaxed));
    const std::uint32_t n = globalShare(size, procs, max);
    if (!m.tracing()) {
        G* const first = m_state.global.popFront();
        for (std::uint32_t i = 1; i < n; ++i)
            pushRing(m, *m.p, m_state.global.popFront(), EventKind::RqPut);
        m_state.globalSize.store(m_state.global.size(), std::memory_order_relaxed);
        return first;
    }
    std::array<G*, kGlobalGrabRoom> batch;
    for (std::uint32_t i = 0; i < n; ++i)
        batch[i] = m_state.global.popFront();
    m_state.globalSize.store(m_state.global.size(), std::memory_order_relaxed);
    const std::span<G* const> gs(batch.data(), n);
    Ids ids;
    m.emitIds({.kind = EventKind::GlobGet, .a = n, .b = m_state.global.size(), .c = max}, idsOf(gs, ids));
    for (G* g : gs.subspan(1))
        pushRing(m, *m.p, g, EventKind::RqPut);
    return gs.front();
}

G* Queues::keepStolen(M& m, const P& from, std::span<G* const> gs, trace::RqSlot slot, std::uint32_t pass) {
    m.count(Tally::steals);
    m.count(Tally::stolenGs, gs.size());
    if (m.tracing()) {
        for (const G* g : gs)
            m.takeOver(g->stamp);
        Ids ids;
        m.emitIds({.kind = EventKind::RqSteal,
                   .aux = word(slot),
                   .a = from.id,
                   .b = static_cast<std::uint32_t>(gs.size()),
                   .c = pass},
                  idsOf(gs, ids));
    }
    for (G* g : gs.first(gs.size() - 1))
        pushRing(m, *m.p, g, EventKind::RqPut);
    return gs.back();
}

}  // namespace interleave::gmp
