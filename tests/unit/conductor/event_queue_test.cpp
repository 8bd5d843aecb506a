#include "conductor/event_queue.h"

#include <gtest/gtest.h>

#include <map>

#include "kernel/random.h"

namespace interleave::conductor {
namespace {

DueKey key(std::uint16_t thread, std::int64_t time, std::uint64_t rank = 0, bool late = false) {
    return {base::Time(time), late, rank, base::ThreadId(thread)};
}

TEST(EventQueue, OrdersByTimeThenLatenessThenRankThenThread) {
    EventQueue queue;
    queue.set(key(1, 10, 0, true));
    queue.set(key(2, 10, 5));
    queue.set(key(3, 10, 4));
    queue.set(key(4, 10, 4));
    queue.set(key(5, 9, 9, true));
    for (const std::uint16_t expected : std::initializer_list<std::uint16_t>{5, 3, 4, 2, 1}) {
        EXPECT_EQ(queue.first().thread.value, expected);
        queue.remove(base::ThreadId(expected));
    }
    EXPECT_TRUE(queue.empty());
}

TEST(EventQueue, AgreesWithASortedMapOverManyRandomChanges) {
    kernel::Random random(42);
    EventQueue queue;
    std::map<std::uint16_t, DueKey> model;
    for (int step = 0; step < 20'000; ++step) {
        const auto thread = static_cast<std::uint16_t>(random.next() % 40);
        if (random.next() % 3 == 0) {
            queue.remove(base::ThreadId(thread));
            model.erase(thread);
        } else {
            const DueKey set =
                key(thread, static_cast<std::int64_t>(random.next() % 50), random.next() % 3, random.next() % 8 == 0);
            queue.set(set);
            model[thread] = set;
        }
        ASSERT_EQ(queue.empty(), model.empty());
        if (model.empty())
            continue;
        const DueKey* least = nullptr;
        for (const auto& [id, candidate] : model)
            if (!least || candidate < *least)
                least = &candidate;
        ASSERT_EQ(queue.first().thread, least->thread);
        ASSERT_EQ(queue.contains(base::ThreadId(thread)), model.contains(thread));
    }
}

}  // namespace
}  // namespace interleave::conductor
