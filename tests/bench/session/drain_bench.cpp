// What a live run costs its client: a frame's share of five million events a second goes from rings in shared memory
// through session::Drain into a Recording, with all that it keeps: order, fold, blocks, lanes, metrics, checkpoints.
// Beside each figure stands what a plain copy of the same events takes.
//
//   bench_drain [frames, 120 by default [rings goroutines]]
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <span>
#include <vector>

#include "link/segment.h"
#include "model/recording.h"
#include "model/synthetic.h"
#include "session/drain.h"
#include "trace/ring.h"

namespace {

using namespace interleave;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kFrame = 83'333;  // a sixtieth of five million

double millisecondsSince(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

std::uint64_t pageFaults() {
    rusage usage{};
    ::getrusage(RUSAGE_THREAD, &usage);
    return static_cast<std::uint64_t>(usage.ru_minflt);
}

// The CPU time of this thread: what the pass costs, whoever else wants the machine.
double cpuMilliseconds() {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
}

struct Spread {
    double min, median, max;
};
Spread spreadOf(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return {values.front(), values[values.size() / 2], values.back()};
}

// The engine's side: rings as the threads of a free run fill them, each M into its own, each event a tick later than
// the one before it, so that the merge has to find their one order.
class Producers {
public:
    Producers(link::Segment& segment, std::uint32_t rings) {
        for (std::uint32_t i = 0; i < rings; ++i)
            m_rings.emplace_back(segment.openRing(i));
    }
    void write(std::span<const trace::Event> events) {
        trace::RingProducer* ring = &m_rings[0];
        for (const trace::Event& event : events) {
            if (!trace::isTail(event)) {
                ring = &m_rings[(event.m == trace::kNoM ? 0 : event.m) % m_rings.size()];
                m_now = std::max(m_now + 1, event.time);
            }
            if (!ring->hasRoom(1))
                std::abort();
            trace::Event& slot = ring->next();
            slot = event;
            slot.time = m_now;
            ring->publish();
        }
    }

private:
    std::vector<trace::RingProducer> m_rings;
    std::uint64_t m_now = 0;
};

double copyMilliseconds(const std::vector<trace::Event>& events, std::vector<trace::Event>& to) {
    const auto start = Clock::now();
    to.assign(events.begin(), events.end());
    return millisecondsSince(start);
}

void run(std::uint32_t rings, std::uint32_t goroutines, int frames) {
    model::SyntheticOptions options;
    options.procs = static_cast<int>(std::min(rings, 64u));
    options.goroutines = goroutines;
    model::SyntheticTrace trace(options);
    auto made = link::Segment::create("{}", {rings, 1u << 17});
    if (!made)
        std::abort();
    link::Segment segment = std::move(made).value();
    segment.page().clock.ready.store(1);
    Producers producers(segment, rings);
    model::Recording recording{model::RunMeta{}};
    session::Drain drain(segment, recording, false);

    std::vector<trace::Event> events;
    std::vector<trace::Event> copied;
    trace.more(std::size_t{goroutines} * 12, events);  // until about so many are alive
    for (std::size_t i = 0; i < events.size(); i += kFrame) {
        producers.write(std::span(events).subspan(i, std::min(kFrame, events.size() - i)));
        drain.pass(false);
    }
    std::vector<double> times, cpu, perEvent, copies;
    std::uint64_t faults = 0;
    for (int frame = 0; frame < frames; ++frame) {
        events.clear();
        trace.more(kFrame, events);
        producers.write(events);
        copies.push_back(copyMilliseconds(events, copied));
        const model::EventIndex before = recording.size();
        const std::uint64_t faultsBefore = pageFaults();
        const double cpuStart = cpuMilliseconds();
        const auto start = Clock::now();
        drain.pass(false);
        times.push_back(millisecondsSince(start));
        cpu.push_back(cpuMilliseconds() - cpuStart);
        faults += pageFaults() - faultsBefore;
        if (recording.size() - before != events.size())
            std::abort();
        perEvent.push_back(cpu.back() * 1e6 / static_cast<double>(events.size()));
    }
    std::printf("%2u rings, %zu Gs\n", rings, recording.worldAt(recording.size()).liveGoroutines());
    const auto print = [](const char* what, const Spread& each, const char* more) {
        std::printf("    %-34s min %6.2f  median %6.2f  max %6.2f%s\n", what, each.min, each.median, each.max, more);
    };
    print("a frame of 83,333 events, ms", spreadOf(times), "   target median 4");
    print("the same, CPU time, ms", spreadOf(cpu), "");
    print("CPU time of an event, ns", spreadOf(perEvent), "   target median 48");
    std::printf("    new pages touched in a frame: %.0f\n", static_cast<double>(faults) / frames);
    std::printf("    %.1f plain copies of the same events\n", spreadOf(cpu).median / spreadOf(copies).median);
    const model::Recording::Usage usage = recording.usage();
    const auto bytesEach = [&](base::Bytes bytes) {
        return static_cast<double>(bytes.value) / static_cast<double>(recording.size());
    };
    std::printf("    bytes an event: packed %.2f, checkpoints %.2f (%zu)\n", bytesEach(usage.packed),
                bytesEach(usage.checkpoints), usage.checkpointCount);
}

}  // namespace

int main(int argc, char** argv) {
    const int frames = std::max(argc > 1 ? std::atoi(argv[1]) : 120, 1);
    if (argc > 3) {
        run(static_cast<std::uint32_t>(std::atoi(argv[2])), static_cast<std::uint32_t>(std::atoi(argv[3])), frames);
        return 0;
    }
    for (const std::uint32_t rings : {4u, 64u})
        for (const std::uint32_t goroutines : {1'000u, 20'000u})
            run(rings, goroutines, frames);
}
