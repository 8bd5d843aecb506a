#include "exchange/trace_file.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "exchange/atomic_file.h"
#include "exchange/file_format.h"
#include "model/event_codec.h"
#include "model/synthetic.h"
#include "model/world_text.h"

namespace interleave::exchange {
namespace {

namespace fs = std::filesystem;

class TraceFile : public testing::Test {
protected:
    TraceFile() {
        std::string name = (fs::temp_directory_path() / "ilv-test-XXXXXX").string();
        m_folder = ::mkdtemp(name.data());
    }
    ~TraceFile() override { fs::remove_all(m_folder); }

    std::string path(const std::string& name) const { return (m_folder / name).string(); }
    static std::string contents(const std::string& file) {
        std::ifstream in(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    void write(const std::string& name, const std::string& bytes) const {
        std::ofstream(path(name), std::ios::binary) << bytes;
    }
    std::size_t filesThere() const {
        return static_cast<std::size_t>(std::distance(fs::directory_iterator(m_folder), fs::directory_iterator()));
    }

    fs::path m_folder;
};

std::shared_ptr<model::Recording> sample() {
    auto recording = model::syntheticRecording(150'000, {.seed = 3, .procs = 4, .goroutines = 600});
    recording->addThread({0, "main", 1234});
    recording->addSample({model::Time{100}, base::Bytes{1 << 20}, base::Bytes{1 << 16}, 5, 6, model::Duration{7}});
    return recording;
}

void expectSameEvents(const model::Recording& a, const model::Recording& b) {
    ASSERT_EQ(a.size(), b.size());
    std::vector<trace::Event> first(a.size()), second(b.size());
    ASSERT_EQ(a.read(0, first), first.size());
    ASSERT_EQ(b.read(0, second), second.size());
    EXPECT_TRUE(first == second);
}

TEST_F(TraceFile, GivesBackTheRunThatWasSaved) {
    const auto recording = sample();
    ASSERT_TRUE(save(*recording, path("a.ilv")));
    auto opened = open(path("a.ilv"));
    ASSERT_TRUE(opened) << opened.error().sentence();
    const model::Recording& back = *opened.value();
    expectSameEvents(*recording, back);
    EXPECT_EQ(model::textOf(back.worldAt(back.size())), model::textOf(recording->worldAt(recording->size())));
    EXPECT_EQ(back.meta().scenario, "synthetic");
    EXPECT_EQ(back.meta().seed, 3u);
    EXPECT_TRUE(back.finished());
    EXPECT_EQ(back.notice(), "");
    ASSERT_EQ(back.threads().size(), 1u);
    EXPECT_EQ(back.threads()[0].osTid, 1234);
    ASSERT_EQ(back.samples().size(), 1u);
    EXPECT_EQ(back.samples()[0].rss.value, 1u << 20);
}

TEST_F(TraceFile, EqualRunsGiveEqualBytesWithoutTheirFacts) {
    const auto first = sample();
    const auto second = sample();
    second->addThread({1, "m1", 99});
    ASSERT_TRUE(save(*first, path("a.ilv"), {.facts = false, .progress = {}}));
    ASSERT_TRUE(save(*second, path("b.ilv"), {.facts = false, .progress = {}}));
    EXPECT_EQ(contents(path("a.ilv")), contents(path("b.ilv")));
    ASSERT_TRUE(save(*second, path("c.ilv")));
    EXPECT_NE(contents(path("a.ilv")), contents(path("c.ilv")));
}

TEST_F(TraceFile, TakesFewBytesAnEvent) {
    const auto recording = sample();
    ASSERT_TRUE(save(*recording, path("a.ilv")));
    EXPECT_LT(fs::file_size(path("a.ilv")), recording->size() * 8);
}

TEST_F(TraceFile, OpensACutFileUpToTheCutAndSaysWhen) {
    const auto recording = sample();
    ASSERT_TRUE(save(*recording, path("a.ilv")));
    const std::string whole = contents(path("a.ilv"));
    write("cut.ilv", whole.substr(0, whole.size() * 3 / 4));
    auto opened = open(path("cut.ilv"));
    ASSERT_TRUE(opened);
    const model::Recording& back = *opened.value();
    EXPECT_GT(back.size(), 65'000u);
    EXPECT_LT(back.size(), recording->size());
    EXPECT_NE(back.notice().find("The file was cut at "), std::string::npos) << back.notice();
    EXPECT_TRUE(back.finished());
    // What is there is the beginning of the run.
    EXPECT_EQ(model::textOf(back.worldAt(60'000)), model::textOf(recording->worldAt(60'000)));
}

// Short runs, too, lose no more than a small part before the cut.
TEST_F(TraceFile, ACutLosesLittleOfAnyRun) {
    for (const std::size_t events : {400u, 3'000u, 40'000u}) {
        const auto recording = model::syntheticRecording(events, {.seed = 5, .procs = 3, .goroutines = 40});
        ASSERT_TRUE(save(*recording, path("a.ilv"), {.facts = false, .progress = {}}));
        const std::string whole = contents(path("a.ilv"));
        for (const std::size_t percent : {50u, 80u, 99u}) {
            write("cut.ilv", whole.substr(0, whole.size() * percent / 100));
            auto opened = open(path("cut.ilv"));
            ASSERT_TRUE(opened);
            EXPECT_GE(opened.value()->size() * 100, recording->size() * (percent - 25)) << events << ", " << percent;
            EXPECT_GT(opened.value()->duration().count(), 0);
        }
    }
}

// Files of the former form have blocks of 65,536 events.
TEST_F(TraceFile, OpensAFileOfLargeBlocks) {
    const auto recording = sample();
    ASSERT_TRUE(save(*recording, path("a.ilv"), {.facts = false, .progress = {}}));
    std::string bytes = contents(path("a.ilv"));
    Prologue prologue;
    std::memcpy(&prologue, bytes.data(), sizeof(prologue));
    bytes.resize(sizeof(prologue) + prologue.headLength);
    const auto section = [&bytes](std::uint32_t tag, std::size_t count, std::span<const std::byte> payload) {
        SectionHead head{.tag = tag,
                         .length = static_cast<std::uint32_t>(payload.size()),
                         .count = static_cast<std::uint32_t>(count)};
        head.checksum = checksum(head, payload);
        bytes.append(reinterpret_cast<const char*>(&head), sizeof(head));
        bytes.append(reinterpret_cast<const char*>(payload.data()), payload.size());
    };
    model::EventCodec codec;
    std::vector<trace::Event> events(recording->size());
    ASSERT_EQ(recording->read(0, events), events.size());
    for (std::size_t i = 0; i < events.size(); i += model::kBlockEvents) {
        const std::size_t n = std::min(model::kBlockEvents, events.size() - i);
        section(kEventsTag, n, codec.pack(std::span(events).subspan(i, n)));
    }
    section(kDoneTag, 0, {});
    write("former.ilv", bytes);
    auto opened = open(path("former.ilv"));
    ASSERT_TRUE(opened) << opened.error().sentence();
    EXPECT_EQ(opened.value()->notice(), "");
    expectSameEvents(*recording, *opened.value());
}

TEST_F(TraceFile, OpensADamagedFileUpToTheDamageAndSaysWhen) {
    const auto recording = sample();
    ASSERT_TRUE(save(*recording, path("a.ilv")));
    std::string bytes = contents(path("a.ilv"));
    bytes[bytes.size() * 3 / 4] = static_cast<char>(bytes[bytes.size() * 3 / 4] ^ 0x40);
    write("damaged.ilv", bytes);
    auto opened = open(path("damaged.ilv"));
    ASSERT_TRUE(opened);
    EXPECT_GT(opened.value()->size(), 65'000u);
    EXPECT_NE(opened.value()->notice().find("The file is damaged after "), std::string::npos);
}

TEST_F(TraceFile, RefusesGarbageWithOneLine) {
    write("garbage.ilv", std::string(5'000, 'x'));
    write("empty.ilv", "");
    write("short.ilv", "ILVT");
    for (const char* name : {"garbage.ilv", "empty.ilv", "short.ilv"}) {
        const auto opened = open(path(name));
        ASSERT_FALSE(opened) << name;
        EXPECT_NE(opened.error().cause.find("it is no Interleave trace"), std::string::npos);
        EXPECT_EQ(opened.error().sentence().find('\n'), std::string::npos);
    }
}

TEST_F(TraceFile, RefusesAFileOfALaterVersion) {
    ASSERT_TRUE(save(*sample(), path("a.ilv")));
    std::string bytes = contents(path("a.ilv"));
    bytes[8] = 9;
    write("later.ilv", bytes);
    const auto opened = open(path("later.ilv"));
    ASSERT_FALSE(opened);
    EXPECT_NE(opened.error().cause.find("version 9"), std::string::npos);
}

TEST_F(TraceFile, NamesWhatIsWrongWithAPlace) {
    EXPECT_EQ(open(path("nothing.ilv")).error().cause, "there is no such file or folder");
    EXPECT_EQ(open(m_folder.string()).error().cause, "it is a folder");
    EXPECT_EQ(save(*sample(), path("no/such/folder/a.ilv")).error().cause, "there is no such file or folder");
    EXPECT_EQ(save(*sample(), m_folder.string()).error().cause, "it is a folder");
}

TEST_F(TraceFile, SaysThatTheDiskIsFullAndLeavesTheOldFile) {
    // A limit on the size of files stands for a full disk; the signal it would send is refused first.
    write("a.ilv", "old");
    ::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    ::getrlimit(RLIMIT_FSIZE, &before);
    rlimit small = before;
    small.rlim_cur = 50'000;
    ::setrlimit(RLIMIT_FSIZE, &small);
    const auto saved = save(*sample(), path("a.ilv"));
    ::setrlimit(RLIMIT_FSIZE, &before);
    ASSERT_FALSE(saved);
    EXPECT_EQ(saved.error().cause, "it gets too large for this disk");
    EXPECT_EQ(contents(path("a.ilv")), "old");
    EXPECT_EQ(filesThere(), 1u);
}

TEST(FileError, HasWordsForAFullDisk) {
    EXPECT_EQ(fileError("/x/a.ilv", ENOSPC).sentence(),
              "file /x/a.ilv: the disk is full; free some space, or choose another folder");
}

TEST_F(TraceFile, CancelsWithoutLeavingAnything) {
    int calls = 0;
    const auto saved =
        save(*sample(), path("a.ilv"), {.facts = true, .progress = [&calls](double) { return ++calls < 2; }});
    ASSERT_FALSE(saved);
    EXPECT_EQ(saved.error().cause, "saving was cancelled");
    EXPECT_EQ(filesThere(), 0u);
    ASSERT_TRUE(save(*sample(), path("a.ilv")));
    EXPECT_FALSE(open(path("a.ilv"), {}, [](double) { return false; }));
}

TEST_F(TraceFile, TellsHowFarItIs) {
    std::vector<double> shares;
    const auto keep = [&shares](double share) {
        shares.push_back(share);
        return true;
    };
    ASSERT_TRUE(save(*sample(), path("a.ilv"), {.facts = true, .progress = keep}));
    EXPECT_TRUE(std::is_sorted(shares.begin(), shares.end()));
    EXPECT_EQ(shares.back(), 1.0);
    shares.clear();
    ASSERT_TRUE(open(path("a.ilv"), {}, keep));
    EXPECT_TRUE(std::is_sorted(shares.begin(), shares.end()));
    EXPECT_LE(shares.back(), 1.0);
}

}  // namespace
}  // namespace interleave::exchange
