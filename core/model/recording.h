// A run as it is remembered: events, checkpoints, lanes, metrics, names, facts. Live runs append to one, saved
// files are loaded into one, and no view knows which it is drawing.
//
// Threads: one appender (the session's drain thread, or a loader); any number of readers. All public functions
// lock for themselves, shortly; a reader never waits for the engine. Bulk readers copy what they need.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/units.h"
#include "model/event_walk.h"
#include "model/lanes.h"
#include "model/metrics.h"
#include "model/world.h"
#include "trace/event.h"

namespace interleave::model {

using EventIndex = std::uint64_t;

// What the run was: written at the head of a file. Everything in it is equal for two equal conducted runs.
struct RunMeta {
    std::string scenario;  // "go.work-stealing"; empty for a pasted listing
    std::string family;    // "go"
    std::string host;      // "free" | "conducted"
    std::uint64_t seed = 0;
    int cores = 0;
    std::string parametersJson;  // the parameters as a JSON object
    std::string build;           // program version
    std::string profile;
};

// What differs from run to run, kept beside the stream and left out of `run --trace`.
struct ThreadFact {
    std::uint16_t thread = 0;  // the host's ThreadId
    std::string name;
    int osTid = 0;
};
struct MemorySample {
    Time time{0};             // of the run
    base::Bytes rss, stacks;  // of the engine process, without the trace's own shared memory
    std::uint64_t kernelVoluntary = 0, kernelInvoluntary = 0;  // context switches so far, all threads
    Duration cpu{0};                                           // CPU time so far
};

struct Options {
    base::Bytes memoryBudget{1ull << 30};  // sealed blocks beyond it go to an unlinked temporary file
    std::size_t checkpointEvery = 1u << 16;
};

// An event with its tail, read back.
struct FullEvent {
    trace::Event event;
    EventIndex index = 0;
    std::vector<std::uint32_t> ids;
    std::string text;
};

class Recording {
public:
    explicit Recording(RunMeta meta, Options options = {});
    ~Recording();
    Recording(const Recording&) = delete;
    Recording& operator=(const Recording&) = delete;

    // --- the appender
    // Appends events in their order (time in ns since the run's start, tails complete within one call).
    void append(std::span<const trace::Event> events);
    void addThread(ThreadFact fact);
    void addSample(MemorySample sample);
    // No more events will come. `notice` is shown where not empty ("the file was cut at 3.2 ms").
    void finish(std::string notice = {});

    // --- readers
    const RunMeta& meta() const;
    EventIndex size() const;  // events, tails included
    Time duration() const;    // time of the last event
    bool finished() const;
    // What is to be said of the whole: that the file was cut, that the engine was lost, that the disk is full.
    std::string notice() const;
    std::uint64_t lostEvents() const;
    // Copies events [first, first + out.size()) that exist; returns how many.
    std::size_t read(EventIndex first, std::span<trace::Event> out) const;
    // The event at index with its tail; index of a More event gives its owner.
    FullEvent fullEvent(EventIndex index) const;
    // Index of the first event with time > t (so: all before it have happened at t).
    EventIndex upperBound(Time t) const;
    // Steps from an index to the next / the previous position that lies between two whole events.
    EventIndex stepForward(EventIndex position) const;
    EventIndex stepBack(EventIndex position) const;
    // Calls f for each whole event of [from, to) in order, until it returns false. Not under the lock: f may be slow.
    void walk(EventIndex from, EventIndex to, const std::function<bool(const WholeEvent&)>& f) const;
    // The position of the last checkpoint at or before a position: from where worldAt() starts.
    EventIndex checkpointBefore(EventIndex position) const;
    // The World after the first `position` events. Under 50 ms in a history of 10 million.
    World worldAt(EventIndex position) const;
    // Name given by NameDef (function, channel, …), or empty. Names given at any time of the run count.
    std::string name(trace::ObjectKind kind, std::uint32_t object) const;
    std::vector<ThreadFact> threads() const;
    std::vector<MemorySample> samples() const;
    // What was printed up to a position, stream and text in order.
    struct Printed {
        EventIndex index;
        std::uint32_t g;
        trace::OutputStream stream;
        std::string text;
    };
    std::vector<Printed> output(EventIndex upTo) const;
    // The last `limit` whole events of [from, position) that concern a goroutine (subject, parent, peer, or in the
    // tail), oldest first.
    std::vector<FullEvent> lastEventsOf(std::uint32_t g, EventIndex position, std::size_t limit,
                                        EventIndex from = 0) const;
    // The same for a P or an M.
    std::vector<FullEvent> lastEventsOfP(std::uint16_t p, EventIndex position, std::size_t limit,
                                         EventIndex from = 0) const;
    std::vector<FullEvent> lastEventsOfM(std::uint16_t m, EventIndex position, std::size_t limit,
                                         EventIndex from = 0) const;
    // The same for events of some kinds of which `concerns` is true. It is asked under no lock and not of tails.
    std::vector<FullEvent> lastEventsOfKinds(const KindSet& kinds,
                                             const std::function<bool(const trace::Event&)>& concerns,
                                             EventIndex position, std::size_t limit, EventIndex from = 0) const;
    // Calls f under the reader's lock; f must be short and must not call back.
    void withLanes(LaneKind kind, const std::function<void(const LaneSet&)>& f) const;
    void withMetrics(const std::function<void(const Metrics&)>& f) const;
    // For the debug overlay: bytes of packed events in memory and in the temporary file, and of checkpoints.
    struct Usage {
        base::Bytes packed, spilled, checkpoints;
        std::size_t checkpointCount = 0;
    };
    Usage usage() const;

private:
    friend class Cursor;
    struct State;
    std::unique_ptr<State> m_state;
};

// A World that follows a playhead over a Recording: cheap forward, by checkpoint otherwise.
class Cursor {
public:
    explicit Cursor(std::shared_ptr<const Recording> recording);

    EventIndex position() const { return m_position; }
    const World& world() const { return m_world; }
    // What moved in the last moveTo, in order, when it went forward by few enough events to be followed; when it
    // jumped (back, or too far), moves are empty and jumped is true.
    struct Step {
        std::vector<Move> moves;
        std::vector<PMove> pMoves;
        std::vector<FullEvent> events;  // whole events passed, at most maxMoves
        EventIndex passed = 0;          // how many events were passed
        bool jumped = false;
    };
    const Step& lastStep() const { return m_step; }
    // Goes to a position. maxMoves bounds what lastStep() keeps; beyond it, it counts as a jump.
    const World& moveTo(EventIndex position, std::size_t maxMoves = 512);

private:
    void walkForward(EventIndex position, std::size_t maxMoves);

    std::shared_ptr<const Recording> m_recording;
    World m_world;
    EventIndex m_position = 0;
    Step m_step;
};

}  // namespace interleave::model
