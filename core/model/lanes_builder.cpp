#include "model/lanes_builder.h"

namespace interleave::model {

using trace::Event;
using trace::EventKind;

namespace {

SliceState stateOf(const World& world, const Processor& p) {
    using trace::PStatus;
    switch (p.status) {
        case PStatus::idle:
            return SliceState::idle;
        case PStatus::syscall:
            return SliceState::syscall;
        case PStatus::gcstop:
            return SliceState::stopped;
        case PStatus::dead:
            return SliceState::offCore;
        case PStatus::running:
            break;
    }
    if (p.running != 0) {
        const Goroutine* g = world.goroutine(p.running);
        return g && g->collectorsWorker ? SliceState::collector : SliceState::running;
    }
    if (p.m != trace::kNoM && world.machines()[p.m].spinning)
        return SliceState::spinning;
    return SliceState::scheduling;
}

SliceState stateOf(const Machine& m) {
    switch (m.status) {
        case MStatus::running:
            return SliceState::running;
        case MStatus::spinning:
            return SliceState::spinning;
        case MStatus::scheduling:
            return SliceState::scheduling;
        case MStatus::syscall:
        case MStatus::netpoll:
            return SliceState::syscall;
        case MStatus::exited:
            return SliceState::offCore;
        case MStatus::none:
        case MStatus::parked:
            break;
    }
    return SliceState::idle;
}

}  // namespace

constexpr std::array<std::uint8_t, trace::kEventKinds> LanesBuilder::kMeanings = [] {
    std::array<std::uint8_t, trace::kEventKinds> meanings{};
    meanings.fill(kLook);
    for (const EventKind kind :
         {EventKind::GoCreate, EventKind::RqPut, EventKind::RqKick, EventKind::RqGet, EventKind::GlobPut,
          EventKind::GlobGet, EventKind::Wakep, EventKind::SmTick, EventKind::TmAdd, EventKind::TmFire,
          EventKind::ChSend, EventKind::ChRecv, EventKind::MuLock, EventKind::MuUnlock, EventKind::WgEv,
          EventKind::PreemptReq, EventKind::PreemptHit, EventKind::PreemptMiss})
        meanings[static_cast<std::size_t>(kind)] = 0;
    for (const EventKind kind : {EventKind::RqSteal, EventKind::GoStart, EventKind::PHandoff, EventKind::PState})
        meanings[static_cast<std::size_t>(kind)] |= kArrow;
    return meanings;
}();

LanesBuilder::LanesBuilder() {
    set(LaneKind::processor).kind = LaneKind::processor;
    set(LaneKind::machine).kind = LaneKind::machine;
    set(LaneKind::core).kind = LaneKind::core;
}

void LanesBuilder::add(const World& world, const Event& event, std::span<const std::uint32_t> ids,
                       std::uint64_t index) {
    if (event.kind == EventKind::GoStop && event.auxAs<trace::StopWhy>() == trace::StopWhy::preempt)
        for (const auto& [kind, id] : {std::pair{LaneKind::processor, event.p}, std::pair{LaneKind::machine, event.m}})
            if (id < set(kind).lanes.size())
                set(kind).lanes[id].markPreempted();
    const std::uint8_t meaning = kMeanings[static_cast<std::size_t>(event.kind)];
    if (meaning & kArrow)
        arrows(world, event, ids, index);
    if (!(meaning & kLook))
        return;
    switch (event.kind) {
        case EventKind::CoreSwitch:
            lookAtCore(world, event.a);
            return;
        case EventKind::RunBegin:
        case EventKind::ProcsChange:
            lookAtAll(world);
            return;
        default:
            break;
    }
    if (event.p < world.processors().size())
        lookAtP(world, event.p);
    if (event.m < world.machines().size()) {
        lookAtM(world, event.m);
        if (const std::uint16_t p = world.machines()[event.m].p; p < world.processors().size() && p != event.p)
            lookAtP(world, p);
    }
}

void LanesBuilder::extendTo(Time t) {
    for (LaneSet& each : m_sets)
        for (Lane& lane : each.lanes)
            lane.extendTo(t);
}

inline void LanesBuilder::show(LaneKind kind, std::size_t id, Time at, SliceState state, std::uint32_t g) {
    LaneSet& lanes = set(kind);
    if (lanes.lanes.size() <= id) [[unlikely]]
        lanes.lanes.resize(id + 1);
    Lane& lane = lanes.lanes[id];
    if (!lane.shows(state, g))
        lanes.slices += lane.open(at, state, g);
}

void LanesBuilder::lookAtP(const World& world, std::uint16_t id) {
    const Processor& p = world.processors()[id];
    const SliceState state = stateOf(world, p);
    std::uint32_t g = p.running;
    if (state == SliceState::syscall && p.m != trace::kNoM)
        g = world.machines()[p.m].g;
    show(LaneKind::processor, id, world.now(), state, g);
}

void LanesBuilder::lookAtM(const World& world, std::uint16_t id) {
    const Machine& m = world.machines()[id];
    show(LaneKind::machine, id, world.now(), stateOf(m), m.g);
}

void LanesBuilder::lookAtCore(const World& world, std::uint32_t id) {
    if (id >= world.cores().size())
        return;
    const CoreState& core = world.cores()[id];
    const bool idle = core.thread == 0xFFFF;
    show(LaneKind::core, id, world.now(), idle ? SliceState::idle : SliceState::running, idle ? 0 : core.thread);
}

void LanesBuilder::lookAtAll(const World& world) {
    for (std::size_t p = 0; p < world.processors().size(); ++p)
        lookAtP(world, static_cast<std::uint16_t>(p));
    for (std::size_t m = 0; m < world.machines().size(); ++m)
        lookAtM(world, static_cast<std::uint16_t>(m));
    for (std::size_t c = 0; c < world.cores().size(); ++c)
        lookAtCore(world, static_cast<std::uint32_t>(c));
}

void LanesBuilder::arrows(const World& world, const Event& event, std::span<const std::uint32_t> ids,
                          std::uint64_t index) {
    const Time now = world.now();
    switch (event.kind) {
        case EventKind::RqSteal:
            if (event.a < trace::kNoP && event.p < trace::kNoP)
                set(LaneKind::processor)
                    .arrows.push_back(LaneArrow{LaneArrow::Kind::steal, now, now, static_cast<std::uint16_t>(event.a),
                                                event.p, ids.empty() ? 0 : ids.back(), event.b, index});
            break;
        case EventKind::GoStart: {
            const World::Wake& wake = world.answeredWake();
            if (wake.p == trace::kNoP || wake.p == event.p)
                break;  // it was not woken, or stayed: nothing to point at
            set(LaneKind::processor)
                .arrows.push_back(LaneArrow{LaneArrow::Kind::wake, wake.time, now, wake.p, event.p, event.g, 1, index});
            break;
        }
        case EventKind::PHandoff:
            if (event.p >= trace::kNoP || event.a >= trace::kNoM)
                break;
            if (m_handoffs.size() <= event.p)
                m_handoffs.resize(event.p + 1u);
            m_handoffs[event.p] = Handoff{true, static_cast<std::uint16_t>(event.a), now};
            break;
        case EventKind::PState: {
            if (event.p >= m_handoffs.size() || !m_handoffs[event.p].open)
                break;
            if (static_cast<trace::PStatus>(event.a) != trace::PStatus::running)
                break;
            Handoff& handoff = m_handoffs[event.p];
            handoff.open = false;
            if (event.m < trace::kNoM && event.m != handoff.fromM)
                set(LaneKind::machine)
                    .arrows.push_back(
                        LaneArrow{LaneArrow::Kind::handoff, handoff.time, now, handoff.fromM, event.m, 0, 1, index});
            break;
        }
        default:
            break;
    }
}

}  // namespace interleave::model
