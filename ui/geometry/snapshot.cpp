#include "ui/geometry/snapshot.h"

#include <algorithm>
#include <map>

#include "ui/geometry/object_history.h"

namespace interleave::ui::geometry {
namespace {

constexpr std::size_t kRingShown = 96;  // more than a card has slots for
constexpr std::size_t kGlobalShown = 48;
constexpr std::size_t kSleepersRead = 4096;
constexpr std::size_t kWaitingRead = 4096;
constexpr std::size_t kListShown = 64;
constexpr std::size_t kTimersShown = 16;
constexpr std::size_t kWaitersShown = 24;
constexpr std::size_t kCasesShown = 6;
constexpr std::uint64_t kTransitSearch = 200'000;

using model::GStatus;
using model::MStatus;
using model::PlaceKind;

}  // namespace

const GoroutineView* StageSnapshot::goroutine(std::uint32_t id) const {
    const auto it = goroutines.find(id);
    return it == goroutines.end() ? nullptr : &it->second;
}

const MachineView* StageSnapshot::machine(std::uint16_t id) const {
    const auto it = std::ranges::lower_bound(machines, id, {}, &MachineView::id);
    return it == machines.end() || it->id != id ? nullptr : &*it;
}

Snapshotter::Snapshotter(std::shared_ptr<const model::Recording> recording) : m_recording(std::move(recording)) {}

StageSnapshot Snapshotter::take(const model::World& world, std::span<const model::Move> moves) {
    StageSnapshot out;
    out.now = world.now();
    out.counters = world.counters();
    out.live = static_cast<std::uint32_t>(world.liveGoroutines());
    out.sysmonDelay = world.sysmonDelay();
    out.stopTheWorld = world.stopTheWorld();
    out.ended = world.ended();
    out.runStatus = world.status().value_or(trace::RunStatus::ok);
    out.global = world.queueIds(world.globalQueue(), kGlobalShown);
    out.globalSize = world.globalQueue().size;
    takeProcessors(world, out);
    takeMachines(world, out);
    takeSleepers(world, out);
    takeTimers(world, out);
    out.network = world.inPlace(PlaceKind::network, kListShown);
    out.networkSize = static_cast<std::uint32_t>(world.countInPlace(PlaceKind::network));
    takeWaiting(world, out);
    followTransit(world, moves);
    takeTransit(world, out);
    takeGoroutines(world, out);
    return out;
}

void Snapshotter::takeProcessors(const model::World& world, StageSnapshot& out) const {
    for (const model::Processor& p : world.processors()) {
        if (p.id >= world.maxProcs() || p.status == trace::PStatus::dead)
            continue;
        ProcessorView view;
        view.id = p.id;
        view.status = p.status;
        view.m = p.m;
        view.running = p.running;
        view.runnext = p.runnext;
        view.ring = world.queueIds(p.ring, kRingShown);
        view.ringSize = p.ring.size;
        view.sliceStart = p.sliceStart;
        view.since = p.since;
        view.tick = p.tick;
        view.timers = p.timers;
        if (p.m < world.machines().size()) {
            const model::Machine& m = world.machines()[p.m];
            view.spinning = m.spinning && p.running == 0;
            if (p.status == trace::PStatus::syscall)
                view.running = m.g;
        }
        out.processors.push_back(std::move(view));
    }
}

void Snapshotter::takeMachines(const model::World& world, StageSnapshot& out) {
    std::unordered_map<std::uint16_t, int> coreOfThread;
    for (std::size_t core = 0; core < world.cores().size(); ++core)
        coreOfThread[world.cores()[core].thread] = static_cast<int>(core);
    std::vector<std::uint16_t> seated;
    for (const ProcessorView& p : out.processors)
        seated.push_back(p.m);
    const auto idle = world.idleMs();
    for (const model::Machine& m : world.machines()) {
        if (m.sysmon && m.status == MStatus::exited) {
            out.sysmonM = m.id;
            out.sysmonEnded = true;
        }
        if (m.status == MStatus::none || m.status == MStatus::exited)
            continue;
        MachineView view{m.id, m.status, m.p, m.g, osTid(m.thread), -1, m.spinning, m.sysmon, m.since};
        if (const auto it = coreOfThread.find(m.thread); it != coreOfThread.end() && m.thread != 0xFFFF)
            view.core = it->second;
        out.machines.push_back(view);
        if (m.sysmon) {
            out.sysmonM = m.id;
            continue;
        }
        const bool atP = std::ranges::find(seated, m.id) != seated.end();
        const bool isIdle = std::ranges::find(idle, m.id) != idle.end();
        if (atP || isIdle)
            continue;
        (m.status == MStatus::syscall ? out.syscallMs : out.looseMs).push_back(m.id);
    }
    out.idleMs.assign(idle.begin(), idle.end());
    std::ranges::stable_sort(out.syscallMs, {}, [&](std::uint16_t m) { return world.machines()[m].since; });
}

void Snapshotter::takeSleepers(const model::World& world, StageSnapshot& out) const {
    out.sleepersSize = static_cast<std::uint32_t>(world.countInPlace(PlaceKind::sleeping));
    out.sleepers = world.inPlace(PlaceKind::sleeping, kSleepersRead);
    const auto deadline = [&](std::uint32_t id) {
        const model::Goroutine* g = world.goroutine(id);
        return g && g->deadline.count() > 0 ? g->deadline : Time::max();
    };
    std::ranges::stable_sort(out.sleepers, {}, deadline);
    out.sleepers.resize(std::min(out.sleepers.size(), kListShown));
}

void Snapshotter::takeTimers(const model::World& world, StageSnapshot& out) {
    out.timersSize = static_cast<std::uint32_t>(world.countTimers());
    for (const model::ArmedTimer& timer : world.earliestTimers(kTimersShown))
        out.timers.push_back({timer.id, timer.kind, timer.p, timer.when, name(trace::ObjectKind::timer, timer.id)});
}

void Snapshotter::takeWaiting(const model::World& world, StageSnapshot& out) {
    out.waitingSize = static_cast<std::uint32_t>(world.countInPlace(PlaceKind::waiting));
    std::unordered_map<std::uint64_t, std::size_t> rowOf;
    std::map<std::string, std::size_t> rowOfSelect;
    for (const std::uint32_t id : world.inPlace(PlaceKind::waiting, kWaitingRead)) {
        const model::Goroutine* g = world.goroutine(id);
        if (!g)
            continue;
        const trace::ObjectKind kind = kindOf(g->reason);
        const std::uint64_t key = static_cast<std::uint64_t>(kind) << 40 | static_cast<std::uint64_t>(g->object) << 8 |
                                  (g->object == 0 ? static_cast<std::uint64_t>(g->reason) : 0);
        const std::string cases = selectText(world.selectCases(id));
        const std::size_t next = out.waiting.size();
        const std::size_t at = cases.empty() ? rowOf.try_emplace(key, next).first->second
                                             : rowOfSelect.try_emplace(cases, next).first->second;
        if (at == next)
            out.waiting.push_back({kind, g->reason, g->object, cases.empty() ? name(kind, g->object) : cases, {}, 0});
        WaitRow& row = out.waiting[at];
        ++row.size;
        if (row.ids.size() < kWaitersShown)
            row.ids.push_back(id);
    }
}

// What a goroutine selects over, as Go writes it: "<-results, work<-". Those that select over the same are one row.
std::string Snapshotter::selectText(std::span<const std::uint32_t> cases) {
    std::string text;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const std::uint32_t channel = cases[i] & ~trace::kSelectSends;
        if (channel == 0)
            continue;
        text += text.empty() ? "" : ", ";
        if (i == kCasesShown)
            return text + "\u2026";
        const std::string& known = name(trace::ObjectKind::channel, channel);
        const std::string called = known.empty() ? "chan " + std::to_string(channel) : known;
        text += (cases[i] & trace::kSelectSends) != 0 ? called + "<-" : "<-" + called;
    }
    return text;
}

