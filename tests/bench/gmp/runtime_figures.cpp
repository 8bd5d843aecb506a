// Prints one line a figure, as anchors/gosched.go does, for versus_gosched: name, nanoseconds a piece.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "tests/bench/gmp/runtime_work.h"

int main(int argc, char** argv) {
    using namespace interleave::bench;
    const int procs = argc > 1 ? std::atoi(argv[1]) : 1;
    const bool tracing = argc > 2 && std::strcmp(argv[2], "traced") == 0;
    struct Case {
        const char* name;
        Nanoseconds (*work)(int);
        int pieces;
    };
    const Case cases[] = {{"gosched", gosched, 4'000'000},
                          {"ping_pong", pingPong, 1'000'000},
                          {"buffered_128", buffered, 4'000'000},
                          {"spawn_join", spawnJoin, 1'000'000},
                          {"spawn_many", spawnMany, 1'000'000}};
    std::printf("raw_switch %.2f\n", rawSwitch(20'000'000).count() / 20'000'000);
    for (const Case& c : cases) {
        std::unique_ptr<DiscardingSink> sink;
        if (tracing)
            sink = std::make_unique<DiscardingSink>();
        const Nanoseconds took = measure(procs, sink.get(), [&c] {
            c.work(c.pieces / 20);
            return c.work(c.pieces);
        });
        std::printf("%s %.2f\n", c.name, took.count() / c.pieces);
        if (sink)
            std::printf("%s_events %.2f\n", c.name, static_cast<double>(sink->written()) / (c.pieces * 1.05));
    }
    return 0;
}
