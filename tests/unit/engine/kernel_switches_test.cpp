#include "engine/kernel_switches.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <map>

#include "kernel/free_host.h"
#include "kernel/os_thread.h"
#include "tests/support/blocked_sleep.h"
#include "trace/ring_consumer.h"

namespace interleave::engine {
namespace {

using namespace std::chrono_literals;
using base::ThreadId;
using trace::CoreSwitchWhy;

link::Segment segment(std::uint32_t capacity = 1u << 14) {
    auto made = link::Segment::create("{}", {2, capacity});
    EXPECT_TRUE(made) << made.error().sentence();
    return std::move(made).value();
}

std::vector<trace::Event> written(link::Segment& segment) {
    trace::RingConsumer ring(segment.ring(0), 0);
    ring.look(true);
    std::vector<trace::Event> all;
    for (; !ring.empty(); ring.pop())
        all.push_back(ring.front());
    ring.release();
    return all;
}

// Tells KernelSwitches of a host's threads, as the engine's observer does.
struct Observer final : kernel::HostObserver {
    explicit Observer(KernelSwitches& to) : switches(to) {}
    void threadStarted(ThreadId thread, const std::string&, int osTid) override {
        switches.threadStarted(thread, osTid);
    }
    void threadEnded(ThreadId thread) override { switches.threadEnded(thread); }
    void coreSwitch(base::CoreId, ThreadId, ThreadId, bool) override {}
    KernelSwitches& switches;
};

bool refusedHere() {
    return !kernel::SwitchRecorder::start(kernel::osThreadId()).ok();
}
#define SKIP_WITHOUT_PERF() \
    if (refusedHere())      \
    GTEST_SKIP() << "this kernel does not let perf_event_open record switches"

TEST(KernelSwitches, SaysSoAndAsksNoMoreWhereTheKernelRefuses) {
    link::Segment run = segment();
    int asked = 0;
    KernelSwitches switches(run, [&](int) -> base::Result<kernel::SwitchRecorder> {
        ++asked;
        return base::Error{"records", "Operation not permitted", ""};
    });
    switches.threadStarted(ThreadId(0), kernel::osThreadId());
    switches.threadStarted(ThreadId(1), kernel::osThreadId());
    switches.begin();
    switches.threadEnded(ThreadId(1));
    switches.collect();
    switches.finish();
    EXPECT_EQ(asked, 1);
    EXPECT_FALSE(switches.recording());
    EXPECT_EQ(switches.source(), "/proc: counters, sampled; perf: Operation not permitted");
    EXPECT_EQ(switches.losses(), "") << "it is a fact, not a warning";
    EXPECT_EQ(run.page().switchesUpTo.load(), 0u) << "nobody waits for switches that never come";
    EXPECT_EQ(run.page().ringsInUse.load(), 0u);
}

TEST(KernelSwitches, WarnsOfThreadsThatWereRefusedAfterOthersWereNot) {
    SKIP_WITHOUT_PERF();
    link::Segment run = segment();
    int asked = 0;
    KernelSwitches switches(run, [&](int tid) -> base::Result<kernel::SwitchRecorder> {
        if (++asked > 1)
            return base::Error{"records", "Cannot allocate memory", ""};
        return kernel::SwitchRecorder::start(tid);
    });
    for (std::uint16_t i = 0; i < 3; ++i)
        switches.threadStarted(ThreadId(i), kernel::osThreadId());
    switches.finish();
    EXPECT_EQ(switches.source().substr(0, 4), "perf");
    EXPECT_EQ(switches.losses(), "2 threads were refused a record of their kernel switches (Cannot allocate memory)");
}

TEST(KernelSwitches, EveryThreadComesOnAndGoesOffInTurnsAndLeavesAtItsEnd) {
    SKIP_WITHOUT_PERF();
    link::Segment run = segment();
    KernelSwitches switches(run);
    Observer observer(switches);
    constexpr int kSleeps = 40;
    rusage used[3]{};
    {
        kernel::FreeHost host(1, &observer);
        switches.begin();
        for (int i = 0; i < 3; ++i)
            host.startThread("t", [&, i] {
                test::sleepBlocked(host, kSleeps, 50us);
                ::getrusage(RUSAGE_THREAD, &used[i]);
            });
        host.joinThreads();
        switches.finish();
    }
    EXPECT_EQ(switches.losses(), "");
    std::map<std::uint32_t, bool> isOn;
    std::map<std::uint32_t, long> voluntary, exits;
    trace::Stamp last = 0;
    for (const trace::Event& event : written(run)) {
        ASSERT_EQ(event.kind, trace::EventKind::CoreSwitch);
        EXPECT_GE(event.time, last) << "in order of time";
        last = event.time;
        const bool out = event.b == 0xFFFF;
        const std::uint32_t thread = out ? event.c : event.b;
        const auto why = event.auxAs<CoreSwitchWhy>();
        EXPECT_EQ(out, why != CoreSwitchWhy::wake);
        EXPECT_EQ(out, isOn[thread]) << "thread " << thread;
        EXPECT_EQ(exits[thread], 0) << "thread " << thread << " after its end";
        isOn[thread] = !out;
        voluntary[thread] += why == CoreSwitchWhy::voluntary ? 1 : 0;
        exits[thread] += why == CoreSwitchWhy::exit ? 1 : 0;
    }
    for (std::uint32_t thread = 1; thread <= 3; ++thread) {
        EXPECT_EQ(exits[thread], 1);
        EXPECT_GE(voluntary[thread], kSleeps);
        EXPECT_LE(voluntary[thread], used[thread - 1].ru_nvcsw + 1) << "no more than the kernel counted itself";
    }
    EXPECT_TRUE(isOn[0]) << "the main thread still runs";
}

TEST(KernelSwitches, WhatItSaysIsSettledIsInItsRing) {
    SKIP_WITHOUT_PERF();
    link::Segment run = segment();
    KernelSwitches switches(run);
    EXPECT_EQ(run.page().switchesUpTo.load(), 0u);
    switches.threadStarted(ThreadId(0), kernel::osThreadId());
    EXPECT_EQ(run.page().switchesUpTo.load(), 1u) << "the reader waits";
    kernel::FreeHost host(1);
    test::sleepBlocked(host, 20, 50us);
    test::sleepBlocked(host, 1, 5ms);  // longer than a record may be on its way
    switches.collect();
    const trace::Stamp settled = run.page().switchesUpTo.load();
    EXPECT_LT(settled, trace::Clock::readTicks());
    std::size_t before = 0;
    for (const trace::Event& event : written(run)) {
        EXPECT_LE(event.time, settled);
        ++before;
    }
    EXPECT_GT(before, 20u);
    switches.collect();
    for (const trace::Event& event : written(run))
        EXPECT_GT(event.time, settled) << "what was settled is not added to";
    switches.finish();
    EXPECT_EQ(run.page().switchesUpTo.load(), ~std::uint64_t{0});
}

TEST(KernelSwitches, CountsWhatItsRingHasNoRoomFor) {
    SKIP_WITHOUT_PERF();
    link::Segment run = segment(16);
    KernelSwitches switches(run);
    switches.threadStarted(ThreadId(0), kernel::osThreadId());
    kernel::FreeHost host(1);
    test::sleepBlocked(host, 30, 50us);
    switches.finish();
    EXPECT_GE(run.ring(0)->dropped.load(), 30u);
    EXPECT_EQ(run.ring(0)->head.load(), 16u);
}

TEST(KernelSwitches, CountsWhatTheKernelsBufferHadNoRoomFor) {
    SKIP_WITHOUT_PERF();
    link::Segment run = segment();
    KernelSwitches switches(run, [](int tid) { return kernel::SwitchRecorder::start(tid, 1); });
    switches.threadStarted(ThreadId(0), kernel::osThreadId());
    kernel::FreeHost host(1);
    test::sleepBlocked(host, 300, 1us);
    switches.collect();
    test::sleepBlocked(host, 1, 1us);
    switches.finish();
    EXPECT_NE(switches.losses().find("found no room in the kernel's buffers"), std::string::npos) << switches.losses();
}

}  // namespace
}  // namespace interleave::engine
