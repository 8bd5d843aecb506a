#include "trace/merger.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <memory>
#include <random>
#include <thread>
#include <utility>
#include <vector>

#include "ring_memory.h"
#include "trace/writer.h"

namespace interleave::trace {
namespace {

constexpr std::uint64_t kMargin = Merger::kMarginNanoseconds + 1;  // in ticks of a clock of one a nanosecond

void put(RingMemory& memory, RingProducer& producer, std::uint64_t time, std::uint32_t g) {
    ASSERT_TRUE(producer.hasRoom(1));
    producer.next() = Event{.time = time, .kind = EventKind::GoEnd, .g = g};
    producer.publish();
    (void)memory;
}

std::vector<std::uint32_t> idsOf(const std::vector<Event>& events) {
    std::vector<std::uint32_t> ids;
    for (const Event& event : events)
        ids.push_back(event.g);
    return ids;
}

struct TwoRings {
    RingMemory firstMemory{64}, secondMemory{64};
    RingProducer first{firstMemory.ring()}, second{secondMemory.ring()};
    Merger merger{TickScale::virtualTime()};
    std::vector<Event> out;

    TwoRings() {
        merger.addRing(firstMemory.ring());
        merger.addRing(secondMemory.ring());
    }
};

TEST(Merger, OrdersByTimeThenByRing) {
    TwoRings rings;
    put(rings.secondMemory, rings.second, 10, 1);
    put(rings.secondMemory, rings.second, 30, 4);
    put(rings.secondMemory, rings.second, 40, 6);
    put(rings.firstMemory, rings.first, 20, 2);
    put(rings.firstMemory, rings.first, 30, 3);
    put(rings.firstMemory, rings.first, 35, 5);
    rings.merger.finish(rings.out);
    EXPECT_EQ(idsOf(rings.out), (std::vector<std::uint32_t>{1, 2, 3, 4, 5, 6}));
}

TEST(Merger, KeepsBackWhatASlowerRingCouldStillPrecede) {
    TwoRings rings;
    put(rings.firstMemory, rings.first, 100, 1);
    put(rings.firstMemory, rings.first, 5'000, 3);
    rings.merger.pass(100 + kMargin, rings.out);
    EXPECT_EQ(idsOf(rings.out), (std::vector<std::uint32_t>{1}));
    put(rings.secondMemory, rings.second, 4'000, 2);  // stamped before the first ring's 3, published after
    rings.merger.pass(5'000 + kMargin, rings.out);
    EXPECT_EQ(idsOf(rings.out), (std::vector<std::uint32_t>{1, 2, 3}));
    EXPECT_EQ(rings.merger.late(), 0u);
}

TEST(Merger, PassesOnALateEventAtTheTimeOfTheLast) {
    TwoRings rings;
    put(rings.firstMemory, rings.first, 5'000, 1);
    rings.merger.pass(5'000 + kMargin, rings.out);
    put(rings.secondMemory, rings.second, 4'000, 2);
    put(rings.firstMemory, rings.first, 6'000, 3);
    rings.merger.pass(6'000 + kMargin, rings.out);
    EXPECT_EQ(idsOf(rings.out), (std::vector<std::uint32_t>{1, 2, 3}));
    EXPECT_EQ(rings.out[1].time, 5'000u);
    EXPECT_EQ(rings.merger.late(), 1u);
}

TEST(Merger, KeepsAnEventAndItsTailTogether) {
    TwoRings rings;
    Writer writer(&rings.first, Clock{&rings.merger.kMarginNanoseconds});  // a clock that stands at 10,000
    const std::vector<std::uint32_t> ids{1, 2, 3, 4, 5};
    writer.writeIds({.kind = EventKind::RqSpill, .g = 9}, ids);
    put(rings.secondMemory, rings.second, 10'000, 7);
    rings.merger.finish(rings.out);
    ASSERT_EQ(rings.out.size(), 4u);
    EXPECT_EQ(rings.out[0].kind, EventKind::RqSpill);
    EXPECT_TRUE(isTail(rings.out[1]));
    EXPECT_TRUE(isTail(rings.out[2]));
    EXPECT_EQ(rings.out[3].g, 7u);
}

// Against the plainest way: all groups of all rings, sorted by (time, ring), a ring's own order kept.
TEST(Merger, GivesTheOrderOfASortWhateverTheRingsAndInWhateverPieces) {
    std::mt19937 random(7);
    for (const std::size_t rings : {1u, 2u, 3u, 5u, 8u, 64u}) {
        std::vector<std::unique_ptr<RingMemory>> memories;
        Merger merger{TickScale::virtualTime()};
        struct Group {
            std::uint64_t time;
            std::size_t ring;
            std::uint32_t first, count;
        };
        std::vector<Group> groups;
        std::uint32_t written = 0;
        for (std::size_t ring = 0; ring < rings; ++ring) {
            memories.push_back(std::make_unique<RingMemory>(1024));
            merger.addRing(memories.back()->ring());
            RingProducer producer(memories.back()->ring());
            std::uint64_t time = 1;
            for (int i = 0; i < 200; ++i) {
                time += random() % 3;
                const std::uint32_t count = random() % 8 == 0 ? 3 : 1;
                groups.push_back({time, ring, written, count});
                for (std::uint32_t part = 0; part < count; ++part)
                    producer.next() =
                        Event{.time = time, .kind = part == 0 ? EventKind::GlobPut : EventKind::More, .g = written++};
            }
            producer.publish();
        }
        std::stable_sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) {
            return std::pair(a.time, a.ring) < std::pair(b.time, b.ring);
        });
        std::vector<Event> out;
        merger.beginLast();
        while (merger.more(out, out.size() + 1 + random() % 50)) {
        }
        ASSERT_EQ(out.size(), written);
        std::size_t at = 0;
        for (const Group& group : groups)
            for (std::uint32_t part = 0; part < group.count; ++part, ++at) {
                ASSERT_EQ(out[at].g, group.first + part) << rings << " rings, event " << at;
                ASSERT_EQ(out[at].time, group.time);
            }
        EXPECT_EQ(merger.late(), 0u);
    }
}

TEST(Merger, ConductedGoesStraightThrough) {
    RingMemory memory(64);
    RingProducer producer(memory.ring());
    Merger merger(TickScale::virtualTime(), true);
    merger.addRing(memory.ring());
    std::vector<Event> out;
    for (std::uint32_t g = 1; g <= 3; ++g)
        put(memory, producer, 1'000'000 + g, g);
    merger.pass(0, out);
    EXPECT_EQ(idsOf(out), (std::vector<std::uint32_t>{1, 2, 3}));
}

// Threads hand a token on; each hand-over is written while the token is still held, and carries the stamp. Whatever
// the machine does, the merged order must show the hand-overs in their real order, live.
TEST(Merger, ShowsNoEffectBeforeItsCauseWhileThreadsWrite) {
    constexpr std::uint32_t kThreads = 4;
    constexpr std::uint32_t kHandovers = 8'000;
    std::vector<std::unique_ptr<RingMemory>> memories;
    Merger merger(TickScale::of(0, 0.4));
    for (std::uint32_t i = 0; i < kThreads; ++i) {
        memories.push_back(std::make_unique<RingMemory>(1u << 16));
        merger.addRing(memories.back()->ring());
    }
    std::atomic<std::uint32_t> token{0};
    std::atomic<Stamp> handedOn{0};
    std::atomic<std::uint32_t> running{kThreads};
    std::vector<std::jthread> threads;
    for (std::uint32_t i = 0; i < kThreads; ++i)
        threads.emplace_back([&, i] {
            RingProducer producer(memories[i]->ring());
            Writer writer(&producer, Clock{});
            for (std::uint32_t turn = i; turn < kHandovers; turn += kThreads) {
                while (token.load(std::memory_order_acquire) != turn)
                    std::this_thread::yield();
                writer.observe(handedOn.load(std::memory_order_relaxed));
                writer.write({.kind = EventKind::GoEnd, .g = turn + 1});
                handedOn.store(writer.stamp(), std::memory_order_relaxed);
                token.store(turn + 1, std::memory_order_release);
            }
            running.fetch_sub(1);
        });
    std::vector<Event> out;
    while (running.load() != 0)
        merger.pass(Clock::readTicks(), out);
    merger.finish(out);
    ASSERT_EQ(out.size(), kHandovers);
    for (std::uint32_t i = 0; i < kHandovers; ++i)
        ASSERT_EQ(out[i].g, i + 1);
    for (std::uint32_t i = 1; i < kHandovers; ++i)
        ASSERT_GE(out[i].time, out[i - 1].time);
}

}  // namespace
}  // namespace interleave::trace
