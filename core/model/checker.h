// Holds a history against the rules of the scheduler (the rows of the conformance specification that are invariants
// over any trace) and says what breaks them: where, which row, and why in a sentence.
//
// Two strengths. A conducted history has one order, that in which things happened: everything below is exact. In a
// free one the order is causal for each goroutine, P and lock, but what different threads do to one P's ring may be
// written a little before or after each other; rules that compare such things are left out there.
//
//   always             G-01 edges of goroutines, G-02 one place at a time, G-04 edges of Ps, G-06 an M has one P,
//                      Q-01/R-03/R-05/P-11/P-12 where a goroutine goes after it was made, readied or stopped, Q-03
//                      wakep after ready and create, Q-04 ring ≤ 256, Q-05 spill of 129, Q-06 only the owner puts,
//                      Q-07 global order and length, Q-08 batch size, Q-09 one G on the 61st tick, Q-10 ticks, R-01 a
//                      refused park, R-02, S-05/S-06 what may be stolen, S-09, S-12, T-04 one M in the poller, T-05
//                      a timer fires from its heap, T-06, T-07 lateness, T-08 and T-10 what follows a fire,
//                      T-09 a period goes on after its tick, T-11 what Stop says, X-01, Y-02, Y-03, Y-04, Y-05, Z-10,
//                      Z-11, V-02, V-09, Z-14, C-01, C-02, C-04 to C-07, C-10 orders, C-11 one operation a select and
//                      one waker, C-12, L-01 one holder, L-02 rounds, L-06, L-07 who is inside, L-09 tickets
//   conducted only     ring contents, order and length at RqPut, RqGet, RqSteal (S-05 half rounded up, from the
//                      head), RqSpill (the oldest 128); G-05 idle Ps are empty; G-07 last parked M first; Q-02, and
//                      with it R-04; S-01 runnext before ring before global; S-02 when to look into the poller; S-03
//                      and S-08 counts of spinning Ms; S-07; S-10 no work is left lying while a P is idle; P-06;
//                      P-07; P-09; P-14; Y-01; T-04 breaks; T-07 deadlines; L-02; L-04; L-05; L-07 who waits; L-09
//                      order; L-10; Z-11 all have stopped
//   at the end         once main has ended or the run has failed, Ms stop wherever they are: only what follows holds
//   after a loss       only what one event shows by itself: lengths, counts, lateness, S-12
//
// A Checker folds its own World. O(1) an event beside that; one thread.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "model/event_walk.h"
#include "model/id_map.h"
#include "model/recording.h"
#include "model/world.h"

namespace interleave::model {

struct Violation {
    std::uint64_t event = 0;  // index in the history
    std::string_view row;     // of the specification: "G-01"
    std::string sentence;
};

struct CheckOptions {
    bool conducted = true;     // one order; see above
    bool newer = false;        // the profile go1.26 (section 2.11)
    std::size_t atMost = 100;  // violations that are kept; the rest is counted
};

class Checker {
public:
    explicit Checker(CheckOptions options = {}) : m_options(options) {}

    // The next whole event of the history.
    void add(const WholeEvent& whole);

