#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "exchange/trace_file.h"
#include "support.h"

namespace interleave::e2e {
namespace {

using Json = nlohmann::json;

Finished stealing(const std::string& trace, const std::string& seed) {
    return interleave(
        {"run", "go.work-stealing", "--conducted", "--cores", "4", "--seed", seed, "--json", "--trace", trace});
}

TEST(CommandLine, AConductedRunGivesTheSameBytesAgainUnderLoad) {
    const Scratch scratch;
    const Finished first = stealing(scratch.path("a.ilv"), "7");
    ASSERT_EQ(first.status, 0) << first.err;
    {
        const Load load;
        ASSERT_EQ(stealing(scratch.path("b.ilv"), "7").status, 0);
    }
    const std::string bytes = bytesOf(scratch.path("a.ilv"));
    EXPECT_FALSE(bytes.empty());
    ASSERT_EQ(stealing(scratch.path("c.ilv"), "8").status, 0);
    EXPECT_FALSE(bytes == bytesOf(scratch.path("c.ilv"))) << "another seed gives another run";
    EXPECT_TRUE(bytes == bytesOf(scratch.path("b.ilv"))) << "the two traces differ";
    const Json json = Json::parse(first.out);
    EXPECT_GT(json.at("counters").at("steals").get<int>(), 0);
}

TEST(CommandLine, AnotherSeedGivesAnotherRun) {
    const Scratch scratch;
    ASSERT_EQ(stealing(scratch.path("a.ilv"), "7").status, 0);
    ASSERT_EQ(stealing(scratch.path("b.ilv"), "8").status, 0);
    const auto a = exchange::open(scratch.path("a.ilv"));
    const auto b = exchange::open(scratch.path("b.ilv"));
    ASSERT_TRUE(a && b);
    EXPECT_FALSE(eventsOf(*a.value()) == eventsOf(*b.value()));
}

TEST(CommandLine, TheJsonOfARunHasEverythingThatItPromises) {
    const Finished run = interleave({"run", "go.hello-workers", "--conducted", "--json", "--set", "workers=3"});
    ASSERT_EQ(run.status, 0) << run.err;
    const Json json = Json::parse(run.out);
    for (const char* field : {"scenario", "family", "host", "seed", "cores", "params", "verdict", "duration_ns",
                              "events", "dropped", "output", "exit", "counters", "memory", "build"})
        EXPECT_TRUE(json.contains(field)) << field;
    for (const char* counter : {"gs_created", "gs_done", "switches", "steals", "stolen_gs", "spills", "handoffs",
                                "preemptions", "ms_created"})
        EXPECT_TRUE(json.at("counters").contains(counter)) << counter;
    EXPECT_EQ(json.at("host"), "conducted");
    EXPECT_EQ(json.at("params").at("workers"), 3);
    EXPECT_EQ(json.at("params").at("pause"), "10ms");
    EXPECT_EQ(json.at("verdict").at("status"), "ok");
    EXPECT_EQ(json.at("counters").at("gs_created"), 4);
    EXPECT_EQ(json.at("output").size(), 7u);
    EXPECT_GT(json.at("memory").at("rss_bytes").get<std::uint64_t>(), 0u);
    EXPECT_EQ(json.at("dropped"), 0);
}

TEST(CommandLine, PlainPrintsWhatTheProgramPrintsAndNothingElse) {
    const Finished run = interleave({"run", "go.run-queues", "--plain"});
    EXPECT_EQ(run.status, 0);
    EXPECT_EQ(run.out, "300 tasks are done\n");
    EXPECT_EQ(run.err, "");
}

TEST(CommandLine, ARunIsStoppedAtTheTimeAskedFor) {
    const Finished run = interleave({"run", "go.preemption", "--conducted", "--for", "20ms", "--json"});
    EXPECT_EQ(run.status, 0) << run.err;
    const Json json = Json::parse(run.out);
    EXPECT_EQ(json.at("verdict").at("status"), "stopped");
    EXPECT_GE(json.at("duration_ns").get<std::int64_t>(), 20'000'000);
    EXPECT_LT(json.at("duration_ns").get<std::int64_t>(), 35'000'000);
}

TEST(CommandLine, TheListTellsEveryScenarioWithItsParameters) {
    const Finished list = interleave({"list", "--json"});
    ASSERT_EQ(list.status, 0) << list.err;
    const Json all = Json::parse(list.out);
    EXPECT_EQ(all.size(), kGoScenarios.size());
    for (const Json& one : all) {
        for (const char* field : {"id", "title", "family", "chapter", "claims", "parameters", "hosts"})
            EXPECT_TRUE(one.contains(field)) << field;
        for (const Json& parameter : one.at("parameters"))
            EXPECT_TRUE(parameter.at("type") == "boolean" || parameter.contains("minimum") ||
                        parameter.contains("choices"))
                << parameter.dump();
    }
    EXPECT_NE(interleave({"list"}).out.find("go.work-stealing"), std::string::npos);
}

TEST(CommandLine, WrongUseIsOneLineThatSaysWhatAndStatusTwo) {
    struct Case {
        std::vector<std::string> arguments;
        int status;
        const char* says;
    };
    const std::vector<Case> cases = {
        {{"run"}, 2, "the scenario's name is missing"},
        {{"run", "go.work-stealin"}, 2, "did you mean go.work-stealing?"},
        {{"run", "something.else.entirely"}, 2, "interleave list"},
        {{"run", "go.channel", "--colour"}, 2, "--colour"},
        {{"run", "go.channel", "more"}, 2, "one too many"},
        {{"run", "go.channel", "--seed", "x"}, 2, "--seed"},
        {{"run", "go.channel", "--seed"}, 2, "its value is missing"},
        {{"run", "go.channel", "--cores", "65"}, 2, "from 1 to 64"},
        {{"run", "go.channel", "--procs", "0"}, 2, "from 1 to 256"},
        {{"run", "go.channel", "--for", "soon"}, 2, "--for"},
        {{"run", "go.channel", "--set", "buffer=9999"}, 2, "from 0 to 1024"},
        {{"run", "go.channel", "--set", "buffer"}, 2, "its value is missing"},
        {{"run", "go.channel", "--set", "colour=1"}, 2, "rounds, items, buffer, work"},
        {{"run", "go.channel", "--json", "--plain"}, 2, "exclude each other"},
        {{"run", "go.channel", "--free", "--conducted"}, 2, "exclude each other"},
        {{"list", "more"}, 2, "one too many"},
        {{"run", "go.channel", "--trace", "/nowhere/at/all.ilv"}, 3, "/nowhere/at/all.ilv"},
    };
    for (const Case& one : cases) {
        const Finished run = interleave(one.arguments);
        std::string words;
        for (const std::string& word : one.arguments)
            words += word + " ";
        EXPECT_EQ(run.status, one.status) << words;
        EXPECT_NE(run.err.find(one.says), std::string::npos) << words << "→ " << run.err;
        EXPECT_EQ(std::count(run.err.begin(), run.err.end(), '\n'), 1) << words << "→ " << run.err;
    }
}

TEST(CommandLine, EveryCommandHasItsHelp) {
    EXPECT_NE(interleave({"--help"}).out.find("interleave run"), std::string::npos);
    for (const char* command : {"list", "run"}) {
        const Finished help = interleave({command, "--help"});
        EXPECT_EQ(help.status, 0);
        EXPECT_NE(help.out.find(std::string("interleave ") + command), std::string::npos);
    }
    EXPECT_EQ(interleave({"--version"}).status, 0);
}

TEST(CommandLine, AnEngineThatIsNotThereIsToldWithStatusThree) {
    const char* before = std::getenv("INTERLEAVE_ENGINE");
    const std::string kept = before ? before : "";
    ::setenv("INTERLEAVE_ENGINE", "/nowhere/interleave-engine", 1);
    const Finished run = interleave({"run", "go.channel"});
    if (before) {
        ::setenv("INTERLEAVE_ENGINE", kept.c_str(), 1);
    } else {
        ::unsetenv("INTERLEAVE_ENGINE");
    }
    EXPECT_EQ(run.status, 3);
    EXPECT_NE(run.err.find("/nowhere/interleave-engine"), std::string::npos) << run.err;
}

// What `go run` would print, but for the line of the shell.
TEST(CommandLine, TellsADeadlockAndAPanicAsGoDoes) {
    for (const char* host : {"--free", "--conducted"}) {
        const Finished deadlock = interleave({"run", "go.deadlock", "--plain", host});
        EXPECT_EQ(deadlock.status, 2);
        EXPECT_EQ(deadlock.out, "");
        EXPECT_EQ(deadlock.err.find("fatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 [semacquire]:\n"
                                    "main.main()\n"),
                  0u)
            << deadlock.err;
        EXPECT_EQ(deadlock.err.find("fatal error", 1), std::string::npos) << "once";
        const Finished panic =
            interleave({"run", "go.panic-recover", "--plain", host, "--set", "rescue=false", "--set", "workers=1"});
        EXPECT_EQ(panic.status, 2);
        EXPECT_EQ(panic.err.find("panic: runtime error: integer divide by zero\n\ngoroutine "), 0u) << panic.err;
        EXPECT_NE(panic.err.find(" [running]:\nmain.worker(...)\ncreated by main.main\n"), std::string::npos)
            << panic.err;
    }
    const Finished meant = interleave({"run", "go.deadlock", "--json"});
    EXPECT_EQ(meant.status, 1) << "a bad verdict is bad, also where it is meant";
    EXPECT_NE(meant.out.find("\"expected\": true"), std::string::npos) << meant.out;
    const Finished good = interleave({"run", "go.deadlock", "--json", "--set", "opposite=false"});
    EXPECT_EQ(good.status, 0) << good.out;
}

}  // namespace
}  // namespace interleave::e2e
