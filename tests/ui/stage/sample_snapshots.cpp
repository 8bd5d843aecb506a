#include "sample_snapshots.h"

#include <algorithm>

namespace interleave::tests {

using namespace ui::geometry;
using model::GStatus;
using model::MStatus;
using model::PlaceKind;
using trace::PStatus;

namespace {

constexpr Time kNow{8'422'000'000};

void add(StageSnapshot& s, std::uint32_t g, GStatus status, PlaceKind kind, std::uint32_t index, Duration ago) {
    GoroutineView view;
    view.id = g;
    view.status = status;
    view.place = {kind, index};
    view.since = kNow - ago;
    view.parent = 1;
    view.function = "main.worker";
    s.goroutines[g] = view;
}

ProcessorView processor(StageSnapshot& s, std::uint16_t id, std::uint16_t m, std::uint32_t running,
                        std::uint32_t runnext, std::vector<std::uint32_t> ring) {
    ProcessorView p;
    p.id = id;
    p.m = m;
    p.status = m == trace::kNoM ? PStatus::idle : PStatus::running;
    p.running = running;
    p.runnext = runnext;
    p.ringSize = static_cast<std::uint32_t>(ring.size());
    p.ring = std::move(ring);
    p.sliceStart = kNow - Duration{3'100'000 + id * 1'300'000};
    if (running)
        add(s, running, GStatus::running, PlaceKind::running, id, kNow - p.sliceStart);
    if (runnext)
        add(s, runnext, GStatus::runnable, PlaceKind::runnext, id, Duration{80'000});
    for (const std::uint32_t g : p.ring)
        add(s, g, GStatus::runnable, PlaceKind::ring, id, Duration{600'000});
    return p;
}

MachineView machine(std::uint16_t id, MStatus status, std::uint32_t g, int core) {
    MachineView m;
    m.id = id;
    m.status = status;
    m.g = g;
    m.osTid = 4121 + id;
    m.core = core;
    m.since = kNow - Duration{4'200'000};
    return m;
}

std::vector<std::uint32_t> range(std::uint32_t from, std::uint32_t count) {
    std::vector<std::uint32_t> ids;
    for (std::uint32_t i = 0; i < count; ++i)
        ids.push_back(from + i);
    return ids;
}

}  // namespace

StageSnapshot busyMoment() {
    StageSnapshot s;
    s.now = kNow;
    s.counters.gsCreated = 72;
    s.sysmonDelay = Duration{20'000};
    s.sysmonM = 9;
    s.processors = {processor(s, 0, 0, 17, 20, range(21, 6)), processor(s, 1, 1, 8, 33, {34, 35}),
                    processor(s, 2, 2, 0, 0, {}), processor(s, 3, 3, 12, 50, range(51, 6))};
    s.processors[2].spinning = true;
    s.processors[3].status = PStatus::syscall;
    add(s, 12, GStatus::syscall, PlaceKind::syscall, 3, Duration{1'800'000});
    s.machines = {machine(0, MStatus::running, 17, 0), machine(1, MStatus::running, 8, 2),
                  machine(2, MStatus::spinning, 0, 1), machine(3, MStatus::syscall, 12, -1),
                  machine(4, MStatus::parked, 0, -1),  machine(5, MStatus::syscall, 31, -1),
                  machine(6, MStatus::parked, 0, -1),  machine(7, MStatus::syscall, 9, -1),
                  machine(8, MStatus::parked, 0, -1),  machine(9, MStatus::running, 0, -1)};
    s.machines[2].spinning = true;
    s.machines[7].since = kNow - Duration{6'300'000};
    s.machines[9].sysmon = true;
    s.syscallMs = {7, 5};
    s.idleMs = {4, 6, 8};
    add(s, 31, GStatus::syscall, PlaceKind::syscall, 5, Duration{4'200'000});
    s.goroutines[31].syscall = trace::SyscallName::read;
    add(s, 9, GStatus::syscall, PlaceKind::syscall, 7, Duration{6'300'000});
    s.goroutines[9].syscall = trace::SyscallName::fsync;
    s.global = range(60, 5);
    s.globalSize = 5;
    for (const std::uint32_t g : s.global)
        add(s, g, GStatus::runnable, PlaceKind::global, 0, Duration{900'000});
    s.sleepers = {43, 41, 42, 47};
    s.sleepersSize = 4;
    Duration wait{-20'000};
    for (const std::uint32_t g : s.sleepers) {
        add(s, g, GStatus::waiting, PlaceKind::sleeping, 0, Duration{2'000'000});
        s.goroutines[g].reason = trace::BlockReason::sleep;
        s.goroutines[g].deadline = kNow + wait;
        wait += Duration{1'270'000};
    }
    s.waiting = {{trace::ObjectKind::channel, trace::BlockReason::chanReceive, 3, "jobs", {70, 71}, 2},
                 {trace::ObjectKind::mutex, trace::BlockReason::mutexLock, 4, "mu", {72}, 1}};
    s.waitingSize = 3;
    for (const std::uint32_t g : {70u, 71u, 72u})
        add(s, g, GStatus::waiting, PlaceKind::waiting, g == 72 ? 4 : 3, Duration{3'000'000});
    s.live = static_cast<std::uint32_t>(s.goroutines.size());
    return s;
}

StageSnapshot afterSteal() {
    StageSnapshot s = busyMoment();
    ProcessorView& victim = s.processors[0];
    ProcessorView& thief = s.processors[2];
    victim.ring.erase(victim.ring.begin(), victim.ring.begin() + 3);
    victim.ringSize = 3;
    thief.ring = {21, 22};
    thief.ringSize = 2;
    thief.running = 23;
    thief.sliceStart = s.now;
    thief.spinning = s.machines[2].spinning = false;
    s.goroutines[23].status = GStatus::running;
    return s;
}

std::vector<model::Move> stealMoves() {
    using model::MoveWhy;
    std::vector<model::Move> moves;
    for (const std::uint32_t g : {21u, 22u, 23u})
        moves.push_back({g, {PlaceKind::ring, 0}, {PlaceKind::transit, 2}, MoveWhy::steal, 7, {}});
    moves.push_back({21, {PlaceKind::transit, 2}, {PlaceKind::ring, 2}, MoveWhy::enqueue, 8, {}});
    moves.push_back({22, {PlaceKind::transit, 2}, {PlaceKind::ring, 2}, MoveWhy::enqueue, 9, {}});
    moves.push_back({23, {PlaceKind::transit, 2}, {PlaceKind::running, 2}, MoveWhy::start, 10, {}});
    return moves;
}

StageSnapshot afterHandoff() {
    StageSnapshot s = busyMoment();
    s.processors[3].status = PStatus::running;
    s.processors[3].m = 4;
    s.processors[3].running = 50;
    s.processors[3].runnext = 0;
    s.goroutines[50].status = GStatus::running;
    s.machines[4].status = MStatus::running;
    s.machines[4].core = 3;
    s.idleMs = {6, 8};
    s.syscallMs = {7, 5, 3};
    return s;
}

StageSnapshot manyProcessors(int n) {
    StageSnapshot s;
    s.now = kNow;
    s.counters.gsCreated = 1000;
    s.sysmonDelay = Duration{10'000'000};
    s.sysmonM = 200;
    std::uint32_t g = 100;
    for (int i = 0; i < n; ++i) {
        const auto id = static_cast<std::uint16_t>(i);
        if (i % 7 == 5) {
            s.processors.push_back(processor(s, id, trace::kNoM, 0, 0, {}));
            continue;
        }
        const auto length = static_cast<std::uint32_t>((i * 37) % 60);
        s.processors.push_back(
            processor(s, id, id, i % 5 == 3 ? 0 : g + 300, i % 3 == 0 ? g + 301 : 0, range(g, length)));
        s.machines.push_back(machine(id, MStatus::running, g + 300, i % 4));
        if (i % 5 == 3)
            s.processors.back().spinning = s.machines.back().spinning = true;
        g += 302;
        if (g > 9000)
            g = 1;
    }
    s.global = range(9000, 48);
    s.globalSize = 312;
    for (const std::uint32_t id : s.global)
        add(s, id, GStatus::runnable, PlaceKind::global, 0, Duration{900'000});
    s.sleepers = range(9100, 64);
    s.sleepersSize = 210;
    for (const std::uint32_t id : s.sleepers) {
        add(s, id, GStatus::waiting, PlaceKind::sleeping, 0, Duration{2'000'000});
        s.goroutines[id].deadline = kNow + Duration{(id - 9090) * 91'000};
    }
    for (std::uint16_t m = 100; m < 112; ++m) {
        s.machines.push_back(machine(m, MStatus::syscall, 9200u + m, -1));
        s.syscallMs.push_back(m);
        add(s, 9200u + m, GStatus::syscall, PlaceKind::syscall, m, Duration{4'200'000});
    }
    for (std::uint16_t m = 120; m < 136; ++m) {
        s.machines.push_back(machine(m, MStatus::parked, 0, -1));
        s.idleMs.push_back(m);
    }
    for (std::uint32_t object = 1; object < 6; ++object) {
        WaitRow row{
            trace::ObjectKind::channel, trace::BlockReason::chanReceive, object, "", range(9400 + object * 30, 24), 88};
        for (const std::uint32_t id : row.ids)
            add(s, id, GStatus::waiting, PlaceKind::waiting, object, Duration{3'000'000});
        s.waiting.push_back(row);
    }
    s.waiting.front().name = "results";
    s.waitingSize = 440;
    s.live = 1000;
    return s;
}

}  // namespace interleave::tests
