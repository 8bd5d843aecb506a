// Rules about mutexes and conditions. Their events are written by who holds the object, or carry its stamp; what is
// told by who only looked at it is left out in free time.
#include <algorithm>

#include "model/checker.h"
#include "model/checker_names.h"

namespace interleave::model {

using trace::Event;
using trace::EventKind;

namespace {
constexpr std::uint64_t kStarvation = 1'000'000;  // ns
}  // namespace

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
        if (e.m != trace::kNoM && !mutex.starving &&
            std::exchange(note(e.m).owesMode, OwesMode::nothing) == OwesMode::none)
            fail("L-05", name + " turns normal while others wait for it, and its owner has waited long");
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
        if (exact() && handed && e.m != trace::kNoM)
            note(e.m).owesMode = e.wide() <= kStarvation || mutex.waiting == 0 ? OwesMode::normal : OwesMode::none;
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

// How many wait in a mutex's queue.
void Checker::followMutexQueue(const Event& e) {
    const bool blocks = e.kind == EventKind::GoBlock;
    const Goroutine* g = m_world.goroutine(e.g);
    const auto reason = blocks ? e.auxAs<trace::BlockReason>() : g ? g->reason : trace::BlockReason::chanReceive;
    if (reason != trace::BlockReason::mutexLock)
        return;
    MutexNote& mutex = m_mutexes[blocks ? e.a : g->object];
    if (blocks)
        ++mutex.waiting;
    else if (mutex.waiting > 0)
        --mutex.waiting;
}

// L-05: an owner that was handed the mutex ends the starvation if it waited for a short time or is the last one.
void Checker::checkMode(const Event& e) {
    const bool normal = e.kind == EventKind::MuMode && e.auxAs<trace::MuModeName>() == trace::MuModeName::normal;
    if (note(e.m).owesMode == OwesMode::normal && !normal)
        fail("L-05", mName(e.m) +
                         " has a mutex from its starving queue as the last, or after a short wait, and leaves it "
                         "starving");
    if (!normal)
        note(e.m).owesMode = OwesMode::nothing;
}

void Checker::checkRw(const Event& e) {
    if (e.a == 0)
        return;
    RwNote& rw = m_rwMutexes[e.a];
    switch (e.auxAs<trace::RwOp>()) {
        case trace::RwOp::rlock:
        case trace::RwOp::rblock:
        case trace::RwOp::runlock:
            checkReader(e, rw);
            break;
        default:
            checkWriter(e, rw);
            break;
    }
}

void Checker::checkReader(const Event& e, RwNote& rw) {
    const auto op = e.auxAs<trace::RwOp>();
    const std::string who = gName(e.g) + " reads";
    if (op == trace::RwOp::runlock) {
        if (rw.readers == 0 && e.m != trace::kNoM)
            note(e.m).owesFatal = true;
        rw.readers -= std::min(rw.readers, 1u);
        return;
    }
    if (op == trace::RwOp::rblock) {
        if (exact() && rw.writer == 0 && rw.nextWriter == 0)
            fail("L-07", gName(e.g) + " waits to read while nobody writes or waits for that");
        rw.blocked.push_back(e.g);
        ++rw.keptOut;
        return;
    }
    if (rw.writer != 0)
        fail("L-07", who + " while " + gName(rw.writer) + " writes");
    const bool waited = std::erase(rw.blocked, e.g) != 0;
    if (exact() && (waited ? rw.letIn == 0 : rw.nextWriter != 0))
        fail("L-07", who + " before " + (rw.nextWriter != 0 ? gName(rw.nextWriter) : "the writer") +
                         ", which came first to write");
    if (waited)
        rw.letIn -= std::min(rw.letIn, 1u);
    ++rw.readers;
}

void Checker::checkWriter(const Event& e, RwNote& rw) {
    const auto op = e.auxAs<trace::RwOp>();
    const std::string who = gName(e.g) + " writes";
    if (op == trace::RwOp::block) {
        rw.nextWriter = e.g;
        return;
    }
    if (op == trace::RwOp::unlock) {
        if (rw.writer == 0 && e.m != trace::kNoM)
            note(e.m).owesFatal = true;
        rw.writer = 0;
        rw.letIn += std::exchange(rw.keptOut, 0);
        return;
    }
    if (rw.writer != 0 || rw.readers != 0)
        fail("L-07",
             who + " while " + (rw.writer != 0 ? gName(rw.writer) + " writes" : std::to_string(rw.readers) + " read"));
    if (exact() && rw.letIn != 0)
        fail("L-07", who + " before " + std::to_string(rw.letIn) + " readers that the unlock let in");
    rw.writer = e.g;
    rw.nextWriter = 0;
}

void Checker::checkCond(const Event& e) {
    if (e.a == 0)
        return;
    CondNote& cond = m_conds[e.a];
    const auto op = e.auxAs<trace::CondOp>();
    const std::string ticket = std::to_string(e.b);
    if (op == trace::CondOp::wait) {
        if (e.b != cond.tickets)
            fail("L-09", gName(e.g) + " draws ticket " + ticket + " instead of " + std::to_string(cond.tickets));
        cond.tickets = e.b + 1;
        m_tickets[e.g] = e.b;
        return;
    }
    const bool all = op == trace::CondOp::broadcast;
    if (e.b != (all ? cond.tickets : cond.notified))
        fail("L-09", gName(e.g) + " notifies ticket " + ticket + " out of turn");
    if (all)
        cond.notified = cond.tickets;
    else if (cond.notified != cond.tickets)
        ++cond.notified;
}

// Who is parked on a Cond, and that the lowest ticket goes first.
void Checker::followCondQueue(const Event& e) {
    const bool blocks = e.kind == EventKind::GoBlock;
    const Goroutine* g = m_world.goroutine(e.g);
    const auto reason = blocks ? e.auxAs<trace::BlockReason>() : g ? g->reason : trace::BlockReason::chanReceive;
    if (reason != trace::BlockReason::condWait)
        return;
    CondNote& cond = m_conds[blocks ? e.a : g->object];
    const auto drawn = m_tickets.find(e.g);
    if (drawn == m_tickets.end())
        return fail("L-09", gName(e.g) + " waits on a Cond and has no ticket");
    if (blocks) {
        cond.waiting.emplace_back(drawn->second, e.g);
        return;
    }
    if (drawn->second >= cond.notified)
        fail("L-09", gName(e.g) + " is woken before its ticket was notified");
    for (const auto& [ticket, other] : cond.waiting)
        if (exact() && ticket < drawn->second)
            fail("L-09", gName(e.g) + " is woken before " + gName(other) + ", whose ticket is older");
    std::erase(cond.waiting, std::pair(drawn->second, e.g));
    m_tickets.erase(drawn);
}

}  // namespace interleave::model
