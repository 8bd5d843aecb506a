#include <gtest/gtest.h>

#include "engine/watch.h"

namespace interleave::engine {
namespace {

using namespace std::chrono_literals;

TEST(ComputingTime, CountsWhatTheRunWasNotHeldFor) {
    ComputingTime time(10s);
    time.look(10s + 5ms, false);
    time.look(10s + 405ms, false);  // a machine with much to do
    time.look(10s + 500ms, true);
    time.look(10s + 501ms, false);
    EXPECT_EQ(time.sum(), 406ms);
}

TEST(ComputingTime, DoesNotCountWhileTheProcessWasStopped) {
    ComputingTime time(0s);
    time.look(5ms, false);
    time.look(70s, false);
    time.look(70s + 5ms, false);
    EXPECT_EQ(time.sum(), 10ms);
}

}  // namespace
}  // namespace interleave::engine
