#include "kernel/poller.h"

#include <gtest/gtest.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <array>
#include <thread>

#include "kernel/futex.h"

namespace interleave::kernel {
namespace {

using namespace std::chrono_literals;

TEST(Poller, ReturnsAtOnceWhenItWasBrokenBefore) {
    Poller poller;
    poller.breakWait();
    poller.breakWait();
    EXPECT_EQ(poller.wait({}), 0);
    // The two breaks were one: the next wait lasts until its deadline.
    const base::Time until = monotonicNow() + 2ms;
    EXPECT_EQ(poller.wait(until), 0);
    EXPECT_GE(monotonicNow(), until);
}

TEST(Poller, IsBrokenByAnotherThread) {
    Poller poller;
    std::thread breaker([&] { poller.breakWait(); });
    EXPECT_EQ(poller.wait({}), 0);
    breaker.join();
}

TEST(Poller, CountsTheDescriptorsThatAreReady) {
    Poller poller;
    std::array<int, 2> ends{};
    ASSERT_EQ(pipe(ends.data()), 0);
    epoll_event watch{};
    watch.events = EPOLLIN;
    ASSERT_EQ(epoll_ctl(poller.descriptor(), EPOLL_CTL_ADD, ends[0], &watch), 0);
    ASSERT_EQ(write(ends[1], "x", 1), 1);
    EXPECT_EQ(poller.wait({}), 1);
    close(ends[0]);
    close(ends[1]);
}

}  // namespace
}  // namespace interleave::kernel
