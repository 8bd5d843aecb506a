// What history costs: fold, intake, seek, hover and timeline over synthetic histories. Each figure stands beside what a
// plain copy of the same events takes in the same run.
//
//   bench_model [millions of events, 10 by default]
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <random>
#include <vector>

#include "model/recording.h"
#include "model/synthetic.h"

namespace {

using namespace interleave;

// The CPU time of this thread: what a thing costs, whoever else wants the machine.
struct Clock {
    using duration = std::chrono::nanoseconds;
    using rep = duration::rep;
    using period = duration::period;
    using time_point = std::chrono::time_point<Clock>;
    static constexpr bool is_steady = true;
    static time_point now() {
        timespec t{};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
        return time_point(std::chrono::seconds(t.tv_sec) + std::chrono::nanoseconds(t.tv_nsec));
    }
};

double secondsSince(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

struct Spread {
    double min, median, max;
};
template <class F>
Spread milliseconds(int rounds, F f) {
    std::vector<double> times;
    for (int i = 0; i < rounds; ++i) {
        const auto start = Clock::now();
        f();
        times.push_back(secondsSince(start) * 1e3);
    }
    std::sort(times.begin(), times.end());
    return Spread{times.front(), times[times.size() / 2], times.back()};
}
void print(const char* what, const Spread& ms, const char* target) {
    std::printf("  %-46s min %8.3f  median %8.3f  max %8.3f ms   target %s\n", what, ms.min, ms.median, ms.max, target);
}

double copySeconds(const std::vector<trace::Event>& events) {
    std::vector<trace::Event> copy(events.size());
    std::copy(events.begin(), events.end(), copy.begin());  // touches the pages
    const auto start = Clock::now();
    std::copy(events.begin(), events.end(), copy.begin());
    const double seconds = secondsSince(start);
    volatile std::uint64_t keep = copy[copy.size() / 2].time;
    (void)keep;
    return seconds;
}

void fold(const char* what, const std::vector<trace::Event>& events, double copy) {
    model::World world;
    model::TailBuffer tail;
    const auto start = Clock::now();
    model::walkEvents(events, 0, tail, [&](const model::WholeEvent& whole) {
        world.apply(whole.event, whole.ids, whole.text, whole.index);
    });
    const double seconds = secondsSince(start);
    std::printf("  fold, %-40s %6.1f M events/s, %.1f copies\n", what,
                static_cast<double>(events.size()) / seconds / 1e6, seconds / copy);
}

// The commonest life: one goroutine starts, stops, and waits in the global queue.
std::vector<trace::Event> simpleEvents(std::size_t n) {
    using trace::EventKind;
    std::vector<trace::Event> events;
    events.push_back({.kind = EventKind::RunBegin, .a = 1, .b = 1});
    for (std::uint32_t g = 1; g <= 2; ++g) {
        events.push_back({.kind = EventKind::GoCreate, .m = 0, .p = 0, .g = g});
        events.push_back({.kind = EventKind::RqPut, .aux = 1, .m = 0, .p = 0, .g = g});
    }
    for (std::uint64_t t = 1; events.size() < n; ++t) {
        const auto g = static_cast<std::uint32_t>(1 + t % 2);
        events.push_back({.time = t * 30, .kind = EventKind::RqGet, .aux = 1, .m = 0, .p = 0, .g = g});
        events.push_back({.time = t * 30, .kind = EventKind::GoStart, .m = 0, .p = 0, .g = g});
        events.push_back({.time = t * 30 + 20, .kind = EventKind::GoStop, .m = 0, .p = 0, .g = g});
        events.push_back({.time = t * 30 + 20, .kind = EventKind::RqPut, .aux = 1, .m = 0, .p = 0, .g = g});
    }
    return events;
}

std::vector<trace::Event> mixedEvents(std::size_t n, model::SyntheticOptions options) {
    std::vector<trace::Event> events;
    events.reserve(n + 1024);
    model::SyntheticTrace(options).more(n, events);
    return events;
}

void timeline(const model::Recording& recording) {
    const Spread whole = milliseconds(9, [&] {
        recording.withLanes(model::LaneKind::processor, [&](const model::LaneSet& set) {
            std::vector<model::Coverage> row(1600);
            for (const model::Lane& lane : set.lanes)
                lane.cover(base::Time{0}, recording.duration(), row);
        });
    });
    print("timeline, all lanes x 1600 pixels, whole run", whole, "4");
    double worst = 0;
    for (int zoom = 1; zoom < 24; ++zoom) {
        const base::Time span = recording.duration() / (1 << zoom);
        if (span.count() < 1600)
            break;
        const base::Time from = recording.duration() / 3;
        const Spread at = milliseconds(5, [&] {
            recording.withLanes(model::LaneKind::processor, [&](const model::LaneSet& set) {
                std::vector<model::Coverage> row(1600);
                for (const model::Lane& lane : set.lanes)
                    lane.cover(from, from + span, row);
            });
        });
        worst = std::max(worst, at.median);
    }
    std::printf("  %-46s median %.3f ms   target 4\n", "timeline, worst zoom of 23", worst);
    recording.withLanes(model::LaneKind::processor, [](const model::LaneSet& set) {
        std::size_t bytes = 0;
        for (const model::Lane& lane : set.lanes)
            bytes += lane.levelBytes();
        std::printf("  %.1f M slices on Ps, levels %.2f bytes a slice   target < 1\n",
                    static_cast<double>(set.slices) / 1e6,
                    static_cast<double>(bytes) / static_cast<double>(std::max<std::uint64_t>(set.slices, 1)));
    });
}

void history(const char* what, const std::vector<trace::Event>& events, double copy) {
    std::printf("%s: %.1f M events\n", what, static_cast<double>(events.size()) / 1e6);
    fold("without moves", events, copy);
    auto recording = std::make_shared<model::Recording>(model::RunMeta{});
    const auto start = Clock::now();
    double longest = 0;
    constexpr std::size_t kDrain = 83'333;  // 5 M events/s, sixty drains a second
    std::vector<double> drains;
    for (std::size_t i = 0; i < events.size();) {
        std::size_t n = std::min(kDrain, events.size() - i);
        while (i + n < events.size() && trace::isTail(events[i + n]))
            ++n;
        const auto one = Clock::now();
        recording->append(std::span(events).subspan(i, n));
        drains.push_back(secondsSince(one) * 1e3);
        longest = std::max(longest, drains.back());
        i += n;
    }
    const double seconds = secondsSince(start);
    std::sort(drains.begin(), drains.end());
    std::printf(
        "  intake with everything %26s %6.1f M events/s, %.1f copies; 83,333 events: median %.2f, max %.2f ms\n", "",
        static_cast<double>(events.size()) / seconds / 1e6, seconds / copy, drains[drains.size() / 2], longest);
    const auto usage = recording->usage();
    std::printf("  packed %.2f bytes an event, checkpoints %zu, %.2f bytes an event   target <= 20\n",
                static_cast<double>(usage.packed.value) / static_cast<double>(events.size()), usage.checkpointCount,
                static_cast<double>(usage.checkpoints.value) / static_cast<double>(events.size()));
    std::mt19937_64 random(5);
    print("seek to a random position",
          milliseconds(41, [&] { (void)recording->worldAt(random() % recording->size()); }), "50");
    print("position of a random time",
          milliseconds(41,
                       [&] {
                           (void)recording->upperBound(base::Time{static_cast<std::int64_t>(
                               random() % static_cast<std::uint64_t>(recording->duration().count()))});
                       }),
          "50");
    print("last 20 events of a goroutine",
          milliseconds(41,
                       [&] {
                           const auto position = random() % recording->size();
                           (void)recording->lastEventsOf(1 + static_cast<std::uint32_t>(random() % 100), position, 20);
                       }),
          "10");
    model::Cursor cursor(recording);
    cursor.moveTo(recording->size() / 2);
    print("one frame forward, 2,000 events", milliseconds(41, [&] { cursor.moveTo(cursor.position() + 2000); }), "4");
    print("one step back", milliseconds(41, [&] { cursor.moveTo(recording->stepBack(cursor.position())); }), "16");
    timeline(*recording);
}

}  // namespace

int main(int argc, char** argv) {
    const auto millions = static_cast<std::size_t>(argc > 1 ? std::atoi(argv[1]) : 10);
    const std::size_t n = std::max<std::size_t>(millions, 1) * 1'000'000;
    {
        const auto simple = simpleEvents(n);
        const double copy = copySeconds(simple);
        std::printf("simple events: a copy runs at %.0f M events/s\n", static_cast<double>(n) / copy / 1e6);
        fold("simple events", simple, copy);
    }
    for (const auto& [what, procs, goroutines] :
         {std::tuple{"mixed, 8 Ps, 200 Gs", 8, 200u}, std::tuple{"mixed, 64 Ps, 20,000 Gs", 64, 20'000u}}) {
        model::SyntheticOptions options;
        options.procs = procs;
        options.goroutines = goroutines;
        const auto events = mixedEvents(n, options);
        history(what, events, copySeconds(events));
    }
}
