#include "model/event_store.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <cstdlib>
#include <random>

#include "model/synthetic.h"

namespace interleave::model {
namespace {

std::vector<trace::Event> someEvents(std::size_t n) {
    std::vector<trace::Event> events;
    SyntheticTrace().more(n, events);
    return events;
}

void expectSame(const EventStore& store, const std::vector<trace::Event>& events) {
    ASSERT_EQ(store.size(), events.size());
    std::mt19937 random(1);
    for (int i = 0; i < 300; ++i) {
        const std::size_t index = random() % events.size();
        const Block block = store.block(index);
        ASSERT_TRUE(block);
        ASSERT_EQ(block.events[static_cast<std::ptrdiff_t>(index - block.first)], events[index]) << index;
    }
}

TEST(EventCodec, GivesBackWhatWasPackedInTwentyBytesAtMost) {
    const auto events = someEvents(kBlockEvents);
    EventCodec codec;
    const auto packed = codec.pack(std::span(events).first(kBlockEvents));
    EXPECT_LT(packed.size(), kBlockEvents * 8);
    std::vector<trace::Event> back(kBlockEvents);
    ASSERT_TRUE(codec.unpack(packed, back));
    EXPECT_TRUE(std::equal(back.begin(), back.end(), events.begin()));
}

TEST(EventCodec, RefusesWhatIsNoBlock) {
    const auto events = someEvents(1'000);
    EventCodec codec;
    auto packed = codec.pack(events);
    std::vector<trace::Event> back(events.size() + 1);
    EXPECT_FALSE(codec.unpack(packed, back));
    back.resize(events.size() - 1);
    EXPECT_FALSE(codec.unpack(packed, back));
    back.resize(events.size());
    EXPECT_FALSE(codec.unpack(std::span(packed).first(packed.size() / 2), back));
    EXPECT_FALSE(codec.unpack({}, back));
}

TEST(EventStore, GivesBackEventsOfOpenAndPackedBlocks) {
    const auto events = someEvents(5 * kBlockEvents + 123);
    EventStore store(base::Bytes{1ull << 30});
    for (std::size_t i = 0; i < events.size(); i += 10'000)
        store.append(std::span(events).subspan(i, std::min<std::size_t>(10'000, events.size() - i)));
    expectSame(store, events);
    store.settle();
    expectSame(store, events);
    EXPECT_GT(store.packedBytes().value, 0u);
    EXPECT_EQ(store.spilledBytes().value, 0u);
}

TEST(EventStore, MovesBlocksBeyondTheBudgetToAFileAndReadsThemBack) {
    const auto events = someEvents(20 * kBlockEvents);
    EventStore store(base::Bytes{1'000'000});
    store.append(events);
    store.settle();
    EXPECT_GT(store.spilledBytes().value, 0u);
    EXPECT_LE(store.packedBytes().value, 1'000'000u);
    EXPECT_EQ(store.trouble(), "");
    expectSame(store, events);
}

TEST(EventStore, KeepsBlocksInMemoryWhereThereIsNoPlaceForTheFile) {
    ::setenv("TMPDIR", "/nowhere/at/all", 1);
    const auto events = someEvents(4 * kBlockEvents);
    EventStore store(base::Bytes{1'000});
    store.append(events);
    store.settle();
    ::unsetenv("TMPDIR");
    EXPECT_EQ(store.spilledBytes().value, 0u);
    EXPECT_NE(store.trouble().find("/nowhere/at/all (No such file or directory)"), std::string::npos)
        << store.trouble();
    expectSame(store, events);
}

TEST(EventStore, SaysThatTheDiskIsFullAndLosesNothing) {
    // A limit on the size of files stands for a full disk; the signal it would send is refused first.
    const auto events = someEvents(6 * kBlockEvents);
    ::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    ::getrlimit(RLIMIT_FSIZE, &before);
    rlimit small = before;
    small.rlim_cur = 1'500'000;
    EventStore store(base::Bytes{1'000});
    ::setrlimit(RLIMIT_FSIZE, &small);
    store.append(events);
    store.settle();
    ::setrlimit(RLIMIT_FSIZE, &before);
    EXPECT_GT(store.spilledBytes().value, 0u);
    EXPECT_LE(store.spilledBytes().value, small.rlim_cur);
    EXPECT_GT(store.packedBytes().value, 1'000u);
    EXPECT_NE(store.trouble().find("all of it is kept in memory"), std::string::npos) << store.trouble();
    expectSame(store, events);
}

}  // namespace
}  // namespace interleave::model
