#include "catalogue/scenario_reader.h"

#include <algorithm>
#include <set>

#include "catalogue/common_parameters.h"
#include "catalogue/field_reader.h"
#include "catalogue/narrator.h"
#include "trace/event.h"

namespace interleave::catalogue {
namespace {

using Json = nlohmann::json;

std::optional<Parameter::Type> typeNamed(std::string_view name) {
    if (name == "integer")
        return Parameter::Type::integer;
    if (name == "real")
        return Parameter::Type::real;
    if (name == "boolean")
        return Parameter::Type::boolean;
    if (name == "choice")
        return Parameter::Type::choice;
    if (name == "duration")
        return Parameter::Type::duration;
    return std::nullopt;
}

// The fields that depend on the type: initial, and the range or the choices.
void readDomain(FieldReader& in, Parameter& parameter) {
    switch (parameter.type) {
        case Parameter::Type::integer:
            parameter.initial = in.integer("initial");
            parameter.minimum = static_cast<double>(in.integer("minimum"));
            parameter.maximum = static_cast<double>(in.integer("maximum"));
            break;
        case Parameter::Type::real:
            parameter.initial = in.real("initial");
            parameter.minimum = in.real("minimum");
            parameter.maximum = in.real("maximum");
            break;
        case Parameter::Type::duration:
            parameter.initial = in.duration("initial");
            parameter.minimum = static_cast<double>(in.duration("minimum").count());
            parameter.maximum = static_cast<double>(in.duration("maximum").count());
            break;
        case Parameter::Type::boolean:
            parameter.initial = in.boolean("initial");
            break;
        case Parameter::Type::choice:
            parameter.initial = in.string("initial");
            parameter.choices = in.strings("choices");
            break;
    }
}

Parameter readParameter(const Json& json, const std::string& path, Complaint& complaint) {
    FieldReader in(json, path, complaint);
    Parameter parameter;
    parameter.name = in.string("name");
    parameter.label = in.text("label");
    parameter.help = in.optionalText("help");
    const auto type = typeNamed(in.string("type"));
    if (!type) {
        in.complain("type", "no such type is known", "use integer, real, boolean, choice or duration");
        return parameter;
    }
    parameter.type = *type;
    readDomain(in, parameter);
    in.finish();
    if (!complaint.error && !parseValue(parameter, toString(parameter.initial)))
        in.complain("initial", "it is outside the parameter's own range", "widen the range or change it");
    return parameter;
}

When readWhen(const Json& json, const std::string& path, Complaint& complaint) {
    FieldReader in(json, path, complaint);
    When when;
    when.event = in.string("event", "");
    const Json& where = in.object("where");
    for (const auto& [field, value] : where.items()) {
        if (value.is_string()) {
            when.where[field] = value.get<std::string>();
        } else if (value.is_number_integer() || value.is_boolean()) {
            when.where[field] = value.dump();
        } else {
            in.complain("where", "“" + field + "” is neither a text nor a whole number", "write a word or a number");
        }
    }
    when.nth = static_cast<int>(in.integer("nth", 1));
    in.finish();
    if (when.nth < 1)
        in.complain("nth", "it is below 1", "count from 1");
    if (const auto checked = checkWhen(when); !checked)
        in.complain("event", checked.error().cause, checked.error().remedy);
    return when;
}

// Places in a text must be fields of the event that it is filled from.
void checkPlaces(FieldReader& in, const char* name, const Text& text, const When& when) {
    for (const std::string* one : {&text.en, &text.zh})
        if (const auto checked = checkPlaces(*one, when); !checked)
            in.complain(name, checked.error().cause, checked.error().remedy);
}

Step readStep(const Json& json, const std::string& path, Complaint& complaint) {
    FieldReader in(json, path, complaint);
    Step step;
    step.id = in.string("id");
    step.title = in.text("title");
    step.body = in.text("body");
    step.asideTitle = in.optionalText("asideTitle");
    step.aside = in.optionalText("aside");
    step.calls = in.string("calls", "");
    step.line = static_cast<int>(in.integer("line", 0));
    if (in.has("when"))
        step.when = readWhen(in.object("when"), path + ".when", complaint);
    in.finish();
    checkPlaces(in, "title", step.title, step.when);
    checkPlaces(in, "body", step.body, step.when);
    checkPlaces(in, "aside", step.aside, step.when);
    return step;
}

Expectation readExpectation(const Json& json, const std::string& path, const Scenario& scenario, Complaint& complaint) {
    FieldReader in(json, path, complaint);
    Expectation expectation;
    expectation.verdict = in.string("verdict");
    if (expectation.verdict != "deadlock" && expectation.verdict != "panic" && expectation.verdict != "crash")
        in.complain("verdict", "it is no way in which a program ends badly", "use deadlock, panic or crash");
    for (const auto& [name, value] : in.object("where").items()) {
        const auto parameter = std::find_if(scenario.parameters.begin(), scenario.parameters.end(),
                                            [&named = name](const Parameter& one) { return one.name == named; });
        const std::string text = value.is_string() ? value.get<std::string>() : std::string();
        const bool known = parameter != scenario.parameters.end();
        if (const auto wanted = known ? parseValue(*parameter, text) : base::Error{name, "", ""}; wanted)
            expectation.where[name] = toString(wanted.value());
        else
            in.complain("where", "“" + name + "” is no parameter with that value",
                        "write a parameter's value in quotes");
    }
    in.finish();
    return expectation;
}

void readListing(FieldReader& in, Scenario& scenario, const ListingLookup& listings) {
    scenario.listingName = in.string("listing");
    const auto text = listings(scenario.listingName);
    if (!text) {
        in.complain("listing", "there is no program “" + scenario.listingName + "”", "add it to resources/programs");
        return;
    }
    scenario.listing = *text;
    const auto lines = std::count(scenario.listing.begin(), scenario.listing.end(), '\n');
    for (const Step& step : scenario.narration)
        if (step.line < 0 || step.line > lines)
            in.complain(
                "narration",
                "step “" + step.id + "” is at line " + std::to_string(step.line) + " of " + std::to_string(lines),
                "give a line of the listing, or 0");
}

void checkUnique(FieldReader& in, const Scenario& scenario) {
    std::set<std::string> names;
    for (const Parameter& parameter : scenario.parameters)
        if (!names.insert(parameter.name).second)
            in.complain("parameters", "“" + parameter.name + "” is there twice", "give each a name of its own");
    names.clear();
    for (const Step& step : scenario.narration)
        if (!names.insert(step.id).second)
            in.complain("narration", "step “" + step.id + "” is there twice", "give each an id of its own");
    for (const std::string& host : scenario.hosts)
        if (host != "conducted" && host != "free")
            in.complain("hosts", "“" + host + "” is no host", "use conducted and free");
    if (scenario.hosts.empty())
        in.complain("hosts", "it is missing or empty", "name conducted, free or both");
    if (scenario.cores < 1 || scenario.cores > 64)
        in.complain("cores", "it is not from 1 to 64", "give 1 to 64");
    if (scenario.procs < 0 || scenario.procs > 256)
        in.complain("procs", "it is not from 0 to 256", "give 0 to 256");
}

}  // namespace

base::Result<Scenario> readScenario(std::string_view text, std::string_view file, const ListingLookup& listings) {
    const std::string name = "scenario file " + std::string(file);
    Json json;
    try {
        json = Json::parse(text);
    } catch (const Json::parse_error& why) {
        return base::Error{name, why.what(), "correct the JSON there"};
    }
    Complaint complaint{name, {}};
    FieldReader in(json, "", complaint);
    Scenario scenario;
    scenario.id = in.string("id");
    scenario.family = in.string("family");
    scenario.chapter = in.string("chapter");
    scenario.order = static_cast<int>(in.integer("order", 0));
    scenario.title = in.text("title");
    scenario.summary = in.text("summary");
    scenario.claims = in.strings("claims");
    scenario.hosts = in.strings("hosts");
    scenario.cores = static_cast<int>(in.integer("cores", 4));
    scenario.procs = static_cast<int>(in.integer("procs", 0));
    scenario.seed = static_cast<std::uint64_t>(in.integer("seed", 1));
    scenario.screenSecond = in.duration("screenSecond", scenario.screenSecond);
    scenario.length = in.duration("length");
    const Json& parameters = in.array("parameters");
    for (std::size_t i = 0; i < parameters.size(); ++i)
        scenario.parameters.push_back(readParameter(parameters[i], "parameters[" + std::to_string(i) + "]", complaint));
    const Json& narration = in.array("narration");
    for (std::size_t i = 0; i < narration.size(); ++i)
        scenario.narration.push_back(readStep(narration[i], "narration[" + std::to_string(i) + "]", complaint));
    const Json& ends = in.array("ends");
    for (std::size_t i = 0; i < ends.size(); ++i)
        scenario.ends.push_back(readExpectation(ends[i], "ends[" + std::to_string(i) + "]", scenario, complaint));
    readListing(in, scenario, listings);
    in.finish();
    checkUnique(in, scenario);
    addCommonParameters(scenario);
    if (complaint.error)
        return *complaint.error;
    return scenario;
}

}  // namespace interleave::catalogue
