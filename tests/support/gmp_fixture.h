// Runs goroutines under either host, and keeps all that happened.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <tuple>
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
    // Runs on a thread of the host beside the goroutines, for what is "control"; begins when main does.
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

// Free time promises no moment: sysmon may come later than a call of 3 ms is long. So a scene that waits for
// something to be seen is played again with all its durations doubled (times 1, 2, 4, …), until it was seen; every
// round is checked as runGoroutines does. Conducted time has one round, and what is not seen then is a failure, as it
// is after the last round.
GmpRun runUntilSeen(const GmpOptions& options, const std::function<void(int times)>& scene,
                    const std::function<bool(const GmpRun&)>& seen);

// Makes n goroutines that run `body`, and waits for them. Called by a goroutine.
void spawn(int n, const std::function<void()>& body);

// Options for golden orders: one P, slices too long to matter.
GmpOptions golden(kernel::HostKind host);

// "free" or "conducted", for the names of parametrised tests.
std::string hostName(kernel::HostKind host);

// A suite whose scenes fix the number of Ps, under both hosts. To be instantiated with bothHosts() and hostOf.
class UnderBothHosts : public testing::TestWithParam<kernel::HostKind> {
protected:
    static GmpOptions options(int procs);
    static bool isFree() { return GetParam() == kernel::HostKind::free; }
};
inline auto bothHosts() {
    return testing::Values(kernel::HostKind::free, kernel::HostKind::conducted);
}
std::string hostOf(const testing::TestParamInfo<kernel::HostKind>& chosen);

// A suite whose scenes hold with any number of Ps, under both hosts with 1, 2, 4, 8 and 64 of them; conducted with
// as many cores. To be instantiated with bothHostsAndPs() and hostAndPsOf.
class WithAnyNumberOfPs : public testing::TestWithParam<std::tuple<kernel::HostKind, int>> {
protected:
    static GmpOptions options();
    static GmpRun run(std::function<void()> main) { return runGoroutines(options(), std::move(main)); }
    static int procs() { return std::get<1>(GetParam()); }
    static bool isFree() { return std::get<0>(GetParam()) == kernel::HostKind::free; }
};
inline auto bothHostsAndPs() {
    return testing::Combine(bothHosts(), testing::Values(1, 2, 4, 8, 64));
}
std::string hostAndPsOf(const testing::TestParamInfo<std::tuple<kernel::HostKind, int>>& chosen);

}  // namespace interleave::test
