// The M:N runtime under Google Benchmark: each figure beside the bare switch measured in the same run.
#include <benchmark/benchmark.h>

#include "tests/bench/gmp/runtime_rows.h"

namespace interleave::bench {
namespace {

// The floor of this run, measured once.
double rawNanoseconds() {
    static const double raw = [] {
        rawSwitch(1'000'000);
        return rawSwitch(20'000'000).count() / 20'000'000;
    }();
    return raw;
}

void run(benchmark::State& state, const TimedRow& row, int procs, bool tracing) {
    double total = 0;
    double done = 0;
    double events = 0;
    for (auto _ : state) {
        std::unique_ptr<DiscardingSink> sink;
        if (tracing)
            sink = std::make_unique<DiscardingSink>();
        const Nanoseconds took = measure(procs, sink.get(), [&] {
            row.work(row.warmUp);
            return row.work(row.pieces);
        });
        state.SetIterationTime(took.count() / 1e9);
        total += took.count();
        done += row.pieces;
        if (sink)
            events += static_cast<double>(sink->written()) / (row.pieces + row.warmUp) * row.pieces;
    }
    state.counters["ns"] = total / done;
    state.counters["times_raw_switch"] = total / done / rawNanoseconds();
    if (events > 0)
        state.counters["events"] = events / done;
}

void bareSwitch(benchmark::State& state) {
    constexpr int kPieces = 10'000'000;
    for (auto _ : state)
        state.SetIterationTime(rawSwitch(kPieces).count() / 1e9);
    state.counters["ns"] = rawNanoseconds();
}
BENCHMARK(bareSwitch)->UseManualTime()->Iterations(3);

[[maybe_unused]] const bool registered = [] {
    for (const int procs : {1, 2})
        for (const bool tracing : {false, true})
            for (const TimedRow& row : timedRows()) {
                const std::string name =
                    std::string(row.name) + "/P" + std::to_string(procs) + (tracing ? "/traced" : "");
                benchmark::RegisterBenchmark(
                    name.c_str(), [row, procs, tracing](benchmark::State& state) { run(state, row, procs, tracing); })
                    ->UseManualTime()
                    ->Iterations(3);
            }
    return true;
}();

}  // namespace
}  // namespace interleave::bench

BENCHMARK_MAIN();
