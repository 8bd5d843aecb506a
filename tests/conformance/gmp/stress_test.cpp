// Random graphs of channels with 30,000 goroutines each, for about as long as INTERLEAVE_STRESS_SECONDS says (15 by
// default; the nightly preset asks for 600), shared out among both hosts and all numbers of Ps. Each has one run at
// least. Under a sanitizer graphs are a tenth as large.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <vector>

#include "gmp/chan.h"
#include "gmp/defer.h"
#include "gmp/go.h"
#include "gmp/sync.h"
#include "tests/support/gmp_fixture.h"

namespace interleave::test {
namespace {

using gmp::Chan;
using gmp::WaitGroup;

#if defined(INTERLEAVE_SANITIZED)
constexpr int kTokens = 1'500;
#else
constexpr int kTokens = 15'000;  // of 0 to 2 hops; each hop is a goroutine
#endif
constexpr std::size_t kChannels = 64;
constexpr double kShares = 10;  // both hosts, five numbers of Ps

class Stress : public WithAnyNumberOfPs {
protected:
    static std::chrono::duration<double> share() {
        const char* asked = std::getenv("INTERLEAVE_STRESS_SECONDS");
        return std::chrono::duration<double>((asked ? std::atof(asked) : 15.0) / kShares);
    }
};
INSTANTIATE_TEST_SUITE_P(HostsAndPs, Stress, bothHostsAndPs(), hostAndPsOf);

// One of the things that a goroutine may do between two others.
void anything() {
    const std::uint64_t dice = gmp::random();
    const std::chrono::nanoseconds length(dice >> 8 & 2047);
    switch (dice % 64) {
        case 0:
        case 1:
            gmp::gosched();
            break;
        case 2:
            gmp::sleep(length);
            break;
        case 3:
            gmp::blockingCall(length);
            break;
        case 4:
            gmp::work(length);
            break;
        case 5:
            gmp::frame([] {
                gmp::Defer rescue([] { EXPECT_EQ(gmp::recover(), "stress"); });
                gmp::gosched();
                gmp::panic("stress");
            });
            break;
        default:
            break;
    }
}

struct Graph {
    std::vector<Chan<int>> channels;
    WaitGroup tokens;
    WaitGroup receivers;
    std::atomic<int> hops{0};

    Chan<int> any() const { return channels[gmp::random() % channels.size()]; }

    void send(int hop) {
        gmp::go([this, hop] {
            anything();
            any().send(hop);
        });
    }
    // Every token that arrives goes on by a new goroutine, or has done its way.
    void receive(Chan<int> own, bool locked) {
        if (locked)
            gmp::lockOSThread();
        own.forEach([this](int hop) {
            anything();
            hops.fetch_add(1, std::memory_order_relaxed);
            if (hop > 0)
                send(hop - 1);
            else
                tokens.done();
        });
        receivers.done();
    }
    // Returns when every token has done its way: a lost wake-up or a lost goroutine is never waited out.
    int run() {
        for (std::size_t i = 0; i < kChannels; ++i)
            channels.emplace_back(static_cast<std::uint32_t>(gmp::random() % 4));
        tokens.add(kTokens);
        receivers.add(static_cast<int>(kChannels));
        for (std::size_t i = 0; i < kChannels; ++i)
            gmp::go([this, i] { receive(channels[i], i % 32 == 31); });
        int planned = 0;
        for (int i = 0; i < kTokens; ++i) {
            const int hop = static_cast<int>(gmp::random() % 3);
            planned += hop + 1;
            send(hop);
        }
        tokens.wait();
        for (Chan<int>& channel : channels)
            channel.close();
        receivers.wait();
        return planned;
    }
};

TEST_P(Stress, S_10_NoWakeUpAndNoGoroutineIsLostInRandomGraphsOfChannels) {
    using Clock = std::chrono::steady_clock;
    const Clock::time_point end = Clock::now() + std::chrono::duration_cast<Clock::duration>(share());
    std::uint64_t seed = 1;
    Clock::duration longest{0};
    do {
        const Clock::time_point began = Clock::now();
        GmpOptions chosen = options();
        chosen.seed = seed;
        // The checker reads every other trace; without one the runtime is quicker, and other races win.
        chosen.tracing = seed % 2 == 1;
        const auto graph = std::make_shared<Graph>();
        int planned = 0;
        const GmpRun run = runGoroutines(chosen, [graph, &planned] { planned = graph->run(); });
        ASSERT_EQ(run.exit.status, trace::RunStatus::ok) << run.exit.text;
        EXPECT_EQ(graph->hops.load(), planned) << "a token was lost, or came twice";
        EXPECT_EQ(run.counters.gsCreated, static_cast<std::uint64_t>(planned) + kChannels + 1);
        EXPECT_EQ(run.counters.gsCreated, run.counters.gsDone + run.ledger.goroutines) << "creates = ends + alive";
        ++seed;
        longest = std::max(longest, Clock::now() - began);
        // As long as another one fits.
    } while (!HasFailure() && Clock::now() + longest < end);
    RecordProperty("runs", static_cast<int>(seed - 1));
}

}  // namespace
}  // namespace interleave::test
