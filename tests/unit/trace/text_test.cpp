#include "trace/text.h"

#include <gtest/gtest.h>

#include <vector>

namespace interleave::trace {
namespace {

TEST(EventText, FillsInTheActorsAndTheWords) {
    EXPECT_EQ(
        describe(
            {.kind = EventKind::GoStart, .aux = static_cast<std::uint8_t>(StartSource::steal), .m = 2, .p = 1, .g = 7}),
        "P1 runs G7, found by steal");
    EXPECT_EQ(describe({.kind = EventKind::MPark, .m = 3}), "M3 parks (idleList)");
    EXPECT_EQ(describe({.kind = EventKind::GoCreate, .p = 0, .g = 1, .a = 0}), "the runtime creates G1");
}

TEST(EventText, NamesObjectsByTheCallback) {
    TextOptions options;
    options.name = [](ObjectKind kind, std::uint32_t id) {
        return kind == ObjectKind::channel && id == 4 ? std::string("jobs") : std::string();
    };
    const Event send{.kind = EventKind::ChSend, .aux = static_cast<std::uint8_t>(ChanPath::direct), .g = 2, .a = 4};
    EXPECT_EQ(describe(send, {}, {}, options), "G2 sends on jobs (direct)");
    EXPECT_EQ(describe(send), "G2 sends on channel 4 (direct)");
}

TEST(EventText, TranslatesSentencesAndWords) {
    TextOptions options;
    options.translate = [](std::string_view english) {
        if (english == "{p} runs {g}, found by {src}")
            return std::string("{g} läuft auf {p} ({src})");
        if (english == "steal")
            return std::string("gestohlen");
        return std::string(english);
    };
    EXPECT_EQ(
        describe({.kind = EventKind::GoStart, .aux = static_cast<std::uint8_t>(StartSource::steal), .p = 1, .g = 7}, {},
                 {}, options),
        "G7 läuft auf P1 (gestohlen)");
}

TEST(EventText, ListsTheTailAndSaysWhereItGoesOn) {
    std::vector<std::uint32_t> ids{4, 5};
    const Event steal{.kind = EventKind::RqSteal, .p = 2, .a = 0, .b = 2, .c = 1};
    EXPECT_EQ(describe(steal, ids), "P2 steals 2 from P0 in pass 1: G4 G5");
    ids.assign(9, 1);
    EXPECT_EQ(describe(steal, ids), "P2 steals 2 from P0 in pass 1: G1 G1 G1 G1 G1 G1 G1 G1 …");
    EXPECT_EQ(describe({.kind = EventKind::Output, .g = 3}, {}, "hello"), "G3 prints: hello");
}

TEST(EventText, GivesTimesAndSizesThreeFigures) {
    EXPECT_EQ(durationText(0), "0 ns");
    EXPECT_EQ(durationText(999), "999 ns");
    EXPECT_EQ(durationText(1'240'000), "1.24 ms");
    EXPECT_EQ(durationText(20'000), "20 µs");
    EXPECT_EQ(durationText(-3'200'000'000), "−3.2 s");
    EXPECT_EQ(bytesText(512), "512 B");
    EXPECT_EQ(bytesText(64 * 1024), "64 KiB");
    EXPECT_EQ(bytesText(1536 * 1024), "1.5 MiB");
}

TEST(EventText, HasASentenceForEveryEventWithNoPlaceLeftOpen) {
    for (std::size_t kind = 0; kind < kEventKinds; ++kind) {
        const std::string sentence = describe(Event{.kind = static_cast<EventKind>(kind), .aux = 0xFF});
        EXPECT_FALSE(sentence.empty());
        EXPECT_EQ(sentence.find('{'), std::string::npos) << sentence;
    }
}

TEST(EventText, LegendHasEveryEventButTheTailAndMarksTheModelled) {
    const std::string text = legend();
    for (std::size_t kind = 0; kind < kEventKinds; ++kind) {
        const Descriptor& row = descriptor(static_cast<EventKind>(kind));
        EXPECT_EQ(text.find("| " + std::string(row.name) + " |") != std::string::npos, row.kind != EventKind::More);
    }
    EXPECT_NE(text.find("| StackGrow | `g` G; `old` bytes; `new` bytes | {g}'s stack grows to {new} | modelled |"),
              std::string::npos);
}

}  // namespace
}  // namespace interleave::trace