    const std::vector<Violation>& violations() const { return m_violations; }
    // All that were found, kept or not.
    std::uint64_t count() const { return m_count; }
    bool clean() const { return m_count == 0; }
    // Events were lost: most rules are off since.
    bool lossy() const { return m_lossy; }
    const World& world() const { return m_world; }

private:
    // What a lock that was handed over in starvation has to tell next.
    enum class OwesMode : std::uint8_t { nothing, normal, none };
    // What an M owes or has just done, between its own events.
    struct MachineNote {
        bool owesWakep = false;        // it made or readied somebody
        bool stoppedSpinning = false;  // and has not called wakep since
        bool gaveUp = false;           // it released its P; what it spins next was decided before
        bool wokeOne = false;          // it woke an M, which spins, just now
        bool polls = false;
        bool retaken = false;               // its P was retaken in this system call
        bool mayBlock = false;              // in a system call that is known to block
        bool handedOff = false;             // and its P went on
        bool owesFatal = false;             // it unlocked what was not locked
        bool signalled = false;             // a signal to yield is on its way to it
        std::uint16_t given = trace::kNoP;  // the P that its waker left it
        std::uint32_t preemptHit = 0;       // the goroutine that saw a request just now
        std::uint32_t parked = 0;           // the goroutine that it parked just now
        std::uint16_t parkedOn = trace::kNoP;
        std::uint32_t unblocked = 0;     // the goroutine that it made runnable last
        std::uint32_t pickedWorker = 0;  // the collector's worker that it is about to start
        std::uint32_t handedOver = 0;    // the goroutine that handed a mutex over in this slice
        enum Owes : std::uint8_t { nothing, tick, function } owesFor = nothing;  // what it owes for a timer that fired
        std::uint32_t rearms = 0;                                                // the ticker that it fired just now
        std::uint64_t firedAt = 0;                                               // and when
        OwesMode owesMode = OwesMode::nothing;
        std::uint64_t lastEvent = 0;  // index of what it told last
    };
    struct ChannelNote {
        std::uint32_t capacity = 0;
        std::uint32_t length = 0;  // of its buffer
        bool closed = false;
        std::deque<std::uint32_t> receivers, senders;  // who wait, in order; who selects, once for each case
    };
    // A goroutine between SelBegin and SelEnd.
    struct SelectNote {
        bool withDefault = false;
        bool waits = false;
        std::vector<std::uint32_t> cases;  // channels as SelBegin tells them
        std::vector<std::uint32_t> polled, locked;
        std::uint32_t done = 0;  // sends and receives told
        std::uint32_t doneOn = 0;
        std::uint32_t wonOn = 0;  // the case's channel, by which it was woken; 0: it was not
    };
    struct MutexNote {
        std::uint32_t holder = 0;
        bool starving = false;
        std::uint32_t waiting = 0;  // goroutines in its queue
    };
    struct RwNote {
        std::uint32_t writer = 0;
        std::uint32_t readers = 0;
        std::uint32_t nextWriter = 0;        // that waits for the readers to leave
        std::vector<std::uint32_t> blocked;  // readers that came while a writer was there
        std::uint32_t keptOut = 0;           // how many came since the last unlock
        std::uint32_t letIn = 0;             // by an unlock, and not in yet; any of those that wait may be one of them
    };
    struct CondNote {
        std::uint32_t tickets = 0;
        std::uint32_t notified = 0;
        std::vector<std::pair<std::uint32_t, std::uint32_t>> waiting;  // ticket and goroutine, parked
    };
    struct ProcessorNote {
        bool known = false;                    // its status was told once
        std::uint64_t ringFilled = 0;          // index of the event since which its ring is not empty
        bool loose = false;                    // idle, but on no list: between a hand-off or a start and its next M
        std::uint16_t stoppedM = trace::kNoM;  // that gave it up for a stop of the world
        bool spinCounted = false;              // the M that is started for it spins, and is counted already
    };
    void fail(std::string_view row, std::string sentence);
    bool exact() const { return m_options.conducted; }
    MachineNote& note(std::uint16_t m);
    ProcessorNote& noteP(std::uint16_t p);
    bool& wokeOne(std::uint32_t m);
    const Processor* processor(std::uint32_t p) const;
    const Machine* machine(std::uint32_t m) const;
    void takeIdleP(std::uint16_t p, std::string_view by);
    void setLoose(std::uint16_t p, bool loose);
    void expectStarts(const trace::Event& globPut);
    void settleStarts(const trace::Event& next);

