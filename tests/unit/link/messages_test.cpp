#include "link/messages.h"

#include <gtest/gtest.h>

namespace interleave::link {
namespace {

TEST(Messages, ARequestComesBackAsItWas) {
    Request request;
    request.scenario = "go.x";
    request.family = "go";
    request.parameters = {{"n", std::int64_t{5}}, {"f", 0.5}, {"on", true}, {"mode", std::string("a\"b")}};
    request.conducted = false;
    request.cores = 3;
    request.procs = 8;
    request.seed = ~std::uint64_t{0};
    request.tracing = false;
    request.limitRun = 12'345'678'901;
    request.limitWall = 7;
    request.limitMemory = 1ull << 40;
    request.replay = {{1, 2, -3, 4}};
    const auto back = requestFromJson(toJson(request));
    ASSERT_TRUE(back) << back.error().sentence();
    EXPECT_EQ(back.value().parameters, request.parameters);
    EXPECT_EQ(back.value().seed, request.seed);
    EXPECT_EQ(back.value().limitRun, request.limitRun);
    EXPECT_EQ(back.value().procs, 8);
    EXPECT_EQ(back.value().limitMemory, request.limitMemory);
    ASSERT_EQ(back.value().replay.size(), 1u);
    EXPECT_EQ(back.value().replay[0].value, -3);
    EXPECT_EQ(toJson(back.value()), toJson(request));
}

TEST(Messages, AnOutcomeComesBackAsItWas) {
    Outcome outcome;
    outcome.status = "panic";
    outcome.text = "panic: “x”\n";
    outcome.exit = 2;
    outcome.duration = 99;
    outcome.counters = {{"switches", 7}};
    outcome.rss = 1;
    outcome.peakRss = 2;
    outcome.stacks = 3;
    outcome.facts = {{"clock", "virtual"}};
    outcome.warnings = {"w"};
    const auto back = outcomeFromJson(toJson(outcome));
    ASSERT_TRUE(back) << back.error().sentence();
    EXPECT_EQ(back.value().text, outcome.text);
    EXPECT_EQ(toJson(back.value()), toJson(outcome));
}

TEST(Messages, TextThatIsNoUtf8IsStillAnOutcome) {
    Outcome outcome;
    outcome.text = "\xff\xfe broken";
    EXPECT_TRUE(outcomeFromJson(toJson(outcome)));
}

TEST(Messages, AMissingFieldIsNamed) {
    const auto back = requestFromJson(R"({"scenario":"x"})");
    ASSERT_FALSE(back);
    EXPECT_NE(back.error().cause.find("family"), std::string::npos) << back.error().cause;
}

TEST(Messages, GarbageIsAnErrorAndNoCrash) {
    EXPECT_FALSE(requestFromJson(""));
    EXPECT_FALSE(requestFromJson("[]"));
    EXPECT_FALSE(outcomeFromJson("{\"status\":1}"));
}

}  // namespace
}  // namespace interleave::link
