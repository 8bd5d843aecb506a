#include <cstdio>

#include "app/command.h"

namespace interleave::app {
namespace {

constexpr std::string_view kListHelp =
    "Prints the scenarios with their titles.\n"
    "  --json            one JSON array: id, title, family, chapter, claims, parameters with ranges, hosts\n";

constexpr std::string_view kRunHelp =
    "Runs a scenario without a window and prints its figures and its verdict.\n"
    "  --set NAME=VALUE  a parameter of the scenario (list --json tells them); may be repeated\n"
    "  --conducted       under virtual time: the same seed gives the same run\n"
    "  --free            in real time, nothing in the way\n"
    "                    (neither: what the scenario prefers)\n"
    "  --cores N         virtual cores, 1 to 64 (conducted only)\n"
    "  --procs N         GOMAXPROCS, 1 to 256 (default: as many as cores)\n"
    "  --seed N          of all random choices\n"
    "  --for DURATION    stop after so much time of the run: 500us, 20ms, 3s\n"
    "  --trace FILE      save the run's events (.ilv); for equal conducted runs the same bytes\n"
    "  --json            one JSON object instead of text\n"
    "  --plain           only what the program itself prints, and its own exit status\n"
    "Exit status: 0 done, 1 the run ended badly, 2 wrong use, 3 could not do its work.\n";

#ifdef INTERLEAVE_WINDOW
constexpr std::string_view kWindowHelp = "Opens the window, with a scenario of that name or a saved run.\n";

constexpr std::string_view kRenderHelp =
    "Paints the page of a run at one moment, with no display.\n"
    "  --at TIME|PERCENT where in the run: 1.5ms, 50% (50%)\n"
    "  -o FILE           the picture, a PNG\n"
    "  --size WxH        pixels (1920x1080)\n"
    "  --lang LANGUAGE   en or zh_CN\n"
    "  --theme THEME     light or dark\n"
    "  --seed N, --cores N, --procs N, --set NAME=VALUE, --free, --conducted: as with run\n";

constexpr std::string_view kRecordHelp =
    "Films the page of a run frame by frame, with no display. The same run gives the same frames.\n"
    "  -o FILE           FILE.mp4 or FILE.gif (with ffmpeg), or a directory for PNG pictures\n"
    "  --for DURATION    length of the film (10s)\n"
    "  --fps N           frames a second (60; GIF 25)\n"
    "  --second DURATION how much of the run a second of the film shows (the scenario's own)\n"
    "  --beat N          instead: N events a second, evenly spaced\n"
    "  --captions        the narration under the picture, and as FILE.srt\n"
    "  --raw-hash        prints a hash over the raw frames\n"
    "  --size WxH        pixels, even (1920x1080)\n"
    "  --lang LANGUAGE   en or zh_CN\n"
    "  --theme THEME     light or dark\n"
    "  --seed N, --cores N, --procs N, --set NAME=VALUE, --free, --conducted: as with run\n";
#endif

constexpr Command kCommands[] = {
#ifdef INTERLEAVE_WINDOW
    {"", "[SCENARIO | FILE]", "the window", kWindowHelp, openWindows},
    {"render", "SCENARIO|FILE -o PICTURE.png [--at TIME|PERCENT] [options]", "a picture of a run at one moment",
     kRenderHelp, renderPicture},
    {"record", "SCENARIO|FILE -o FILE.mp4|FILE.gif|DIRECTORY [--for DURATION] [options]", "a film of a run",
     kRecordHelp, recordFilm},
#endif
    {"list", "[--json]", "the catalogue of scenarios", kListHelp, listScenarios},
    {"run",
     "SCENARIO [--set NAME=VALUE]… [--free | --conducted] [--cores N] [--procs N] [--seed N] [--for DURATION] "
     "[--trace FILE] [--json | --plain]",
     "runs a scenario with no window and prints figures and verdict", kRunHelp, runScenario},
};

}  // namespace

std::span<const Command> commands() {
    return kCommands;
}

int fail(const Command& command, const base::Error& error, int status) {
    const std::string name = command.name.empty() ? "interleave" : "interleave " + std::string(command.name);
    std::fprintf(stderr, "%s: %s\n", name.c_str(), error.sentence().c_str());
    return status;
}

}  // namespace interleave::app
