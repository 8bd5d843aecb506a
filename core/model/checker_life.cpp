// Rules about how goroutines and runs end: panics, locked threads, fatal errors.
#include "model/checker.h"
#include "model/checker_names.h"

namespace interleave::model {

using trace::Event;
using trace::EventKind;

void Checker::checkLife(const Event& e) {
    switch (e.kind) {
        case EventKind::GoPanic:
        case EventKind::GoRecover:
        case EventKind::GoExitCall:
        case EventKind::GoEnd:
            checkPanic(e);
            break;
        case EventKind::GoLock:
        case EventKind::GoUnlock:
        case EventKind::GoStart:
            checkThreadLock(e);
            break;
        case EventKind::Fatal:
            checkFatal(e);
            break;
        default:
            break;
    }
}

void Checker::checkPanic(const Event& e) {
    if (e.kind == EventKind::GoEnd) {
        const auto found = m_panics.find(e.g);
        if (found != m_panics.end() && !found->second.lastIsRecovered && !m_exiting.contains(e.g))
            fail("Z-06", gName(e.g) + " ends, and nobody has recovered its panic");
        return;
    }
    checkRunning(e, e.kind == EventKind::GoPanic     ? "panics"
                    : e.kind == EventKind::GoRecover ? "recovers"
                                                     : "calls Goexit");
    if (e.kind == EventKind::GoExitCall) {
        m_exiting.insert(e.g);
        return;
    }
    if (e.kind == EventKind::GoPanic) {
        PanicNote& panic = m_panics[e.g];
        ++panic.open;
        panic.lastIsRecovered = false;
        return;
    }
    const auto found = m_panics.find(e.g);
    if (found == m_panics.end() || found->second.open == 0) {
        fail("Z-06", gName(e.g) + " recovers and has not panicked");
        return;
    }
    --found->second.open;
    found->second.lastIsRecovered = true;
}

void Checker::checkThreadLock(const Event& e) {
    if (e.kind == EventKind::GoStart) {
        const auto found = m_lockedTo.find(e.g);
        if (found != m_lockedTo.end() && found->second.m != e.m)
            fail("Z-08", gName(e.g) + " is locked to " + mName(found->second.m) + " and starts on " + mName(e.m));
        if (e.m == trace::kNoM)
            return;
        const std::uint32_t own = note(e.m).lockedG;
        if (own != 0 && own != e.g)
            fail("Z-08", gName(e.g) + " starts on " + mName(e.m) + ", to which " + gName(own) + " is locked");
        return;
    }
    checkRunning(e, "locks or unlocks its thread");
    LockNote& lock = m_lockedTo[e.g];
    const bool locks = e.kind == EventKind::GoLock;
    if (e.a != (locks ? lock.n + 1 : lock.n - 1))
        fail("Z-08",
             gName(e.g) + "'s locks of its thread go from " + std::to_string(lock.n) + " to " + std::to_string(e.a));
    lock = {e.m, e.a};
    if (e.m != trace::kNoM)
        note(e.m).lockedG = e.a != 0 ? e.g : 0;
    if (e.a == 0)
        m_lockedTo.erase(e.g);
}

// What is called a deadlock is one: nobody runs or could, and no timer is to come.
void Checker::checkFatal(const Event& e) {
    const auto kind = e.auxAs<trace::FatalKind>();
    if (!exact() || (kind != trace::FatalKind::deadlock && kind != trace::FatalKind::noGoroutines))
        return;
    for (const Processor& p : m_world.processors())
        if (p.status == trace::PStatus::running && p.running != 0) {
            fail("Z-02", "a deadlock is told while " + gName(p.running) + " runs");
            return;
        }
    const std::size_t runnable = m_world.countInPlace(PlaceKind::ring) + m_world.countInPlace(PlaceKind::runnext) +
                                 m_world.countInPlace(PlaceKind::global) + m_world.countInPlace(PlaceKind::transit);
    if (runnable != 0)
        fail("Z-02", "a deadlock is told and " + std::to_string(runnable) + " goroutines are runnable");
    const std::size_t busy = m_world.countInPlace(PlaceKind::sleeping) + m_world.countInPlace(PlaceKind::syscall);
    if (busy != 0)
        fail("Z-03", "a deadlock is told and " + std::to_string(busy) + " goroutines sleep or are in a system call");
    // The collector's workers are no goroutines of the program's.
    std::size_t left = 0;
    m_world.eachGoroutine([&left](const Goroutine& g) {
        left += g.place.kind != PlaceKind::waiting || g.reason != trace::BlockReason::gcWorkerIdle;
    });
    if ((kind == trace::FatalKind::noGoroutines) != (left == 0))
        fail("Z-05", std::to_string(left) + " goroutines are left, and the deadlock is told as if there were " +
                         (left == 0 ? "some" : "none"));
}

}  // namespace interleave::model