// A World lists no goroutines in transit; those seen to go there are remembered. Where some are missing (after a
// jump), all ids are looked through once.
void Snapshotter::followTransit(const model::World& world, std::span<const model::Move> moves) {
    for (const model::Move& move : moves)
        if (move.to.kind == PlaceKind::transit)
            m_transit.push_back(move.g);
    const auto gone = [&](std::uint32_t id) {
        const model::Goroutine* g = world.goroutine(id);
        return !g || g->place.kind != PlaceKind::transit;
    };
    std::erase_if(m_transit, gone);
    std::ranges::sort(m_transit);
    m_transit.erase(std::ranges::unique(m_transit).begin(), m_transit.end());
    const std::size_t all = world.countInPlace(PlaceKind::transit);
    const std::uint64_t last = std::min(world.counters().gsCreated * 2 + 1024, kTransitSearch);
    for (std::uint32_t id = 1; m_transit.size() < all && id <= last; ++id)
        if (!gone(id) && std::ranges::find(m_transit, id) == m_transit.end())
            m_transit.push_back(id);
}

void Snapshotter::takeTransit(const model::World& world, StageSnapshot& out) const {
    for (const std::uint32_t id : m_transit) {
        const std::uint32_t p = world.goroutine(id)->place.index;
        const auto it = std::ranges::find(out.processors, p, &ProcessorView::id);
        if (it == out.processors.end()) {
            out.lostHand.push_back(id);
            continue;
        }
        ++it->handSize;
        if (it->hand.size() < 4)
            it->hand.push_back(id);
    }
}

