// The state of everything at one moment, and how an event changes it.
//
// A World is a value: copy it and you have a snapshot. apply() is a pure fold: the same events give the same
// World, whoever asks, live, from a file or imported. It trusts nothing: an event that cannot be (a G that runs
// while it is dead) is recorded as a Violation by the checker (checker.h); apply() itself repairs by believing the
// newest event, so that a trace with lost events still shows what is known.
//
// Not thread-safe; a World belongs to whoever holds it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/ids.h"
#include "base/units.h"
#include "model/id_map.h"
#include "trace/event.h"

namespace interleave::model {

using base::Duration;
using base::Time;

enum class GStatus : std::uint8_t { none, runnable, running, waiting, syscall, dead };

// Where a goroutine is: what the stage draws it in.
enum class PlaceKind : std::uint8_t {
    nowhere,   // not created yet, or ended
    transit,   // runnable and in an actor's hands: index is the P (kNoP: none)
    running,   // on P index
    runnext,   // in P index's runnext
    ring,      // in P index's ring
    global,    // in the global queue
    waiting,   // on object `index` (channel, mutex, …); reason in Goroutine::reason
    sleeping,  // waits for a timer on P index's heap
    network,   // waits for the netpoller, index is the fd
    syscall    // in a system call on M index
};
inline constexpr std::size_t kPlaceKinds = 10;
struct Place {
    PlaceKind kind = PlaceKind::nowhere;
    std::uint32_t index = 0;
    friend bool operator==(const Place&, const Place&) = default;
};

struct Goroutine {
    std::uint32_t id = 0;
    GStatus status = GStatus::none;
    trace::BlockReason reason = trace::BlockReason::chanReceive;  // while waiting
    trace::SyscallName syscall = trace::SyscallName::other;       // while in a system call
    bool preemptRequested = false;
    bool collectorsWorker = false;  // it was started as one
    Place place;
    std::uint16_t m = trace::kNoM;        // while running or in a system call
    std::uint16_t lastP = trace::kNoP;    // the P it ran on last
    std::uint16_t wokenOn = trace::kNoP;  // the P on which it was made runnable, until it starts
    std::uint32_t parent = 0;
    std::uint32_t function = 0;  // name id of its function
    std::uint32_t line = 0;      // where it was created in the listing; 0: unknown
    std::uint32_t object = 0;    // what it waits for
    // Links within its queue: slots of the World + 1, 0 at the ends. Only the World follows them.
    std::uint32_t nextInQueue = 0;
    std::uint32_t previousInQueue = 0;
    Time since{0};    // when it came to its place
    Time wokenAt{0};  // when it was made runnable on wokenOn
    Time created{0};
    Time deadline{0};  // when its timer fires, while sleeping (0: unknown)
    Duration ran{0};   // time on a P so far, without the current slice
};

// A FIFO of goroutines. How they are linked is the World's own affair (World::queueIds tells who they are).
struct GQueue {
    std::uint32_t head = 0;
    std::uint32_t tail = 0;
    std::uint32_t size = 0;
};

struct Processor {
    std::uint16_t id = 0;
    trace::PStatus status = trace::PStatus::idle;
    std::uint16_t m = trace::kNoM;  // the M that holds it (in a system call: that it is loosely bound to)
    std::uint32_t running = 0;      // the G that runs on it, 0: none (its M looks for work)
    std::uint32_t runnext = 0;
    GQueue ring;
    std::uint32_t tick = 0;    // schedtick of the last start
    Time sliceStart{0};        // when the current slice began (inherited starts keep it)
    Time since{0};             // of the status
    std::uint32_t timers = 0;  // armed on its heap
};

// A timer that is to fire and is no sleep: a timer's, a ticker's, an AfterFunc's or a deadline's.
struct ArmedTimer {
    std::uint32_t id = 0;
    trace::TimerKind kind = trace::TimerKind::timer;
    std::uint16_t p = trace::kNoP;  // on whose heap it is
    std::uint32_t by = 0;           // who armed it first; 0: the runtime
    Time when{0};
};

enum class MStatus : std::uint8_t { none, running, spinning, scheduling, parked, syscall, netpoll, exited };

struct Machine {
    std::uint16_t id = 0;
    MStatus status = MStatus::none;
    std::uint16_t p = trace::kNoP;
    std::uint32_t g = 0;            // the G it runs, or that is in its system call
    std::uint16_t thread = 0xFFFF;  // the host's ThreadId
    bool spinning = false;
    bool sysmon = false;  // the monitor's thread: never has a P, is no worker
    Time since{0};
};

struct CoreState {
    std::uint16_t thread = 0xFFFF;  // none: idle
    Time since{0};
};

enum class MoveWhy : std::uint8_t {
    create,
    start,
    runnextKick,
    enqueue,
    spill,
    steal,
    globalGet,
    stop,
    preempt,
    block,
    wake,
    timer,
    syscallEnter,
    syscallExit,
    end
};

// One goroutine goes from where it was to where it is: what the stage animates. Moves of one event share `event`.
struct Move {
    std::uint32_t g = 0;
    Place from;
    Place to;
    MoveWhy why = MoveWhy::start;
    std::uint64_t event = 0;  // index of the event in the history
    Time time{0};
};
// A P goes from one M to another (hand-off, retake, acquire), for the stage's slide under the Ps.
struct PMove {
    std::uint16_t p = 0;
    std::uint16_t fromM = trace::kNoM;
    std::uint16_t toM = trace::kNoM;
    std::uint64_t event = 0;
    Time time{0};
};

struct Counters {
    std::uint64_t gsCreated = 0, gsDone = 0, switches = 0, steals = 0, stolenGs = 0, spills = 0, handoffs = 0,
                  preemptions = 0, msCreated = 0, retakes = 0, timersFired = 0, lostEvents = 0;
    std::uint64_t coreSwitchesVoluntary = 0, coreSwitchesInvoluntary = 0;
};

class World {
public:
    // Applies the event with its tail (the More events that follow it, already read: ids or text). index is the
    // event's place in the history. Appends what moved to *moves and *pMoves where they are given.
    void apply(const trace::Event& event, std::span<const std::uint32_t> ids, std::string_view text,
               std::uint64_t index, std::vector<Move>* moves = nullptr, std::vector<PMove>* pMoves = nullptr);

