// Rules about timers and contexts. Their events are written under their own locks, so they hold in free time, too.
#include <utility>

#include "model/checker.h"
#include "model/checker_names.h"

namespace interleave::model {

using trace::Event;
using trace::EventKind;
using trace::TimerKind;

namespace {

bool hasChannel(TimerKind kind) {
    return kind == TimerKind::timer || kind == TimerKind::ticker;
}

std::string timerName(std::uint32_t id) {
    return "timer " + std::to_string(id);
}

}  // namespace

void Checker::checkTime(const Event& e) {
    const auto kind = e.auxAs<TimerKind>();
    if (e.m != trace::kNoM && e.kind != EventKind::NameDef)
        checkFired(e);
    switch (e.kind) {
        case EventKind::TmAdd:
            if (kind != TimerKind::sleep)
                break;
            if (const Goroutine* g = m_world.goroutine(e.g); !g || g->status != GStatus::waiting)
                fail("T-06", gName(e.g) + " arms its timer before it sleeps");
            break;
        case EventKind::TmFire:
            if (kind != TimerKind::sleep)
                checkFire(e);
            break;
        case EventKind::TmStop: {
            // Since 1.23 a timer's channel is not told of while nobody waits on it.
            const bool armed = m_world.timer(e.a) != nullptr;
            if (e.aux != 0 ? !armed && !m_options.newer : armed)
                fail("T-11", gName(e.g) + " stops " + timerName(e.a) + ", which was" + (armed ? "" : " not") +
                                 " to fire, and is told that it was" + (armed ? " not" : ""));
            break;
        }
        case EventKind::TmDrop:
            if (const auto found = m_channels.find(e.a); found != m_channels.end()) {
                if (e.aux == 0 && found->second.length != found->second.capacity)
                    fail("T-08", "a tick is dropped while the channel has room");
                if (e.aux != 0)
                    found->second.length = 0;
            }
            break;
        case EventKind::CtxMake:
        case EventKind::CtxCancel:
            checkContext(e);
            break;
        default:
            break;
    }
}

void Checker::checkContext(const Event& e) {
    const std::string name = "context " + std::to_string(e.a);
    const auto parent = m_world.parentOfContext(e.a);
    if (e.kind == EventKind::CtxMake) {
        if (parent)
            fail("X-01", name + " is made twice");
    } else if (!parent) {
        fail("X-01", name + " is cancelled and was cancelled before, or never made");
    } else if (e.b != 0 && m_world.parentOfContext(*parent)) {
        fail("X-01", name + " is cancelled from above and its parent is not");
    }
}

void Checker::checkFire(const Event& e) {
    const auto kind = e.auxAs<TimerKind>();
    const bool mayBeTold = !m_options.newer || !hasChannel(kind);
    const ArmedTimer* timer = m_world.timer(e.a);
    if (!timer && mayBeTold)
        fail("T-05", timerName(e.a) + " fires and is in no heap");
    if (timer && timer->p != e.p)
        fail("T-05", timerName(e.a) + " fires on " + pName(e.p) + "'s heap and is on " + pName(timer->p) + "'s");
    if (timer && exact() && static_cast<std::int64_t>(e.time) < timer->when.count())
        fail("T-07", timerName(e.a) + " fires before its time");
    if (e.m == trace::kNoM)
        return;
    MachineNote& own = note(e.m);
    if (mayBeTold && kind != TimerKind::ioDeadline)
        own.owesFor = hasChannel(kind) ? MachineNote::tick : MachineNote::function;
    if (timer && kind == TimerKind::ticker) {
        own.rearms = e.a;
        own.firedAt = static_cast<std::uint64_t>(timer->when.count()) + e.wide();
    }
}

// What follows when a timer has fired: the next period, and the tick or the goroutine.
void Checker::checkFired(const Event& e) {
    MachineNote& own = note(e.m);
    if (const std::uint32_t ticker = std::exchange(own.rearms, 0u); ticker != 0) {
        if (e.kind != EventKind::TmAdd || e.a != ticker)
            fail("T-09", timerName(ticker) + " ticks and is not armed for its next period");
        else if (e.wide() <= own.firedAt)
            fail("T-09", timerName(ticker) + " is armed for a period that is over already");
        return;
    }
    const auto owed = std::exchange(own.owesFor, MachineNote::nothing);
    if (owed == MachineNote::tick && e.kind != EventKind::ChSend && e.kind != EventKind::TmDrop)
        fail("T-08", mName(e.m) + " fired a timer and neither sends its tick nor drops it");
    if (owed == MachineNote::function && (e.kind != EventKind::GoCreate || e.a != trace::kNoG))
        fail("T-10", mName(e.m) + " fired an AfterFunc and makes no goroutine for it");
}

}  // namespace interleave::model