void Snapshotter::takeGoroutines(const model::World& world, StageSnapshot& out) {
    const auto add = [&](std::uint32_t id) {
        const model::Goroutine* g = id == 0 ? nullptr : world.goroutine(id);
        if (!g || out.goroutines.contains(id))
            return;
        out.goroutines.emplace(
            id, GoroutineView{id, g->status, g->reason, g->syscall, g->place, g->parent, g->line, g->object,
                              name(trace::ObjectKind::function, g->function), g->since, g->deadline,
                              g->ran + (g->place.kind == PlaceKind::running ? out.now - g->since : Duration{0}),
                              g->preemptRequested, g->collectorsWorker});
    };
    const auto addAll = [&](const std::vector<std::uint32_t>& ids) { std::ranges::for_each(ids, add); };
    for (const ProcessorView& p : out.processors) {
        add(p.running);
        add(p.runnext);
        addAll(p.ring);
        addAll(p.hand);
    }
    for (const MachineView& m : out.machines)
        add(m.g);
    for (const WaitRow& row : out.waiting)
        addAll(row.ids);
    addAll(out.global);
    addAll(out.sleepers);
    addAll(out.network);
    addAll(out.lostHand);
}

int Snapshotter::osTid(std::uint16_t thread) {
    if (!m_recording || thread == 0xFFFF)
        return 0;
    if (const auto it = m_tids.find(thread); it != m_tids.end())
        return it->second;
    for (const model::ThreadFact& fact : m_recording->threads())
        m_tids[fact.thread] = fact.osTid;
    const auto it = m_tids.find(thread);
    return it == m_tids.end() ? 0 : it->second;
}

// Names may come late, so only those that are known are kept.
const std::string& Snapshotter::name(trace::ObjectKind kind, std::uint32_t object) {
    static const std::string kNone;
    if (!m_recording || object == 0)
        return kNone;
    const std::uint64_t key = static_cast<std::uint64_t>(kind) << 32 | object;
    if (const auto it = m_names.find(key); it != m_names.end())
        return it->second;
    std::string found = m_recording->name(kind, object);
    if (found.empty())
        return kNone;
    return m_names.emplace(key, std::move(found)).first->second;
}

}  // namespace interleave::ui::geometry
