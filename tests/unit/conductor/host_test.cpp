// What a Host promises, under both hosts.
#include "kernel/host.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "conductor/conducted_host.h"
#include "kernel/free_host.h"

namespace interleave {
namespace {

using namespace std::chrono_literals;
using base::ThreadId;
using base::Time;
using conductor::ConductedHost;
using conductor::ConductedOptions;
using kernel::Host;

struct HostMaker {
    std::string name;
    std::function<std::unique_ptr<Host>(kernel::HostObserver*)> make;
};

HostMaker conducted(int cores) {
    return {"Conducted" + std::to_string(cores), [cores](kernel::HostObserver* observer) {
                ConductedOptions options;
                options.cores = cores;
                options.observer = observer;
                return std::make_unique<ConductedHost>(std::move(options));
            }};
}

class AnyHost : public testing::TestWithParam<HostMaker> {
protected:
    std::unique_ptr<Host> host = GetParam().make(nullptr);
};

TEST_P(AnyHost, ParkReturnsAtOnceAfterAnUnparkAndTwoUnparksAreOne) {
    host->unpark(ThreadId(0));
    host->unpark(ThreadId(0));
    EXPECT_TRUE(host->park({}));
    EXPECT_FALSE(host->park(host->now() + 200us));
}

TEST_P(AnyHost, ParkEndsAtItsDeadlineAndNotBefore) {
    const Time until = host->now() + 1ms;
    EXPECT_FALSE(host->park(until));
    EXPECT_GE(host->now(), until);
}

TEST_P(AnyHost, ParkUntilAPastTimeReturnsFalse) {
    host->sleepUntil(10us);
    EXPECT_FALSE(host->park(5us));
    EXPECT_FALSE(host->park(Time(0)));
}

TEST_P(AnyHost, UnparkEndsAParkLongBeforeItsDeadline) {
    host->startThread("waker", [&] { host->unpark(ThreadId(0)); });
    EXPECT_TRUE(host->park(host->now() + 60s));
    EXPECT_LT(host->now(), 30s);
    host->joinThreads();
}

TEST_P(AnyHost, SleepIsNotCutShortByAnUnparkWhichIsKept) {
    const Time until = host->now() + 3ms;
    host->startThread("waker", [&] { host->unpark(ThreadId(0)); });
    host->sleepUntil(until);
    EXPECT_GE(host->now(), until);
    EXPECT_TRUE(host->park({}));
    host->joinThreads();
}

TEST_P(AnyHost, ThreadsAreNumberedInOrderOfStart) {
    EXPECT_EQ(host->self(), ThreadId(0));
    std::vector<std::uint16_t> seen(4, 99);
    for (std::uint16_t i = 1; i < 4; ++i)
        EXPECT_EQ(host->startThread("t", [&, i] { seen[i] = host->self().value; }), ThreadId(i));
    host->joinThreads();
    EXPECT_EQ(seen, (std::vector<std::uint16_t>{99, 1, 2, 3}));
}

TEST_P(AnyHost, JoinWaitsForThreadsThatThreadsStart) {
    std::atomic<int> ended{0};
    host->startThread("first", [&] {
        host->spend(100us, nullptr);
        host->startThread("second", [&] {
            host->spend(300us, nullptr);
            ++ended;
        });
        ++ended;
    });
    host->joinThreads();
    EXPECT_EQ(ended.load(), 2);
}

// Both ends of a connection, watched with the numbers 1 and 2; all that is told at the beginning has been told.
struct Ends {
    int near;
    int far = -1;
};
Ends connect(Host& host) {
    kernel::Network& network = host.network();
    std::array<kernel::IoReady, 8> ready;
    const int listener = static_cast<int>(network.listen().value);
    EXPECT_EQ(network.watch(listener, 3).error, 0);
    Ends ends{static_cast<int>(network.connect(static_cast<int>(network.port(listener).value)).value)};
    EXPECT_EQ(network.watch(ends.near, 1).error, 0);
    while (ends.far < 0) {
        if (const kernel::IoResult accepted = network.accept(listener); accepted.error == 0)
            ends.far = static_cast<int>(accepted.value);
        else
            host.waitIo({}, ready);
    }
    EXPECT_EQ(network.watch(ends.far, 2).error, 0);
    while (host.waitIo(host.now() + 2ms, ready) > 0) {
    }
    network.close(listener);
    return ends;
}

TEST_P(AnyHost, T_01_EachChangeIsToldOnceWhetherOrNotSomebodyReads) {
    kernel::Network& network = host->network();
    std::array<kernel::IoReady, 8> ready;
    const Ends ends = connect(*host);
    std::array<char, 8> bytes;
    EXPECT_EQ(network.read(ends.far, bytes).error, EAGAIN);
    for (int i = 0; i < 2; ++i) {
        EXPECT_EQ(network.write(ends.near, std::string_view("x")).value, 1);
        ASSERT_EQ(host->waitIo({}, ready), 1);
        EXPECT_EQ(ready[0].tag, 2u);
        EXPECT_TRUE(ready[0].read);
        EXPECT_EQ(host->lookIo(ready), 0);
        EXPECT_EQ(host->waitIo(host->now() + 1ms, ready), 0);
    }
    EXPECT_EQ(network.read(ends.far, bytes).value, 2);
    network.close(ends.near);
    ASSERT_EQ(host->waitIo({}, ready), 1);
    EXPECT_TRUE(ready[0].read && ready[0].write) << "an end is told to both sides";
    EXPECT_EQ(network.read(ends.far, bytes).value, 0);
    network.close(ends.far);
}

TEST_P(AnyHost, T_01_OneCallTellsOf128AtMost) {
    constexpr int kConnections = 150;
    kernel::Network& network = host->network();
    const int listener = static_cast<int>(network.listen().value);
    std::vector<int> descriptors{listener};
    for (int i = 0; i < kConnections; ++i) {
        descriptors.push_back(static_cast<int>(network.connect(static_cast<int>(network.port(listener).value)).value));
        EXPECT_EQ(network.watch(descriptors.back(), static_cast<std::uint64_t>(i)).error, 0);
    }
    host->sleepUntil(host->now() + 5ms);
    std::array<kernel::IoReady, 2 * kConnections> ready;
    EXPECT_EQ(host->lookIo(ready), 128);
    EXPECT_EQ(host->waitIo({}, ready), kConnections - 128);
    for (const int descriptor : descriptors)
        network.close(descriptor);
}

TEST_P(AnyHost, BreakIoEndsAWaitAndIsKeptForTheNextOne) {
    host->breakIo();
    EXPECT_EQ(host->waitIo({}), 0);
    std::atomic<bool> back{false};
    host->startThread("poller", [&] {
        EXPECT_EQ(host->waitIo({}), 0);
        back = true;
    });
    host->spend(200us, nullptr);
    host->breakIo();
    host->joinThreads();
    EXPECT_TRUE(back.load());
}

TEST_P(AnyHost, WaitIoEndsAtItsDeadline) {
    const Time until = host->now() + 1ms;
    EXPECT_EQ(host->waitIo(until), 0);
    EXPECT_GE(host->now(), until);
}

TEST_P(AnyHost, SpendReturnsAllOfTheWorkWhenTheFlagIsSetBefore) {
    const std::atomic<bool> flag{true};
    EXPECT_EQ(host->spend(5ms, &flag), 5ms);
    EXPECT_EQ(host->spend(100us, nullptr), 0ns);
}

TEST_P(AnyHost, SpendIsCutByAnotherThread) {
    // In free time the worker may begin late, and then finds the flag set: a longer wait gives it its chance.
    base::Duration left{20s};
    for (base::Duration wait = 5ms; left == 20s && wait < 2s; wait *= 2) {
        std::atomic<bool> flag{false};
        const ThreadId worker = host->startThread("worker", [&] { left = host->spend(20s, &flag); });
        host->sleepUntil(host->now() + wait);
        flag = true;
        host->interrupt(worker);
        host->joinThreads();
    }
    EXPECT_GT(left, 1s);
    EXPECT_LT(left, 20s);
}

TEST_P(AnyHost, ManyThreadsThatParkAndUnparkInARingAllGetRound) {
    constexpr std::uint16_t threads = 8;
    constexpr int rounds = 200;
    std::vector<int> counts(threads + 1, 0);
    for (std::uint16_t i = 1; i <= threads; ++i)
        host->startThread("ring", [&, i] {
            for (int round = 0; round < rounds; ++round) {
                while (!host->park({})) {
                }
                ++counts[i];
                host->spend(2us, nullptr);
                if (i != threads || round + 1 != rounds)
                    host->unpark(ThreadId(static_cast<std::uint16_t>(i % threads + 1)));
            }
        });
    host->unpark(ThreadId(1));
    host->joinThreads();
    for (std::uint16_t i = 1; i <= threads; ++i)
        EXPECT_EQ(counts[i], rounds);
}

struct Recorder : kernel::HostObserver {
    std::atomic<int> started{0}, ended{0}, wrongThread{0};
    Host* host = nullptr;
    std::vector<std::string> names = std::vector<std::string>(8);
    void threadStarted(ThreadId thread, const std::string& name, int osTid) override {
        ++started;
        names[thread.value] = name;
        if (osTid != gettid() || (host && host->self() != thread))
            ++wrongThread;
    }
    void threadEnded(ThreadId thread) override {
        ++ended;
        if (host->self() != thread)
            ++wrongThread;
    }
    void coreSwitch(base::CoreId, ThreadId, ThreadId, bool) override {}
};

TEST_P(AnyHost, TellsTheObserverOfEveryThreadOnThatThread) {
    Recorder recorder;
    const std::unique_ptr<Host> observed = GetParam().make(&recorder);
    EXPECT_EQ(recorder.started.load(), 1);
    recorder.host = observed.get();
    observed->startThread("a", [] {});
    observed->startThread("b", [] {});
    observed->joinThreads();
    EXPECT_EQ(recorder.started.load(), 3);
    EXPECT_EQ(recorder.ended.load(), 2);
    EXPECT_EQ(recorder.wrongThread.load(), 0);
    EXPECT_EQ(recorder.names[0], "main");
    EXPECT_EQ(recorder.names[2], "b");
}

INSTANTIATE_TEST_SUITE_P(Hosts, AnyHost,
                         testing::Values(HostMaker{"Free",
                                                   [](kernel::HostObserver* observer) -> std::unique_ptr<Host> {
                                                       return std::make_unique<kernel::FreeHost>(1, observer);
                                                   }},
                                         conducted(1), conducted(2), conducted(4), conducted(64)),
                         [](const auto& maker) { return maker.param.name; });

}  // namespace
}  // namespace interleave
