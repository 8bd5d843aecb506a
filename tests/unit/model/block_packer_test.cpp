#include "model/block_packer.h"

#include <gtest/gtest.h>

#include <random>

#include "model/event_codec.h"
#include "model/synthetic.h"

namespace interleave::model {
namespace {

std::vector<std::byte> packed(std::span<const trace::Event> events) {
    BlockPacker packer;
    packer.add(events);
    const PackedBlock block = packer.finish();
    return {block.bytes().begin(), block.bytes().end()};
}

void expectBack(const std::vector<trace::Event>& events) {
    const auto bytes = packed(events);
    std::vector<trace::Event> back(events.size());
    ASSERT_TRUE(unpackBlock(bytes, back));
    EXPECT_TRUE(std::equal(back.begin(), back.end(), events.begin()));
}

TEST(BlockPacker, GivesBackARunInTwelveBytesAnEventAtMost) {
    std::vector<trace::Event> events;
    SyntheticTrace({.procs = 64, .goroutines = 20'000}).more(kBlockEvents, events);
    events.resize(kBlockEvents);
    expectBack(events);
    EXPECT_LT(packed(events).size(), kBlockEvents * 12);
}

// Numbers of every length in every place, times that leap and go back, any kind and flags.
TEST(BlockPacker, GivesBackEventsThatNoRunWouldWrite) {
    std::mt19937_64 random(3);
    const auto number = [&] { return static_cast<std::uint32_t>(random() >> (32 + random() % 33) % 64); };
    std::vector<trace::Event> events;
    for (int i = 0; i < 20'000; ++i) {
        trace::Event event{.time = random() >> random() % 64,
                           .kind = static_cast<trace::EventKind>(random() % trace::kEventKinds),
                           .flags = static_cast<std::uint8_t>(random() % 3),
                           .aux = static_cast<std::uint8_t>(random()),
                           .m = static_cast<std::uint16_t>(number()),
                           .p = static_cast<std::uint16_t>(number()),
                           .g = number(),
                           .a = number(),
                           .b = number(),
                           .c = number()};
        events.push_back(event);
    }
    expectBack(events);
}

TEST(BlockPacker, DoesNotCareInWhatPiecesEventsCome) {
    std::vector<trace::Event> events;
    SyntheticTrace().more(5'000, events);
    BlockPacker packer;
    for (std::size_t i = 0; i < events.size(); i += 7)
        packer.add(std::span(events).subspan(i, std::min<std::size_t>(7, events.size() - i)));
    const auto expectWhole = [&](const PackedBlock& block) {
        EXPECT_EQ((std::vector<std::byte>{block.bytes().begin(), block.bytes().end()}), packed(events));
    };
    expectWhole(packer.finish());
    packer.add(events);  // a new block knows nothing of the former
    expectWhole(packer.finish());
}

TEST(BlockPacker, RefusesWhatIsNoBlockAndStaysWithinIt) {
    std::vector<trace::Event> events;
    SyntheticTrace().more(2'000, events);
    events.resize(2'000);
    const auto bytes = packed(events);
    std::vector<trace::Event> back(events.size());
    EXPECT_FALSE(unpackBlock({}, back));
    for (std::size_t size = 0; size < bytes.size(); size += 13) {
        // A copy of its own, so that the address sanitizer sees a read past its end.
        const std::vector<std::byte> cut(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
        EXPECT_FALSE(unpackBlock(cut, back)) << size;
    }
    back.resize(events.size() + 1);
    EXPECT_FALSE(unpackBlock(bytes, back));
    back.resize(events.size() - 1);
    EXPECT_FALSE(unpackBlock(bytes, back));
    std::mt19937 random(4);
    back.resize(events.size());
    for (int i = 0; i < 500; ++i) {
        auto damaged = bytes;
        for (int n = 0; n < 4; ++n)
            damaged[random() % damaged.size()] = static_cast<std::byte>(random());
        if (!unpackBlock(damaged, back))
            continue;
        for (const trace::Event& event : back)
            ASSERT_LT(static_cast<std::size_t>(event.kind), trace::kEventKinds);
    }
}

}  // namespace
}  // namespace interleave::model
