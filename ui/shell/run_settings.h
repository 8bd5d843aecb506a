// What a person can set before a run, as one value.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "catalogue/catalogue.h"
#include "session/session.h"

namespace interleave::ui::shell {

struct RunSettings {
    std::map<std::string, catalogue::Value> parameters;  // all of the scenario's, by name
    bool conducted = true;
    int cores = 4;
    int procs = 4;  // GOMAXPROCS
    std::uint64_t seed = 1;

    friend bool operator==(const RunSettings&, const RunSettings&) = default;

    // The scenario's own settings.
    static RunSettings of(const catalogue::Scenario& scenario);
    // The request for a run with these.
    session::RunRequest request(const catalogue::Scenario& scenario) const;
    // Whether a run with `other` can be had from a run with this one without starting it again: only GOMAXPROCS
    // differs.
    bool differsOnlyInProcs(const RunSettings& other) const;
};

}  // namespace interleave::ui::shell
