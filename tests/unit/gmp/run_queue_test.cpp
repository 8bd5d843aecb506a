#include "gmp/run_queue.h"

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

namespace interleave::gmp {
namespace {

std::vector<std::unique_ptr<G>> makeGs(std::uint32_t n) {
    std::vector<std::unique_ptr<G>> gs;
    for (std::uint32_t i = 0; i < n; ++i) {
        gs.push_back(std::make_unique<G>());
        gs.back()->id.store(i + 1);
    }
    return gs;
}

std::uint32_t idOf(const G* g) {
    return g ? g->id.load() : 0;
}

TEST(RunQueue, Q_04_HoldsTwoHundredAndFiftySixAndTheSlotBeside) {
    auto gs = makeGs(257);
    RunQueue queue;
    for (std::uint32_t i = 0; i < 256; ++i) {
        ASSERT_FALSE(queue.full()) << i;
        queue.push(gs[i].get());
    }
    EXPECT_TRUE(queue.full());
    EXPECT_EQ(queue.ringSize(), 256u);
    EXPECT_EQ(queue.exchangeNext(gs[256].get()), nullptr);
    EXPECT_EQ(idOf(queue.takeNext()), 257u);
}

TEST(RunQueue, Q_02_TheSlotReturnsWhoItHeld) {
    auto gs = makeGs(2);
    for (const bool thieves : {false, true}) {
        RunQueue queue;
        queue.setThieves(thieves);
        EXPECT_EQ(queue.exchangeNext(gs[0].get()), nullptr);
        EXPECT_EQ(queue.exchangeNext(gs[1].get()), gs[0].get());
        EXPECT_EQ(queue.takeNext(), gs[1].get());
        EXPECT_EQ(queue.takeNext(), nullptr);
    }
}

TEST(RunQueue, Q_06_GivesInTheOrderOfPutting) {
    auto gs = makeGs(1000);
    for (const bool thieves : {false, true}) {
        RunQueue queue;
        queue.setThieves(thieves);
        std::uint32_t put = 0;
        for (std::uint32_t got = 0; got < 1000; ++got) {
            while (put < 1000 && put < got + 5)
                queue.push(gs[put++].get());
            ASSERT_EQ(idOf(queue.pop()), got + 1);
        }
        EXPECT_EQ(queue.pop(), nullptr);
        EXPECT_TRUE(queue.empty());
    }
}

TEST(RunQueue, Q_05_GivesTheOldestHalfOfAFullRing) {
    auto gs = makeGs(256);
    RunQueue queue;
    std::array<G*, kRingCapacity> half{};
    for (std::uint32_t i = 0; i < 255; ++i)
        queue.push(gs[i].get());
    EXPECT_FALSE(queue.popHalf(half)) << "the ring is not full";
    queue.push(gs[255].get());
    ASSERT_TRUE(queue.popHalf(half));
    for (std::uint32_t i = 0; i < 128; ++i)
        ASSERT_EQ(idOf(half[i]), i + 1);
    EXPECT_EQ(queue.ringSize(), 128u);
    EXPECT_EQ(idOf(queue.pop()), 129u);
}

TEST(RunQueue, S_05_AThiefTakesHalfRoundedUpFromTheHead) {
    const std::pair<std::uint32_t, std::uint32_t> table[] = {{0, 0}, {1, 1}, {2, 1}, {3, 2}, {5, 3}, {256, 128}};
    for (const auto& [held, taken] : table) {
        auto gs = makeGs(held);
        RunQueue queue;
        for (const auto& g : gs)
            queue.push(g.get());
        std::array<G*, kRingCapacity> batch{};
        EXPECT_EQ(queue.grab(batch), taken) << held;
        for (std::uint32_t i = 0; i < taken; ++i)
            EXPECT_EQ(idOf(batch[i]), i + 1);
        EXPECT_EQ(queue.ringSize(), held - taken);
    }
}

TEST(RunQueue, IsNotEmptyWhileOnlyTheSlotIsFilled) {
    auto gs = makeGs(1);
    RunQueue queue;
    EXPECT_TRUE(queue.empty());
    queue.exchangeNext(gs[0].get());
    EXPECT_FALSE(queue.empty());
    EXPECT_FALSE(queue.stealNext(nullptr));
    EXPECT_TRUE(queue.stealNext(gs[0].get()));
    EXPECT_TRUE(queue.empty());
}

// One owner puts and takes, thieves grab: every G comes out once.
TEST(RunQueue, Q_06_LosesAndDoublesNothingUnderThieves) {
    constexpr std::uint32_t kCount = 200'000;
    constexpr int kThieves = 3;
    auto gs = makeGs(kCount);
    std::vector<std::atomic<int>> seen(kCount + 1);
    RunQueue queue;
    std::atomic<bool> done{false};
    std::vector<std::thread> thieves;
    for (int t = 0; t < kThieves; ++t)
        thieves.emplace_back([&] {
            std::array<G*, kRingCapacity> batch{};
            while (!done.load()) {
                const std::uint32_t n = queue.grab(batch);
                for (std::uint32_t i = 0; i < n; ++i)
                    seen[idOf(batch[i])].fetch_add(1);
                if (G* next = queue.next(); next && queue.stealNext(next))
                    seen[idOf(next)].fetch_add(1);
            }
        });
    for (std::uint32_t i = 0; i < kCount; ++i) {
        if (G* kicked = queue.exchangeNext(gs[i].get())) {
            while (queue.full())
                if (G* g = queue.pop())
                    seen[idOf(g)].fetch_add(1);
            queue.push(kicked);
        }
        if (i % 3 == 0)
            if (G* g = queue.pop())
                seen[idOf(g)].fetch_add(1);
    }
    while (G* g = queue.pop())
        seen[idOf(g)].fetch_add(1);
    if (G* g = queue.takeNext())
        seen[idOf(g)].fetch_add(1);
    done.store(true);
    for (auto& thief : thieves)
        thief.join();
    for (std::uint32_t id = 1; id <= kCount; ++id)
        ASSERT_EQ(seen[id].load(), 1) << id;
}

}  // namespace
}  // namespace interleave::gmp
