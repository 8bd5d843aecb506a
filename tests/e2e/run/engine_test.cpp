#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "model/checker.h"
#include "session/player.h"
#include "support.h"

namespace interleave::e2e {
namespace {

using session::Intervention;
using session::Phase;
using session::RunRequest;
using session::Time;

RunRequest conducted(std::uint64_t seed = 1) {
    RunRequest request;
    request.seed = seed;
    return request;
}

RunRequest freeRun() {
    RunRequest request;
    request.conducted = false;
    return request;
}

bool isGone(pid_t pid) {
    return ::kill(pid, 0) != 0 && errno == ESRCH;
}

TEST(Engine, ThatIsKilledLeavesWhatItWroteAndNoZombie) {
    auto session = start("go.work-stealing", conducted());
    session->setHorizon(Time{400'000});
    ASSERT_TRUE(eventually(*session, [&] { return session->reached() >= Time{400'000}; }));
    const auto before = session->recording()->size();
    ASSERT_GT(before, 0u);
    ::kill(session->enginePid(), SIGKILL);
    ASSERT_TRUE(session->wait(std::chrono::seconds(20)));
    EXPECT_EQ(session->phase(), Phase::lost);
    EXPECT_EQ(session->outcome()->verdict.status, "crash");
    EXPECT_EQ(session->outcome()->verdict.exit, 128 + SIGKILL);
    EXPECT_NE(session->outcome()->verdict.text.find("signal 9"), std::string::npos);
    EXPECT_EQ(session->recording()->size(), before);
    EXPECT_TRUE(session->recording()->finished());
    EXPECT_FALSE(session->recording()->notice().empty());
    EXPECT_TRUE(isGone(session->enginePid()));
    EXPECT_EQ(model::textOf(model::check(*session->recording())), "");
}

TEST(Engine, ThatIsKilledInTheMiddleOfAFreeRunLeavesReadableRings) {
    // A run of minutes: that it is in its middle when it is killed is no matter of luck.
    RunRequest request = freeRun();
    request.parameters["others"] = std::int64_t{200};
    request.parameters["work"] = base::Duration(1'000'000'000);
    auto session = start("go.preemption", request);
    ASSERT_TRUE(eventually(*session, [&] { return session->recording()->size() > 500; }));
    ::kill(session->enginePid(), SIGKILL);
    ASSERT_TRUE(session->wait(std::chrono::seconds(20)));
    EXPECT_EQ(session->phase(), Phase::lost);
    EXPECT_GT(session->recording()->size(), 500u);
    EXPECT_TRUE(isGone(session->enginePid()));
}

TEST(Engine, EndsWhenItsClientVanishes) {
    std::vector<std::string> words{INTERLEAVE_PROGRAM, "run",   "go.preemption", "--free", "--set",
                                   "others=200",       "--set", "work=1s"};
    std::vector<char*> pointers;
    for (std::string& word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    pid_t client = -1;
    ASSERT_EQ(posix_spawn(&client, INTERLEAVE_PROGRAM, nullptr, nullptr, pointers.data(), environ), 0);
    const std::string list = "/proc/" + std::to_string(client) + "/task/" + std::to_string(client) + "/children";
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    pid_t engine = 0;
    while (engine == 0 && std::chrono::steady_clock::now() < end) {
        std::ifstream children(list);
        children >> engine;
    }
    ASSERT_GT(engine, 0) << "the client started no engine";
    const int handle = static_cast<int>(::syscall(SYS_pidfd_open, engine, 0));
    ASSERT_GE(handle, 0);
    ::kill(client, SIGKILL);
    ::waitpid(client, nullptr, 0);
    pollfd gone{handle, POLLIN, 0};
    EXPECT_EQ(::poll(&gone, 1, 30'000), 1) << "the engine still runs";
    ::close(handle);
}

TEST(Engine, StandsAtItsHorizonUntilItIsLetOn) {
    auto session = start("go.work-stealing", conducted());
    session->setHorizon(Time{300'000});
    ASSERT_TRUE(eventually(*session, [&] { return session->atHorizon(); }));
    ASSERT_TRUE(eventually(*session, [&] { return session->reached() >= Time{300'000}; }));
    EXPECT_LE(session->recording()->duration(), Time{300'000});
    ASSERT_TRUE(session->nextHappening());
    EXPECT_GT(*session->nextHappening(), Time{300'000});
    EXPECT_EQ(session->phase(), Phase::running);
    session->runFreely();
    ASSERT_TRUE(session->wait(std::chrono::seconds(20)));
    EXPECT_EQ(session->outcome()->verdict.status, "ok");
}

TEST(Engine, HowARunIsPacedDoesNotChangeIt) {
    const auto whole = runToEnd("go.channel", conducted(5));
    auto paced = start("go.channel", conducted(5));
    for (Time t{0}; paced->phase() < Phase::ended; t += Time{37'000}) {
        paced->setHorizon(t);
        ASSERT_TRUE(eventually(*paced, [&] { return paced->atHorizon() || paced->phase() >= Phase::ended; }));
    }
    ASSERT_TRUE(paced->wait(std::chrono::seconds(20)));
    EXPECT_TRUE(eventsOf(*paced->recording()) == eventsOf(*whole->recording()));
}

TEST(Engine, ChangesMadeOnTheWayAreRecordedAndCanBeRepeated) {
    auto live = start("go.work-stealing", conducted(3));
    const auto at = [&](std::int64_t time, Intervention change) {
        live->setHorizon(Time{time});
        ASSERT_TRUE(eventually(*live, [&] { return live->atHorizon(); }));
        const auto known = live->interventions().size();
        live->intervene(change);
        ASSERT_TRUE(eventually(*live, [&] { return live->interventions().size() > known; }));
    };
    at(200'000, {Intervention::Kind::spawn, 0, 50'000, Time{-1}});
    at(300'000, {Intervention::Kind::procs, 0, 2, Time{-1}});
    at(400'000, {Intervention::Kind::block, 2, 200'000, Time{-1}});
    at(500'000, {Intervention::Kind::preemption, 0, 0, Time{-1}});
    at(600'000, {Intervention::Kind::procs, 0, 6, Time{-1}});
    live->runFreely();
    ASSERT_TRUE(live->wait(std::chrono::seconds(20)));
    EXPECT_EQ(live->outcome()->verdict.status, "ok");
    const auto changes = live->interventions();
    ASSERT_EQ(changes.size(), 5u);
    EXPECT_EQ(changes[1].at, Time{300'000}) << "made at the horizon";
    EXPECT_EQ(model::textOf(model::check(*live->recording())), "");

    RunRequest again = conducted(3);
    again.interventions = changes;
    const auto repeated = runToEnd("go.work-stealing", again);
    EXPECT_TRUE(eventsOf(*repeated->recording()) == eventsOf(*live->recording()));
    const auto untouched = runToEnd("go.work-stealing", conducted(3));
    EXPECT_FALSE(eventsOf(*untouched->recording()) == eventsOf(*live->recording()));
}

TEST(Engine, StopsWhenItIsAskedToAtTheHorizonAndInTheMiddle) {
    for (const bool isConducted : {true, false}) {
        RunRequest request;
        request.conducted = isConducted;
        request.parameters["hogging"] = base::Duration(5'000'000'000);
        auto session = start("go.preemption", request);
        if (isConducted)
            session->setHorizon(Time{1'000'000});
        ASSERT_TRUE(eventually(*session, [&] { return session->recording()->size() > 5; }));
        session->stop();
        ASSERT_TRUE(session->wait(std::chrono::seconds(20)));
        EXPECT_EQ(session->outcome()->verdict.status, "stopped") << session->outcome()->verdict.text;
        EXPECT_EQ(session->phase(), Phase::ended);
        EXPECT_TRUE(isGone(session->enginePid()));
    }
}

bool endedByItself(const model::Recording& recording) {
    const model::World end = recording.worldAt(recording.size());
    return end.status() == trace::RunStatus::stopped;
}

// A killed engine tells no end; one that ended by itself has written it.
TEST(Engine, ThatStandsAtItsHorizonEndsByItselfWhenItIsStopped) {
    for (const char* id : {"go.hello-workers", "go.run-queues", "go.work-stealing", "go.channel", "go.syscall-handoff",
                           "go.preemption", "go.gomaxprocs", "go.gc-pause", "go.select", "go.mutex-starvation"})
        for (const std::int64_t at : {0, 50'000, 3'000'000}) {
            auto session = start(id, conducted());
            session->setHorizon(Time{at});
            ASSERT_TRUE(eventually(*session, [&] { return session->atHorizon() || session->outcome().has_value(); }));
            if (session->outcome())
                continue;  // it is that short
            session->stop();
            ASSERT_TRUE(session->outcome().has_value()) << id << " at " << at;
            EXPECT_EQ(session->outcome()->verdict.text.find("did not stop"), std::string::npos) << id;
            EXPECT_TRUE(endedByItself(*session->recording())) << id << " at " << at;
            EXPECT_TRUE(isGone(session->enginePid()));
        }
}

TEST(Engine, ThatStandsAtItsHorizonIsLetGoWithoutWaitingAndStillTellsItsEnd) {
    auto session = start("go.work-stealing", conducted());
    session->setHorizon(Time{100'000});
    ASSERT_TRUE(eventually(*session, [&] { return session->atHorizon(); }));
    const auto recording = session->recording();
    const int pid = session->enginePid();
    session.reset();
    auto other = start("go.work-stealing", conducted());  // a restart
    ASSERT_TRUE(eventually(*other, [&] { return recording->finished() && isGone(pid); }));
    EXPECT_TRUE(endedByItself(*recording));
    EXPECT_EQ(recording->notice(), "");
}

TEST(Engine, StopsBeforeItsProgramHasBegun) {
    auto session = start("go.channel", conducted());
    session->stop();
    ASSERT_TRUE(session->wait(std::chrono::seconds(20)));
    EXPECT_EQ(session->outcome()->verdict.status, "stopped");
}

TEST(Engine, TellsItsThreadsAndItsMemory) {
    const auto session = runToEnd("go.syscall-handoff", freeRun());
    const auto threads = session->recording()->threads();
    ASSERT_GE(threads.size(), 3u);
    EXPECT_EQ(threads[0].name, "main");
    EXPECT_EQ(threads[0].osTid, session->enginePid());
    ASSERT_FALSE(session->recording()->samples().empty());
    EXPECT_GT(session->recording()->samples().front().rss.value, 0u);
    EXPECT_GT(session->outcome()->peakRss.value, 0u);
}

TEST(Engine, AWatchedRunIsSteppedEventByEvent) {
    auto session = start("go.hello-workers", conducted());
    session::Player player(session.get());
    for (model::EventIndex wanted = 1; wanted <= 40; ++wanted) {
        const auto from = player.position();
        player.stepForward();
        ASSERT_TRUE(eventually(*session,
                               [&] {
                                   player.advance(std::chrono::milliseconds(16));
                                   return !player.waitingForEngine();
                               }))
            << "step " << wanted;
        ASSERT_GT(player.position(), from);
    }
    EXPECT_LT(session->reached(), Time{10'000'000});
}

}  // namespace
}  // namespace interleave::e2e
