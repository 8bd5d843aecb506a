#include <gtest/gtest.h>
#include <sys/mman.h>

#include <array>
#include <cstring>
#include <set>
#include <thread>
#include <vector>

#include "fiber/context.h"
#include "fiber/stack_pool.h"

namespace interleave::fiber {
namespace {

constexpr base::Bytes kStack{64 * 1024};

class StackPoolWithGuard : public testing::TestWithParam<Guard> {};
INSTANTIATE_TEST_SUITE_P(Guards, StackPoolWithGuard, testing::Values(Guard::madvise, Guard::page, Guard::canary));

TEST_P(StackPoolWithGuard, GivesWholeStacksThatDoNotOverlap) {
    StackPool pool(kStack, GetParam());
    std::set<std::byte*> slots;
    std::vector<Stack> stacks;
    for (int i = 0; i < 100; ++i) {
        stacks.push_back(pool.take());
        const Stack& stack = stacks.back();
        EXPECT_TRUE(slots.insert(stack.slot).second);
        EXPECT_GE(stack.span.size(), kStack.value - 4096);
        std::memset(stack.span.bottom, 1, stack.span.size());
        EXPECT_TRUE(StackPool::intact(stack));
    }
    for (const Stack& stack : stacks)
        for (const Stack& other : stacks)
            if (&stack != &other) {
                EXPECT_TRUE(stack.span.top <= other.slot || other.span.top <= stack.slot);
            }
    EXPECT_EQ(pool.inUse(), 100u);
    for (const Stack& stack : stacks)
        pool.giveBack(stack);
    EXPECT_EQ(pool.inUse(), 0u);
    EXPECT_EQ(pool.peakBytesInUse().value, 100 * kStack.value);
}

TEST(StackPool, GivesTheStackThatWasFreedLastFirst) {
    StackPool pool(kStack);
    const Stack a = pool.take();
    const Stack b = pool.take();
    pool.giveBack(a);
    pool.giveBack(b);
    EXPECT_EQ(pool.take().slot, b.slot);
    EXPECT_EQ(pool.take().slot, a.slot);
}

TEST(StackPool, NoticesAnOverrunThatOnlyACanaryGuards) {
    StackPool pool(kStack, Guard::canary);
    const Stack stack = pool.take();
    ASSERT_EQ(stack.guard, Guard::canary);
    EXPECT_TRUE(StackPool::intact(stack));
    *(stack.span.bottom - 1) = std::byte{0};
    EXPECT_FALSE(StackPool::intact(stack));
}

#if !defined(INTERLEAVE_SANITIZED)
TEST(StackPoolDeathTest, AWriteBelowAGuardedStackIsCaught) {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    for (const Guard guard : {Guard::madvise, Guard::page}) {
        StackPool pool(kStack, guard);
        const Stack stack = pool.take();
        if (stack.guard == Guard::canary)
            continue;
        EXPECT_EXIT(*const_cast<volatile std::byte*>(stack.span.bottom - 1) = std::byte{1},
                    testing::KilledBySignal(SIGSEGV), "");
    }
}
#endif

// Two fibers that add to a log in turns, and end.
struct Pair {
    Context main;
    std::array<Context, 2> fibers;
    std::vector<int> log;
};
Pair* g_pair = nullptr;

template <int N>
void body(boost::context::detail::transfer_t transfer) {
    arrive(transfer);
    for (int i = 0; i < 3; ++i) {
        g_pair->log.push_back(N * 10 + i);
        jump(g_pair->fibers[N], N == 0 ? g_pair->fibers[1] : g_pair->main, nullptr, false);
    }
    jump(g_pair->fibers[N], g_pair->main, &g_pair->log, true);
}

TEST(Context, GoesRoundBetweenStacksAndCarriesAMessage) {
    StackPool pool(kStack);
    const Stack a = pool.take();
    const Stack b = pool.take();
    Pair pair;
    g_pair = &pair;
    pair.fibers[0].prepare(a.span, &body<0>);
    pair.fibers[1].prepare(b.span, &body<1>);
    void* message = nullptr;
    for (int i = 0; i < 4; ++i)
        message = jump(pair.main, pair.fibers[0], nullptr, false);
    EXPECT_EQ(pair.log, (std::vector{0, 10, 1, 11, 2, 12}));
    EXPECT_EQ(message, &pair.log);
    EXPECT_EQ(jump(pair.main, pair.fibers[1], nullptr, false), &pair.log);
    pool.giveBack(a);
    pool.giveBack(b);
}

TEST(Context, AFiberGoesOnOnAnotherThread) {
    StackPool pool(kStack);
    const Stack a = pool.take();
    const Stack b = pool.take();
    Pair pair;
    g_pair = &pair;
    pair.fibers[0].prepare(a.span, &body<0>);
    pair.fibers[1].prepare(b.span, &body<1>);
    jump(pair.main, pair.fibers[0], nullptr, false);
    std::thread([&] {
        Context other;
        // The fibers come back to `main`, which for the rest stands for this thread.
        for (int i = 0; i < 3; ++i)
            jump(pair.main, pair.fibers[0], nullptr, false);
        jump(pair.main, pair.fibers[1], nullptr, false);
    }).join();
    EXPECT_EQ(pair.log, (std::vector{0, 10, 1, 11, 2, 12}));
    pool.giveBack(a);
    pool.giveBack(b);
}

}  // namespace
}  // namespace interleave::fiber
