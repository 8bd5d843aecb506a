// The subcommands of `interleave`: one table, in commands.cpp; main dispatches over it. To add one: write its function
// in a file of its own, declare it here, add its row.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace interleave::app {

// Exit statuses of every subcommand.
inline constexpr int kDone = 0;
inline constexpr int kBadVerdict = 1;  // the run's own verdict is bad: deadlock, panic, crash, limit
inline constexpr int kWrongUse = 2;
inline constexpr int kCannotWork = 3;  // the program could not do its work

using Arguments = std::span<const std::string>;

struct Command {
    std::string_view name;      // "run"; empty: the window, when no other name is given
    std::string_view synopsis;  // what follows the name: "SCENARIO [--seed N] …"
    std::string_view summary;   // one line for --help
    std::string_view help;      // the whole text for `interleave NAME --help`, after the synopsis
    // Does the work with the arguments after the name; returns the exit status. --help is served before it.
    int (*run)(const Command& self, Arguments arguments);
};

std::span<const Command> commands();

// One line on standard error, "interleave run: …"; returns the status.
int fail(const Command& command, const base::Error& error, int status);

int listScenarios(const Command& self, Arguments arguments);
int runScenario(const Command& self, Arguments arguments);
#ifdef INTERLEAVE_WINDOW
int openWindows(const Command& self, Arguments arguments);
int renderPicture(const Command& self, Arguments arguments);
int recordFilm(const Command& self, Arguments arguments);
#endif

}  // namespace interleave::app
