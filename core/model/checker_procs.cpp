// Rules about Ps, Ms, spinning, the poller, timers, channels and stop-the-world.
#include <algorithm>
#include <utility>

#include "model/checker.h"
#include "model/checker_names.h"

namespace interleave::model {

using trace::Event;
using trace::EventKind;
using trace::PStatus;

namespace {

bool legalEdge(PStatus from, PStatus to) {
    switch (from) {
        case PStatus::idle:
            return to == PStatus::running || to == PStatus::gcstop;
        case PStatus::running:
            return to == PStatus::idle || to == PStatus::syscall || to == PStatus::gcstop;
        case PStatus::syscall:
            return to == PStatus::idle || to == PStatus::running || to == PStatus::gcstop;
        case PStatus::gcstop:
            return to == PStatus::idle || to == PStatus::running || to == PStatus::dead;
        case PStatus::dead:
            return to == PStatus::gcstop;
    }
    return false;
}

bool startsM(trace::HandoffBranch branch) {
    return branch != trace::HandoffBranch::idleList && branch != trace::HandoffBranch::stwPending;
}

}  // namespace

void Checker::checkProcs(const WholeEvent& whole) {
    const Event& e = whole.event;
    switch (e.kind) {
        case EventKind::PState:
            checkState(e);
            break;
        case EventKind::MNew:
        case EventKind::MPark:
        case EventKind::MUnpark:
        case EventKind::MSpin:
            checkMachine(e);
            break;
        case EventKind::Wakep:
            checkWakep(e);
            break;
        case EventKind::PHandoff: {
            const auto branch = e.auxAs<trace::HandoffBranch>();
            if (const Machine* m = machine(e.m); m && m->status == MStatus::syscall) {
                if (!note(e.m).mayBlock)
                    fail("Y-04", mName(e.m) + " hands its P off on entering a call not known to block");
                note(e.m).handedOff = true;
            }
            const Processor* p = processor(e.p);
            if (exact() && p && branch == trace::HandoffBranch::idleList && (p->ring.size != 0 || p->runnext != 0))
                fail("G-05", pName(e.p) + " goes idle with work in its queue");
            if (!p)
                break;
            setLoose(e.p, startsM(branch));
            noteP(e.p).spinCounted = branch == trace::HandoffBranch::noSpinning;
            if (branch == trace::HandoffBranch::noSpinning)
                ++m_spinning;
            if (branch == trace::HandoffBranch::idleList)
                m_idlePs.push_back(e.p);
            break;
        }
        case EventKind::StwStopped:
            if (!exact())
                break;
            for (const Processor& p : m_world.processors())
                if (p.id < m_world.maxProcs() && p.status != PStatus::gcstop)
                    fail("Z-11", "the world is said to stand still and " + pName(p.id) + " does not");
            break;
        default:
            break;
    }
}

void Checker::checkState(const Event& e) {
    if (e.p == trace::kNoP)
        return;
    const auto from = e.auxAs<PStatus>();
    const auto to = static_cast<PStatus>(e.a);
    const auto why = static_cast<trace::PWhy>(e.b);
    const Processor* p = processor(e.p);
    ProcessorNote& own = noteP(e.p);
    if (own.known && p && p->status != from)
        fail("G-04", pName(e.p) + " leaves " + std::string(trace::nameOf(from)) + " and is " +
                         std::string(trace::nameOf(p->status)));
    if (!legalEdge(from, to))
        fail("G-04",
             pName(e.p) + " goes from " + std::string(trace::nameOf(from)) + " to " + std::string(trace::nameOf(to)));
    if (to == PStatus::running) {
        const Machine* m = machine(e.m);
        if (m && m->sysmon)
            fail("G-06", "the monitor takes " + pName(e.p));
        if (m && m->p != trace::kNoP && m->p != e.p)
            fail("G-06", mName(e.m) + " takes " + pName(e.p) + " and holds " + pName(m->p));
        if (m && m->status == MStatus::parked)
            fail("Y-02", mName(e.m) + " takes " + pName(e.p) + " while it is parked");
        if (e.m != trace::kNoM) {
            const std::uint16_t given = std::exchange(note(e.m).given, trace::kNoP);
            if (given != trace::kNoP && given != e.p)
                fail("Y-02", mName(e.m) + " was left " + pName(given) + " and takes " + pName(e.p));
        }
        if (m_world.maxProcs() != 0 && e.p >= m_world.maxProcs())
            fail("G-06", pName(e.p) + " runs and GOMAXPROCS is " + std::to_string(m_world.maxProcs()));
        if (from == PStatus::syscall && p && p->m != e.m)
            fail("Y-06", mName(e.m) + " takes back " + pName(e.p) + ", which is bound to another");
    }
    const bool loose = to == PStatus::idle && (why == trace::PWhy::handoff || why == trace::PWhy::retake);
    if (exact() && to == PStatus::idle && !loose && why != trace::PWhy::resize && p &&
        (p->ring.size != 0 || p->runnext != 0))
        fail("G-05", pName(e.p) + " goes idle with work in its queue");
    if (from == PStatus::idle) {
        if (to == PStatus::running && !own.loose)
            takeIdleP(e.p, "by " + mName(e.m));
        std::erase(m_idlePs, e.p);
    }
    if (why == trace::PWhy::release && e.m != trace::kNoM)
        note(e.m).gaveUp = true;
    // A P that resizing leaves idle with work is on its way to an M, too.
    setLoose(e.p, loose || (to == PStatus::idle && p && (p->ring.size != 0 || p->runnext != 0)));
    own.spinCounted = false;
    if (from == PStatus::running)
        own.stoppedM = to == PStatus::gcstop ? e.m : trace::kNoM;
    if (to == PStatus::idle && !own.loose)
        m_idlePs.push_back(e.p);
    own.known = true;
}

void Checker::checkMachine(const Event& e) {
    if (e.m == trace::kNoM)
        return;
    const Machine* m = machine(e.m);
    MachineNote& own = note(e.m);
    switch (e.kind) {
        case EventKind::MNew:
            if (m && m->status != MStatus::none && m->status != MStatus::exited)
                fail("Y-03", mName(e.m) + " is made twice");
            break;
        case EventKind::MPark:
            if (m && m->p != trace::kNoP)
                fail("Y-02", mName(e.m) + " parks and holds " + pName(m->p));
            if (m && m->spinning)
                fail("Y-02", mName(e.m) + " parks and still spins");
            if (m && m->status == MStatus::parked)
                fail("Y-02", mName(e.m) + " parks twice");
            if (m && m->g != 0)
                fail("G-02", mName(e.m) + " parks and runs " + gName(m->g));
            own = MachineNote{.lockedG = own.lockedG};
            own.waitsWithG = e.auxAs<trace::ParkPlace>() == trace::ParkPlace::withItsG;
            break;
        case EventKind::MUnpark: {
            if (!m || m->status != MStatus::parked)
                fail("Y-02", mName(e.m) + " is woken and is not parked");
            const bool former = m_options.newer && e.p != trace::kNoP && noteP(e.p).stoppedM == e.m;
            if (exact() && !former && !own.waitsWithG && !m_world.idleMs().empty() && m_world.idleMs().back() != e.m)
                fail("G-07", mName(e.m) + " is woken before " + mName(m_world.idleMs().back()) + ", which parked last");
            const Processor* p = processor(e.p);
            if (exact() && (!p || p->status != PStatus::idle))
                fail("Y-01", mName(e.m) + " is woken for " + pName(e.p) + ", which is not idle");
            if (e.aux != 0 && !(p && noteP(e.p).spinCounted))
                ++m_spinning;
            if (p) {
                if (!noteP(e.p).loose)
                    takeIdleP(e.p, "for " + mName(e.m));
                setLoose(e.p, true);
                noteP(e.p).spinCounted = false;
            }
            wokeOne(e.a) = e.aux != 0;
            own = MachineNote{.lockedG = own.lockedG};
            own.given = e.p;
            break;
        }
        case EventKind::MSpin: {
            const bool on = e.aux != 0;
            // A new M is told to spin by whoever started it; one that gave up and goes on spinning does not ask again.
            const bool asks = m && !m->spinning && m->p != trace::kNoP && !own.gaveUp;
            const auto idle = static_cast<std::uint32_t>(m_idlePs.size());
            if (exact() && on && asks && 2 * (e.a - 1) >= m_world.maxProcs() - idle)
                fail("S-03", mName(e.m) + " begins to spin as number " + std::to_string(e.a) + " with " +
                                 std::to_string(m_world.maxProcs() - idle) + " busy Ps");
            if (!on && m && !m->spinning)
                fail("S-09", mName(e.m) + " stops spinning and did not spin");
            m_spinning = e.a;
            own.stoppedSpinning = !on && !own.gaveUp;
            own.gaveUp = own.gaveUp && !on;
            break;
        }
        default:
            break;
    }
}

void Checker::checkWakep(const Event& e) {
    const auto result = e.auxAs<trace::WakepResult>();
    const bool woke = std::exchange(wokeOne(e.m), false);
    if (exact()) {
        if (result == trace::WakepResult::noIdleP && !m_idlePs.empty() && !m_limited)
            fail("S-08", "wakep finds no idle P and there are " + std::to_string(m_idlePs.size()));
        if (result == trace::WakepResult::alreadySpinning && m_spinning == 0)
            fail("S-08", "wakep finds a spinning M and there is none");
        if (result == trace::WakepResult::started && m_spinning > (woke ? 1u : 0u))
            fail("S-08", "wakep starts an M while another spins");
    }
    if (result == trace::WakepResult::started && !woke) {
        // A new M, which has not said anything yet: it has the P that went idle last, and spins.
        ++m_spinning;
        if (!m_idlePs.empty()) {
            setLoose(m_idlePs.back(), true);
            m_idlePs.pop_back();
        }
    }
    if (e.m == trace::kNoM)
        return;
    MachineNote& own = note(e.m);
    own.owesWakep = own.stoppedSpinning = false;
}

void Checker::checkOther(const WholeEvent& whole) {
    const Event& e = whole.event;
    switch (e.kind) {
        case EventKind::NetPoll:
        case EventKind::NetBreak:
            checkPoll(e);
            break;
        case EventKind::SysBegin:
            m_tried.insert(e.g);
            break;
        case EventKind::GoEnd:
            m_tried.erase(e.g);
            break;
        case EventKind::IoWait:
            if (m_tried.erase(e.g) == 0)
                fail("T-03", gName(e.g) + " waits for a descriptor and has not tried the call");
            break;
        case EventKind::IoReady:
            if (const Goroutine* g = m_world.goroutine(e.g); g && g->status != GStatus::waiting)
                fail("T-02", gName(e.g) + " is told that a descriptor is ready and does not wait");
            break;
        case EventKind::PreemptReq:
            if (const Processor* p = processor(e.p);
                p && p->m != trace::kNoM && e.auxAs<trace::PreemptVia>() == trace::PreemptVia::signal) {
                if (exact() && note(p->m).signalled)
                    fail("P-09", mName(p->m) + " is sent a second signal before it has seen the first");
                note(p->m).signalled = true;
            }
            break;
        default:
            break;
    }
}

void Checker::checkPoll(const Event& e) {
    if (e.kind == EventKind::NetBreak) {
        if (exact() && m_poller == trace::kNoM)
            fail("T-04", "the poller is broken and nobody waits in it");
        return;
    }
    if (e.m == trace::kNoM)
        return;
    const auto call = e.auxAs<trace::NetPollCall>();
    if (call == trace::NetPollCall::nonBlocking) {
        if (exact() && m_poller != trace::kNoM)
            fail("S-02", mName(e.m) + " looks into the poller while " + mName(m_poller) + " waits in it");
        if (exact() && m_world.countInPlace(PlaceKind::network) == 0)
            fail("S-02", mName(e.m) + " looks into the poller and nobody waits for anything");
        return;
    }
    const bool begins = call == trace::NetPollCall::blockBegin;
    if (begins && m_poller != trace::kNoM)
        fail("T-04", mName(e.m) + " blocks in the poller while " + mName(m_poller) + " does");
    if (!begins && m_poller != e.m)
        fail("T-04", mName(e.m) + " comes back from the poller and was not in it");
    if (begins)
        if (const Machine* m = machine(e.m); m && m->p != trace::kNoP)
            fail("G-06", mName(e.m) + " blocks in the poller and holds " + pName(m->p));
    m_poller = begins ? e.m : trace::kNoM;
}

// After StwStopped nobody works but who stopped the world.
void Checker::checkStandstill(const Event& e) {
    if (!m_stopped || e.m == trace::kNoM || e.m == m_stopper)
        return;
    switch (e.kind) {
        case EventKind::GoCreate:
        case EventKind::GoStop:
        case EventKind::GoBlock:
        case EventKind::GoUnblock:
        case EventKind::GoEnd:
        case EventKind::RqPut:
        case EventKind::RqKick:
        case EventKind::RqGet:
        case EventKind::RqSpill:
        case EventKind::RqSteal:
        case EventKind::GlobGet:
        case EventKind::SysBegin:
        case EventKind::TmFire:
        case EventKind::ChSend:
        case EventKind::ChRecv:
        case EventKind::ChClose:
        case EventKind::MuLock:
        case EventKind::MuUnlock:
            fail("Z-11", mName(e.m) + " works while the world stands still");
            break;
        default:
            break;
    }
}

// Work in a ring, an idle P, and nobody who looks for work or is on the way: that may last a moment, not 20 ms.
void Checker::checkLostWakeup(const Event& e) {
    constexpr std::uint64_t kLongest = 20'000'000;
    const bool lies = m_world.countInPlace(PlaceKind::ring) > 0 && !m_idlePs.empty() && m_spinning == 0 &&
                      m_loosePs == 0 && !m_limited && !m_world.stopTheWorld();
    if (!lies) {
        m_leftLying = 0;
    } else if (m_leftLying == 0) {
        m_leftLying = std::max<std::uint64_t>(1, m_now);
    } else if (e.time > m_leftLying + kLongest) {
        fail("S-10", "work has lain in a ring for " + std::to_string((e.time - m_leftLying) / 1'000'000) +
                         " ms while P" + std::to_string(m_idlePs.back()) + " was idle and nobody looked for work");
        m_leftLying = e.time;
    }
    m_now = e.time;
}

}  // namespace interleave::model
