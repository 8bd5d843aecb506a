// What the seam costs: gates and hand-overs under both hosts, each beside the least that it could cost in the same
// run. The counters "ratio" are against that.
//
// Hand-overs are measured as round trips of a pair, halved. The bare pair does the same with futexes alone.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <thread>

#include "conductor/conducted_host.h"
#include "kernel/affinity.h"
#include "kernel/free_host.h"
#include "kernel/futex.h"
#include "kernel/os_thread.h"
#include "kernel/switch_recorder.h"

namespace interleave {
namespace {

using namespace std::chrono_literals;
using base::ThreadId;
using conductor::ConductedHost;
using conductor::ConductedOptions;
using kernel::Operation;

std::unique_ptr<ConductedHost> conductedHost(bool pin = true) {
    ConductedOptions options;
    options.cores = 4;
    options.pinToOneCpu = pin;
    return std::make_unique<ConductedHost>(std::move(options));
}

void ReadTheClock(benchmark::State& state) {
    for (auto _ : state)
        benchmark::DoNotOptimize(kernel::monotonicNow());
}
BENCHMARK(ReadTheClock);

// A gate of the only thread that has anything to do.
void ConductedCharge(benchmark::State& state) {
    auto host = conductedHost();
    for (auto _ : state)
        host->charge(Operation::goSwitch);
}
BENCHMARK(ConductedCharge);

// The same with 64 threads that wait for deadlines far away, so that the event queue is not empty.
void ConductedChargeAmongMany(benchmark::State& state) {
    auto host = conductedHost();
    for (int i = 0; i < 64; ++i)
        host->startThread("waiter", [&] { host->park({}); });
    host->sleepUntil(100ms);
    host->startThread("sleeper", [&] { host->sleepUntil(1'000'000s); });
    host->sleepUntil(200ms);
    for (auto _ : state)
        host->charge(Operation::lock);
    for (std::uint16_t i = 1; i <= 64; ++i)
        host->unpark(ThreadId(i));
    host->joinThreads();
}
BENCHMARK(ConductedChargeAmongMany);

void ConductedSpend(benchmark::State& state) {
    auto host = conductedHost();
    const std::atomic<bool> flag{false};
    for (auto _ : state)
        host->spend(1us, &flag);
}
BENCHMARK(ConductedSpend);

void ConductedUnparkAndParkOfOneself(benchmark::State& state) {
    auto host = conductedHost();
    for (auto _ : state) {
        host->unpark(ThreadId(0));
        host->park({});
    }
}
BENCHMARK(ConductedUnparkAndParkOfOneself);

void FreeUnparkAndParkOfOneself(benchmark::State& state) {
    kernel::FreeHost host(1);
    for (auto _ : state) {
        host.unpark(ThreadId(0));
        host.park({});
    }
}
BENCHMARK(FreeUnparkAndParkOfOneself);

// Nanoseconds of one hand-over between two threads that do nothing else, with futexes alone. record: the kernel writes
// down every switch of both, and they read it now and then, as the engine does in free time.
double bareHandOver(bool pin, int rounds, bool record = false) {
    std::optional<kernel::PinToOneCpu> bound;
    if (pin)
        if (auto here = kernel::PinToOneCpu::here())
            bound.emplace(std::move(here).value());
    std::atomic<std::uint32_t> turn{0};
    const auto play = [&](std::uint32_t mine) {
        std::optional<kernel::SwitchRecorder> recorder;
        if (record)
            if (auto started = kernel::SwitchRecorder::start(kernel::osThreadId()))
                recorder.emplace(std::move(started).value());
        for (int i = 0; i < rounds; ++i) {
            if (recorder && i % 256 == 0)
                recorder->drain([](const kernel::SwitchRecord& one) { benchmark::DoNotOptimize(one); });
            while (turn.load(std::memory_order_acquire) != mine)
                kernel::futexWait(turn, 1 - mine);
            turn.store(1 - mine, std::memory_order_release);
            kernel::futexWake(turn);
        }
    };
    const base::Time begin = kernel::monotonicNow();
    std::thread other(play, 1);
    play(0);
    other.join();
    return static_cast<double>((kernel::monotonicNow() - begin).count()) / (2.0 * rounds);
}

// What the kernel's records cost a thread that does nothing but be switched: on one processor every hand-over is a
// switch. Both are measured in turns; the least of each counts.
void SwitchesRecorded(benchmark::State& state) {
    double bare = 1e9, recorded = 1e9;
    for (auto _ : state) {
        bare = std::min(bare, bareHandOver(true, 5'000));
        recorded = std::min(recorded, bareHandOver(true, 5'000, true));
    }
    state.counters["bare_futex_ns"] = bare;
    state.counters["recorded_ns"] = recorded;
    state.counters["ratio"] = recorded / bare;
}
BENCHMARK(SwitchesRecorded)->Iterations(20)->UseRealTime();

// A pair that wakes one another and parks, through a host. Counts one hand-over an iteration.
template <class HostType>
void pingPong(benchmark::State& state, HostType& host, bool pin) {
    std::atomic<bool> end{false};
    const ThreadId other = host.startThread("other", [&] {
        for (;;) {
            while (!host.park({})) {
            }
            if (end)
                return;
            host.unpark(ThreadId(0));
        }
    });
    const base::Time begin = kernel::monotonicNow();
    for (auto _ : state) {
        host.unpark(other);
        while (!host.park({})) {
        }
    }
    const auto spent = static_cast<double>((kernel::monotonicNow() - begin).count());
    end = true;
    host.unpark(other);
    host.joinThreads();
    const double one = spent / (2.0 * static_cast<double>(state.iterations()));
    const double bare = bareHandOver(pin, 20'000);
    state.counters["handover_ns"] = one;
    state.counters["bare_futex_ns"] = bare;
    state.counters["ratio"] = one / bare;
}

void ConductedHandOver(benchmark::State& state) {
    const bool pin = state.range(0) != 0;
    auto host = conductedHost(pin);
    pingPong(state, *host, pin);
}
BENCHMARK(ConductedHandOver)->ArgName("pinned")->Arg(1)->Arg(0)->UseRealTime();

void FreeHandOver(benchmark::State& state) {
    kernel::FreeHost host(1);
    pingPong(state, host, false);
}
BENCHMARK(FreeHandOver)->UseRealTime();

}  // namespace
}  // namespace interleave

BENCHMARK_MAIN();
