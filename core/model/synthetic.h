// A tool for ourselves: makes legal histories of any length without running anything, for benchmarks, pictures of
// large worlds, tests and the debug overlay. It is a small model of the scheduler's bookkeeping with random actors;
// nothing of it is ever shown as a run.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "base/units.h"
#include "trace/event.h"

namespace interleave::model {

class Recording;

struct SyntheticOptions {
    std::uint64_t seed = 1;
    int procs = 4;                   // 1..256
    int cores = 4;                   // 1..64
    std::uint32_t goroutines = 100;  // alive at a time, about
    base::Duration step{400};        // between two acts, on average
    bool syscalls = true;
    bool sleeps = true;
    bool channels = true;
    bool monitor = true;  // sysmon: retakes and preemption
    bool coreSwitches = true;
};

// Makes a history piece by piece. Equal options give equal events on every machine. One thread at a time.
class SyntheticTrace {
public:
    explicit SyntheticTrace(SyntheticOptions options = {});
    ~SyntheticTrace();
    SyntheticTrace(const SyntheticTrace&) = delete;
    SyntheticTrace& operator=(const SyntheticTrace&) = delete;

    // Appends at least `atLeast` further events to out, ending between two acts (so with whole tails).
    void more(std::size_t atLeast, std::vector<trace::Event>& out);
    // Appends the end of the run. No more() after it.
    void end(std::vector<trace::Event>& out);

private:
    class Model;
    std::unique_ptr<Model> m_model;
};

// A finished recording of about that many events.
std::shared_ptr<Recording> syntheticRecording(std::size_t events, SyntheticOptions options = {});

}  // namespace interleave::model
