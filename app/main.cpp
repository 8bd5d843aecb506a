// interleave: the window and the command line, one program with subcommands.
#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "app/command.h"

namespace {

using interleave::app::Command;

void printHelp() {
    std::printf("Interleave runs processes, threads, coroutines and an M:N scheduler, and shows what they do.\n\n");
    for (const Command& command : interleave::app::commands()) {
        const std::string name = command.name.empty() ? "[SCENARIO | FILE]" : std::string(command.name);
        std::printf("  interleave %-18s %.*s\n", name.c_str(), static_cast<int>(command.summary.size()),
                    command.summary.data());
    }
    std::printf("\n  interleave COMMAND --help tells its options; interleave --version the version.\n");
}

void printHelp(const Command& command) {
    std::printf("interleave %.*s%s%.*s\n\n%.*s", static_cast<int>(command.name.size()), command.name.data(),
                command.name.empty() ? "" : " ", static_cast<int>(command.synopsis.size()), command.synopsis.data(),
                static_cast<int>(command.help.size()), command.help.data());
}

const Command* find(std::string_view name) {
    const auto all = interleave::app::commands();
    const auto it = std::find_if(all.begin(), all.end(), [&](const Command& c) { return c.name == name; });
    return it == all.end() ? nullptr : &*it;
}

bool asksForHelp(const std::string& argument) {
    return argument == "--help" || argument == "-h";
}

}  // namespace

int main(int argc, char** argv) {
    std::vector<std::string> arguments(argv + 1, argv + argc);
    const Command* command = arguments.empty() ? nullptr : find(arguments.front());
    if (command && !command->name.empty()) {
        arguments.erase(arguments.begin());
        if (std::any_of(arguments.begin(), std::find(arguments.begin(), arguments.end(), "--"), asksForHelp)) {
            printHelp(*command);
            return interleave::app::kDone;
        }
        return command->run(*command, arguments);
    }
    if (!arguments.empty() && asksForHelp(arguments.front())) {
        printHelp();
        return interleave::app::kDone;
    }
    if (!arguments.empty() && arguments.front() == "--version") {
        std::printf("interleave %s\n", INTERLEAVE_VERSION);
        return interleave::app::kDone;
    }
    if (const Command* window = find(""))
        return window->run(*window, arguments);
    if (arguments.empty()) {
        printHelp();
        return interleave::app::kDone;
    }
    std::fprintf(stderr, "interleave: “%s”: there is no such command; see interleave --help\n",
                 arguments.front().c_str());
    return interleave::app::kWrongUse;
}
