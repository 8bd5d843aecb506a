// Runs goroutines under either host, and keeps all that happened.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "gmp/runtime.h"
#include "kernel/host.h"
#include "tests/support/trace_collector.h"

namespace interleave::test {

struct GmpOptions {
    kernel::HostKind host = kernel::HostKind::conducted;
    gmp::Config config;
    int cores = 4;  // of the conducted host
    std::uint64_t seed = 1;
    bool tracing = true;
    // Runs on a thread of the host beside the goroutines, for what is "control".
    std::function<void(kernel::Host&, gmp::Runtime&)> control;
};

struct GmpRun {
    gmp::Exit exit;
    gmp::RuntimeCounters counters;
    gmp::LeakLedger ledger;
    std::vector<Told> events;
    std::vector<std::string> printed;
    std::uint64_t dropped = 0;

    std::vector<const Told*> of(trace::EventKind kind) const;
    std::size_t count(trace::EventKind kind) const { return of(kind).size(); }
};

// Runs `main` to the end of the run, checks its trace and its ledger of leaks (both are test failures).
GmpRun runGoroutines(const GmpOptions& options, std::function<void()> main);

// Options for golden orders: one P, slices too long to matter.
GmpOptions golden(kernel::HostKind host);

// "free" or "conducted", for the names of parametrised tests.
std::string hostName(kernel::HostKind host);

}  // namespace interleave::test
