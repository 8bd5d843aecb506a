// The way of a run's events: out of the rings in shared memory, into one order, into the recording. What it costs for
// an event is what a live run costs its client.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <vector>

#include "base/annotations.h"
#include "base/units.h"
#include "link/segment.h"
#include "model/recording.h"
#include "session/drain_gauge.h"
#include "session/intake.h"
#include "session/intervention.h"
#include "trace/event.h"

namespace interleave::session {

// pass() is called by one thread; what the others read is said there.
class Drain {
public:
    // Both outlive it.
    Drain(link::Segment& segment, model::Recording& recording, bool conducted)
        : m_segment(segment), m_recording(recording), m_conducted(conducted), m_intake(segment) {}

    // Takes what is settled by now into the recording. last: the writers are gone, everything is settled. Returns
    // whether anything was there. Does not block; costs by the events, and little by the rings in use.
    bool pass(bool last);
    // The run is over: its last event is how far it came.
    void close();

    // --- any thread
    // Every event up to this time is in the recording.
    base::Time reached() const { return base::Time{m_reached.load(std::memory_order_acquire)}; }
    // The interventions that the recording tells of, with the times at which they were applied.
    std::vector<Intervention> interventions() const;
    DrainGauge gauge() const;

private:
    using Clock = std::chrono::steady_clock;

    std::int64_t settledTime() const;
    void noteInterventions();
    void publishReached(std::int64_t before);
    void measure(Clock::time_point from, std::uint64_t passed);

    link::Segment& m_segment;
    model::Recording& m_recording;
    const bool m_conducted;
    Intake m_intake;
    std::vector<trace::Event> m_batch;
    std::int64_t m_newest = 0;  // time of the last event
    Clock::time_point m_rateFrom = Clock::now();
    std::uint64_t m_rateEvents = 0;

    std::atomic<std::int64_t> m_reached{0};
    std::atomic<double> m_ringFill{0};
    std::atomic<std::uint64_t> m_dropped{0};
    std::atomic<double> m_eventsPerSecond{0};
    std::atomic<double> m_milliseconds{0};

    mutable std::mutex m_lock;
    std::vector<Intervention> m_applied ILV_GUARDED_BY(m_lock);
};

}  // namespace interleave::session
