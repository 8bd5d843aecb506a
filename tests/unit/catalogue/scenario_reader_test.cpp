#include "catalogue/scenario_reader.h"

#include <gtest/gtest.h>

#include <functional>
#include <nlohmann/json.hpp>

namespace interleave::catalogue {
namespace {

using Json = nlohmann::json;

Json both(const char* text) {
    return {{"en", text}, {"zh", text}};
}

Json good() {
    return {
        {"id", "go.x"},
        {"family", "go"},
        {"chapter", "scheduler"},
        {"order", 3},
        {"title", both("X")},
        {"summary", both("Y")},
        {"claims", {"C1"}},
        {"hosts", {"conducted", "free"}},
        {"cores", 2},
        {"procs", 1},
        {"seed", 9},
        {"screenSecond", "20us"},
        {"length", "5ms"},
        {"listing", "x.go"},
        {"parameters",
         {{{"name", "n"}, {"type", "integer"}, {"label", both("N")}, {"initial", 5}, {"minimum", 1}, {"maximum", 9}},
          {{"name", "d"},
           {"type", "duration"},
           {"label", both("D")},
           {"initial", "2ms"},
           {"minimum", "0s"},
           {"maximum", "1s"}}}},
        {"narration",
         {{{"id", "a"},
           {"title", both("{p} steals")},
           {"body", both("{count} from {from}")},
           {"line", 2},
           {"when", {{"event", "RqSteal"}, {"where", {{"slot", "tail"}, {"count", ">1"}}}, {"nth", 2}}}}}}};
}

base::Result<Scenario> read(const Json& json) {
    return readScenario(json.dump(), "x.json", [](std::string_view name) -> std::optional<std::string_view> {
        if (name == "x.go")
            return "one\ntwo\nthree\n";
        return std::nullopt;
    });
}

TEST(ScenarioReader, ReadsEveryField) {
    const auto scenario = read(good());
    ASSERT_TRUE(scenario) << scenario.error().sentence();
    const Scenario& s = scenario.value();
    EXPECT_EQ(s.id, "go.x");
    EXPECT_EQ(s.order, 3);
    EXPECT_EQ(s.cores, 2);
    EXPECT_EQ(s.procs, 1);
    EXPECT_EQ(s.seed, 9u);
    EXPECT_EQ(s.screenSecond.count(), 20'000);
    EXPECT_EQ(s.listing, "one\ntwo\nthree\n");
    ASSERT_EQ(s.parameters.size(), 3u) << "its own two, and the profile that all of its family have";
    EXPECT_EQ(s.parameters[2].name, "profile");
    EXPECT_EQ(std::get<std::int64_t>(s.parameters[0].initial), 5);
    EXPECT_EQ(std::get<base::Duration>(s.parameters[1].initial).count(), 2'000'000);
    ASSERT_EQ(s.narration.size(), 1u);
    EXPECT_EQ(s.narration[0].when.event, "RqSteal");
    EXPECT_EQ(s.narration[0].when.where.at("count"), ">1");
    EXPECT_EQ(s.narration[0].when.nth, 2);
}

TEST(ScenarioReader, AnErrorNamesTheFileAndTheField) {
    struct Case {
        const char* field;
        std::function<void(Json&)> spoil;
    };
    const std::vector<Case> cases = {
        {"summary", [](Json& j) { j.erase("summary"); }},
        {"colour", [](Json& j) { j["colour"] = "red"; }},
        {"id", [](Json& j) { j["id"] = 5; }},
        {"id", [](Json& j) { j["id"] = ""; }},
        {"order", [](Json& j) { j["order"] = "first"; }},
        {"title.zh", [](Json& j) { j["title"].erase("zh"); }},
        {"title.fr", [](Json& j) { j["title"]["fr"] = "x"; }},
        {"hosts", [](Json& j) { j["hosts"] = {"simulated"}; }},
        {"hosts", [](Json& j) { j["hosts"] = Json::array(); }},
        {"cores", [](Json& j) { j["cores"] = 65; }},
        {"procs", [](Json& j) { j["procs"] = -1; }},
        {"screenSecond", [](Json& j) { j["screenSecond"] = "fast"; }},
        {"listing", [](Json& j) { j["listing"] = "y.go"; }},
        {"parameters", [](Json& j) { j["parameters"] = 3; }},
        {"parameters", [](Json& j) { j["parameters"][1]["name"] = "n"; }},
        {"parameters[0].type", [](Json& j) { j["parameters"][0]["type"] = "int"; }},
        {"parameters[0].initial", [](Json& j) { j["parameters"][0]["initial"] = 10; }},
        {"parameters[0].minimum", [](Json& j) { j["parameters"][0].erase("minimum"); }},
        {"parameters[1].maximum", [](Json& j) { j["parameters"][1]["maximum"] = 5; }},
        {"narration[0].when.event", [](Json& j) { j["narration"][0]["when"]["event"] = "RqStale"; }},
        {"narration[0].when.event",
         [](Json& j) {
             j["narration"][0]["when"]["where"] = {{"colour", 1}};
         }},
        {"narration[0].when.event",
         [](Json& j) {
             j["narration"][0]["when"]["where"] = {{"slot", "head"}};
         }},
        {"narration[0].when.nth", [](Json& j) { j["narration"][0]["when"]["nth"] = 0; }},
        {"narration[0].body", [](Json& j) { j["narration"][0]["body"]["zh"] = "{colour}"; }},
        {"narration", [](Json& j) { j["narration"][0]["line"] = 4; }},
        {"narration", [](Json& j) { j["narration"].push_back(j["narration"][0]); }},
    };
    for (const Case& one : cases) {
        Json json = good();
        one.spoil(json);
        const auto scenario = read(json);
        ASSERT_FALSE(scenario) << one.field;
        EXPECT_EQ(scenario.error().object, "scenario file x.json, field “" + std::string(one.field) + "”");
        EXPECT_FALSE(scenario.error().remedy.empty());
    }
}

TEST(ScenarioReader, BrokenJsonIsAnErrorThatSaysWhere) {
    const auto scenario = readScenario("{\"id\": }", "x.json", [](auto) { return std::nullopt; });
    ASSERT_FALSE(scenario);
    EXPECT_NE(scenario.error().cause.find("line 1"), std::string::npos) << scenario.error().cause;
    EXPECT_FALSE(readScenario("[]", "x.json", [](auto) { return std::nullopt; }));
}

}  // namespace
}  // namespace interleave::catalogue
