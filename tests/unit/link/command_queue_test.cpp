#include "link/command_queue.h"

#include <gtest/gtest.h>

#include <thread>

namespace interleave::link {
namespace {

TEST(CommandQueue, GivesCommandsInTheOrderTheyCame) {
    CommandQueue queue;
    EXPECT_TRUE(queue.push({1, 10, 100}));
    EXPECT_TRUE(queue.push({2, 20, -5}));
    Command command;
    ASSERT_TRUE(queue.pop(command));
    EXPECT_EQ(command.kind, 1u);
    ASSERT_TRUE(queue.pop(command));
    EXPECT_EQ(command.g, 20u);
    EXPECT_EQ(command.value, -5);
    EXPECT_FALSE(queue.pop(command));
}

TEST(CommandQueue, RefusesTheSixtyFifthUntilOneIsTaken) {
    CommandQueue queue;
    for (std::uint32_t i = 0; i < CommandQueue::kCapacity; ++i)
        ASSERT_TRUE(queue.push({i, 0, 0}));
    EXPECT_FALSE(queue.push({99, 0, 0}));
    Command command;
    ASSERT_TRUE(queue.pop(command));
    EXPECT_TRUE(queue.push({99, 0, 0}));
}

TEST(CommandQueue, LosesNothingBetweenTwoThreads) {
    CommandQueue queue;
    constexpr std::int64_t kCount = 20'000;
    std::thread producer([&] {
        for (std::int64_t i = 0; i < kCount;)
            if (queue.push({0, 0, i})) {
                ++i;
            } else {
                std::this_thread::yield();
            }
    });
    for (std::int64_t expected = 0; expected < kCount;) {
        Command command;
        if (!queue.pop(command)) {
            std::this_thread::yield();
            continue;
        }
        ASSERT_EQ(command.value, expected);
        ++expected;
    }
    producer.join();
}

}  // namespace
}  // namespace interleave::link
