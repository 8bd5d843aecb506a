#include "workload/go_programs.h"

#include <gtest/gtest.h>

#include <sstream>

#include "catalogue/catalogue.h"

namespace interleave::workload {
namespace {

catalogue::Catalogue builtIn() {
    auto catalogue = catalogue::Catalogue::builtIn();
    EXPECT_TRUE(catalogue) << catalogue.error().sentence();
    return std::move(catalogue).value();
}

std::string lineOf(const std::string& text, int line) {
    std::istringstream in(text);
    std::string one;
    for (int i = 0; i < line; ++i)
        std::getline(in, one);
    return one;
}

TEST(GoPrograms, EveryScenarioOfTheFamilyHasAProgramAndTheOtherWayRound) {
    const auto catalogue = builtIn();
    std::size_t goScenarios = 0;
    for (const auto& scenario : catalogue.scenarios())
        goScenarios += scenario.family == "go" ? 1 : 0;
    const auto ids = goProgramIds();
    EXPECT_EQ(ids.size(), goScenarios);
    for (const auto id : ids)
        EXPECT_NE(catalogue.find(id), nullptr) << id;
}

TEST(GoPrograms, GoroutinesAreMadeAtTheLinesOfTheirListing) {
    const auto catalogue = builtIn();
    for (const Birthplace& place : birthplaces()) {
        const auto* scenario = catalogue.find(place.scenario);
        ASSERT_NE(scenario, nullptr);
        const std::string line = lineOf(scenario->listing, place.line);
        EXPECT_NE(line.find("go " + std::string(place.function) + "("), std::string::npos)
            << place.scenario << ":" << place.line << ": " << line;
    }
}

TEST(GoPrograms, EveryGoStatementOfAListingIsMadeSomewhere) {
    const auto catalogue = builtIn();
    for (const auto& scenario : catalogue.scenarios()) {
        std::istringstream in(scenario.listing);
        int number = 0;
        for (std::string line; std::getline(in, line);) {
            ++number;
            if (line.find("\tgo ") == std::string::npos)
                continue;
            bool known = false;
            for (const Birthplace& place : birthplaces())
                known |= place.scenario == scenario.id && place.line == number;
            EXPECT_TRUE(known) << scenario.id << ":" << number << ": " << line;
        }
    }
}

TEST(GoPrograms, AnUnknownScenarioIsAnError) {
    EXPECT_FALSE(goProgram("go.nothing", Parameters({})));
}

TEST(Parameters, AreReadByTheirTypes) {
    const Parameters parameters({{"n", std::int64_t{5}}, {"d", std::int64_t{2'000}}, {"on", true}});
    EXPECT_EQ(parameters.count("n"), 5);
    EXPECT_EQ(parameters.duration("d"), base::Duration(2'000));
    EXPECT_TRUE(parameters.flag("on"));
    EXPECT_DEATH(parameters.flag("n"), "missing or of another type");
    EXPECT_DEATH(parameters.count("m"), "missing or of another type");
}

}  // namespace
}  // namespace interleave::workload
