#include "model/checker.h"

#include <algorithm>
#include <utility>

namespace interleave::model {

using trace::Event;
using trace::EventKind;

void Checker::fail(std::string_view row, std::string sentence) {
    ++m_count;
    if (m_violations.size() < m_options.atMost)
        m_violations.push_back(Violation{m_index, row, std::move(sentence)});
}

Checker::MachineNote& Checker::note(std::uint16_t m) {
    if (m_machines.size() <= m)
        m_machines.resize(m + 1u);
    return m_machines[m];
}

Checker::ProcessorNote& Checker::noteP(std::uint16_t p) {
    if (m_processors.size() <= p)
        m_processors.resize(p + 1u);
    return m_processors[p];
}

const Processor* Checker::processor(std::uint32_t p) const {
    return p < m_world.processors().size() ? &m_world.processors()[p] : nullptr;
}

const Machine* Checker::machine(std::uint32_t m) const {
    return m < m_world.machines().size() ? &m_world.machines()[m] : nullptr;
}

// A P leaves the idle list; it has to be the one that came last.
void Checker::takeIdleP(std::uint16_t p, std::string_view by) {
    const auto found = std::find(m_idlePs.begin(), m_idlePs.end(), p);
    if (found == m_idlePs.end())
        return;
    if (exact() && m_idlePs.back() != p)
        fail("G-07", "P" + std::to_string(p) + " is taken " + std::string(by) + " before P" +
                         std::to_string(m_idlePs.back()) + ", which went idle last");
    m_idlePs.erase(found);
}

void Checker::add(const WholeEvent& whole) {
    m_index = whole.index;
    if (whole.event.kind == EventKind::Dropped)
        m_lossy = true;
    checkAlone(whole);
    if (!m_lossy && !m_ending) {
        if (m_unseenStarts != 0)
            settleStarts(whole.event);
        checkDebts(whole.event);
        checkStandstill(whole.event);
        if (exact())
            checkLostWakeup(whole.event);
        checkGoroutine(whole);
        checkQueues(whole);
        checkProcs(whole);
        checkOther(whole);
        checkTime(whole.event);
        checkSync(whole);
        remember(whole);
    }
    m_world.apply(whole.event, whole.ids, whole.text, whole.index);
}

void Checker::setLoose(std::uint16_t p, bool loose) {
    if (noteP(p).loose == loose)
        return;
    noteP(p).loose = loose;
    loose ? ++m_loosePs : --m_loosePs;
}

bool& Checker::wokeOne(std::uint32_t m) {
    return m < trace::kNoM ? note(static_cast<std::uint16_t>(m)).wokeOne : m_outsideWokeOne;
}

// S-11: whoever puts goroutines into the global queue and has no P starts an M for each, as long as Ps are idle. The
// sleeping ones are told of as they are woken; a new one says nothing before it begins.
void Checker::expectStarts(const Event& globPut) {
    if (!exact() || globPut.p != trace::kNoP || globPut.auxAs<trace::GlobEnd>() != trace::GlobEnd::tail)
        return;
    const std::size_t starts = std::min<std::size_t>(globPut.a, m_idlePs.size());
    const std::size_t sleepers = m_world.idleMs().size();
    m_unseenStarts = static_cast<std::uint32_t>(starts - std::min(starts, sleepers));
}

void Checker::settleStarts(const Event& next) {
    if (next.kind == EventKind::MUnpark)
        return;
    for (; m_unseenStarts != 0 && !m_idlePs.empty(); --m_unseenStarts) {
        setLoose(m_idlePs.back(), true);
        m_idlePs.pop_back();
    }
    m_unseenStarts = 0;
}

// What an M has to do before anything else.
void Checker::checkDebts(const Event& e) {
    if (e.m == trace::kNoM || e.kind == EventKind::NameDef)
        return;
    MachineNote& own = note(e.m);
    const bool givesAway = e.kind == EventKind::PState || e.kind == EventKind::PHandoff;
    if (own.mayBlock && !own.handedOff && !givesAway) {
        fail("Y-05", "M" + std::to_string(e.m) + " entered a call known to block and did not give its P away");
        own.handedOff = true;
    }
    if (own.owesMode != OwesMode::nothing)
        checkMode(e);
    if (std::exchange(own.owesFatal, false) && e.kind != EventKind::Fatal)
        fail("L-06", "M" + std::to_string(e.m) + " unlocked what was not locked, and the run goes on");
}

// What one event shows by itself.
void Checker::checkAlone(const WholeEvent& whole) {
    const Event& e = whole.event;
    const auto n = std::to_string(e.a);
    switch (e.kind) {
        case EventKind::RqPut:
        case EventKind::RqKick:
            if (e.a > 256)
                fail("Q-04", "a ring holds " + n + " goroutines; it has room for 256");
            break;
        case EventKind::RqSpill:
            if (e.a != 129 || whole.ids.size() != 129)
                fail("Q-05", "a full ring gives away " + n + " goroutines; it should be 129");
            else if (e.b != 128)
                fail("Q-05", "a spill leaves " + std::to_string(e.b) + " in the ring; it should be 128");
            break;
        case EventKind::RqSteal:
            if (e.a == e.p)
                fail("S-05", "a P steals from itself");
            if (e.b != whole.ids.size())
                fail("S-05", "a steal's count is not that of its goroutines");
            if (e.b == 0 || e.b > 128)
                fail("S-05", "a steal takes " + std::to_string(e.b) + " goroutines; it may be 1 to 128");
            if (e.c < 1 || e.c > 4)
                fail("S-04", "there are four steal passes, not a pass " + std::to_string(e.c));
            if (e.auxAs<trace::RqSlot>() == trace::RqSlot::runnext && (e.c != 4 || e.b != 1))
                fail("S-06",
                     "runnext is stolen in pass " + std::to_string(e.c) + "; it may be in pass 4 only, and alone");
            break;
        case EventKind::GlobGet:
            if (e.a == 0 || e.a != whole.ids.size())
                fail("Q-08", "a batch's count is not that of its goroutines");
            if (e.a > 128)
                fail("Q-08", "a batch of " + n + " from the global queue; the most is 128");
            if (e.c == 1 && e.a != 1)
                fail("Q-09", "the look on the 61st tick takes " + n + " goroutines; it takes one");
            break;
        case EventKind::GlobPut:
            if (e.a != whole.ids.size())
                fail("Q-07", "a put's count is not that of its goroutines");
            break;
        case EventKind::GoBlock:
            if (trace::nameOf(e.auxAs<trace::BlockReason>()).empty())
                fail("R-02", "a goroutine waits for no known reason");
            break;
        case EventKind::MUnpark:
            if (e.g != trace::kNoG)
                fail("S-12", "a woken thread is given G" + std::to_string(e.g) + "; it has to find work");
            break;
        case EventKind::TmFire:
            if (static_cast<std::int64_t>(e.wide()) < 0)
                fail("T-07", "a timer fires before its time");
            break;
        default:
            break;
    }
}

// What later rules need to know of this event, taken down before it is applied.
void Checker::remember(const WholeEvent& whole) {
    const Event& e = whole.event;
    const bool byM = e.m != trace::kNoM;
    if (byM)
        note(e.m).lastEvent = m_index;
    if (e.kind != EventKind::Wakep && e.kind != EventKind::MUnpark)
        wokeOne(e.m) = false;
    switch (e.kind) {
        case EventKind::GoCreate:
            if (byM && e.g != 1 && e.p != trace::kNoP)
                note(e.m).owesWakep = true;
            expect(e.g, e.p != trace::kNoP ? trace::QueueDest::runnext : trace::QueueDest::globTail);
            break;
        case EventKind::GoUnblock:
            if (byM)
                note(e.m).unblocked = e.g;
            if (e.auxAs<trace::QueueDest>() == trace::QueueDest::sameP)
                break;  // a collector's worker, which whoever found it starts at once
            if (byM && e.p != trace::kNoP && e.auxAs<trace::QueueDest>() == trace::QueueDest::runnext)
                note(e.m).owesWakep = true;
            expect(e.g, e.p == trace::kNoP ? trace::QueueDest::globTail : e.auxAs<trace::QueueDest>(),
                   e.p == trace::kNoP);
            break;
        case EventKind::GcWorker:
            if (byM) {
                note(e.m).pickedWorker = note(e.m).unblocked;
                note(e.m).owesWakep = e.auxAs<trace::GcMode>() != trace::GcMode::idle;
            }
            break;
        case EventKind::GoStop:
            expect(e.g, static_cast<trace::QueueDest>(e.a));
            // V-02: since 1.21 a yield is followed by wakep as a creation is.
            if (byM && m_options.newer && e.auxAs<trace::StopWhy>() != trace::StopWhy::yield)
                note(e.m).owesWakep = true;
            break;
        case EventKind::SysEnd:
            if (byM)
                note(e.m).retaken = note(e.m).mayBlock = false;
            break;
        case EventKind::GoStart:
            if (byM) {
                note(e.m).gaveUp = false;
                note(e.m).handedOver = 0;
            }
            m_expected.erase(e.g);
            break;
        case EventKind::GoEnd:
            m_ending = e.g == 1;
            break;
        case EventKind::GoPanic:
        case EventKind::Fatal:
            m_ending = true;
            break;
        case EventKind::MLimit:
            m_limited = true;
            break;
        case EventKind::RqPut:
        case EventKind::RqKick:
            m_expected.erase(e.g);
            if (const Processor* p = processor(e.p); p && p->ring.size == 0)
                noteP(e.p).ringFilled = m_index;
            break;
        case EventKind::RqSpill:
        case EventKind::GlobPut:
            for (const std::uint32_t g : whole.ids)
                m_expected.erase(g);
            if (e.kind == EventKind::RqSpill)
                for (const std::uint32_t g : whole.ids)
                    expect(g, trace::QueueDest::globTail);
            if (e.kind == EventKind::GlobPut)
                expectStarts(e);
            break;
        case EventKind::SysBegin:
            if (byM) {
                MachineNote& m = note(e.m);
                m.mayBlock = e.a != 0;
                m.handedOff = m.retaken = false;
            }
            break;
        case EventKind::PreemptHit:
            if (byM) {
                note(e.m).preemptHit = e.g;
                note(e.m).signalled = false;
            }
            break;
        case EventKind::PRetake:
            if (e.a < trace::kNoM)
                note(static_cast<std::uint16_t>(e.a)).retaken = true;
            break;
        case EventKind::PreemptMiss:
            if (byM)
                note(e.m).signalled = false;
            break;
        case EventKind::StwBegin:
            m_stopper = e.m;
            break;
        case EventKind::StwStopped:
            m_stopped = true;
            break;
        case EventKind::StwEnd:
            m_stopped = false;
            break;
        default:
            break;
    }
    if (!byM)
        return;
    if (e.kind != EventKind::PreemptHit)
        note(e.m).preemptHit = 0;
    note(e.m).parked = e.kind == EventKind::GoBlock ? e.g : 0;
    note(e.m).parkedOn = e.p;
}

std::vector<Violation> check(const Recording& recording, std::size_t atMost) {
    Checker checker(CheckOptions{
        .conducted = recording.meta().host != "free", .newer = recording.meta().profile == "go1.26", .atMost = atMost});
    recording.walk(0, recording.size(), [&checker](const WholeEvent& whole) {
        checker.add(whole);
        return true;
    });
    return checker.violations();
}

std::string textOf(const std::vector<Violation>& violations) {
    std::string text;
    for (const Violation& violation : violations)
        text += "event " + std::to_string(violation.event) + ": " + std::string(violation.row) + ": " +
                violation.sentence + '\n';
    return text;
}

}  // namespace interleave::model
