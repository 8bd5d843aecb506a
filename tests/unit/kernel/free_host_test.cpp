#include "kernel/free_host.h"

#include <gtest/gtest.h>
#include <pthread.h>
#include <signal.h>

#include <array>
#include <string>
#include <vector>

namespace interleave::kernel {
namespace {

using namespace std::chrono_literals;

TEST(FreeHost, GivesAThreadItsNameAndKeepsSignalsFromIt) {
    FreeHost host(1);
    std::array<char, 16> name{};
    bool blocksTerm = false;
    bool blocksFault = true;
    host.startThread("a name that is too long", [&] {
        pthread_getname_np(pthread_self(), name.data(), name.size());
        sigset_t mask;
        pthread_sigmask(SIG_BLOCK, nullptr, &mask);
        blocksTerm = sigismember(&mask, SIGTERM) == 1;
        blocksFault = sigismember(&mask, SIGSEGV) == 1;
    });
    host.joinThreads();
    EXPECT_STREQ(name.data(), "a name that is ");
    EXPECT_TRUE(blocksTerm);
    EXPECT_FALSE(blocksFault);
    sigset_t mine;
    pthread_sigmask(SIG_BLOCK, nullptr, &mine);
    EXPECT_EQ(sigismember(&mine, SIGTERM), 0);
}

TEST(FreeHost, HandsATokenBackAndForthWithoutLosingOne) {
    FreeHost host(1);
    constexpr int rounds = 20'000;
    int ball = 0;  // not atomic: what orders it is park and unpark
    const ThreadId other = host.startThread("other", [&] {
        for (int i = 0; i < rounds; ++i) {
            while (!host.park({})) {
            }
            ++ball;
            host.unpark(ThreadId(0));
        }
    });
    for (int i = 0; i < rounds; ++i) {
        host.unpark(other);
        while (!host.park({})) {
        }
        ASSERT_EQ(ball, i + 1);
    }
    host.joinThreads();
}

TEST(FreeHost, GivesEveryThreadItsOwnNumbersFromTheSeed) {
    const auto draw = [](std::uint64_t seed) {
        FreeHost host(seed);
        std::vector<std::uint64_t> numbers(3);
        numbers[0] = host.random();
        host.startThread("one", [&] { numbers[1] = host.random(); });
        host.startThread("two", [&] { numbers[2] = host.random(); });
        host.joinThreads();
        return numbers;
    };
    const std::vector<std::uint64_t> first = draw(7);
    EXPECT_EQ(first, draw(7));
    EXPECT_NE(first, draw(8));
    EXPECT_NE(first[0], first[1]);
    EXPECT_NE(first[1], first[2]);
}

TEST(FreeHostDeathTest, EndsTheProcessWhenAnExceptionLeavesABody) {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    EXPECT_DEATH(
        {
            FreeHost host(1);
            host.startThread("thrower", [] { throw 1; });
            host.joinThreads();
        },
        "");
}

}  // namespace
}  // namespace interleave::kernel