    void checkAlone(const WholeEvent& whole);
    void checkGoroutine(const WholeEvent& whole);
    void checkStart(const trace::Event& event);
    void checkRunning(const trace::Event& event, std::string_view doing);
    void checkSyscall(const trace::Event& event);
    void checkUnblock(const trace::Event& event);
    void checkQueues(const WholeEvent& whole);
    void checkPut(const trace::Event& event);
    void checkKick(const trace::Event& event);
    void checkGet(const trace::Event& event);
    void checkSpill(const WholeEvent& whole);
    void checkSteal(const WholeEvent& whole);
    void checkGlobPut(const WholeEvent& whole);
    void checkGlobGet(const WholeEvent& whole);
    void checkInTransit(std::uint32_t g, std::string_view doing);
    void checkHead(const GQueue& queue, std::span<const std::uint32_t> ids, std::string_view row,
                   std::string_view what);
    void checkProcs(const WholeEvent& whole);
    void checkState(const trace::Event& event);
    void checkMachine(const trace::Event& event);
    void checkWakep(const trace::Event& event);
    void checkOther(const WholeEvent& whole);
    void checkPoll(const trace::Event& event);
    void checkDebts(const trace::Event& event);
    void checkStandstill(const trace::Event& event);
    void checkLostWakeup(const trace::Event& event);
    void checkTime(const trace::Event& event);
    void checkFire(const trace::Event& event);
    void checkFired(const trace::Event& next);
    void checkContext(const trace::Event& event);
    void checkSync(const WholeEvent& whole);
    void checkChannel(const trace::Event& event);
    void followWaiters(const trace::Event& event, ChannelNote& channel);
    void checkClose(const trace::Event& event);
    void checkSelectBegin(const WholeEvent& whole);
    void checkSelectEnd(const trace::Event& event);
    void checkSelectWaits(const trace::Event& block);
    void checkSelectsOperation(const trace::Event& event, SelectNote& select);
    bool couldBeDone(std::uint32_t selectCase) const;
    void winSelect(std::uint32_t g, std::uint32_t on);
    SelectNote* selectOf(std::uint32_t g);
    std::vector<std::uint32_t> wakeAll(std::deque<std::uint32_t>& queue, std::uint32_t on);
    void followCloser(const trace::Event& unblock);
    void checkMutexSpin(const trace::Event& event);
    void checkMutex(const trace::Event& event);
    void followMutexQueue(const trace::Event& event);
    void checkMode(const trace::Event& event);
    void checkRw(const trace::Event& event);
    void checkReader(const trace::Event& event, RwNote& rw);
    void checkWriter(const trace::Event& event, RwNote& rw);
    void checkCond(const trace::Event& event);
    void followCondQueue(const trace::Event& event);
    void remember(const WholeEvent& whole);
    void expect(std::uint32_t g, trace::QueueDest dest, bool readiedWithoutP = false) {
        m_expected.set(g, static_cast<std::uint32_t>(dest) | (readiedWithoutP ? kReadiedWithoutP : 0));
    }

    CheckOptions m_options;
    World m_world;
    std::deque<MachineNote> m_machines;  // notes stay where they are when more come
    std::deque<ProcessorNote> m_processors;
    std::unordered_map<std::uint32_t, ChannelNote> m_channels;  // those whose making was told
    std::unordered_map<std::uint32_t, SelectNote> m_selects;    // by goroutine
    std::unordered_map<std::uint32_t, MutexNote> m_mutexes;
    std::unordered_map<std::uint32_t, RwNote> m_rwMutexes;
    std::unordered_map<std::uint32_t, CondNote> m_conds;
    std::unordered_map<std::uint32_t, std::uint32_t> m_tickets;  // of a Cond, by the goroutine that waits
    // Who closed a channel → those that it has still to make runnable, the next last.
    std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> m_closers;
    static constexpr std::uint32_t kReadiedWithoutP = 0x100;
    IdMap m_expected;  // goroutine → the QueueDest where it has to go next, and kReadiedWithoutP
    std::uint32_t m_spinning = 0;
    std::vector<std::uint16_t> m_idlePs;  // the list of idle Ps, the next to be taken last
    std::uint32_t m_loosePs = 0;          // idle, but on their way to an M
    std::uint32_t m_unseenStarts = 0;     // new Ms, silent yet, that were given the idle Ps that come next
    bool m_outsideWokeOne = false;        // MachineNote::wokeOne of who is no M
    std::uint64_t m_now = 0;              // of the event before
    std::uint64_t m_leftLying = 0;        // since when a P is idle, work lies in a ring and nobody comes; 0: not
    std::uint16_t m_poller = trace::kNoM;
    std::uint16_t m_stopper = trace::kNoM;
    bool m_stopped = false;  // between StwStopped and StwEnd
    bool m_limited = false;  // no more threads can be made
    bool m_ending = false;   // the run is being torn down: nothing is held against the rules any more
    bool m_lossy = false;
    std::uint64_t m_index = 0;  // of the event in hand
    std::vector<Violation> m_violations;
    std::uint64_t m_count = 0;
};

// Checks a whole recording; conducted or free by its meta.
std::vector<Violation> check(const Recording& recording, std::size_t atMost = 100);
// "event 123: G-01: G7 …", a line each.
std::string textOf(const std::vector<Violation>& violations);

}  // namespace interleave::model
