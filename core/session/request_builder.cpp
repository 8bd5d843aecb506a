#include "session/request_builder.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "kernel/affinity.h"

namespace interleave::session {
namespace {

using catalogue::Parameter;
using catalogue::Scenario;
using catalogue::Value;

base::Error wrong(const Scenario& scenario, std::string cause, std::string remedy) {
    return {"run of " + scenario.id, std::move(cause), std::move(remedy)};
}

const Parameter* parameterNamed(const Scenario& scenario, const std::string& name) {
    const auto& all = scenario.parameters;
    const auto it = std::find_if(all.begin(), all.end(), [&](const Parameter& p) { return p.name == name; });
    return it == all.end() ? nullptr : &*it;
}

base::Result<void> checkParameters(const Scenario& scenario, const RunRequest& request) {
    for (const auto& [name, value] : request.parameters) {
        const Parameter* parameter = parameterNamed(scenario, name);
        if (!parameter)
            return wrong(scenario, "it has no parameter " + name, "leave it out");
        if (value.index() != parameter->initial.index())
            return wrong(scenario, "parameter " + name + " is of another type", "read it with parseValue");
        if (const auto checked = catalogue::parseValue(*parameter, catalogue::toString(value)); !checked)
            return checked.error();
    }
    return {};
}

link::Value linkValue(const Value& value) {
    return std::visit(
        [](const auto& v) -> link::Value {
            if constexpr (std::is_same_v<std::decay_t<decltype(v)>, base::Duration>) {
                return std::int64_t{v.count()};
            } else {
                return v;
            }
        },
        value);
}

nlohmann::json metaValue(const Value& value) {
    return std::visit(
        [&](const auto& v) -> nlohmann::json {
            if constexpr (std::is_same_v<std::decay_t<decltype(v)>, base::Duration>) {
                return catalogue::toString(value);
            } else {
                return v;
            }
        },
        value);
}

}  // namespace

base::Result<RunRequest> complete(const Scenario& scenario, RunRequest request) {
    const std::string host = request.conducted ? "conducted" : "free";
    if (std::find(scenario.hosts.begin(), scenario.hosts.end(), host) == scenario.hosts.end())
        return wrong(scenario, "it does not run under " + host + " time", "choose the other");
    if (const auto checked = checkParameters(scenario, request); !checked)
        return checked.error();
    for (const Parameter& parameter : scenario.parameters)
        request.parameters.try_emplace(parameter.name, parameter.initial);
    request.scenario = scenario.id;
    if (request.cores == 0)
        request.cores = scenario.cores;
    if (request.procs == 0)
        request.procs = scenario.procs;
    if (request.procs == 0)
        request.procs = request.cores;
    if (request.cores < 1 || request.cores > 64)
        return wrong(scenario, std::to_string(request.cores) + " cores cannot be", "give 1 to 64");
    if (request.procs < 1 || request.procs > 256)
        return wrong(scenario, "GOMAXPROCS cannot be " + std::to_string(request.procs), "give 1 to 256");
    std::stable_sort(request.interventions.begin(), request.interventions.end(),
                     [](const Intervention& a, const Intervention& b) { return a.at < b.at; });
    return request;
}

link::Request engineRequest(const Scenario& scenario, const RunRequest& request) {
    link::Request engine;
    engine.scenario = scenario.id;
    engine.family = scenario.family;
    for (const auto& [name, value] : request.parameters)
        engine.parameters[name] = linkValue(value);
    engine.conducted = request.conducted;
    engine.cores = request.cores;
    engine.procs = request.procs;
    engine.seed = request.seed;
    engine.tracing = request.tracing;
    if (request.limitRun)
        engine.limitRun = request.limitRun->count();
    engine.limitWall = request.limitWall.count();
    engine.limitMemory = request.limitMemory.value;
    for (const Intervention& i : request.interventions)
        engine.replay.push_back(
            {static_cast<std::uint32_t>(i.kind), i.g, i.value, std::max<std::int64_t>(i.at.count(), 0)});
    return engine;
}

model::RunMeta metaOf(const Scenario& scenario, const RunRequest& request) {
    model::RunMeta meta;
    meta.scenario = scenario.id;
    meta.family = scenario.family;
    meta.host = request.conducted ? "conducted" : "free";
    meta.seed = request.seed;
    meta.cores = request.conducted ? request.cores : kernel::affinityCount();
    nlohmann::json parameters = nlohmann::json::object();
    for (const auto& [name, value] : request.parameters)
        parameters[name] = metaValue(value);
    meta.parametersJson = parameters.dump();
    meta.build = INTERLEAVE_VERSION;
    const auto profile = request.parameters.find("profile");
    meta.profile = profile == request.parameters.end() ? "" : catalogue::toString(profile->second);
    return meta;
}

}  // namespace interleave::session
