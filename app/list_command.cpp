// `interleave list`: the catalogue as text or JSON.
#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/argument_reader.h"
#include "app/command.h"
#include "catalogue/catalogue.h"

namespace interleave::app {
namespace {

using catalogue::Parameter;
using catalogue::Scenario;
using Json = nlohmann::ordered_json;

Json textJson(const catalogue::Text& text) {
    return {{"en", text.en}, {"zh", text.zh}};
}

Json valueJson(const catalogue::Value& value) {
    if (const auto* n = std::get_if<std::int64_t>(&value))
        return *n;
    if (const auto* n = std::get_if<double>(&value))
        return *n;
    if (const auto* b = std::get_if<bool>(&value))
        return *b;
    return catalogue::toString(value);
}

Json parameterJson(const Parameter& parameter) {
    constexpr const char* kTypes[] = {"integer", "real", "boolean", "choice", "duration"};
    Json json{{"name", parameter.name},
              {"type", kTypes[static_cast<std::size_t>(parameter.type)]},
              {"label", textJson(parameter.label)},
              {"initial", valueJson(parameter.initial)}};
    switch (parameter.type) {
        case Parameter::Type::integer:
            json["minimum"] = static_cast<std::int64_t>(parameter.minimum);
            json["maximum"] = static_cast<std::int64_t>(parameter.maximum);
            break;
        case Parameter::Type::real:
            json["minimum"] = parameter.minimum;
            json["maximum"] = parameter.maximum;
            break;
        case Parameter::Type::duration:
            json["minimum"] = catalogue::toString(base::Duration(static_cast<std::int64_t>(parameter.minimum)));
            json["maximum"] = catalogue::toString(base::Duration(static_cast<std::int64_t>(parameter.maximum)));
            break;
        case Parameter::Type::choice:
            json["choices"] = parameter.choices;
            break;
        case Parameter::Type::boolean:
            break;
    }
    return json;
}

Json scenarioJson(const Scenario& scenario) {
    Json parameters = Json::array();
    for (const Parameter& parameter : scenario.parameters)
        parameters.push_back(parameterJson(parameter));
    return {{"id", scenario.id},
            {"title", textJson(scenario.title)},
            {"summary", textJson(scenario.summary)},
            {"family", scenario.family},
            {"chapter", scenario.chapter},
            {"claims", scenario.claims},
            {"parameters", parameters},
            {"hosts", scenario.hosts},
            {"cores", scenario.cores},
            {"procs", scenario.procs},
            {"seed", scenario.seed},
            {"listing", scenario.listingName}};
}

void printTable(const catalogue::Catalogue& catalogue) {
    for (const Scenario& scenario : catalogue.scenarios()) {
        std::printf("%-22s %s\n", scenario.id.c_str(), scenario.title.en.c_str());
        for (const Parameter& parameter : scenario.parameters)
            std::printf("%-22s   --set %s=%s\n", "", parameter.name.c_str(),
                        catalogue::toString(parameter.initial).c_str());
    }
}

}  // namespace

int listScenarios(const Command& self, Arguments arguments) {
    ArgumentReader reader(arguments);
    const bool json = reader.flag("--json");
    if (const auto positional = reader.finish(0, 0, ""); !positional)
        return fail(self, positional.error(), kWrongUse);
    const auto catalogue = catalogue::Catalogue::builtIn();
    if (!catalogue)
        return fail(self, catalogue.error(), kCannotWork);
    if (!json) {
        printTable(catalogue.value());
        return kDone;
    }
    Json all = Json::array();
    for (const Scenario& scenario : catalogue.value().scenarios())
        all.push_back(scenarioJson(scenario));
    std::printf("%s\n", all.dump(2).c_str());
    return kDone;
}

}  // namespace interleave::app
