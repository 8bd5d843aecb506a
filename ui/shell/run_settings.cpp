#include "ui/shell/run_settings.h"

namespace interleave::ui::shell {

RunSettings RunSettings::of(const catalogue::Scenario& scenario) {
    RunSettings settings;
    for (const catalogue::Parameter& parameter : scenario.parameters)
        settings.parameters[parameter.name] = parameter.initial;
    settings.conducted = scenario.hosts.empty() || scenario.hosts.front() == "conducted";
    settings.cores = scenario.cores;
    settings.procs = scenario.procs > 0 ? scenario.procs : scenario.cores;
    settings.seed = scenario.seed;
    return settings;
}

session::RunRequest RunSettings::request(const catalogue::Scenario& scenario) const {
    session::RunRequest request;
    request.scenario = scenario.id;
    for (const catalogue::Parameter& parameter : scenario.parameters) {
        const auto found = parameters.find(parameter.name);
        if (found != parameters.end() && found->second != parameter.initial)
            request.parameters.insert(*found);
    }
    request.conducted = conducted;
    request.cores = cores;
    request.procs = procs;
    request.seed = seed;
    return request;
}

bool RunSettings::differsOnlyInProcs(const RunSettings& other) const {
    RunSettings same = other;
    same.procs = procs;
    return same == *this && other.procs != procs;
}

}  // namespace interleave::ui::shell
