// Prints one line a row, as anchors/rows.go does, for tests/bench/versus: name and figure.
//
// usage: gmp_figures PROCS off|full ROW…
//   Timed rows: nanoseconds a piece; with `full` a second line, NAME_events: events a piece. Memory rows: bytes of
//   resident memory a blocked goroutine. `raw_switch` is the floor, a bare switch.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string_view>

#include "tests/bench/gmp/runtime_rows.h"

namespace {

using namespace interleave::bench;

void timed(const TimedRow& row, int procs, bool tracing) {
    std::unique_ptr<DiscardingSink> sink;
    if (tracing)
        sink = std::make_unique<DiscardingSink>();
    const Nanoseconds took = measure(procs, sink.get(), [&row] {
        row.work(row.warmUp);
        return row.work(row.pieces);
    });
    const std::string name(row.name);
    std::printf("%s %.2f\n", name.c_str(), took.count() / row.pieces);
    if (sink)
        std::printf("%s_events %.2f\n", name.c_str(), static_cast<double>(sink->written()) / (row.pieces + row.warmUp));
}

bool print(std::string_view name, int procs, bool tracing) {
    if (name == "raw_switch") {
        std::printf("raw_switch %.2f\n", rawSwitch(20'000'000).count() / 20'000'000);
        return true;
    }
    for (const TimedRow& row : timedRows())
        if (row.name == name)
            return timed(row, procs, tracing), true;
    for (const MemoryRow& row : memoryRows())
        if (row.name == name) {
            std::printf("%s %.0f\n", std::string(name).c_str(), bytesABlockedGoroutine(procs, row.goroutines));
            return true;
        }
    return false;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 4) {
        std::fputs("usage: gmp_figures PROCS off|full ROW...\n", stderr);
        return 2;
    }
    const int procs = std::atoi(argv[1]);
    const bool tracing = std::string_view(argv[2]) == "full";
    for (int i = 3; i < argc; ++i)
        if (!print(argv[i], procs, tracing)) {
            std::fprintf(stderr, "gmp_figures: there is no row %s\n", argv[i]);
            return 2;
        }
    return 0;
}
