// The synthetic collector: stops, workers, assists (Z-12 to Z-14), and modelled stacks (Z-15).
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <vector>

#include "gmp/collector_plan.h"
#include "gmp/go.h"
#include "gmp/running.h"
#include "gmp/sync.h"
#include "tests/support/gmp_fixture.h"

namespace interleave::test {
namespace {

using base::Bytes;
using gmp::go;
using gmp::WaitGroup;
using trace::EventKind;
using trace::GcMode;
using trace::GcPhaseName;
using trace::StwWhy;
using namespace std::chrono_literals;

constexpr Bytes kBlock{64 * 1024};

class Collector : public UnderBothHosts {};
INSTANTIATE_TEST_SUITE_P(Hosts, Collector, bothHosts(), hostOf);

class CollectorWithAnyPs : public WithAnyNumberOfPs {};
INSTANTIATE_TEST_SUITE_P(HostsAndPs, CollectorWithAnyPs, bothHostsAndPs(), hostAndPsOf);

GmpOptions collecting(GmpOptions options) {
    options.config.collector = true;
    return options;
}

void allocateOften(int goroutines, int blocks) {
    spawn(goroutines, [blocks] {
        for (int i = 0; i < blocks; ++i) {
            gmp::allocate(kBlock);
            gmp::work(15us);
        }
    });
}

TEST(CollectorPlan, Z_12_TheTableOfWorkersForOneToSixteenPs) {
    struct Row {
        int dedicated;
        bool fractional;
    };
    constexpr std::array<Row, 16> kTable{{{0, true},
                                          {0, true},
                                          {0, true},
                                          {1, false},
                                          {1, false},
                                          {1, true},
                                          {2, false},
                                          {2, false},
                                          {2, false},
                                          {3, false},
                                          {3, false},
                                          {3, false},
                                          {3, false},
                                          {4, false},
                                          {4, false},
                                          {4, false}}};
    for (int procs = 1; procs <= 16; ++procs) {
        const gmp::WorkerPlan plan = gmp::planWorkers(procs);
        const Row& row = kTable[static_cast<std::size_t>(procs - 1)];
        EXPECT_EQ(plan.dedicated, row.dedicated) << procs;
        EXPECT_EQ(plan.fractional > 0, row.fractional) << procs;
        if (row.fractional) {
            EXPECT_DOUBLE_EQ(plan.dedicated + plan.fractional * procs, 0.25 * procs) << procs;
        }
    }
}

TEST(CollectorPlan, Z_12_TheGoalGrowsByGogcAndIsNeverBelowFourMebibytes) {
    EXPECT_EQ(gmp::heapGoal(0, 100), 4u << 20);
    EXPECT_EQ(gmp::heapGoal(10u << 20, 100), 20u << 20);
    EXPECT_EQ(gmp::heapGoal(10u << 20, 50), 15u << 20);
    EXPECT_LT(gmp::heapTrigger(10u << 20, 20u << 20), 20u << 20);
    EXPECT_GT(gmp::heapTrigger(10u << 20, 20u << 20), 10u << 20);
}

TEST_P(CollectorWithAnyPs, Z_12_ACycleIsTwoStopsAroundAMarkingThatRunsBesideTheProgram) {
    const GmpRun run = runGoroutines(collecting(options()), [] { allocateOften(4, 60); });
    std::vector<StwWhy> stops;
    std::vector<GcPhaseName> phases;
    bool stopped = false;
    for (const Told& told : run.events) {
        if (told.event.kind == EventKind::StwBegin)
            stops.push_back(told.event.auxAs<StwWhy>());
        if (told.event.kind == EventKind::StwStopped)
            stopped = true;
        if (told.event.kind == EventKind::StwEnd)
            stopped = false;
        if (told.event.kind == EventKind::GcPhase) {
            EXPECT_TRUE(stopped) << "phases change while the world stands still";
            phases.push_back(told.event.auxAs<GcPhaseName>());
        }
    }
    ASSERT_GE(phases.size(), 3u);
    for (std::size_t i = 0; i < phases.size(); ++i)
        EXPECT_EQ(phases[i], (std::array{GcPhaseName::mark, GcPhaseName::markTermination, GcPhaseName::off})[i % 3]);
}

TEST_P(Collector, Z_12_OfEightPsTwoAreDedicatedAndNeverMore) {
    const GmpRun run = runGoroutines(collecting(options(8)), [] { allocateOften(16, 40); });
    int dedicated = 0;
    int most = 0;
    std::map<std::uint32_t, bool> works;  // worker → it is a dedicated one, and runs
    std::uint32_t unblocked = 0;
    for (const Told& told : run.events) {
        if (told.event.kind == EventKind::GoUnblock)
            unblocked = told.event.g;
        if (told.event.kind == EventKind::GcWorker && told.event.auxAs<GcMode>() == GcMode::dedicated && !isFree()) {
            works[unblocked] = true;
            most = std::max(most, ++dedicated);
        }
        if (told.event.kind == EventKind::GoBlock && works[told.event.g]) {
            works[told.event.g] = false;
            --dedicated;
        }
    }
    if (!isFree()) {
        EXPECT_EQ(most, 2);
    }
}

TEST_P(Collector, Z_12_OneToThreePsHaveAFractionalWorkerAndIdlePsHelp) {
    const auto modes = [](const GmpRun& run) {
        std::set<GcMode> seen;
        for (const Told* worker : run.of(EventKind::GcWorker))
            seen.insert(worker->event.auxAs<GcMode>());
        return seen;
    };
    runUntilSeen(
        collecting(options(1)), [](int times) { allocateOften(2, 120 * times); },
        [&](const GmpRun& run) {
            EXPECT_FALSE(modes(run).contains(GcMode::dedicated));
            return modes(run).contains(GcMode::fractional);
        });
    runUntilSeen(
        collecting(options(4)), [](int times) { allocateOften(1, 120 * times); },
        [&](const GmpRun& run) { return modes(run).contains(GcMode::dedicated) && modes(run).contains(GcMode::idle); });
}

TEST_P(CollectorWithAnyPs, Z_13_WhoAllocatesWhileItMarksPaysItsDebt) {
    GmpOptions chosen = collecting(options());
    chosen.config.markMebibyte = 2ms;
    const GmpRun run = runGoroutines(chosen, [] { allocateOften(8, 60); });
    ASSERT_GT(run.count(EventKind::AssistBegin), 0u);
    std::map<std::uint32_t, int> open;
    for (const Told& told : run.events) {
        if (told.event.kind == EventKind::AssistBegin) {
            EXPECT_EQ(++open[told.event.g], 1);
            EXPECT_GT(told.event.wide(), 0u);
        }
        if (told.event.kind == EventKind::AssistEnd) {
            EXPECT_EQ(--open[told.event.g], 0);
        }
        if (told.event.kind == EventKind::AssistPark) {
            EXPECT_EQ(open[told.event.g], 1) << "only in an assist";
        }
    }
}

// Who parked first is paid first, but for one that was paid in part, which goes to the end.
TEST(CollectorAssists, Z_13_TheQueueIsFirstInFirstOut) {
    GmpOptions options;
    options.config.maxProcs = 4;
    options.config.collector = true;
    options.config.markMebibyte = 4ms;
    options.config.forcePreempt = 10s;
    const GmpRun run = runGoroutines(options, [] {
        spawn(12, [] {
            for (int i = 0; i < 400; ++i) {
                gmp::allocate(Bytes{4 * 1024});  // a debt that one chunk of a worker's marking pays several times
                gmp::work(2us);
            }
        });
    });
    std::vector<std::uint32_t> order;
    std::uint64_t paid = 0;
    for (const Told& told : run.events) {
        const bool parks = told.event.kind == EventKind::GoBlock &&
                           told.event.auxAs<trace::BlockReason>() == trace::BlockReason::gcAssist;
        if (parks)
            order.push_back(told.event.g);
        if (told.event.kind == EventKind::GoStart &&
            told.event.auxAs<trace::StartSource>() == trace::StartSource::parkRefused)
            std::erase(order, told.event.g);
        const auto found = std::find(order.begin(), order.end(), told.event.g);
        if (told.event.kind != EventKind::GoUnblock || found == order.end())
            continue;
        ++paid;
        EXPECT_LE(found - order.begin(), 1) << "one before it may have been paid in part";
        // That one went to the end.
        std::rotate(order.begin(), found, order.end());
        order.erase(order.begin());
    }
    EXPECT_GT(paid, 0u) << "nobody parked";
}

TEST_P(Collector, Z_14_AWorkerIsPickedBeforeOthersAndAnotherPIsWoken) {
    GmpOptions chosen = collecting(options(4));
    chosen.config.markMebibyte = 1ms;
    const GmpRun run = runUntilSeen(
        chosen, [](int times) { allocateOften(12, 40 * times); },
        [](const GmpRun& one) {
            const auto workers = one.of(EventKind::GcWorker);
            return std::any_of(workers.begin(), workers.end(),
                               [](const Told* worker) { return worker->event.auxAs<GcMode>() != GcMode::idle; });
        });
    int picked = 0;
    for (std::size_t i = 0; i < run.events.size(); ++i) {
        const trace::Event& worker = run.events[i].event;
        if (worker.kind != EventKind::GcWorker || worker.auxAs<GcMode>() == GcMode::idle)
            continue;
        ++picked;
        bool woke = false;
        for (std::size_t k = i + 1; k < run.events.size(); ++k) {
            const trace::Event& next = run.events[k].event;
            if (next.m != worker.m)
                continue;
            woke = woke || next.kind == EventKind::Wakep;
            if (next.kind == EventKind::GoStart) {
                EXPECT_EQ(next.auxAs<trace::StartSource>(), trace::StartSource::gcworker);
                break;
            }
            // Nothing was taken from a queue meanwhile.
            EXPECT_NE(next.kind, EventKind::RqGet);
            EXPECT_NE(next.kind, EventKind::GlobGet);
        }
        EXPECT_TRUE(woke);
    }
    EXPECT_GT(picked, 0);
}

TEST_P(Collector, Z_12_ItIsOffByDefault) {
    const GmpRun run = runGoroutines(options(4), [] { allocateOften(4, 100); });
    EXPECT_EQ(run.count(EventKind::GcPhase), 0u);
    EXPECT_EQ(run.count(EventKind::StwBegin), 0u);
}

TEST_P(Collector, Z_12_WorkersAreNoGoroutinesOfTheProgram) {
    runGoroutines(collecting(options(2)), [] {
        allocateOften(2, 80);
        // Who has told that it is done may still be on its way to its end.
        for (int i = 0; i < 100'000 && gmp::numGoroutine() > 1; ++i)
            gmp::gosched();
        EXPECT_EQ(gmp::numGoroutine(), 1);
    });
}

TEST_P(Collector, Z_15_AStackDoublesFromTwoKibibytesAsCallsGoDeeper) {
    const GmpRun run = runGoroutines(options(1), [] {
        gmp::callDepth(10, Bytes{100});
        gmp::callDepth(100, Bytes{100});
        gmp::callDepth(90, Bytes{100});
    });
    std::vector<std::uint32_t> sizes;
    for (const Told* grow : run.of(EventKind::StackGrow)) {
        EXPECT_EQ(grow->event.c, 2 * grow->event.b);
        EXPECT_EQ(trace::descriptor(grow->event.kind).provenance, trace::Provenance::modelled);
        sizes.push_back(grow->event.c);
    }
    EXPECT_EQ(sizes, (std::vector<std::uint32_t>{4096, 8192, 16384}));
}

TEST_P(Collector, Z_15_MoreThanAGigabyteIsAFatalStackOverflow) {
    const GmpRun run = runGoroutines(options(1), [] { gmp::callDepth(20'000'000, Bytes{100}); });
    EXPECT_EQ(run.exit.code, 2);
    EXPECT_EQ(run.exit.text, "fatal error: stack overflow");
}

TEST_P(Collector, Z_15_ACollectionHalvesAStackThatIsHardlyUsed) {
    const GmpRun run = runGoroutines(collecting(options(2)), [] {
        gmp::callDepth(300, Bytes{100});
        allocateOften(2, 80);
    });
    ASSERT_GT(run.count(EventKind::StackShrink), 0u);
    for (const Told* shrink : run.of(EventKind::StackShrink))
        EXPECT_EQ(2 * shrink->event.c, shrink->event.b);
}

}  // namespace
}  // namespace interleave::test
