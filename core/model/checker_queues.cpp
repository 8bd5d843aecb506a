// Rules about run queues: who is in which, in what order, and how many move.
#include <algorithm>

#include "model/checker.h"
#include "model/checker_names.h"

namespace interleave::model {

using trace::Event;
using trace::EventKind;

namespace {

// The row that says where a goroutine has to go.
std::string_view rowOf(std::uint32_t wanted) {
    if ((wanted & ~0xFFu) != 0)
        return "R-05";
    switch (static_cast<trace::QueueDest>(wanted)) {
        case trace::QueueDest::runnext:
            return "R-03";
        case trace::QueueDest::globTail:
            return "P-11";
        case trace::QueueDest::localTail:
            return "P-12";
        default:
            return "G-02";
    }
}

}  // namespace

void Checker::checkQueues(const WholeEvent& whole) {
    switch (whole.event.kind) {
        case EventKind::RqPut:
            checkPut(whole.event);
            break;
        case EventKind::RqKick:
            checkKick(whole.event);
            break;
        case EventKind::RqGet:
            checkGet(whole.event);
            break;
        case EventKind::RqSpill:
            checkSpill(whole);
            break;
        case EventKind::RqSteal:
            checkSteal(whole);
            break;
        case EventKind::GlobPut:
            checkGlobPut(whole);
            break;
        case EventKind::GlobGet:
            checkGlobGet(whole);
            break;
        default:
            break;
    }
}

void Checker::checkInTransit(std::uint32_t id, std::string_view doing) {
    const Goroutine* g = m_world.goroutine(id);
    if (!g)
        fail("G-02", gName(id) + " " + std::string(doing) + " and was never made");
    else if (g->status != GStatus::runnable || g->place.kind != PlaceKind::transit)
        fail("G-02", gName(id) + " " + std::string(doing) + " while it is somewhere else");
}

void Checker::checkPut(const Event& e) {
    const bool next = e.auxAs<trace::RqSlot>() == trace::RqSlot::runnext;
    checkInTransit(e.g, "is put on a queue");
    if (const std::uint32_t wanted = m_expected.find(e.g); wanted != IdMap::kNone) {
        const auto dest = static_cast<trace::QueueDest>(wanted & 0xFF);
        const bool right = next ? dest == trace::QueueDest::runnext : dest == trace::QueueDest::localTail;
        if (!right)
            fail(rowOf(wanted),
                 gName(e.g) + " has to go to " + std::string(trace::nameOf(dest)) + " and goes elsewhere");
    }
    const Processor* p = processor(e.p);
    if (!p)
        return;
    if (p->m != e.m || p->status != trace::PStatus::running)
        fail("Q-06", "somebody puts " + gName(e.g) + " on the queue of " + pName(e.p) + " and does not own it");
    if (!exact())
        return;
    if (next && p->runnext != 0)
        fail("Q-02", gName(e.g) + " is put into a runnext that holds " + gName(p->runnext));
    if (e.a != p->ring.size + (next ? 0 : 1))
        fail("Q-04", pName(e.p) + "'s ring is said to hold " + std::to_string(e.a) + " and holds " +
                         std::to_string(p->ring.size + (next ? 0 : 1)));
}

void Checker::checkKick(const Event& e) {
    const Processor* p = processor(e.p);
    if (!p)
        return;
    if (p->m != e.m)
        fail("Q-06", "somebody kicks " + gName(e.g) + " and does not own " + pName(e.p));
    if (p->runnext != e.g)
        fail("Q-02", gName(e.g) + " is kicked out of a runnext that it is not in");
    if (exact() && e.a != p->ring.size + 1)
        fail("Q-04", pName(e.p) + "'s ring is said to hold " + std::to_string(e.a) + " and holds " +
                         std::to_string(p->ring.size + 1));
}

void Checker::checkGet(const Event& e) {
    const Processor* p = processor(e.p);
    const Goroutine* g = m_world.goroutine(e.g);
    const bool next = e.auxAs<trace::RqSlot>() == trace::RqSlot::runnext;
    const PlaceKind place = next ? PlaceKind::runnext : PlaceKind::ring;
    if (!p || !g || g->place != Place{place, e.p}) {
        fail("G-02", gName(e.g) + " is taken from a queue of " + pName(e.p) + " that it is not in");
        return;
    }
    if (!exact())
        return;
    if (!next && p->runnext != 0 && !m_world.stopTheWorld())
        fail("S-01", pName(e.p) + " looks into its ring before its runnext");
    if (!next && m_world.firstIn(p->ring) != e.g)
        fail("Q-06", gName(e.g) + " is not the head of " + pName(e.p) + "'s ring");
    if (e.a != p->ring.size - (next ? 0 : 1))
        fail("Q-04", pName(e.p) + "'s ring is said to hold " + std::to_string(e.a) + " and holds " +
                         std::to_string(p->ring.size - (next ? 0 : 1)));
    const Machine* m = machine(e.m);
    const bool looking = m && !m->spinning && !m_world.stopTheWorld();
    if (looking && p->tick % 61 == 0 && m_world.globalQueue().size > 0)
        fail("Q-09", pName(e.p) + " looks locally first on its 61st tick, and the global queue is not empty");
}

// The ids are to be the first of the queue, in order.
void Checker::checkHead(const GQueue& queue, std::span<const std::uint32_t> ids, std::string_view row,
                        std::string_view what) {
    std::uint32_t at = m_world.firstIn(queue);
    for (const std::uint32_t id : ids) {
        if (id != at) {
            fail(row, gName(id) + " is not next in " + std::string(what));
            return;
        }
        const Goroutine* g = m_world.goroutine(id);
        at = g ? m_world.nextAfter(*g) : 0;
    }
}

void Checker::checkSpill(const WholeEvent& whole) {
    const Processor* p = processor(whole.event.p);
    if (!p || whole.ids.empty())
        return;
    if (p->m != whole.event.m)
        fail("Q-06", "somebody spills the ring of " + pName(p->id) + " and does not own it");
    const std::uint32_t incoming = whole.ids.back();
    if (const Goroutine* g = m_world.goroutine(incoming);
        !g || (g->place.kind != PlaceKind::transit && g->place != Place{PlaceKind::runnext, p->id}))
        fail("Q-05", "the last that is spilled, " + gName(incoming) + ", is not the incoming one");
    if (!exact())
        return;
    if (p->ring.size != 256)
        fail("Q-05", pName(p->id) + " spills a ring of " + std::to_string(p->ring.size));
    checkHead(p->ring, whole.ids.first(whole.ids.size() - 1), "Q-05", "the ring that is spilled");
}

void Checker::checkSteal(const WholeEvent& whole) {
    const Event& e = whole.event;
    const Processor* victim = processor(e.a);
    const bool next = e.auxAs<trace::RqSlot>() == trace::RqSlot::runnext;
    for (const std::uint32_t id : whole.ids) {
        const Goroutine* g = m_world.goroutine(id);
        bool there = g && g->place.index == e.a &&
                     (next ? g->place.kind == PlaceKind::runnext : g->place.kind == PlaceKind::ring);
        // The owner may have put another into the slot, and told it, before the thief told what it took.
        if (!there && next && !m_options.conducted)
            there = g && g->place == Place{PlaceKind::transit, e.a};
        if (!there)
            fail("G-02", gName(id) + " is stolen from " + pName(e.a) + ", where it is not");
    }
    // Whoever walks over the rings looks for a request first; only the pause before a slot lies in between.
    if (exact() && !next && m_world.stopTheWorld())
        fail("S-07", pName(e.p) + " steals from " + pName(e.a) + " while the world is to stop");
    if (const Machine* m = machine(e.m); m && !m->spinning)
        fail("S-03", "M" + std::to_string(e.m) + " steals and does not spin");
    if (!exact() || !victim)
        return;
    if (victim->status == trace::PStatus::idle && !noteP(victim->id).loose)
        fail("S-05", pName(e.p) + " steals from " + pName(e.a) + ", which is idle");
    if (next) {
        // It looked at the ring before its pause, and that was after it told what it told last.
        if (victim->ring.size != 0 && e.m != trace::kNoM && noteP(victim->id).ringFilled <= note(e.m).lastEvent)
            fail("S-06", "the runnext of " + pName(e.a) + " is stolen and its ring is not empty");
        return;
    }
    const std::uint32_t half = victim->ring.size - victim->ring.size / 2;
    if (e.b != half)
        fail("S-05", pName(e.p) + " steals " + std::to_string(e.b) + " of " + std::to_string(victim->ring.size) +
                         "; half, rounded up, is " + std::to_string(half));
    checkHead(victim->ring, whole.ids, "S-05", "the victim's ring");
}

void Checker::checkGlobPut(const WholeEvent& whole) {
    const Event& e = whole.event;
    const bool atHead = e.auxAs<trace::GlobEnd>() == trace::GlobEnd::head;
    for (const std::uint32_t id : whole.ids) {
        checkInTransit(id, "is put on the global queue");
        const std::uint32_t wanted = m_expected.find(id);
        if (wanted == IdMap::kNone)
            continue;
        if (const auto dest = static_cast<trace::QueueDest>(wanted & 0xFF); dest != trace::QueueDest::globTail) {
            fail(rowOf(wanted),
                 gName(id) + " has to go to " + std::string(trace::nameOf(dest)) + " and goes to the global queue");
        }
    }
    if (atHead && !m_world.stopTheWorld())
        fail("Q-07", "goroutines are put at the head of the global queue");
    if (e.b != m_world.globalQueue().size + whole.ids.size())
        fail("Q-07", "the global queue is said to hold " + std::to_string(e.b) + " and holds " +
                         std::to_string(m_world.globalQueue().size + whole.ids.size()));
    // Put from outside: an M is started for it where a P is idle. A new one says so only when it runs.
    if (e.m == trace::kNoM && !atHead && m_world.idleMs().empty() && !m_idlePs.empty()) {
        setLoose(m_idlePs.back(), true);
        m_idlePs.pop_back();
    }
}

void Checker::checkGlobGet(const WholeEvent& whole) {
    const Event& e = whole.event;
    const std::uint32_t size = m_world.globalQueue().size;
    const std::uint32_t procs = std::max(1u, m_world.maxProcs());
    std::uint32_t share = std::min({size, size / procs + 1, 128u});
    if (e.c > 0)
        share = std::min(share, e.c);
    if (e.a != share)
        fail("Q-08", "a batch of " + std::to_string(e.a) + " from " + std::to_string(size) +
                         " in the global queue with " + std::to_string(procs) + " Ps; it should be " +
                         std::to_string(share));
    if (e.b + e.a != size)
        fail("Q-07", "the global queue is said to keep " + std::to_string(e.b) + " of " + std::to_string(size));
    checkHead(m_world.globalQueue(), whole.ids, "Q-07", "the global queue");
    const Processor* p = processor(e.p);
    if (!p)
        return;
    if (e.c == 1 && p->tick % 61 != 0)
        fail("Q-09", pName(e.p) + " takes one from the global queue on tick " + std::to_string(p->tick));
    if (exact() && e.c == 0 && (p->runnext != 0 || p->ring.size != 0))
        fail("S-01", pName(e.p) + " takes a batch from the global queue and its own is not empty");
}

}  // namespace interleave::model
