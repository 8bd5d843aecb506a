// The programs of the family "go", native on the M:N runtime: each does what its listing in resources/programs/go does,
// and makes its goroutines at the listing's lines.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "gmp/runtime.h"
#include "workload/parameters.h"

namespace interleave::workload {

struct GoProgram {
    std::function<void()> main;                   // goroutine 1
    std::function<void(gmp::Config&)> configure;  // may be empty: nothing special
};

// The program of a scenario with its parameters. Error: no program has that id.
base::Result<GoProgram> goProgram(std::string_view scenario, const Parameters& parameters);

// All that there are.
std::vector<std::string_view> goProgramIds();

// Where a program makes goroutines of a function, for the test that holds it against the listing.
struct Birthplace {
    std::string_view scenario, function;
    int line;
};
std::vector<Birthplace> birthplaces();

}  // namespace interleave::workload
