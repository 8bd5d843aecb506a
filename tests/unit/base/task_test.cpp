#include "base/task.h"

#include <gtest/gtest.h>

#include <array>
#include <memory>

namespace interleave::base {
namespace {

// Counts how many of it are alive.
struct Counted {
    explicit Counted(int& count) : alive(&count) { ++count; }
    Counted(Counted&& other) noexcept : alive(other.alive) { ++*alive; }
    Counted(const Counted&) = delete;
    ~Counted() { --*alive; }
    int* alive;
};

TEST(Task, IsEmptyUntilItHoldsSomething) {
    Task task;
    EXPECT_FALSE(task);
    task = [] {};
    EXPECT_TRUE(task);
    task = nullptr;
    EXPECT_FALSE(task);
}

TEST(Task, CallsWhatItHoldsWhereverThatLies) {
    int sum = 0;
    const std::array<int, 40> large{1, 2, 3};
    Task small([&sum] { sum += 10; });
    Task big([&sum, large] { sum += large[0] + large[1] + large[2]; });
    small();
    big();
    EXPECT_EQ(sum, 16);
}

TEST(Task, KeepsItsStateBetweenCalls) {
    int seen = 0;
    Task task([count = 0, &seen]() mutable { seen = ++count; });
    task();
    task();
    EXPECT_EQ(seen, 2);
}

TEST(Task, MovesCapturesThatCannotBeCopied) {
    int seen = 0;
    Task first([value = std::make_unique<int>(7), &seen] { seen = *value; });
    Task second(std::move(first));
    EXPECT_FALSE(first);
    second();
    EXPECT_EQ(seen, 7);
}

TEST(Task, DestroysWhatItHoldsOnceSmallOrLarge) {
    int alive = 0;
    {
        Task small([held = Counted(alive)] { (void)held; });
        Task large([held = Counted(alive), room = std::array<char, 100>{}] { (void)held, (void)room; });
        EXPECT_EQ(alive, 2);
        Task moved(std::move(small));
        large = std::move(moved);
        EXPECT_EQ(alive, 1);
    }
    EXPECT_EQ(alive, 0);
}

}  // namespace
}  // namespace interleave::base
