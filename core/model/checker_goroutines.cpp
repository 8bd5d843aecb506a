// Rules about goroutines: their states, their slices, their system calls.
#include <utility>

#include "model/checker.h"
#include "model/checker_names.h"

namespace interleave::model {

using trace::Event;
using trace::EventKind;

void Checker::checkGoroutine(const WholeEvent& whole) {
    const Event& e = whole.event;
    switch (e.kind) {
        case EventKind::GoCreate:
            if (m_world.goroutine(e.g))
                fail("G-01", gName(e.g) + " is made while it lives");
            break;
        case EventKind::GoStart:
            checkStart(e);
            break;
        case EventKind::GoStop: {
            checkRunning(e, "stops");
            const auto why = e.auxAs<trace::StopWhy>();
            const auto dest = static_cast<trace::QueueDest>(e.a);
            const bool mayStay = m_options.newer && why == trace::StopWhy::preempt;
            const bool stays = mayStay && dest == trace::QueueDest::runnext && (!exact() || m_world.stopTheWorld());
            if (exact() && mayStay && m_world.stopTheWorld() && dest != trace::QueueDest::runnext)
                fail("V-09", gName(e.g) + " stops for the world and does not stay on its P");
            if (why != trace::StopWhy::yield && dest != trace::QueueDest::globTail && !stays)
                fail("P-11", gName(e.g) + " stops and does not go to the global tail");
            if (why == trace::StopWhy::yield && dest != trace::QueueDest::localTail)
                fail("P-12", gName(e.g) + " hands over and does not go to the local tail");
            if (why == trace::StopWhy::yield && exact() && (e.m == trace::kNoM || note(e.m).handedOver != e.g))
                fail("P-12", gName(e.g) + " hands over and has unlocked no starving mutex");
            if (why == trace::StopWhy::preempt && (e.m == trace::kNoM || note(e.m).preemptHit != e.g))
                fail("P-07", gName(e.g) + " is preempted without having seen a request");
            break;
        }
        case EventKind::GoBlock:
            checkRunning(e, "waits");
            break;
        case EventKind::GoEnd:
            checkRunning(e, "ends");
            break;
        case EventKind::GoUnblock:
            checkUnblock(e);
            break;
        case EventKind::SysBegin:
            checkRunning(e, "enters a system call");
            break;
        case EventKind::SysEnd:
            checkSyscall(e);
            break;
        case EventKind::PreemptHit:
            if (const Goroutine* g = m_world.goroutine(e.g); exact() && (!g || !g->preemptRequested))
                fail("P-07", gName(e.g) + " sees a request that nobody made in this slice");
            break;
        default:
            break;
    }
}

void Checker::checkRunning(const Event& e, std::string_view doing) {
    const Goroutine* g = m_world.goroutine(e.g);
    if (!g || g->status != GStatus::running) {
        fail("G-01", gName(e.g) + " " + std::string(doing) + " while it is not running");
        return;
    }
    if (g->m != e.m || (e.p != trace::kNoP && g->place.index != e.p))
        fail("G-02", gName(e.g) + " runs on " + mName(g->m) + " with " + pName(g->place.index) + " and " +
                         std::string(doing) + " on " + mName(e.m) + " with " + pName(e.p));
    if (e.m != trace::kNoM && note(e.m).owesWakep)
        fail("Q-03", mName(e.m) + " made a goroutine runnable and did not call wakep");
    if (!m_closers.empty() && m_closers.erase(e.g) != 0)
        fail("C-05", gName(e.g) + " closed a channel and leaves some who waited on it asleep");
}

void Checker::checkStart(const Event& e) {
    const auto source = e.auxAs<trace::StartSource>();
    const Goroutine* g = m_world.goroutine(e.g);
    const bool refused = source == trace::StartSource::parkRefused;
    if (!g) {
        fail("G-01", gName(e.g) + " starts and was never made");
    } else if (refused ? g->status != GStatus::waiting : g->status != GStatus::runnable) {
        fail("G-01", gName(e.g) + " starts while it is not runnable");
    } else if (!refused && g->place.kind != PlaceKind::transit) {
        fail("G-02", gName(e.g) + " starts while it is still in a queue");
    }
    if (m_expected.find(e.g) != IdMap::kNone && source != trace::StartSource::sysexit && !refused)
        fail("G-02", gName(e.g) + " starts before it was put into any queue");
    if (e.m != trace::kNoM && source == trace::StartSource::gcworker) {
        const bool woke = !note(e.m).owesWakep;
        if (std::exchange(note(e.m).pickedWorker, 0u) != e.g)
            fail("Z-14", gName(e.g) + " starts as a collector's worker and nobody said in which mode");
        else if (!woke)
            fail("Z-14", mName(e.m) + " takes up a collector's worker and wakes no other P");
    }
    if (m_stopped)
        fail("Z-10", gName(e.g) + " starts while the world stands still");
    if (refused && e.m != trace::kNoM && (note(e.m).parked != e.g || note(e.m).parkedOn != e.p || e.a == 0))
        fail("R-01", gName(e.g) + " was refused to park and does not go on at once in its slice");
    const Processor* p = processor(e.p);
    if (!p || p->status != trace::PStatus::running || p->m != e.m) {
        fail("G-02", gName(e.g) + " starts on " + pName(e.p) + ", which " + mName(e.m) + " does not hold");
        return;
    }
    if (p->running != 0)
        fail("G-02", gName(e.g) + " starts on " + pName(e.p) + ", which runs " + gName(p->running));
    const bool inherits = e.a != 0;
    const bool mayInherit = source == trace::StartSource::runnext || refused;
    if (inherits && !mayInherit)
        fail("Q-10", gName(e.g) + " inherits a slice and was not found in runnext");
    if (e.b != p->tick + (inherits ? 0 : 1))
        fail("Q-10", pName(e.p) + "'s tick goes from " + std::to_string(p->tick) + " to " + std::to_string(e.b));
    if (e.m == trace::kNoM)
        return;
    const MachineNote& m = note(e.m);
    if (const Machine* on = machine(e.m); on && on->spinning)
        fail("S-09", mName(e.m) + " starts " + gName(e.g) + " and still spins");
    if (m.stoppedSpinning)
        fail("S-09", mName(e.m) + " found work, stopped spinning and did not call wakep");
    if (m.owesWakep)
        fail("Q-03", mName(e.m) + " made a goroutine runnable and did not call wakep");
}

void Checker::checkUnblock(const Event& e) {
    const Goroutine* g = m_world.goroutine(e.g);
    if (!g || g->status != GStatus::waiting) {
        fail("G-01", gName(e.g) + " is made runnable while it does not wait");
        return;
    }
    using trace::BlockReason;
    if (g->reason == BlockReason::chanReceiveNil || g->reason == BlockReason::chanSendNil ||
        g->reason == BlockReason::selectNoCases)
        fail(g->reason == BlockReason::selectNoCases ? "C-12" : "C-07", gName(e.g) + " waits for ever and is woken");
    if (const SelectNote* select = selectOf(e.g); select && select->wonOn == 0)
        fail("C-11", gName(e.g) + " selects and is woken by none of its channels");
    if (exact() && g->deadline.count() != 0 && static_cast<std::int64_t>(e.time) < g->deadline.count())
        fail("T-07", gName(e.g) + " is woken before its time");
    // The collector wakes its own by its own ways: a worker into the hands of who found it, who waited to assist into
    // the global queue.
    const bool collectors = g->reason == BlockReason::gcWorkerIdle || g->reason == BlockReason::gcAssist;
    if (e.p != trace::kNoP && e.auxAs<trace::QueueDest>() != trace::QueueDest::runnext && !collectors)
        fail("R-03", gName(e.g) + " is made runnable and does not go to the waker's runnext");
    if (e.p == trace::kNoP && e.auxAs<trace::QueueDest>() != trace::QueueDest::globTail)
        fail("R-05", gName(e.g) + " is made runnable by who has no P and does not go to the global queue");
    if (!m_closers.empty())
        followCloser(e);
}

void Checker::checkSyscall(const Event& e) {
    const Goroutine* g = m_world.goroutine(e.g);
    if (!g || g->status != GStatus::syscall) {
        fail("G-01", gName(e.g) + " returns from a system call that it is not in");
        return;
    }
    if (g->m != e.m)
        fail("G-02", gName(e.g) + " returns from its system call on another M");
    const auto path = e.auxAs<trace::SyscallPath>();
    if (path != trace::SyscallPath::noP) {
        const Processor* p = processor(e.p);
        if (!p || p->status != trace::PStatus::running || p->m != e.m)
            fail("Y-06", gName(e.g) + " goes on after a system call on " + pName(e.p) + ", which " + mName(e.m) +
                             " does not hold");
    }
    if (e.m == trace::kNoM)
        return;
    const MachineNote& m = note(e.m);
    if (exact() && m.retaken && path == trace::SyscallPath::ownP)
        fail("P-06", mName(e.m) + " has its own P back, which was retaken in this call");
}

}  // namespace interleave::model
