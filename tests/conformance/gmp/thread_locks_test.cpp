// LockOSThread, and threads that end.
#include <gtest/gtest.h>

#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <map>

#include "gmp/chan.h"
#include "gmp/defer.h"
#include "gmp/go.h"
#include "gmp/sync.h"
#include "tests/support/gmp_fixture.h"

namespace interleave::test {
namespace {

using gmp::Chan;
using gmp::go;
using gmp::WaitGroup;
using trace::EventKind;
using namespace std::chrono_literals;

class ThreadLocks : public WithAnyNumberOfPs {};
INSTANTIATE_TEST_SUITE_P(HostsAndPs, ThreadLocks, bothHostsAndPs(), hostAndPsOf);

int thread() {
    return static_cast<int>(::syscall(SYS_gettid));
}

// A goroutine with a thread of its own that does all that can move one, beside others that do the same without.
void lockedLife(int rounds, const std::function<void()>& between) {
    gmp::lockOSThread();
    const int own = thread();
    Chan<int> channel;
    go([channel, rounds]() mutable {
        for (int i = 0; i < rounds; ++i)
            channel.send(i);
    });
    for (int i = 0; i < rounds; ++i) {
        EXPECT_EQ(thread(), own);
        gmp::gosched();
        EXPECT_EQ(thread(), own);
        channel.receive();
        EXPECT_EQ(thread(), own);
        gmp::sleep(2us);
        EXPECT_EQ(thread(), own);
        gmp::blockingCall(1us);
        EXPECT_EQ(thread(), own);
        gmp::work(2us);
        between();
    }
    gmp::unlockOSThread();
}

TEST_P(ThreadLocks, Z_08_ALockedGoroutineRunsOnItsThreadOnly) {
    const GmpRun run = this->run([] {
        spawn(6, [] { lockedLife(20, [] {}); });
        spawn(6, [] {
            for (int i = 0; i < 20; ++i) {
                gmp::work(3us);
                gmp::gosched();
            }
        });
    });
    EXPECT_EQ(run.exit.status, trace::RunStatus::ok);
    bool handed = false;
    std::map<std::uint32_t, std::uint16_t> home;
    for (const Told& told : run.events) {
        const trace::Event& e = told.event;
        if (e.kind == EventKind::GoLock)
            home[e.g] = e.m;
        if (e.kind == EventKind::GoUnlock)
            home.erase(e.g);
        if (e.kind != EventKind::GoStart)
            continue;
        handed = handed || e.auxAs<trace::StartSource>() == trace::StartSource::locked;
        const auto found = home.find(e.g);
        if (found != home.end()) {
            EXPECT_EQ(e.m, found->second);
        }
    }
    EXPECT_TRUE(handed);
}

TEST_P(ThreadLocks, Z_08_LocksNest) {
    const GmpRun run = this->run([] {
        spawn(1, [] {
            gmp::unlockOSThread();  // nothing
            gmp::lockOSThread();
            gmp::lockOSThread();
            gmp::unlockOSThread();
            const int own = thread();
            for (int i = 0; i < 10; ++i) {
                gmp::sleep(5us);
                EXPECT_EQ(thread(), own);
            }
            gmp::unlockOSThread();
        });
    });
    std::vector<std::uint32_t> counts;
    for (const Told& told : run.events)
        if (told.event.kind == EventKind::GoLock || told.event.kind == EventKind::GoUnlock)
            counts.push_back(told.event.a);
    EXPECT_EQ(counts, (std::vector<std::uint32_t>{1, 2, 1, 0}));
    EXPECT_EQ(run.count(EventKind::MExit), run.count(EventKind::MNew) - 1) << "only at the end, and main's not";
}

TEST_P(ThreadLocks, Z_08_MainMayLockItselfAndTheWorldMayStop) {
    const GmpRun run = this->run([] {
        gmp::lockOSThread();
        const int own = thread();
        const int procs = gmp::gomaxprocs(0);
        WaitGroup group;
        group.add(1);
        go([&group] {
            lockedLife(10, [] {});
            group.done();
        });
        for (int i = 0; i < 5; ++i) {
            gmp::gomaxprocs(procs + 1);
            gmp::sleep(3us);
            gmp::gomaxprocs(procs);
            EXPECT_EQ(thread(), own);
        }
        group.wait();
    });
    EXPECT_EQ(run.exit.status, trace::RunStatus::ok);
}

TEST_P(ThreadLocks, Z_08_WhereALockedGoroutineAndAllOthersWaitIsADeadlock) {
    const GmpRun run = this->run([] {
        go([] {
            gmp::lockOSThread();
            Chan<int>().receive();
        });
        gmp::sleep(20us);
        Chan<int>().receive();
    });
    EXPECT_EQ(run.exit.status, trace::RunStatus::deadlock);
}

TEST_P(ThreadLocks, Z_09_AGoroutineThatEndsLockedTakesItsThreadAlong) {
    constexpr int kTimes = 5;
    std::atomic<int> gone{0};
    const GmpRun run = this->run([&gone] {
        for (int i = 0; i < kTimes; ++i) {
            WaitGroup group;
            group.add(1);
            std::atomic<int> tid{0};
            go([&] {
                gmp::lockOSThread();
                tid = thread();
                gmp::gosched();
                if (gmp::random() % 2 == 0)
                    group.done();
                else
                    gmp::frame([&group] { gmp::Defer done([&group] { group.done(); }); });
            });
            group.wait();
            if (tid == ::getpid())
                continue;  // the main thread, which stays
            // The thread is on its way out.
            for (int look = 0; look < 20'000 && ::syscall(SYS_tgkill, ::getpid(), tid.load(), 0) == 0; ++look)
                gmp::sleep(20us);
            EXPECT_NE(::syscall(SYS_tgkill, ::getpid(), tid.load(), 0), 0);
            ++gone;
        }
    });
    EXPECT_EQ(run.exit.status, trace::RunStatus::ok);
    // Each but main's exits in the middle.
    std::size_t early = 0;
    bool ended = false;
    for (const Told& told : run.events) {
        ended = ended || (told.event.kind == EventKind::GoEnd && told.event.g == 1);
        early += !ended && told.event.kind == EventKind::MExit;
    }
    EXPECT_EQ(early, static_cast<std::size_t>(gone.load()));
}

TEST_P(ThreadLocks, Z_09_MainsThreadIsOnlyWedged) {
    const GmpRun run = this->run([] {
        WaitGroup group;
        go([] {
            gmp::sleep(100us);
            Chan<int>().receive();
        });
        gmp::lockOSThread();
        gmp::goexit();
    });
    EXPECT_EQ(run.exit.text, "fatal error: all goroutines are asleep - deadlock!");
    for (const Told* exit : run.of(EventKind::MExit))
        EXPECT_NE(exit->event.m, 0);
}

TEST_P(ThreadLocks, Z_09_LostThreadsDoNotCountAgainstTheLimit) {
    GmpOptions chosen = options();
    chosen.config.maxThreads = procs() + 6;
    const GmpRun run = runGoroutines(chosen, [] {
        for (int i = 0; i < 40; ++i) {
            WaitGroup group;
            group.add(1);
            go([&group] {
                gmp::lockOSThread();
                group.done();
            });
            group.wait();
            gmp::sleep(10us);
        }
    });
    if (!isFree()) {
        EXPECT_EQ(run.exit.status, trace::RunStatus::ok) << run.exit.text;
    }
}

}  // namespace
}  // namespace interleave::test
