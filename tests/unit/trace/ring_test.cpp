#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "ring_memory.h"
#include "trace/ring_consumer.h"
#include "trace/writer.h"

namespace interleave::trace {
namespace {

std::vector<Event> takeAll(RingConsumer& consumer) {
    std::vector<Event> events;
    for (; !consumer.empty(); consumer.pop())
        events.push_back(consumer.front());
    consumer.release();
    return events;
}

TEST(Ring, GivesEventsInTheirOrderOverTheEndOfItsMemory) {
    RingMemory memory(8);
    RingProducer producer(memory.ring());
    Writer writer(&producer, Clock{});
    RingConsumer consumer(memory.ring(), 0);
    std::uint32_t written = 0;
    std::uint32_t read = 0;
    for (int round = 0; round < 20; ++round) {
        for (int i = 0; i < 5; ++i)
            writer.write({.kind = EventKind::GoEnd, .g = ++written});
        consumer.look();
        for (const Event& event : takeAll(consumer))
            EXPECT_EQ(event.g, ++read);
    }
    EXPECT_EQ(read, 100u);
}

TEST(Ring, SaysALossWhereItHappened) {
    RingMemory memory(4);
    RingProducer producer(memory.ring());
    Writer writer(&producer, Clock{});
    RingConsumer consumer(memory.ring(), 3);
    for (std::uint32_t g = 1; g <= 7; ++g)
        writer.write({.kind = EventKind::GoEnd, .g = g});  // 5, 6, 7 are lost
    consumer.look();
    std::vector<Event> events = takeAll(consumer);
    writer.write({.kind = EventKind::GoEnd, .g = 8});
    consumer.look();
    for (const Event& event : takeAll(consumer))
        events.push_back(event);
    ASSERT_EQ(events.size(), 6u);
    EXPECT_EQ(events[3].g, 4u);
    EXPECT_EQ(events[4].kind, EventKind::Dropped);
    EXPECT_EQ(events[4].a, 3u);
    EXPECT_EQ(events[4].wide(), 3u);
    EXPECT_EQ(events[5].g, 8u);
    EXPECT_EQ(consumer.dropped(), 3u);
}

TEST(Ring, ASmallEventAfterALostGroupComesAfterTheLoss) {
    RingMemory memory(4);
    RingProducer producer(memory.ring());
    Writer writer(&producer, Clock{});
    RingConsumer consumer(memory.ring(), 0);
    const std::vector<std::uint32_t> ids(12, 5);
    for (std::uint32_t g = 1; g <= 3; ++g)
        writer.write({.kind = EventKind::GoEnd, .g = g});
    writer.writeIds({.kind = EventKind::RqSpill}, ids);  // four slots: one is left
    writer.write({.kind = EventKind::GoEnd, .g = 4});
    consumer.look();
    const std::vector<Event> events = takeAll(consumer);
    ASSERT_EQ(events.size(), 5u);
    EXPECT_EQ(events[3].kind, EventKind::Dropped);
    EXPECT_EQ(events[3].wide(), 4u);
    EXPECT_EQ(events[4].g, 4u);
}

TEST(Ring, TellsEveryLossOnce) {
    RingMemory memory(4);
    RingProducer producer(memory.ring());
    Writer writer(&producer, Clock{});
    RingConsumer consumer(memory.ring(), 0);
    std::uint64_t told = 0;
    for (int round = 0; round < 10; ++round) {
        for (int i = 0; i < 4 + round; ++i)
            writer.write({.kind = EventKind::GoEnd, .g = 1});
        consumer.look();
        for (const Event& event : takeAll(consumer))
            if (event.kind == EventKind::Dropped)
                told += event.wide();
    }
    consumer.look(true);
    for (const Event& event : takeAll(consumer))
        if (event.kind == EventKind::Dropped)
            told += event.wide();
    EXPECT_EQ(told, 45u);
    EXPECT_EQ(memory.ring()->dropped.load(), 45u);
}

TEST(Ring, WritesAGroupWholeOrNotAtAll) {
    RingMemory memory(8);
    RingProducer producer(memory.ring());
    Writer writer(&producer, Clock{});
    RingConsumer consumer(memory.ring(), 0);
    writer.writeText({.kind = EventKind::Output, .g = 1}, std::string(16 * 7, 'x'));
    writer.writeText({.kind = EventKind::Output, .g = 2}, "y");
    consumer.look(true);
    const std::vector<Event> events = takeAll(consumer);
    ASSERT_EQ(events.size(), 9u);
    EXPECT_EQ(events[0].g, 1u);
    for (int i = 1; i < 8; ++i)
        EXPECT_TRUE(isTail(events[static_cast<std::size_t>(i)]));
    EXPECT_EQ(events[8].kind, EventKind::Dropped);
    EXPECT_EQ(events[8].wide(), 2u);
}

TEST(Ring, GivesItsRoomBackOnlyForWhatWasPopped) {
    RingMemory memory(4);
    RingProducer producer(memory.ring());
    RingConsumer consumer(memory.ring(), 0);
    for (std::uint32_t g = 1; g <= 4; ++g)
        producer.next() = Event{.kind = EventKind::GoEnd, .g = g};
    producer.publish();
    EXPECT_EQ(consumer.look(), 1.0);
    consumer.release();
    EXPECT_FALSE(producer.hasRoom(1));
    for (int i = 0; i < 3; ++i)
        consumer.pop();
    EXPECT_FALSE(producer.hasRoom(1));
    consumer.release();
    EXPECT_TRUE(producer.hasRoom(3));
    EXPECT_FALSE(producer.hasRoom(4));
    EXPECT_EQ(consumer.front().g, 4u);
}

TEST(Ring, TellsALossThatWasFoundWhileEventsBeforeItAreStillThere) {
    RingMemory memory(4);
    RingProducer producer(memory.ring());
    Writer writer(&producer, Clock{});
    RingConsumer consumer(memory.ring(), 0);
    for (std::uint32_t g = 1; g <= 5; ++g)
        writer.write({.kind = EventKind::GoEnd, .g = g});  // 5 is lost
    consumer.look();
    consumer.pop();
    consumer.pop();
    consumer.release();
    for (std::uint32_t g = 6; g <= 8; ++g)
        writer.write({.kind = EventKind::GoEnd, .g = g});  // 8 is lost
    consumer.look();
    std::vector<std::uint32_t> found;
    for (const Event& event : takeAll(consumer))
        found.push_back(event.kind == EventKind::Dropped ? 100 + static_cast<std::uint32_t>(event.wide()) : event.g);
    EXPECT_EQ(found, (std::vector<std::uint32_t>{3, 4, 101, 6, 7, 101}));
    EXPECT_EQ(consumer.dropped(), 2u);
}

TEST(Ring, DoesNotBelieveMemoryThatWasWrittenOver) {
    RingMemory memory(4);
    memory.ring()->head.store(1ull << 60);
    memory.ring()->slots()[1].kind = static_cast<EventKind>(0xEEEE);
    RingConsumer consumer(memory.ring(), 0);
    consumer.look();
    EXPECT_EQ(takeAll(consumer).size(), 3u);
    memory.ring()->capacity = 3;
    EXPECT_EQ(consumer.look(), 0);
    EXPECT_TRUE(consumer.empty());
}

TEST(Ring, LosesNothingUncountedBetweenTwoThreads) {
    RingMemory memory(64);
    constexpr std::uint32_t kWritten = 200'000;
    std::atomic<bool> done{false};
    std::jthread producerThread([&] {
        RingProducer producer(memory.ring());
        Writer writer(&producer, Clock{});
        for (std::uint32_t g = 1; g <= kWritten; ++g)
            writer.write({.kind = EventKind::GoEnd, .g = g});
        done.store(true);
    });
    RingConsumer consumer(memory.ring(), 0);
    std::uint32_t next = 1;
    std::uint32_t seen = 0;
    std::uint64_t told = 0;
    const auto look = [&] {
        for (const Event& event : takeAll(consumer)) {
            if (event.kind == EventKind::Dropped) {
                told += event.wide();
                continue;
            }
            EXPECT_GE(event.g, next);  // in order
            next = event.g + 1;
            ++seen;
            // What is missing so far was either told, or lies before a loss that was told too early.
            EXPECT_LE(event.g - seen, told);
        }
    };
    while (!done.load()) {
        consumer.look();
        look();
    }
    consumer.look(true);
    look();
    EXPECT_EQ(seen + told, kWritten);
}

}  // namespace
}  // namespace interleave::trace
