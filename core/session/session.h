// The client's side of a run: starts an engine process, drains its rings into a Recording, gives commands.
//
// Threads: a Session is used from one thread (the window's); it owns a drain thread that appends to the
// recording and samples the engine's memory. No function waits for the engine except stop() and wait(), which are
// bounded.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/result.h"
#include "base/units.h"
#include "catalogue/catalogue.h"
#include "model/recording.h"
#include "session/drain_gauge.h"
#include "session/intervention.h"
#include "session/run_control.h"

namespace interleave::session {

using base::Duration;
using base::Time;

struct RunRequest {
    std::string scenario;
    std::map<std::string, catalogue::Value> parameters;  // those that differ from the scenario's own
    bool conducted = true;
    int cores = 0;  // virtual cores, 1..64; 0: the scenario's own. Free: only the default of procs
    int procs = 0;  // GOMAXPROCS, 1..256; 0: the scenario's own, or as many as cores
    std::uint64_t seed = 1;
    bool tracing = true;                      // off: counters only
    std::optional<Duration> limitRun;         // stop after that much run time (conducted: virtual)
    Duration limitWall{0};                    // wall-clock budget; 0: the default (60 s of computing)
    base::Bytes limitMemory;                  // of the engine, resident; 0: half of the machine's
    std::vector<Intervention> interventions;  // conducted: applied at their times
};

struct Verdict {
    std::string status;  // "ok" "deadlock" "panic" "crash" "limit" "stopped"
    std::string text;
    int exit = 0;  // the engine's exit status, or 128 + signal
};

// What is known at the end of a run beside its events; see `run --json`.
struct Outcome {
    Verdict verdict;
    Duration duration{0};
    std::map<std::string, std::uint64_t> counters;  // from the runtime itself, right even where events were lost
    base::Bytes rss, peakRss, stacks;
    std::map<std::string, std::string> facts;  // how stacks are guarded, clock, kernel, what was refused
    std::vector<std::string> warnings;
};

class Session final : public RunControl {
public:
    // Starts an engine for the request. enginePath empty: interleave-engine beside this program.
    static base::Result<std::unique_ptr<Session>> start(const catalogue::Scenario& scenario, RunRequest request,
                                                        model::Options history = {}, std::string enginePath = {});
    // Asks the engine to end and does not wait for it: who restarts a run goes on at once. The drain thread sees the
    // engine off, with all that it still writes, and finishes the recording.
    ~Session() override;

    const RunRequest& request() const;
    std::shared_ptr<const model::Recording> recording() const override;
    bool conducted() const override;
    Phase phase() const override;
    // Set once phase() is ended or lost.
    std::optional<Outcome> outcome() const;
    int enginePid() const;

    // --- pace, conducted runs only (free runs ignore them)
    // Lets the run go on up to this virtual time; never goes back.
    void setHorizon(Time limit) override;
    void runFreely();               // no horizon
    Time reached() const override;  // virtual time reached (free: time of the newest event)
    // While the engine waits at the horizon: time of the next thing that will happen; nothing otherwise or when
    // nothing will happen by itself.
    std::optional<Time> nextHappening() const override;
    bool atHorizon() const override;

    // Applied at the horizon (conducted) or at once (free), recorded in the trace.
    void intervene(Intervention intervention);
    // All that were given in this run, with the times at which they were applied: for repeating the run.
    std::vector<Intervention> interventions() const;

    // Asks the engine to end and waits until it has, a few seconds at most; one that does not end is killed.
    void stop();
    // Waits until the run has ended and everything is drained, at most so long; false: still running.
    bool wait(std::optional<Duration> atMost = {});

    // For the debug overlay.
    using Gauge = DrainGauge;
    Gauge gauge() const;

private:
    struct State;
    explicit Session(std::shared_ptr<State> state);
    const std::shared_ptr<State> m_state;  // the drain thread's, too
    std::thread m_drainThread;
};

}  // namespace interleave::session
