// The M:N runtime under Google Benchmark: each figure beside the bare switch measured in the same run.
#include <benchmark/benchmark.h>

#include "tests/bench/gmp/runtime_work.h"

namespace interleave::bench {
namespace {

using Work = Nanoseconds (*)(int);

// The floor of this run, measured once.
double rawNanoseconds() {
    static const double raw = [] {
        rawSwitch(1'000'000);
        return rawSwitch(20'000'000).count() / 20'000'000;
    }();
    return raw;
}

void run(benchmark::State& state, Work work, int procs, bool tracing, int pieces) {
    double total = 0;
    double done = 0;
    std::uint64_t events = 0;
    for (auto _ : state) {
        std::unique_ptr<DiscardingSink> sink;
        if (tracing)
            sink = std::make_unique<DiscardingSink>();
        const Nanoseconds took = measure(procs, sink.get(), [&] {
            work(pieces / 20);
            return work(pieces);
        });
        state.SetIterationTime(took.count() / 1e9);
        total += took.count();
        done += pieces;
        if (sink)
            events += sink->written();
    }
    state.counters["ns"] = total / done;
    state.counters["times_raw_switch"] = total / done / rawNanoseconds();
    if (events)
        state.counters["events"] = static_cast<double>(events) / (done * 1.05);
}

void bareSwitch(benchmark::State& state) {
    constexpr int kPieces = 10'000'000;
    for (auto _ : state)
        state.SetIterationTime(rawSwitch(kPieces).count() / 1e9);
    state.counters["ns"] = rawNanoseconds();
}
BENCHMARK(bareSwitch)->UseManualTime()->Iterations(3);

struct Case {
    const char* name;
    Work work;
    int pieces;
};

[[maybe_unused]] const bool registered = [] {
    const Case cases[] = {{"gosched", gosched, 4'000'000},
                          {"ping_pong", pingPong, 1'000'000},
                          {"buffered_128", buffered, 4'000'000},
                          {"spawn_join", spawnJoin, 1'000'000},
                          {"spawn_many", spawnMany, 200'000}};
    for (const int procs : {1, 2})
        for (const bool tracing : {false, true})
            for (const Case& c : cases) {
                const std::string name =
                    std::string(c.name) + "/P" + std::to_string(procs) + (tracing ? "/traced" : "");
                benchmark::RegisterBenchmark(
                    name.c_str(),
                    [c, procs, tracing](benchmark::State& state) { run(state, c.work, procs, tracing, c.pieces); })
                    ->UseManualTime()
                    ->Iterations(3);
            }
    return true;
}();

}  // namespace
}  // namespace interleave::bench

BENCHMARK_MAIN();
