#include "kernel/child_process.h"

#include <gtest/gtest.h>
#include <signal.h>

#include <array>

#include "kernel/limits.h"
#include "kernel/process_sampler.h"

namespace interleave::kernel {
namespace {

using namespace std::chrono_literals;

ChildOptions shell(const std::string& script) {
    return {"/bin/sh", {"-c", script}, {}};
}

TEST(ChildProcess, TellsItsExitStatusOrItsSignal) {
    auto seven = ChildProcess::start(shell("exit 7"));
    ASSERT_TRUE(seven.ok());
    EXPECT_EQ(seven.value().wait()->code(), 7);
    auto killed = ChildProcess::start(shell("kill -9 $$"));
    ASSERT_TRUE(killed.ok());
    const std::optional<ChildExit> exit = killed.value().wait();
    EXPECT_EQ(exit->signal, SIGKILL);
    EXPECT_EQ(exit->code(), 137);
}

TEST(ChildProcess, SaysSoWhenTheProgramIsMissing) {
    const auto child = ChildProcess::start({"/nonexistent/program", {}, {}});
    ASSERT_FALSE(child.ok());
    EXPECT_NE(child.error().sentence().find("/nonexistent/program"), std::string::npos);
}

TEST(ChildProcess, PassesDescriptorsOnUnderTheNumbersAskedFor) {
    std::array<int, 2> ends{};
    ASSERT_EQ(pipe(ends.data()), 0);
    const Descriptor reading(ends[0]);
    Descriptor writing(ends[1]);
    // Each under the number of the other: no copy may overwrite the source of the next.
    ASSERT_LT(reading.number(), 10) << "the shell takes one digit";
    ChildOptions options = shell("printf yes >&" + std::to_string(reading.number()));
    options.descriptors = {{writing.number(), reading.number()}, {reading.number(), writing.number()}};
    auto child = ChildProcess::start(options);
    ASSERT_TRUE(child.ok());
    writing.reset();
    std::array<char, 8> text{};
    EXPECT_EQ(read(reading.number(), text.data(), text.size()), 3);
    EXPECT_STREQ(text.data(), "yes");
    EXPECT_EQ(child.value().wait()->code(), 0);
}

TEST(ChildProcess, StopsWaitingWhenTheTimeIsOverAndCanBeEnded) {
    auto child = ChildProcess::start(shell("exec sleep 600"));
    ASSERT_TRUE(child.ok());
    EXPECT_FALSE(child.value().exited().has_value());
    EXPECT_FALSE(child.value().wait(1ms).has_value());
    child.value().signal(SIGTERM);
    EXPECT_EQ(child.value().wait()->signal, SIGTERM);
    child.value().signal(SIGTERM);  // of no effect on who has ended
}

TEST(ChildProcess, EndsWithItsObject) {
    pid_t pid = -1;
    {
        auto child = ChildProcess::start(shell("exec sleep 600"));
        ASSERT_TRUE(child.ok());
        pid = child.value().pid();
    }
    EXPECT_NE(kill(pid, 0), 0);
}

TEST(DieWithParent, RefusesWhenTheParentIsAnother) {
    // In a child: the bond must not outlast the test.
    EXPECT_EXIT(
        {
            const bool refused = !dieWithParent(getppid() + 1).ok();
            const bool granted = dieWithParent(getppid()).ok();
            _exit(refused && granted ? 0 : 1);
        },
        testing::ExitedWithCode(0), "");
}

TEST(ProcessSampler, SeesWhatThisProcessHas) {
    ProcessSampler sampler(getpid());
    const auto sample = sampler.sample();
    ASSERT_TRUE(sample.ok());
    EXPECT_GT(sample.value().rssAnonymous.value, 0u);
    EXPECT_GT(sample.value().rss().value, 100'000u);
    EXPECT_GE(sample.value().peakRss.value, sample.value().rss().value / 2);
    EXPECT_GE(sample.value().threads, 1);
}

TEST(ProcessSampler, CountsSwitchesAndSaysWhenTheProcessIsGone) {
    auto child = ChildProcess::start(shell("read x; exit 0"));
    ASSERT_TRUE(child.ok());
    ProcessSampler sampler(child.value().pid());
    ASSERT_TRUE(sampler.sample().ok());
    child.value().signal(SIGKILL);
    child.value().wait();
    EXPECT_FALSE(sampler.sample().ok());
}

TEST(StatusField, FindsAKeyAtTheBeginningOfALineOnly) {
    const std::string text = "Name:\tx\nnonvoluntary_ctxt_switches:\t7\nvoluntary_ctxt_switches:\t5\nVmHWM:\t  12 kB\n";
    EXPECT_EQ(statusField(text, "voluntary_ctxt_switches"), 5u);
    EXPECT_EQ(statusField(text, "nonvoluntary_ctxt_switches"), 7u);
    EXPECT_EQ(statusField(text, "VmHWM"), 12u);
    EXPECT_EQ(statusField(text, "Missing"), 0u);
}

TEST(Limits, AreTakenOnByTheProcessThatAppliesThem) {
    EXPECT_EXIT(
        {
            const bool done = applyLimits({.openFiles = 17}).ok();
            _exit(done ? static_cast<int>(sysconf(_SC_OPEN_MAX)) : 1);
        },
        testing::ExitedWithCode(17), "");
}

}  // namespace
}  // namespace interleave::kernel
