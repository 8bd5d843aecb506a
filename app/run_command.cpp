// `interleave run`: a scenario with no window; figures and verdict as text or JSON, or the program's own output.
#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/argument_reader.h"
#include "app/command.h"
#include "catalogue/catalogue.h"
#include "exchange/trace_file.h"
#include "session/session.h"

namespace interleave::app {
namespace {

using catalogue::Scenario;
using session::Outcome;
using session::Session;
using Json = nlohmann::ordered_json;

enum class Form { text, json, plain };

struct Options {
    session::RunRequest request;
    const Scenario* scenario = nullptr;
    Form form = Form::text;
    std::optional<std::string> trace;
};

volatile std::sig_atomic_t interrupted = 0;

void onInterrupt(int) {
    interrupted = 1;
}

base::Error unknownScenario(const catalogue::Catalogue& catalogue, const std::string& id) {
    const std::string near = catalogue.nearest(id);
    return {"scenario " + id, "there is none of that name",
            near.empty() ? "interleave list tells them all" : "did you mean " + near + "?"};
}

base::Result<void> setParameter(Options& options, const std::string& assignment) {
    const auto equals = assignment.find('=');
    const std::string name = assignment.substr(0, equals);
    for (const catalogue::Parameter& parameter : options.scenario->parameters) {
        if (parameter.name != name)
            continue;
        if (equals == std::string::npos)
            return base::Error{"parameter " + name, "its value is missing", "write --set " + name + "=VALUE"};
        const auto value = catalogue::parseValue(parameter, assignment.substr(equals + 1));
        if (!value)
            return value.error();
        options.request.parameters[name] = value.value();
        return {};
    }
    std::string known;
    for (const catalogue::Parameter& parameter : options.scenario->parameters)
        known += (known.empty() ? "" : ", ") + parameter.name;
    return base::Error{"parameter " + name, options.scenario->id + " has none of that name",
                       known.empty() ? "leave it out" : "it has " + known};
}

base::Result<Options> readOptions(Arguments arguments, const catalogue::Catalogue& catalogue) {
    ArgumentReader reader(arguments);
    Options options;
    const bool json = reader.flag("--json");
    const bool plain = reader.flag("--plain");
    const bool conducted = reader.flag("--conducted");
    const bool free = reader.flag("--free");
    reader.exclusive("--json", json, "--plain", plain);
    reader.exclusive("--free", free, "--conducted", conducted);
    const auto cores = reader.number("--cores", 1, 64);
    const auto procs = reader.number("--procs", 1, 256);
    const auto seed = reader.number("--seed", 0, INT64_MAX);
    options.request.limitRun = reader.duration("--for");
    options.trace = reader.option("--trace");
    const auto assignments = reader.options("--set");
    const auto positional = reader.finish(1, 1, "the scenario's name");
    if (!positional)
        return positional.error();

    const std::string& id = positional.value().front();
    options.scenario = catalogue.find(id);
    if (!options.scenario)
        return unknownScenario(catalogue, id);
    options.form = json ? Form::json : plain ? Form::plain : Form::text;
    auto& request = options.request;
    request.scenario = id;
    request.conducted = conducted || (!free && options.scenario->hosts.front() == "conducted");
    request.cores = static_cast<int>(cores.value_or(0));
    request.procs = static_cast<int>(procs.value_or(0));
    request.seed = seed ? static_cast<std::uint64_t>(*seed) : options.scenario->seed;
    for (const std::string& assignment : assignments)
        if (const auto set = setParameter(options, assignment); !set)
            return set.error();
    return options;
}

// Prints what the program printed since the last call, on the streams it printed it on.
class PlainPrinter {
public:
    void printNew(const model::Recording& recording) {
        const auto all = recording.output(recording.size());
        for (; m_printed < all.size(); ++m_printed)
            std::fprintf(all[m_printed].stream == trace::OutputStream::err ? stderr : stdout, "%s\n",
                         all[m_printed].text.c_str());
        std::fflush(stdout);
    }

private:
    std::size_t m_printed = 0;
};

// Whether the program has told the verdict by itself, as Go's runtime does.
bool hasTold(const model::Recording& recording, const std::string& verdict) {
    const std::string first = verdict.substr(0, verdict.find('\n'));
    const auto all = recording.output(recording.size());
    return std::any_of(all.begin(), all.end(), [&first](const auto& printed) {
        return printed.stream == trace::OutputStream::err && printed.text == first;
    });
}

void waitForEnd(Session& session, Form form) {
    PlainPrinter printer;
    bool stopped = false;
    while (!session.wait(base::Duration{50'000'000})) {
        if (form == Form::plain)
            printer.printNew(*session.recording());
        if (interrupted == 0 || stopped)
            continue;
        stopped = true;
        session.stop();
    }
    if (form == Form::plain)
        printer.printNew(*session.recording());
}

Json outputJson(const model::Recording& recording) {
    Json all = Json::array();
    for (const auto& printed : recording.output(recording.size()))
        all.push_back({{"g", printed.g}, {"stream", std::string(nameOf(printed.stream))}, {"text", printed.text}});
    return all;
}

void printJson(const Session& session, const Outcome& outcome, const std::string& expected) {
    const auto& recording = *session.recording();
    const auto& meta = recording.meta();
    const Json json{{"scenario", meta.scenario},
                    {"family", meta.family},
                    {"host", meta.host},
                    {"seed", meta.seed},
                    {"cores", meta.cores},
                    {"params", Json::parse(meta.parametersJson)},
                    {"verdict",
                     {{"status", outcome.verdict.status},
                      {"text", outcome.verdict.text},
                      {"expected", outcome.verdict.status == expected}}},
                    {"duration_ns", outcome.duration.count()},
                    {"events", recording.size()},
                    {"dropped", recording.lostEvents()},
                    {"output", outputJson(recording)},
                    {"exit", outcome.verdict.exit},
                    {"counters", outcome.counters},
                    {"memory",
                     {{"rss_bytes", outcome.rss.value},
                      {"peak_rss_bytes", outcome.peakRss.value},
                      {"stack_bytes", outcome.stacks.value}}},
                    {"facts", outcome.facts},
                    {"warnings", outcome.warnings},
                    {"build", meta.build}};
    std::printf("%s\n", json.dump(2, ' ', false, Json::error_handler_t::replace).c_str());
}

void printText(const Session& session, const Outcome& outcome, const std::string& expected) {
    const auto& recording = *session.recording();
    const auto& meta = recording.meta();
    std::printf("%s, %s time, %d cores, seed %llu\n", meta.scenario.c_str(), meta.host.c_str(), meta.cores,
                static_cast<unsigned long long>(meta.seed));
    for (const auto& printed : recording.output(recording.size()))
        std::printf("  | %s\n", printed.text.c_str());
    const std::string length = catalogue::toString(catalogue::Value(outcome.duration));
    const bool meant = expected != "ok" && outcome.verdict.status == expected;
    std::printf("verdict  %s%s%s%s\nran for  %s, %llu events, %llu lost\n", outcome.verdict.status.c_str(),
                outcome.verdict.text.empty() ? "" : ": ", outcome.verdict.text.c_str(),
                meant ? "\n         (which the scenario is there to show)" : "", length.c_str(),
                static_cast<unsigned long long>(recording.size()),
                static_cast<unsigned long long>(recording.lostEvents()));
    for (const auto& [name, value] : outcome.counters)
        std::printf("  %-20s %llu\n", name.c_str(), static_cast<unsigned long long>(value));
    std::printf("memory   %.1f MB resident, %.1f MB at most, %.1f MB of stacks\n",
                static_cast<double>(outcome.rss.value) / 1e6, static_cast<double>(outcome.peakRss.value) / 1e6,
                static_cast<double>(outcome.stacks.value) / 1e6);
    for (const auto& [name, value] : outcome.facts)
        std::printf("  %-20s %s\n", name.c_str(), value.c_str());
    for (const std::string& warning : outcome.warnings)
        std::printf("warning: %s\n", warning.c_str());
}

// expected: the verdict that the scenario is there to show. A bad one is bad all the same.
int report(const Session& session, const Outcome& outcome, Form form, const std::string& expected) {
    switch (form) {
        case Form::json:
            printJson(session, outcome, expected);
            break;
        case Form::text:
            printText(session, outcome, expected);
            break;
        case Form::plain:
            if (!outcome.verdict.text.empty() && !hasTold(*session.recording(), outcome.verdict.text))
                std::fprintf(stderr, "%s\n", outcome.verdict.text.c_str());
            return outcome.verdict.exit;
    }
    const bool good = outcome.verdict.status == "ok" || outcome.verdict.status == "stopped";
    return good ? kDone : kBadVerdict;
}

}  // namespace

int runScenario(const Command& self, Arguments arguments) {
    const auto catalogue = catalogue::Catalogue::builtIn();
    if (!catalogue)
        return fail(self, catalogue.error(), kCannotWork);
    const auto options = readOptions(arguments, catalogue.value());
    if (!options)
        return fail(self, options.error(), kWrongUse);
    const Options& wanted = options.value();

    auto started = Session::start(*wanted.scenario, wanted.request);
    if (!started)
        return fail(self, started.error(), kCannotWork);
    Session& session = *started.value();
    struct sigaction action {};
    action.sa_handler = onInterrupt;
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
    session.runFreely();
    waitForEnd(session, wanted.form);

    if (wanted.trace) {
        const auto saved = exchange::save(*session.recording(), *wanted.trace, {.facts = false, .progress = {}});
        if (!saved)
            return fail(self, saved.error(), kCannotWork);
    }
    const auto outcome = session.outcome();
    return report(session, *outcome, wanted.form, wanted.scenario->expectedVerdict(wanted.request.parameters));
}

}  // namespace interleave::app