    Time now() const { return m_now; }
    std::span<const Processor> processors() const { return m_processors; }  // by id; beyond maxProcs() they are dead
    std::span<const Machine> machines() const { return m_machines; }        // by id; status none: not made
    std::span<const CoreState> cores() const { return m_cores; }
    std::uint32_t maxProcs() const { return m_maxProcs; }
    const GQueue& globalQueue() const { return m_global; }
    const Counters& counters() const { return m_counters; }
    // Idle Ms, top of the stack last.
    std::span<const std::uint16_t> idleMs() const { return m_idleMs; }

    // A live goroutine, or null. Valid until the next apply().
    const Goroutine* goroutine(std::uint32_t id) const;
    std::size_t liveGoroutines() const { return m_index.size(); }
    // The wake that the last event, a GoStart, answered: where and when the goroutine was made runnable. p is kNoP
    // where it was not woken, or its start was told before.
    struct Wake {
        std::uint16_t p = trace::kNoP;
        Time time{0};
    };
    const Wake& answeredWake() const { return m_answered; }
    // For those who apply many events: brings what an event to come is about nearer. Changes nothing.
    void expect(const trace::Event& event) const { m_index.expect(event.g); }
    void expectSoon(const trace::Event& event) const {
        if (const std::uint32_t slot = m_index.find(event.g); slot != IdMap::kNone)
            __builtin_prefetch(&m_slots[slot]);
    }
    // Up to `limit` ids of a queue, from its head.
    std::vector<std::uint32_t> queueIds(const GQueue& queue, std::size_t limit) const;
    // The id at the head of a queue, and the one behind a goroutine in its queue; 0 where there is none.
    std::uint32_t firstIn(const GQueue& queue) const { return queue.head ? m_slots[queue.head - 1].id : 0; }
    std::uint32_t nextAfter(const Goroutine& g) const { return g.nextInQueue ? m_slots[g.nextInQueue - 1].id : 0; }
    // Up to `limit` goroutines in that kind of place (waiting, sleeping, network, syscall), oldest first, and how
    // many there are in all. Cost grows with limit, not with the number of goroutines.
    std::vector<std::uint32_t> inPlace(PlaceKind kind, std::size_t limit) const;
    std::size_t countInPlace(PlaceKind kind) const;
    // The cases of a goroutine that selects, as SelBegin tells them (channels, plus kSelectSends); empty: it does not.
    std::span<const std::uint32_t> selectCases(std::uint32_t g) const;
    // Calls f for each live goroutine, in no order. Costs by the most that were ever alive at a time.
    template <class F>
    void eachGoroutine(F f) const {
        for (const Goroutine& g : m_slots)
            if (g.id != 0)
                f(g);
    }

