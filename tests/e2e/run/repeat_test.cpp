// Conducted runs repeat: any scenario, any number of cores, with and without changes on the way, whatever the machine
// has to do beside.
#include <gtest/gtest.h>

#include <iterator>

#include "model/checker.h"
#include "support.h"

namespace interleave::e2e {
namespace {

using session::Intervention;
using session::RunRequest;
using session::Time;

class EveryScenarioRepeats : public testing::TestWithParam<const char*> {};

INSTANTIATE_TEST_SUITE_P(Go, EveryScenarioRepeats, testing::ValuesIn(kGoScenarios), scenarioName);

RunRequest onCores(int cores) {
    RunRequest request;
    request.cores = cores;
    request.procs = cores;
    request.seed = 7;
    return request;
}

TEST_P(EveryScenarioRepeats, OnAnyNumberOfCoresAndUnderLoad) {
    for (const int cores : {1, 2, 8, 64}) {
        const auto first = runToEnd(GetParam(), onCores(cores));
        const Load load;
        const auto second = runToEnd(GetParam(), onCores(cores));
        EXPECT_GT(first->recording()->size(), 0u);
        EXPECT_TRUE(eventsOf(*first->recording()) == eventsOf(*second->recording())) << cores << " cores";
        EXPECT_EQ(first->outcome()->counters, second->outcome()->counters) << cores << " cores";
        EXPECT_EQ(first->outcome()->duration, second->outcome()->duration) << cores << " cores";
    }
}

TEST_P(EveryScenarioRepeats, AnotherSeedOnOneOfManyCoresGivesAnotherRun) {
    RunRequest other = onCores(8);
    other.seed = 8;
    const auto first = runToEnd(GetParam(), onCores(8));
    const auto second = runToEnd(GetParam(), other);
    EXPECT_FALSE(eventsOf(*first->recording()) == eventsOf(*second->recording()));
}

// Makes a change at a horizon. Where the engine is still busy with the one before (stopping the world takes time of the
// run), the run goes on until it has come to this one.
void change(session::Session& session, Time& at, Time step, Intervention what) {
    const auto known = session.interventions().size();
    bool given = false;
    while (session.interventions().size() == known) {
        session.setHorizon(at += step);
        ASSERT_TRUE(eventually(session, [&] { return session.atHorizon() && session.reached() >= at; }));
        if (!given)
            session.intervene(what);
        given = true;
        ASSERT_TRUE(eventually(session, [&] { return session.atHorizon(); }));
        session.wait(std::chrono::milliseconds(5));
    }
}

TEST_P(EveryScenarioRepeats, WithTheChangesThatWereMadeOnTheWay) {
    const std::int64_t length = scenario(GetParam()).length.count();
    for (const int cores : {1, 2, 8, 64}) {
        const Intervention changes[] = {{Intervention::Kind::spawn, 0, length / 20, Time{-1}},
                                        {Intervention::Kind::procs, 0, 3, Time{-1}},
                                        {Intervention::Kind::block, 2, length / 10, Time{-1}},
                                        {Intervention::Kind::preemption, 0, 0, Time{-1}},
                                        {Intervention::Kind::procs, 0, 5, Time{-1}}};
        auto live = start(GetParam(), onCores(cores));
        Time at{0};
        for (const Intervention& one : changes)
            change(*live, at, Time{length / 40}, one);
        live->runFreely();
        ASSERT_TRUE(live->wait(std::chrono::seconds(60)));
        ASSERT_EQ(live->outcome()->verdict.status, scenario(GetParam()).expectedVerdict({}))
            << live->outcome()->verdict.text;
        RunRequest again = onCores(cores);
        again.interventions = live->interventions();
        ASSERT_EQ(again.interventions.size(), std::size(changes));
        EXPECT_EQ(model::textOf(model::check(*live->recording(), 5)), "") << cores << " cores";
        const Load load;
        const auto repeated = runToEnd(GetParam(), again);
        EXPECT_TRUE(eventsOf(*repeated->recording()) == eventsOf(*live->recording())) << cores << " cores";
    }
}

TEST_P(EveryScenarioRepeats, FreeRunsKeepTheRulesWithChangesOnTheWayAndUnderLoad) {
    const Load load;
    for (const int procs : {1, 2, 8}) {
        RunRequest request;
        request.conducted = false;
        request.procs = procs;
        auto live = start(GetParam(), request);
        live->runFreely();
        for (const int other : {3, 1, 5, 2}) {
            live->intervene({Intervention::Kind::procs, 0, other, Time{-1}});
            live->intervene({Intervention::Kind::spawn, 0, 100'000, Time{-1}});
            live->intervene({Intervention::Kind::block, 2, 200'000, Time{-1}});
            live->wait(std::chrono::milliseconds(1));
        }
        ASSERT_TRUE(live->wait(std::chrono::seconds(60)));
        EXPECT_EQ(live->outcome()->verdict.status, scenario(GetParam()).expectedVerdict({}))
            << live->outcome()->verdict.text;
        EXPECT_EQ(model::textOf(model::check(*live->recording(), 5)), "") << procs << " Ps";
    }
}

}  // namespace
}  // namespace interleave::e2e
