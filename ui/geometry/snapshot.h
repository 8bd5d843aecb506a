// What the stage shows of a World at one moment: plain, bounded data. Its size depends on what can be seen, not on
// how many goroutines there are; tests write one by hand.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "model/recording.h"
#include "model/world.h"

namespace interleave::ui::geometry {

using base::Duration;
using base::Time;

struct ProcessorView {
    std::uint16_t id = 0;
    trace::PStatus status = trace::PStatus::idle;
    std::uint16_t m = trace::kNoM;
    std::uint32_t running = 0;  // or in a system call with the P still bound to it
    std::uint32_t runnext = 0;
    std::vector<std::uint32_t> ring;  // from the head, bounded
    std::uint32_t ringSize = 0;
    std::vector<std::uint32_t> hand;  // runnable and in the hands of the M that holds this P
    std::uint32_t handSize = 0;
    Time sliceStart{0};
    Time since{0};
    std::uint32_t tick = 0;
    std::uint32_t timers = 0;
    bool spinning = false;
    bool collecting = false;  // runs a collector's worker
};

struct MachineView {
    std::uint16_t id = 0;
    model::MStatus status = model::MStatus::none;
    std::uint16_t p = trace::kNoP;
    std::uint32_t g = 0;
    int osTid = 0;  // 0: unknown
    int core = -1;  // −1: on none
    bool spinning = false;
    bool sysmon = false;
    Time since{0};
};

struct GoroutineView {
    std::uint32_t id = 0;
    model::GStatus status = model::GStatus::none;
    trace::BlockReason reason = trace::BlockReason::chanReceive;
    trace::SyscallName syscall = trace::SyscallName::other;
    model::Place place;
    std::uint32_t parent = 0;
    std::uint32_t line = 0;
    std::uint32_t object = 0;
    std::string function;  // its name, empty: unknown
    Time since{0};
    Time deadline{0};
    Duration ran{0};
    bool preemptRequested = false;
    bool collectorsWorker = false;
};

// Goroutines that wait for one object.
struct WaitRow {
    trace::ObjectKind kind = trace::ObjectKind::channel;
    trace::BlockReason reason = trace::BlockReason::chanReceive;
    std::uint32_t object = 0;
    std::string name;
    std::vector<std::uint32_t> ids;  // bounded
    std::uint32_t size = 0;
};

// A timer that is to fire and is nobody's sleep.
struct TimerView {
    std::uint32_t id = 0;
    trace::TimerKind kind = trace::TimerKind::timer;
    std::uint16_t p = trace::kNoP;  // on whose heap it is
    Time when{0};
    std::string name;
};

struct StageSnapshot {
    Time now{0};
    std::vector<ProcessorView> processors;
    std::vector<MachineView> machines;     // made and not exited
    std::vector<std::uint16_t> idleMs;     // top of the stack last
    std::vector<std::uint16_t> syscallMs;  // in a system call and without their P, longest first
    std::vector<std::uint16_t> looseMs;    // neither idle, nor in a call, nor with a P: between two places
    std::vector<std::uint32_t> global;     // from the head, bounded
    std::uint32_t globalSize = 0;
    std::vector<std::uint32_t> sleepers;  // by deadline, bounded
    std::uint32_t sleepersSize = 0;
    std::vector<TimerView> timers;  // the earliest, bounded
    std::uint32_t timersSize = 0;
    std::vector<std::uint32_t> network;
    std::uint32_t networkSize = 0;
    std::vector<WaitRow> waiting;  // by object, in order of the longest wait
    std::uint32_t waitingSize = 0;
    std::vector<std::uint32_t> lostHand;                          // runnable in the hands of an M without a P
    std::unordered_map<std::uint32_t, GoroutineView> goroutines;  // all ids named above
    model::Counters counters;
    std::uint32_t live = 0;
    Duration sysmonDelay{0};
    std::uint16_t sysmonM = trace::kNoM;  // kNoM: its thread was not seen yet
    bool sysmonEnded = false;             // its thread has left, as the run is over
    bool stopTheWorld = false;
    bool ended = false;
    trace::RunStatus runStatus = trace::RunStatus::ok;

    const GoroutineView* goroutine(std::uint32_t id) const;
    const MachineView* machine(std::uint16_t id) const;
};

// Takes snapshots of a World. Keeps what does not change from frame to frame (threads' ids, names) and who is in
// transit, which a World does not list. One thread.
class Snapshotter {
public:
    explicit Snapshotter(std::shared_ptr<const model::Recording> recording = nullptr);

    // moves: what changed since the last call, empty after a jump.
    StageSnapshot take(const model::World& world, std::span<const model::Move> moves);

private:
    void followTransit(const model::World& world, std::span<const model::Move> moves);
    void takeProcessors(const model::World& world, StageSnapshot& out) const;
    void takeMachines(const model::World& world, StageSnapshot& out);
    void takeSleepers(const model::World& world, StageSnapshot& out) const;
    void takeTimers(const model::World& world, StageSnapshot& out);
    void takeWaiting(const model::World& world, StageSnapshot& out);
    void takeTransit(const model::World& world, StageSnapshot& out) const;
    void takeGoroutines(const model::World& world, StageSnapshot& out);
    int osTid(std::uint16_t thread);
    const std::string& name(trace::ObjectKind kind, std::uint32_t object);
    std::string selectText(std::span<const std::uint32_t> cases);

    std::shared_ptr<const model::Recording> m_recording;
    std::vector<std::uint32_t> m_transit;
    std::unordered_map<std::uint16_t, int> m_tids;
    std::unordered_map<std::uint64_t, std::string> m_names;
};

}  // namespace interleave::ui::geometry
