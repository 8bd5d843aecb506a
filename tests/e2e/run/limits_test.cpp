// What holds a run that would take more of the machine than it may have, and what it leaves then.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "kernel/child_process.h"
#include "link/messages.h"
#include "link/segment.h"
#include "model/checker.h"
#include "support.h"

namespace interleave::e2e {
namespace {

using session::Phase;
using session::RunRequest;
using session::Session;
using session::Time;

// A conducted run that stands at its very beginning.
std::unique_ptr<Session> standing(const std::string& id, RunRequest request) {
    auto session = start(id, std::move(request));
    session->setHorizon(Time{1});
    EXPECT_TRUE(eventually(*session, [&] { return session->atHorizon(); }));
    return session;
}

void expectLimit(const Session& session, const std::string& says) {
    ASSERT_TRUE(session.outcome());
    const auto outcome = *session.outcome();
    EXPECT_EQ(outcome.verdict.status, "limit") << outcome.verdict.text;
    EXPECT_EQ(outcome.verdict.exit, 1);
    EXPECT_NE(outcome.verdict.text.find(says), std::string::npos) << outcome.verdict.text;
    EXPECT_EQ(session.phase(), Phase::ended);
    EXPECT_TRUE(session.recording()->finished());
    EXPECT_EQ(model::textOf(model::check(*session.recording(), 5)), "") << "what was written is whole";
}

// What a sanitizer adds to a program needs address space and time of its own.
#if defined(INTERLEAVE_SANITIZED)
#define NOT_UNDER_A_SANITIZER() GTEST_SKIP() << "a sanitizer takes more than the limit by itself"
#else
#define NOT_UNDER_A_SANITIZER() static_cast<void>(0)
#endif

TEST(Limits, OfAddressSpaceEndsTheRunWithItsVerdict) {
    NOT_UNDER_A_SANITIZER();
    RunRequest request;
    request.parameters["workers"] = std::int64_t{1000};
    auto session = standing("go.hello-workers", request);
    const rlimit none{4096, 4096};
    ASSERT_EQ(::prlimit(session->enginePid(), RLIMIT_AS, &none, nullptr), 0);
    session->runFreely();
    ASSERT_TRUE(session->wait(std::chrono::seconds(20)));
    expectLimit(*session, "RLIMIT_AS");
    EXPECT_EQ(session->outcome()->duration, session->recording()->duration()) << "as far as its events tell";
}

// A script that runs the engine with so many threads allowed. Root's are not counted by the kernel: then as somebody
// who has no other process.
std::string engineWithThreads(const Scratch& scratch, int threads) {
    const std::string path = scratch.path("engine");
    const std::string as = ::geteuid() == 0 ? "setpriv --reuid=64321 --clear-groups -- " : "";
    std::ofstream(path) << "#!/bin/sh\nexec " << as << "prlimit --nproc=" << threads << " -- " INTERLEAVE_ENGINE_PROGRAM
                        << " \"$@\"\n";
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    return path;
}

TEST(Limits, OfThreadsEndsTheRunWithItsVerdict) {
    if (::geteuid() == 0 &&
        std::system("setpriv --reuid=64321 --clear-groups -- test -x " INTERLEAVE_ENGINE_PROGRAM) != 0)
        GTEST_SKIP() << "no other user may run the engine here, and root has no such limit";
    // 1: the engine's own threads; 4: those of the run.
    for (const int threads : {1, 4}) {
        const Scratch scratch;
        auto started = Session::start(scenario("go.syscall-handoff"), {}, {}, engineWithThreads(scratch, threads));
        ASSERT_TRUE(started) << started.error().sentence();
        const auto session = std::move(started).value();
        session->runFreely();
        ASSERT_TRUE(session->wait(std::chrono::seconds(20)));
        expectLimit(*session, "the system grants no more");
    }
}

TEST(Limits, TheEnginesOwnOfThreadsLeavesItItsBudgetWhateverTheUserRuns) {
    auto session = standing("go.hello-workers", {});
    rlimit set{};
    ASSERT_EQ(::prlimit(session->enginePid(), RLIMIT_NPROC, nullptr, &set), 0);
    rlimit mine{};
    ASSERT_EQ(::getrlimit(RLIMIT_NPROC, &mine), 0);
    std::ifstream loads("/proc/loadavg");
    std::string skipped;
    std::uint64_t running = 0, existing = 0;
    char slash = 0;
    loads >> skipped >> skipped >> skipped >> running >> slash >> existing;
    EXPECT_LE(set.rlim_max, mine.rlim_max);
    if (mine.rlim_max >= existing + 2 * link::kMaxThreads) {
        EXPECT_GE(set.rlim_cur, link::kMaxThreads + existing / 2);
        EXPECT_LT(set.rlim_cur, 4 * link::kMaxThreads + 2 * existing);
    }
    rlimit memory{}, core{};
    ASSERT_EQ(::prlimit(session->enginePid(), RLIMIT_AS, nullptr, &memory), 0);
    ASSERT_EQ(::prlimit(session->enginePid(), RLIMIT_CORE, nullptr, &core), 0);
#if !defined(INTERLEAVE_SANITIZED)
    EXPECT_NE(memory.rlim_cur, RLIM_INFINITY);
#endif
    EXPECT_EQ(core.rlim_cur, 0u);
}

TEST(Limits, OfComputingTimeEndsTheRunInOrder) {
    RunRequest request;
    request.conducted = false;
    request.parameters["hogging"] = base::Duration(5'000'000'000);
    request.limitWall = std::chrono::milliseconds(200);
    const auto session = runToEnd("go.preemption", request);
    expectLimit(*session, "its budget of 0.2 s");
    EXPECT_GT(session->outcome()->counters.at("gs_created"), 0u);
}

TEST(Limits, OfMemoryEndsTheRunInOrder) {
    RunRequest request;
    request.conducted = false;
    request.parameters["hogging"] = base::Duration(5'000'000'000);
    request.limitMemory = base::Bytes{1 << 20};
    const auto session = runToEnd("go.preemption", request);
    expectLimit(*session, "its budget of 1 MiB");
    EXPECT_GT(session->outcome()->counters.at("gs_created"), 0u);
}

// Runs an engine without a session, with a request that no catalogue allows.
link::Outcome runEngineAlone(const link::Request& request) {
    auto segment = link::Segment::create(link::toJson(request), {1024, 1u << 10});
    EXPECT_TRUE(segment);
    link::ControlPage& page = segment.value().page();
    page.horizon.limit = INT64_MAX;
    const kernel::Descriptor nothing(::open("/dev/null", O_RDWR | O_CLOEXEC));
    auto engine = kernel::ChildProcess::start(
        {INTERLEAVE_ENGINE_PROGRAM,
         {"--run"},
         {{nothing.number(), link::kLifelineDescriptor}, {segment.value().descriptor(), link::kSegmentDescriptor}}});
    EXPECT_TRUE(engine);
    const auto end = engine.value().wait(std::chrono::seconds(100));
    EXPECT_TRUE(end) << "it still runs";
    auto outcome = link::outcomeFromJson({page.outcome.data(), page.outcomeBytes.load()});
    EXPECT_TRUE(outcome) << (end ? end->code() : -1);
    return outcome ? std::move(outcome).value() : link::Outcome{};
}

link::Request million(const std::string& scenario, const std::string& parameter) {
    link::Request request;
    request.scenario = scenario;
    request.family = "go";
    request.conducted = false;
    request.tracing = false;
    request.procs = 2;
    request.parameters = {{parameter, std::int64_t{1'000'000}}, {"work", std::int64_t{0}}};
    return request;
}

TEST(Limits, AMillionGoroutinesThatRunOneAfterTheOtherNeedNoMillionStacks) {
    NOT_UNDER_A_SANITIZER();
    const auto outcome = runEngineAlone(million("go.run-queues", "goroutines"));
    EXPECT_EQ(outcome.status, "ok") << outcome.text;
    EXPECT_EQ(outcome.counters.at("gs_done"), 1'000'001u);
    EXPECT_LT(outcome.stacks, 1u << 30);
    EXPECT_TRUE(outcome.warnings.empty());
}

TEST(Limits, AMillionGoroutinesThatSleepAllAtOnceStayWithinTheBudgetOfMemory) {
    NOT_UNDER_A_SANITIZER();
    link::Request request = million("go.hello-workers", "workers");
    request.parameters["pause"] = std::int64_t{60'000'000'000};
    request.limitMemory = std::uint64_t{512} << 20;
    const auto outcome = runEngineAlone(request);
    EXPECT_EQ(outcome.status, "limit");
    EXPECT_EQ(outcome.exit, 1);
    EXPECT_NE(outcome.text.find("its budget of 512 MiB"), std::string::npos) << outcome.text;
    EXPECT_LT(outcome.peakRss, std::uint64_t{3} << 30);
}

TEST(Engine, HearsAStopAtItsVeryFirstHorizon) {
    auto session = standing("go.work-stealing", {});
    session->stop();
    ASSERT_TRUE(session->wait(std::chrono::seconds(20)));
    EXPECT_EQ(session->outcome()->verdict.status, "stopped");
    EXPECT_EQ(session->outcome()->verdict.text.find("did not stop"), std::string::npos)
        << session->outcome()->verdict.text;
}

TEST(Engine, ThatIsStoppedBySomebodyElseHoldsNobodyUpAndGoesOnWhenItMay) {
    RunRequest request;
    auto session = standing("go.work-stealing", request);
    ::kill(session->enginePid(), SIGSTOP);
    session->runFreely();
    EXPECT_FALSE(session->wait(std::chrono::milliseconds(50)));
    EXPECT_EQ(session->phase(), Phase::running);
    ::kill(session->enginePid(), SIGCONT);
    ASSERT_TRUE(session->wait(std::chrono::seconds(20)));
    EXPECT_EQ(session->outcome()->verdict.status, "ok");
}

TEST(Engine, ThatIsStoppedBySomebodyElseIsEndedAllTheSame) {
    auto session = standing("go.work-stealing", {});
    ::kill(session->enginePid(), SIGSTOP);
    session->stop();
    ASSERT_TRUE(session->wait(std::chrono::seconds(20)));
    EXPECT_EQ(session->outcome()->verdict.status, "stopped") << session->outcome()->verdict.text;
    EXPECT_EQ(session->phase(), Phase::ended);
}

// As many descriptors as there are open now, and `more`.
class FewDescriptors {
public:
    explicit FewDescriptors(int more) {
        ::getrlimit(RLIMIT_NOFILE, &m_former);
        const int next = ::dup(0);
        ::close(next);
        const rlimit few{static_cast<rlim_t>(next + more), m_former.rlim_max};
        ::setrlimit(RLIMIT_NOFILE, &few);
    }
    ~FewDescriptors() { ::setrlimit(RLIMIT_NOFILE, &m_former); }

private:
    rlimit m_former{};
};

TEST(Engine, ThatCannotGetSharedMemoryOrPipesIsToldInOneSentence) {
    // The scenario's files are read before.
    const auto& story = scenario("go.channel");
    for (int more = 0; more < 4; ++more) {
        const FewDescriptors few(more);
        const auto session = Session::start(story, {}, {}, INTERLEAVE_ENGINE_PROGRAM);
        ASSERT_FALSE(session) << more;
        EXPECT_NE(session.error().sentence().find("Too many open files"), std::string::npos)
            << more << ": " << session.error().sentence();
    }
    EXPECT_EQ(runToEnd("go.channel", {})->outcome()->verdict.status, "ok") << "nothing is left over";
}

}  // namespace
}  // namespace interleave::e2e
