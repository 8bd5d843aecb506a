#include "kernel/switch_recorder.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "kernel/free_host.h"
#include "kernel/futex.h"
#include "kernel/os_thread.h"
#include "tests/support/blocked_sleep.h"

namespace interleave::kernel {
namespace {

using namespace std::chrono_literals;

TEST(SwitchRecorder, SeesAThreadSleepAndComeBackOnTheClockOfFutexes) {
    auto recorder = SwitchRecorder::start(osThreadId());
    if (!recorder.ok())
        GTEST_SKIP() << recorder.error().sentence();
    FreeHost host(1);
    const base::Time begin = monotonicNow();
    test::sleepBlocked(host, 5, 300us);
    const base::Time end = monotonicNow();
    std::vector<SwitchRecord> records;
    recorder.value().drain([&](const SwitchRecord& record) { records.push_back(record); });
    int blocked = 0;
    base::Time last{0};
    for (const SwitchRecord& record : records) {
        EXPECT_EQ(record.thread, osThreadId());
        EXPECT_GE(record.at, last);
        EXPECT_LE(record.at, end);
        last = record.at;
        if (record.at >= begin && record.out && !record.preempted)
            ++blocked;
    }
    EXPECT_GE(blocked, 5);
    EXPECT_EQ(recorder.value().lost(), 0u);
    std::size_t again = 0;
    recorder.value().drain([&](const SwitchRecord& record) { again += record.at < begin ? 1 : 0; });
    EXPECT_EQ(again, 0u) << "what was handed over is not handed over twice";
}

TEST(SwitchRecorder, CountsWhatFoundNoRoom) {
    auto recorder = SwitchRecorder::start(osThreadId(), 1);
    if (!recorder.ok())
        GTEST_SKIP() << recorder.error().sentence();
    FreeHost host(1);
    // A page holds about a hundred records; a sleep makes two.
    test::sleepBlocked(host, 300, 1us);
    std::size_t kept = 0;
    recorder.value().drain([&](const SwitchRecord&) { ++kept; });
    test::sleepBlocked(host, 1, 1us);
    recorder.value().drain([&](const SwitchRecord&) { ++kept; });
    EXPECT_GT(kept, 50u);
    EXPECT_GT(recorder.value().lost(), 0u);
}

}  // namespace
}  // namespace interleave::kernel