    // An armed timer, or null, also for that of a sleep. Valid until the next apply().
    const ArmedTimer* timer(std::uint32_t id) const;
    // The earliest of them, and how many there are in all. Costs by how many there are.
    std::vector<ArmedTimer> earliestTimers(std::size_t limit) const;
    std::size_t countTimers() const { return m_timerSlots.size() - m_freeTimers.size(); }

    // Contexts that were made and are not cancelled: how many, and the parent of one (0: none that can be cancelled);
    // nothing for others.
    std::size_t liveContexts() const { return m_contexts.size(); }
    std::optional<std::uint32_t> parentOfContext(std::uint32_t id) const {
        const std::uint32_t parent = m_contexts.find(id);
        return parent == IdMap::kNone ? std::nullopt : std::optional(parent);
    }

    bool stopTheWorld() const { return m_stw; }
    bool ended() const { return m_status.has_value(); }
    std::optional<trace::RunStatus> status() const { return m_status; }
    const std::string& fatalText() const { return m_fatalText; }
    // The last ids of the sysmon: its delay between rounds (0: it sleeps deep).
    Duration sysmonDelay() const { return m_sysmonDelay; }

    // Bytes that a copy of this World takes, about.
    std::size_t bytes() const;

private:
    friend class WorldPlaces;  // the working parts of world_fold.cpp
    friend class WorldTimers;
    friend class WorldFold;

    Goroutine* find(std::uint32_t id) {
        const std::uint32_t slot = m_index.find(id);
        return slot == IdMap::kNone ? nullptr : &m_slots[slot];
    }

    Time m_now{0};
    std::vector<Processor> m_processors;
    std::vector<Machine> m_machines;
    std::vector<CoreState> m_cores;
    std::vector<std::uint16_t> m_idleMs;
    GQueue m_global;
    std::array<GQueue, 4> m_places;  // waiting, sleeping, network, syscall, in order of arrival
    std::array<std::uint32_t, kPlaceKinds> m_placeCounts{};
    std::uint32_t m_maxProcs = 0;
    // Slots of live goroutines, found through an index by id; slots of ended ones are used again.
    std::vector<Goroutine> m_slots;
    std::vector<std::uint32_t> m_freeSlots;
    IdMap m_index;
    // Timer id + 1 → its slot, or kSleep and the P on whose heap a sleep's is.
    static constexpr std::uint32_t kSleep = 0x8000'0000;
    IdMap m_timers;
    std::vector<ArmedTimer> m_timerSlots;  // id 0: free
    std::vector<std::uint32_t> m_freeTimers;
    // The ticker that fired last, and whose it is: it is armed anew right after.
    std::uint32_t m_tickedTimer = 0;
    std::uint32_t m_tickedBy = 0;
    IdMap m_contexts;                                                         // live → the parent
    std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> m_selects;  // by goroutine
    Counters m_counters;
    bool m_stw = false;
    std::optional<trace::RunStatus> m_status;
    std::string m_fatalText;
    Duration m_sysmonDelay{0};
    Wake m_answered;
};

}  // namespace interleave::model
