// Channels, WaitGroup and Mutex: what they promise, at every number of Ps.
#include <gtest/gtest.h>

#include <numeric>
#include <string>
#include <vector>

#include "gmp/chan.h"
#include "gmp/go.h"
#include "gmp/sync.h"
#include "tests/support/gmp_fixture.h"

namespace interleave::test {
namespace {

using gmp::Chan;
using gmp::go;
using gmp::Mutex;
using gmp::WaitGroup;
using kernel::HostKind;
using trace::ChanPath;
using trace::EventKind;
using namespace std::chrono_literals;

class Sync : public WithAnyNumberOfPs {};
INSTANTIATE_TEST_SUITE_P(HostsAndPs, Sync, bothHostsAndPs(), hostAndPsOf);

TEST_P(Sync, C_02_ValuesComeInTheirOrderThroughABufferOfTwo) {
    std::vector<int> got;
    run([&got] {
        Chan<int> channel(2);
        go([channel]() mutable {
            for (int i = 1; i <= 500; ++i)
                channel.send(i);
            channel.close();
        });
        channel.forEach([&got](int value) { got.push_back(value); });
    });
    std::vector<int> expected(500);
    std::iota(expected.begin(), expected.end(), 1);
    EXPECT_EQ(got, expected);
}

TEST_P(Sync, UnbufferedValuesThatOwnMemoryArriveWhole) {
    std::vector<std::string> got;
    run([&got] {
        Chan<std::string> channel;
        WaitGroup group;
        group.add(4);
        for (int s = 0; s < 4; ++s)
            go([&, channel, s]() mutable {
                for (int i = 0; i < 100; ++i)
                    channel.send("a value too long for the small buffer, number " + std::to_string(s * 100 + i));
                group.done();
            });
        go([&group, channel]() mutable {
            group.wait();
            channel.close();
        });
        channel.forEach([&got](std::string value) { got.push_back(std::move(value)); });
    });
    std::sort(got.begin(), got.end());
    EXPECT_EQ(got.size(), 400u);
    EXPECT_EQ(std::unique(got.begin(), got.end()), got.end());
}

TEST_P(Sync, C_06_AClosedChannelStillDeliversItsBuffer) {
    run([] {
        Chan<int> channel(3);
        channel.send(1);
        channel.send(2);
        EXPECT_EQ(channel.length(), 2u);
        channel.close();
        EXPECT_EQ(channel.receiveOk(), (std::pair{1, true}));
        EXPECT_EQ(channel.receive(), 2);
        EXPECT_EQ(channel.receive(), std::nullopt);
        EXPECT_EQ(channel.receiveOk(), (std::pair{0, false}));
        EXPECT_EQ(channel.receiveOrZero(), 0);
    });
}

TEST(Channels, C_01_ASendGoesStraightToAWaitingReceiver) {
    const GmpRun run = runGoroutines(golden(HostKind::conducted), [] {
        Chan<int> channel(4);
        go([channel]() mutable { EXPECT_EQ(channel.receive(), 7); });
        gmp::gosched();
        channel.send(7);
        channel.send(8);
        EXPECT_EQ(channel.length(), 1u) << "the first went past the buffer";
    });
    std::vector<ChanPath> paths;
    for (const Told* send : run.of(EventKind::ChSend))
        paths.push_back(send->event.auxAs<ChanPath>());
    EXPECT_EQ(paths, (std::vector{ChanPath::direct, ChanPath::buf}));
    EXPECT_EQ(run.of(EventKind::ChRecv)[0]->event.auxAs<ChanPath>(), ChanPath::park);
}

TEST_P(Sync, C_04_ReceiversWaitOnlyWhileTheBufferIsEmpty) {
    const GmpRun run = this->run([] {
        Chan<int> channel(3);
        WaitGroup group;
        group.add(6);
        for (int s = 0; s < 3; ++s) {
            go([&, channel]() mutable {
                for (int i = 0; i < 60; ++i)
                    channel.send(i);
                group.done();
            });
            go([&, channel]() mutable {
                for (int i = 0; i < 60; ++i)
                    channel.receive();
                group.done();
            });
        }
        group.wait();
    });
    for (const Told* told : run.of(EventKind::ChRecv)) {
        if (told->event.auxAs<ChanPath>() == ChanPath::park) {
            EXPECT_EQ(told->event.b, 0u);
        }
    }
    for (const Told* told : run.of(EventKind::ChSend)) {
        if (told->event.auxAs<ChanPath>() == ChanPath::park) {
            EXPECT_EQ(told->event.b, 3u);
        }
    }
}

TEST_P(Sync, AMutexLetsOneInAtATime) {
    long counter = 0;
    const GmpRun run = this->run([&counter] {
        Mutex mutex;
        WaitGroup group;
        group.add(8);
        for (int i = 0; i < 8; ++i)
            go([&] {
                for (int k = 0; k < 200; ++k) {
                    mutex.lock();
                    const long seen = counter;
                    if (k % 16 == 0)
                        gmp::gosched();
                    counter = seen + 1;
                    mutex.unlock();
                }
                group.done();
            });
        group.wait();
    });
    EXPECT_EQ(counter, 1600);
    EXPECT_EQ(run.count(EventKind::MuLock), 1600u);
    EXPECT_EQ(run.count(EventKind::MuUnlock), 1600u);
}

TEST(Mutexes, L_04_AWaiterThatLosesForAMillisecondTurnsItStarving) {
    GmpOptions options;
    options.config.maxProcs = 2;
    const GmpRun run = runGoroutines(options, [] {
        Mutex mutex;
        WaitGroup group;
        group.add(2);
        go([&] {
            for (int i = 0; i < 200; ++i) {
                mutex.lock();
                gmp::work(100us);
                mutex.unlock();
            }
            group.done();
        });
        go([&] {
            for (int i = 0; i < 10; ++i) {
                gmp::work(100us);
                mutex.lock();
                mutex.unlock();
            }
            group.done();
        });
        group.wait();
    });
    bool starving = false;
    for (const Told* mode : run.of(EventKind::MuMode))
        starving = starving || mode->event.auxAs<trace::MuModeName>() == trace::MuModeName::starving;
    EXPECT_TRUE(starving);
    for (const Told* lock : run.of(EventKind::MuLock))
        EXPECT_LT(lock->event.wide(), 3'000'000u);
}

TEST_P(Sync, L_08_AWaitGroupBelowZeroPanics) {
    const GmpRun run = this->run([] { WaitGroup().done(); });
    EXPECT_EQ(run.exit.text, "panic: sync: negative WaitGroup counter");
}

// A ring of goroutines, each behind channels of different capacities; everything that goes in comes out.
TEST_P(Sync, StressThirtyThousandGoroutinesAndARandomGraphOfChannels) {
#if defined(INTERLEAVE_SANITIZED)
    const int n = 3'000;  // the thread sanitizer knows some 8000 fibers at most
#else
    const int n = isFree() ? 30'000 : 3'000;
#endif
    std::atomic<long> sum{0};
    const GmpRun run = this->run([&sum, n] {
        std::vector<Chan<int>> channels;
        for (std::uint32_t i = 0; i < 16; ++i)
            channels.emplace_back(i % 5);
        WaitGroup senders;
        WaitGroup receivers;
        senders.add(n / 2);
        receivers.add(n / 2);
        for (int i = 0; i < n / 2; ++i) {
            const auto at = static_cast<std::size_t>(gmp::random() % channels.size());
            go([&, at, i] {
                channels[at].send(i);
                senders.done();
            });
            go([&, at] {
                sum.fetch_add(channels[at].receive().value_or(0));
                receivers.done();
            });
        }
        senders.wait();
        receivers.wait();
    });
    const long half = n / 2;
    EXPECT_EQ(sum.load(), half * (half - 1) / 2);
    EXPECT_EQ(run.counters.gsCreated, static_cast<std::uint64_t>(n) + 1);
    EXPECT_EQ(run.counters.gsDone, static_cast<std::uint64_t>(n) + 1);
    EXPECT_EQ(run.ledger.goroutines, 0u);
}

}  // namespace
}  // namespace interleave::test
