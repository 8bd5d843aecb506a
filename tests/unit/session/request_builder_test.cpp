#include "session/request_builder.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace interleave::session {
namespace {

catalogue::Scenario scenario() {
    catalogue::Scenario s;
    s.id = "go.x";
    s.family = "go";
    s.hosts = {"conducted"};
    s.cores = 3;
    s.seed = 1;
    catalogue::Parameter n;
    n.name = "n";
    n.initial = std::int64_t{5};
    n.minimum = 1;
    n.maximum = 9;
    catalogue::Parameter d;
    d.name = "d";
    d.type = catalogue::Parameter::Type::duration;
    d.initial = Duration(2'000'000);
    d.maximum = 1e9;
    s.parameters = {n, d};
    return s;
}

TEST(RequestBuilder, FillsInWhatTheScenarioSays) {
    RunRequest request;
    request.parameters["n"] = std::int64_t{7};
    const auto complete_ = complete(scenario(), request);
    ASSERT_TRUE(complete_) << complete_.error().sentence();
    const RunRequest& r = complete_.value();
    EXPECT_EQ(r.cores, 3);
    EXPECT_EQ(r.procs, 3) << "as many as cores";
    const link::Request engine = engineRequest(scenario(), r);
    EXPECT_EQ(std::get<std::int64_t>(engine.parameters.at("n")), 7);
    EXPECT_EQ(std::get<std::int64_t>(engine.parameters.at("d")), 2'000'000);
    EXPECT_EQ(metaOf(scenario(), r).parametersJson, R"({"d":"2ms","n":7})");
}

TEST(RequestBuilder, TheScenariosOwnGomaxprocsComesBeforeCores) {
    auto s = scenario();
    s.procs = 1;
    EXPECT_EQ(complete(s, {}).value().procs, 1);
    RunRequest request;
    request.procs = 8;
    EXPECT_EQ(complete(s, request).value().procs, 8);
}

TEST(RequestBuilder, RefusesWhatTheScenarioDoesNotDeclare) {
    RunRequest unknown, type, range, cores, host;
    unknown.parameters["m"] = std::int64_t{1};
    type.parameters["n"] = true;
    range.parameters["n"] = std::int64_t{10};
    cores.cores = 65;
    host.conducted = false;
    for (const RunRequest& request : {unknown, type, range, cores, host}) {
        const auto refused = complete(scenario(), request);
        ASSERT_FALSE(refused);
        EXPECT_FALSE(refused.error().remedy.empty());
    }
}

TEST(RequestBuilder, InterventionsAreRepeatedInOrderOfTime) {
    RunRequest request;
    request.interventions = {{Intervention::Kind::procs, 0, 2, Time{500}},
                             {Intervention::Kind::block, 3, 9, Time{100}}};
    const auto engine = engineRequest(scenario(), complete(scenario(), request).value());
    ASSERT_EQ(engine.replay.size(), 2u);
    EXPECT_EQ(engine.replay[0].at, 100);
    EXPECT_EQ(engine.replay[0].g, 3u);
    EXPECT_EQ(engine.replay[1].kind, static_cast<std::uint32_t>(trace::InterveneKind::procs));
}

}  // namespace
}  // namespace interleave::session
