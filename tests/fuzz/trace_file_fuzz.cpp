// Bounded fuzzing of opening: files that are cut at every kind of place, with bytes flipped, lengths changed, and
// sections repeated or left out, also with checksums put right again. Opening never crashes, never takes memory that
// the file does not account for, and always ends in an error or a finished recording, which says what it lacks.
//
// The number of rounds is taken from INTERLEAVE_FUZZ_ROUNDS where that is set.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include "exchange/file_format.h"
#include "exchange/trace_file.h"
#include "model/checker.h"
#include "model/synthetic.h"

namespace interleave::exchange {
namespace {

namespace fs = std::filesystem;

struct Section {
    SectionHead head;
    std::string payload;
};
struct Parts {
    std::string beginning;  // prologue and head
    std::vector<Section> sections;

    std::string bytes(bool rightChecksums) const {
        std::string all = beginning;
        for (const Section& section : sections) {
            SectionHead head = section.head;
            if (rightChecksums)
                head.checksum = checksum(head, std::as_bytes(std::span(section.payload)));
            all.append(reinterpret_cast<const char*>(&head), sizeof(head));
            all += section.payload;
        }
        return all;
    }
};

class TraceFileFuzz : public testing::Test {
protected:
    TraceFileFuzz() {
        std::string name = (fs::temp_directory_path() / "ilv-fuzz-XXXXXX").string();
        m_folder = ::mkdtemp(name.data());
        const auto recording = model::syntheticRecording(9'000, {.seed = 2, .procs = 3, .goroutines = 400});
        recording->addThread({0, "main", 7});
        (void)save(*recording, file()).ok();
        std::ifstream in(file(), std::ios::binary);
        m_whole.assign(std::istreambuf_iterator<char>(in), {});
        m_events = recording->size();
    }
    ~TraceFileFuzz() override { fs::remove_all(m_folder); }

    std::string file() const { return (m_folder / "a.ilv").string(); }

    Parts parts() const {
        Parts parts;
        Prologue prologue;
        std::memcpy(&prologue, m_whole.data(), sizeof(prologue));
        std::size_t at = sizeof(prologue) + prologue.headLength;
        parts.beginning = m_whole.substr(0, at);
        while (at < m_whole.size()) {
            Section section;
            std::memcpy(&section.head, m_whole.data() + at, sizeof(section.head));
            at += sizeof(section.head);
            section.payload = m_whole.substr(at, section.head.length);
            at += section.head.length;
            parts.sections.push_back(std::move(section));
        }
        return parts;
    }

    // Opens the bytes and looks at what comes of it. whole: nothing is missing.
    void tryOpen(const std::string& bytes, bool mayBeWhole) {
        std::ofstream(file(), std::ios::binary | std::ios::trunc) << bytes;
        const auto opened = open(file(), {.memoryBudget = base::Bytes{1 << 24}});
        if (!opened) {
            EXPECT_FALSE(opened.error().cause.empty());
            EXPECT_EQ(opened.error().sentence().find('\n'), std::string::npos);
            return;
        }
        const model::Recording& recording = *opened.value();
        EXPECT_TRUE(recording.finished());
        EXPECT_TRUE(mayBeWhole || !recording.notice().empty());
        // Everything that a window asks of it.
        (void)recording.worldAt(recording.size());
        (void)recording.worldAt(recording.size() / 2);
        (void)recording.output(recording.size());
        (void)recording.lastEventsOf(3, recording.size(), 10);
        (void)recording.upperBound(recording.duration() / 2);
        (void)model::check(recording, 1);
        std::vector<model::Coverage> row(20);
        recording.withLanes(model::LaneKind::machine, [&](const model::LaneSet& set) {
            for (const model::Lane& lane : set.lanes)
                lane.cover(model::Time{0}, lane.end(), row);
        });
    }

    static int rounds(int usual) {
        const char* text = std::getenv("INTERLEAVE_FUZZ_ROUNDS");
        return text ? std::atoi(text) : usual;
    }

    fs::path m_folder;
    std::string m_whole;
    std::uint64_t m_events = 0;
};

TEST_F(TraceFileFuzz, CutsAtEveryKindOfPlace) {
    std::vector<std::size_t> places;
    const Parts all = parts();
    for (std::size_t i = 0; i < 2 * sizeof(Prologue); ++i)
        places.push_back(i);
    std::size_t at = all.beginning.size();
    for (std::size_t number = 0; number < all.sections.size(); ++number) {
        const Section& section = all.sections[number];
        const bool closely = number < 3 || number + 3 > all.sections.size();
        for (std::size_t i = 0; i < sizeof(SectionHead) + 3; i += closely ? 1 : 9)
            places.push_back(at + i);
        places.push_back(at + sizeof(SectionHead) + section.payload.size() / 2);
        at += sizeof(SectionHead) + section.payload.size();
        places.push_back(at - 1);
    }
    for (const std::size_t place : places)
        if (place < m_whole.size())
            tryOpen(m_whole.substr(0, place), false);
}

TEST_F(TraceFileFuzz, CutsASmallFileAtEveryLength) {
    const auto recording = model::syntheticRecording(200, {.seed = 4, .procs = 2, .goroutines = 10});
    ASSERT_TRUE(save(*recording, file()));
    std::ifstream in(file(), std::ios::binary);
    const std::string whole(std::istreambuf_iterator<char>(in), {});
    model::EventIndex most = 0;
    for (std::size_t size = 0; size < whole.size(); ++size) {
        tryOpen(whole.substr(0, size), false);
        const auto opened = open(file());
        const model::EventIndex events = opened ? opened.value()->size() : 0;
        EXPECT_GE(events, most) << "a longer file tells less";
        most = std::max(most, events);
    }
    EXPECT_EQ(most, recording->size());
}

TEST_F(TraceFileFuzz, FlipsBytesAnywhere) {
    std::mt19937_64 random(11);
    for (int i = 0; i < rounds(400); ++i) {
        std::string bytes = m_whole;
        for (std::uint64_t n = 1 + random() % 3; n > 0; --n)
            bytes[random() % bytes.size()] ^= static_cast<char>(1 + random() % 255);
        tryOpen(bytes, bytes == m_whole);
    }
}

TEST_F(TraceFileFuzz, LiesInSectionHeadsUnderRightChecksums) {
    std::mt19937_64 random(12);
    for (int i = 0; i < rounds(300); ++i) {
        Parts all = parts();
        Section& section = all.sections[random() % all.sections.size()];
        const std::uint32_t lie =
            random() % 2 ? static_cast<std::uint32_t>(random()) : static_cast<std::uint32_t>(random() % 70'000);
        switch (random() % 3) {
            case 0:
                section.head.count = lie;
                break;
            case 1:
                section.head.length = lie;
                break;
            default:
                section.head.tag = lie;
                break;
        }
        tryOpen(all.bytes(true), true);
    }
}

TEST_F(TraceFileFuzz, ChangesPackedBytesUnderRightChecksums) {
    std::mt19937_64 random(13);
    for (int i = 0; i < rounds(400); ++i) {
        Parts all = parts();
        Section& section = all.sections[random() % all.sections.size()];
        if (section.payload.empty())
            continue;
        for (std::uint64_t n = 1 + random() % 4; n > 0; --n)
            section.payload[random() % section.payload.size()] ^= static_cast<char>(1 + random() % 255);
        tryOpen(all.bytes(true), true);
    }
}

TEST_F(TraceFileFuzz, SaysAnyEventsUnderRightChecksums) {
    std::mt19937_64 random(14);
    model::EventCodec codec;
    for (int i = 0; i < rounds(60); ++i) {
        Parts all = parts();
        std::vector<trace::Event> events(1 + random() % 2'000);
        for (trace::Event& event : events) {
            std::uint64_t words[4] = {random(), random(), random(), random()};
            std::memcpy(&event, words, sizeof(event));
            event.kind = static_cast<trace::EventKind>(random() % (trace::kEventKinds + 3));
            if (random() % 2)
                event.m %= 8, event.p %= 8, event.g %= 100, event.a %= 100;
            if (random() % 2)
                event.time %= 1'000'000;
        }
        const auto packed = codec.pack(events);
        Section section{{.tag = kEventsTag,
                         .length = static_cast<std::uint32_t>(packed.size()),
                         .count = static_cast<std::uint32_t>(events.size())},
                        std::string(reinterpret_cast<const char*>(packed.data()), packed.size())};
        all.sections.insert(all.sections.begin() + static_cast<std::ptrdiff_t>(random() % all.sections.size()),
                            section);
        tryOpen(all.bytes(true), true);
    }
}

TEST_F(TraceFileFuzz, RepeatsAndLeavesOutSections) {
    std::mt19937_64 random(15);
    for (int i = 0; i < rounds(60); ++i) {
        Parts all = parts();
        const std::size_t which = random() % all.sections.size();
        if (random() % 2)
            all.sections.erase(all.sections.begin() + static_cast<std::ptrdiff_t>(which));
        else
            all.sections.insert(all.sections.begin(), all.sections[which]);
        tryOpen(all.bytes(true), true);
    }
}

TEST_F(TraceFileFuzz, TakesNoMemoryForALengthThatTheFileDoesNotHave) {
    rusage before{};
    ::getrusage(RUSAGE_SELF, &before);
    Parts all = parts();
    all.sections[0].head.length = 0xFFFF'FFF0u;
    tryOpen(all.bytes(true), false);
    all = parts();
    all.sections[0].head.count = 0xFFFF'FFF0u;
    tryOpen(all.bytes(true), false);
    std::string head = m_whole;
    const std::uint32_t length = 0x7FFF'FFFF;
    std::memcpy(head.data() + 12, &length, sizeof(length));
    tryOpen(head, false);
    rusage after{};
    ::getrusage(RUSAGE_SELF, &after);
    EXPECT_LT(after.ru_maxrss - before.ru_maxrss, 200 * 1024);
}

}  // namespace
}  // namespace interleave::exchange
