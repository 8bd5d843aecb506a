// Every scenario that is built in, run by the real engine.
#include <gtest/gtest.h>

#include "catalogue/narrator.h"
#include "model/checker.h"
#include "support.h"

namespace interleave::e2e {
namespace {

using session::RunRequest;

class EveryScenario : public testing::TestWithParam<const char*> {};

INSTANTIATE_TEST_SUITE_P(Go, EveryScenario, testing::ValuesIn(kGoScenarios), scenarioName);

void expectMeantEnd(const session::Session& session, const std::string& id, const std::string& what) {
    const auto outcome = session.outcome();
    ASSERT_TRUE(outcome) << what;
    const std::string meant = scenario(id).expectedVerdict({});
    EXPECT_EQ(outcome->verdict.status, meant) << what << ": " << outcome->verdict.text;
    EXPECT_EQ(outcome->verdict.exit, meant == "ok" ? 0 : 2) << what;
    EXPECT_TRUE(outcome->warnings.empty()) << what << ": " << outcome->warnings.front();
    const auto& recording = *session.recording();
    EXPECT_EQ(recording.lostEvents(), 0u) << what;
    const auto world = recording.worldAt(recording.size());
    EXPECT_TRUE(world.ended()) << what;
    EXPECT_EQ(world.counters().gsCreated, outcome->counters.at("gs_created")) << what;
    EXPECT_EQ(world.counters().switches, outcome->counters.at("switches")) << what;
    EXPECT_EQ(model::textOf(model::check(recording, 5)), "") << what;
}

TEST_P(EveryScenario, EndsWellUnderConductedTimeWithAnyNumberOfPs) {
    for (const int procs : {0, 1, 2, 4, 8, 64}) {
        RunRequest request;
        request.procs = procs;
        if (procs > 0)
            request.cores = procs;
        const auto session = runToEnd(GetParam(), request);
        expectMeantEnd(*session, GetParam(), "procs " + std::to_string(procs));
    }
}

TEST_P(EveryScenario, EndsWellUnderFreeTime) {
    for (const int procs : {0, 1, 2, 4, 8, 64}) {
        RunRequest request;
        request.conducted = false;
        request.procs = procs;
        const auto session = runToEnd(GetParam(), request);
        expectMeantEnd(*session, GetParam(), "procs " + std::to_string(procs));
    }
}

TEST_P(EveryScenario, ReachesEveryStepOfItsNarrationByDefault) {
    const catalogue::Scenario& story = scenario(GetParam());
    for (const std::uint64_t seed : {1u, 2u, 3u}) {
        RunRequest request;
        request.seed = seed;
        const auto session = runToEnd(GetParam(), request);
        const auto recording = session->recording();
        catalogue::Narrator narrator(story);
        narrator.advance([&](std::uint64_t first, std::span<trace::Event> out) { return recording->read(first, out); });
        const std::size_t reached = narrator.reached().size();
        EXPECT_EQ(reached, story.narration.size())
            << "seed " << seed << ": step “" << story.narration[std::min(reached, story.narration.size() - 1)].id
            << "” was not reached";
        for (const auto& step : narrator.reached())
            for (const auto* text : {&story.narration[step.step].title, &story.narration[step.step].body})
                for (const auto* words : {&text->en, &text->zh})
                    EXPECT_EQ(catalogue::fill(*words, step.event).find('{'), std::string::npos) << *words;
    }
}

TEST_P(EveryScenario, IsOfASizeThatASitterThroughItCanFollow) {
    const auto session = runToEnd(GetParam(), RunRequest{});
    EXPECT_LE(session->recording()->size(), 50'000u);
    EXPECT_LE(session->outcome()->duration, std::chrono::milliseconds(200));
    const double usual = static_cast<double>(scenario(GetParam()).length.count());
    const double actual = static_cast<double>(session->outcome()->duration.count());
    EXPECT_GT(usual, 0.8 * actual) << actual;
    EXPECT_LT(usual, 1.25 * actual) << actual;
}

}  // namespace
}  // namespace interleave::e2e
