#include "ui/geometry/object_history.h"

#include <initializer_list>
#include <iterator>

namespace interleave::ui::geometry {

using trace::BlockReason;
using trace::Event;
using trace::EventKind;
using trace::ObjectKind;

namespace {

using Concerns = std::function<bool(const Event&)>;

struct Interest {
    model::KindSet kinds;
    Concerns concerns;  // null: all of these kinds
};

model::KindSet setOf(std::initializer_list<EventKind> kinds) {
    model::KindSet set;
    for (const EventKind kind : kinds)
        set.set(static_cast<std::size_t>(kind));
    return set;
}

// Waits that are told in the panel of channels and locks.
bool waitsForOthers(BlockReason reason) {
    switch (reason) {
        case BlockReason::sleep:
        case BlockReason::ioWait:
        case BlockReason::timerWait:
        case BlockReason::gcAssist:
        case BlockReason::gcWorkerIdle:
            return false;
        default:
            return true;
    }
}

Interest runQueueOf(std::uint32_t p) {
    return {setOf({EventKind::RqPut, EventKind::RqKick, EventKind::RqSpill, EventKind::RqGet, EventKind::RqSteal,
                   EventKind::GlobGet}),
            [p](const Event& event) {
                const bool ofSlot = event.kind == EventKind::RqPut || event.kind == EventKind::RqGet ||
                                    event.kind == EventKind::RqSteal;
                if (ofSlot && event.auxAs<trace::RqSlot>() == trace::RqSlot::runnext)
                    return false;
                return event.p == p || (event.kind == EventKind::RqSteal && event.a == p);
            }};
}

Interest runnextOf(std::uint32_t p) {
    return {setOf({EventKind::RqPut, EventKind::RqKick, EventKind::RqGet, EventKind::RqSteal}),
            [p](const Event& event) {
                if (event.kind == EventKind::RqKick)
                    return event.p == p;
                const bool stolen = event.kind == EventKind::RqSteal;
                return event.auxAs<trace::RqSlot>() == trace::RqSlot::runnext && (stolen ? event.a : event.p) == p;
            }};
}

Interest idleProcessors() {
    return {setOf({EventKind::PState, EventKind::Wakep}), [](const Event& event) {
                return event.kind == EventKind::Wakep || event.auxAs<trace::PStatus>() == trace::PStatus::idle ||
                       event.a == static_cast<std::uint32_t>(trace::PStatus::idle);
            }};
}

Interest syncObjects() {
    model::KindSet kinds = setOf({EventKind::GoBlock});
    for (std::size_t kind = 0; kind < trace::kEventKinds; ++kind)
        if (trace::descriptor(static_cast<EventKind>(kind)).group == trace::Group::Sync)
            kinds.set(kind);
    kinds.reset(static_cast<std::size_t>(EventKind::StackGrow));
    kinds.reset(static_cast<std::size_t>(EventKind::StackShrink));
    return {kinds, [](const Event& event) {
                return event.kind != EventKind::GoBlock || waitsForOthers(event.auxAs<BlockReason>());
            }};
}

// The event tells in a what it happens to, in each of these kinds.
model::KindSet kindsOf(ObjectKind kind) {
    switch (kind) {
        case ObjectKind::channel:
            return setOf({EventKind::ChMake, EventKind::ChSend, EventKind::ChRecv, EventKind::ChClose,
                          EventKind::TmDrop, EventKind::GoBlock});
        case ObjectKind::mutex:
            return setOf({EventKind::MuSpin, EventKind::MuLock, EventKind::MuUnlock, EventKind::MuMode, EventKind::RwEv,
                          EventKind::GoBlock});
        case ObjectKind::waitGroup:
            return setOf({EventKind::WgEv, EventKind::GoBlock});
        case ObjectKind::cond:
            return setOf({EventKind::CondEv, EventKind::GoBlock});
        case ObjectKind::timer:
            return setOf({EventKind::TmAdd, EventKind::TmFire, EventKind::TmStop, EventKind::TmLeave});
        case ObjectKind::context:
            return setOf({EventKind::CtxMake, EventKind::CtxCancel, EventKind::GoBlock});
        default:
            return setOf({EventKind::GoBlock});
    }
}

Interest syncObject(ObjectKind kind, std::uint32_t id) {
    return {kindsOf(kind), [kind, id](const Event& event) {
                if (event.kind == EventKind::GoBlock && kindOf(event.auxAs<BlockReason>()) != kind)
                    return false;
                return event.a == id;
            }};
}

Interest interestOf(const SelectedObject& object) {
    switch (object.type) {
        case ObjectType::runQueue:
            return runQueueOf(object.id);
        case ObjectType::runnext:
            return runnextOf(object.id);
        case ObjectType::globalQueue:
            return {setOf({EventKind::GlobPut, EventKind::GlobGet, EventKind::RqSpill}), nullptr};
        case ObjectType::timers:
            return {
                setOf({EventKind::TmAdd, EventKind::TmStop, EventKind::TmFire, EventKind::TmLeave, EventKind::TmDrop}),
                nullptr};
        case ObjectType::netpoller:
            return {setOf({EventKind::NetPoll, EventKind::NetBreak, EventKind::IoWait, EventKind::IoReady}), nullptr};
        case ObjectType::timersAndNetpoller:
            return {interestOf(SelectedObject::place(ObjectType::timers)).kinds |
                        interestOf(SelectedObject::place(ObjectType::netpoller)).kinds,
                    nullptr};
        case ObjectType::idleProcessors:
            return idleProcessors();
        case ObjectType::idleMachines:
            return {setOf({EventKind::MPark, EventKind::MUnpark}), nullptr};
        case ObjectType::syscallMachines:
            return {setOf({EventKind::SysBegin, EventKind::SysEnd, EventKind::PRetake}), nullptr};
        case ObjectType::sysmon:
            return {setOf({EventKind::SmTick, EventKind::SmSleep, EventKind::SmWake, EventKind::PreemptReq,
                           EventKind::PRetake}),
                    nullptr};
        case ObjectType::syncObjects:
            return syncObjects();
        case ObjectType::syncObject:
            return syncObject(object.kind, object.id);
        default:
            return {};
    }
}

}  // namespace

trace::ObjectKind kindOf(trace::BlockReason reason) {
    using trace::BlockReason;
    switch (reason) {
        case BlockReason::mutexLock:
        case BlockReason::rwMutexRLock:
        case BlockReason::rwMutexLock:
            return trace::ObjectKind::mutex;
        case BlockReason::waitGroupWait:
            return trace::ObjectKind::waitGroup;
        case BlockReason::condWait:
            return trace::ObjectKind::cond;
        case BlockReason::semacquire:
            return trace::ObjectKind::semaphore;
        case BlockReason::timerWait:
            return trace::ObjectKind::timer;
        default:
            return trace::ObjectKind::channel;
    }
}

void ObjectHistory::setRecording(std::shared_ptr<const model::Recording> recording) {
    m_recording = std::move(recording);
    m_object = {};
    m_events.clear();
}

std::vector<model::FullEvent> ObjectHistory::search(model::EventIndex from, model::EventIndex position) const {
    switch (m_object.type) {
        case ObjectType::none:
            return {};
        case ObjectType::goroutine:
            return m_recording->lastEventsOf(m_object.id, position, m_limit, from);
        case ObjectType::processor:
            return m_recording->lastEventsOfP(static_cast<std::uint16_t>(m_object.id), position, m_limit, from);
        case ObjectType::machine:
            return m_recording->lastEventsOfM(static_cast<std::uint16_t>(m_object.id), position, m_limit, from);
        default: {
            const Interest interest = interestOf(m_object);
            return m_recording->lastEventsOfKinds(interest.kinds, interest.concerns, position, m_limit, from);
        }
    }
}

const std::vector<model::FullEvent>& ObjectHistory::at(const SelectedObject& object, model::EventIndex position,
                                                       std::size_t limit) {
    if (!m_recording) {
        m_events.clear();
        return m_events;
    }
    const bool goesOn = object == m_object && limit == m_limit && position >= m_position;
    m_object = object;
    m_limit = limit;
    if (!goesOn) {
        m_events = search(0, position);
    } else if (position > m_position) {
        std::vector<model::FullEvent> fresh = search(m_position, position);
        m_events.insert(m_events.end(), std::make_move_iterator(fresh.begin()), std::make_move_iterator(fresh.end()));
        if (m_events.size() > limit)
            m_events.erase(m_events.begin(), m_events.end() - static_cast<std::ptrdiff_t>(limit));
    }
    m_position = position;
    return m_events;
}

}  // namespace interleave::ui::geometry
