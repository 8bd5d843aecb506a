#include "exchange/file_text.h"

#include <gtest/gtest.h>

namespace interleave::exchange {
namespace {

TEST(FileText, HeadSaysWhatTheRunWasAndNamesEveryKind) {
    model::RunMeta meta{.scenario = "go.work-stealing",
                        .family = "go",
                        .host = "conducted",
                        .seed = ~0ull,
                        .cores = 4,
                        .parametersJson = R"({"n":3})",
                        .build = "0.1.0",
                        .profile = "go1.19"};
    const auto head = parseHead(headText(meta));
    ASSERT_TRUE(head);
    EXPECT_EQ(head->meta.scenario, meta.scenario);
    EXPECT_EQ(head->meta.seed, meta.seed);
    EXPECT_EQ(head->meta.cores, 4);
    EXPECT_EQ(head->meta.parametersJson, meta.parametersJson);
    ASSERT_EQ(head->kinds.size(), trace::kEventKinds);
    for (std::size_t kind = 0; kind < head->kinds.size(); ++kind)
        EXPECT_EQ(head->kinds[kind], static_cast<trace::EventKind>(kind));
}

TEST(FileText, MapsKindsByNameWhereverTheyStand) {
    const auto head = parseHead(R"({"kinds":["GoEnd","Unheard","GoCreate",7]})");
    ASSERT_TRUE(head);
    EXPECT_EQ(head->kinds, (std::vector<trace::EventKind>{trace::EventKind::GoEnd, trace::EventKind::count,
                                                          trace::EventKind::GoCreate, trace::EventKind::count}));
}

TEST(FileText, RefusesWhatIsNoHeadAndNeverThrows) {
    for (const char* text : {"", "7", "[]", "{", "{}", R"({"kinds":3})", R"({"kinds":[)", "\xFF\xFE"})
        EXPECT_FALSE(parseHead(text)) << text;
    EXPECT_TRUE(parseHead(R"({"kinds":[],"seed":"x","cores":[],"scenario":5})"));
}

TEST(FileText, FactsComeBack) {
    Facts facts;
    facts.threads.push_back({3, "m3", 4711});
    facts.samples.push_back({model::Time{5}, base::Bytes{6}, base::Bytes{7}, 8, 9, model::Duration{10}});
    facts.notice = "a notice";
    const auto back = parseFacts(factsText(facts));
    ASSERT_TRUE(back);
    ASSERT_EQ(back->threads.size(), 1u);
    EXPECT_EQ(back->threads[0].name, "m3");
    EXPECT_EQ(back->threads[0].osTid, 4711);
    ASSERT_EQ(back->samples.size(), 1u);
    EXPECT_EQ(back->samples[0].stacks.value, 7u);
    EXPECT_EQ(back->samples[0].cpu, model::Duration{10});
    EXPECT_EQ(back->notice, "a notice");
}

TEST(FileText, ReplacesBadTextInsteadOfThrowing) {
    Facts facts;
    facts.threads.push_back({1, "\xC3\x28", 1});
    EXPECT_TRUE(parseFacts(factsText(facts)));
    model::RunMeta meta;
    meta.scenario = "\xFF";
    EXPECT_TRUE(parseHead(headText(meta)));
}

}  // namespace
}  // namespace interleave::exchange
