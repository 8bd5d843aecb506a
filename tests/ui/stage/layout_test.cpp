// Geometry as data: goldens, hit tests, and that nothing lies on anything.
#include <gtest/gtest.h>

#include <QFile>
#include <QFontMetricsF>
#include <set>

#include "sample_snapshots.h"
#include "ui/geometry/format.h"
#include "ui/geometry/stage_layout.h"

using namespace interleave;
using namespace interleave::ui::geometry;
using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;

namespace {

StageRequest fixedRequest(QSizeF size, double factor = 1) {
    StageRequest request;
    request.size = size;
    request.metrics.factor = factor;
    // Every letter is as wide as a wide one of Inter.
    request.metrics.textWidth = [factor](ui::theme::Role role, const QString& text) {
        return static_cast<double>(text.size()) * ui::theme::Theme().font(role).pixelSize() * 0.58 * factor;
    };
    return request;
}

StageRequest realRequest(QSizeF size, double factor) {
    StageRequest request = fixedRequest(size, factor);
    const ui::theme::Theme theme(ui::theme::Scheme::light, factor);
    request.metrics.textWidth = [theme](ui::theme::Role role, const QString& text) {
        return QFontMetricsF(theme.font(role)).horizontalAdvance(text);
    };
    return request;
}

void compareGolden(const char* name, const QString& text) {
    QFile file(QStringLiteral(STAGE_GOLDEN_DIR "/") + QLatin1String(name));
    if (qEnvironmentVariableIsSet("INTERLEAVE_UPDATE_GOLDEN")) {
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(text.toUtf8());
        return;
    }
    ASSERT_TRUE(file.open(QIODevice::ReadOnly)) << name;
    EXPECT_EQ(QString::fromUtf8(file.readAll()).toStdString(), text.toStdString());
}

TEST(StageLayout, OfFourPsIsTheGolden) {
    compareGolden("busy_4p.txt", layoutText(layoutStage(tests::busyMoment(), fixedRequest({1368, 625}))));
}

TEST(StageLayout, OfSixtyFourPsIsTheGolden) {
    compareGolden("many_64p.txt", layoutText(layoutStage(tests::manyProcessors(64), fixedRequest({1368, 625}))));
}

TEST(StageLayout, TakesTheRichestCardsThatFit) {
    const auto variant = [](int procs, QSizeF size) {
        return layoutStage(tests::manyProcessors(procs), fixedRequest(size)).variant;
    };
    EXPECT_EQ(variant(1, {1368, 625}), CardVariant::full);
    EXPECT_EQ(variant(3, {1368, 625}), CardVariant::full);
    EXPECT_EQ(variant(8, {1368, 625}), CardVariant::medium);
    EXPECT_EQ(variant(8, {2400, 800}), CardVariant::full);
    EXPECT_EQ(variant(16, {1368, 625}), CardVariant::compact);
    EXPECT_EQ(variant(64, {1368, 625}), CardVariant::tiny);
}

TEST(StageLayout, OfFourPsInAPresentationStandsSideBySide) {
    const StageLayout stage = layoutStage(tests::busyMoment(), realRequest({1330, 760}, 1.4));
    ASSERT_EQ(stage.cards.size(), 4u);
    EXPECT_EQ(stage.variant, CardVariant::full);
    for (const ProcessorCard& card : stage.cards) {
        EXPECT_EQ(card.card.top(), stage.cards.front().card.top());
        for (const Token& token : stage.tokens)
            if (card.card.intersects(token.rect)) {
                EXPECT_TRUE(card.card.contains(token.rect)) << "G" << token.g;
            }
        for (const Chip& chip : stage.chips)
            if (card.card.intersects(chip.rect)) {
                EXPECT_TRUE(card.card.contains(chip.rect)) << qPrintable(chip.text);
            }
    }
}

class AnyStage : public testing::TestWithParam<std::tuple<int, QSizeF, double>> {
protected:
    StageSnapshot snapshot() const {
        const int procs = std::get<0>(GetParam());
        return procs == 0 ? tests::busyMoment() : tests::manyProcessors(procs);
    }
    StageLayout layout() const {
        return layoutStage(snapshot(), realRequest(std::get<1>(GetParam()), std::get<2>(GetParam())));
    }
};

TEST_P(AnyStage, KeepsEverythingInside) {
    const StageLayout stage = layout();
    const QRectF all(QPointF(0, 0), stage.size);
    for (const Token& token : stage.tokens)
        EXPECT_TRUE(all.contains(token.rect)) << "G" << token.g;
    for (const Box& box : stage.boxes)
        EXPECT_TRUE(all.contains(box.rect)) << static_cast<int>(box.style);
    for (const MachineBox& machine : stage.machines)
        EXPECT_TRUE(all.contains(machine.rect)) << "M" << machine.m;
}

TEST_P(AnyStage, LaysNoTokenOnAnotherOrOnWords) {
    const StageLayout stage = layout();
    const auto apart = [](const QRectF& a, const QRectF& b) {
        const QRectF common = a.intersected(b);
        return common.width() < 1 || common.height() < 1;
    };
    std::vector<std::pair<QRectF, std::string>> solid;
    for (const Token& token : stage.tokens)
        solid.emplace_back(token.rect, "G" + std::to_string(token.g));
    for (const Pile& pile : stage.piles)
        solid.emplace_back(pile.rect, "pile of " + std::to_string(pile.count));
    for (const MachineBox& machine : stage.machines)
        solid.emplace_back(machine.rect, machine.name.toStdString());
    for (std::size_t i = 0; i < solid.size(); ++i) {
        for (std::size_t j = i + 1; j < solid.size(); ++j)
            EXPECT_TRUE(apart(solid[i].first, solid[j].first)) << solid[i].second << " on " << solid[j].second;
        for (const Text& text : stage.texts)
            EXPECT_TRUE(apart(solid[i].first, text.rect)) << solid[i].second << " on " << text.text.toStdString();
        for (const Chip& chip : stage.chips)
            EXPECT_TRUE(apart(solid[i].first, chip.rect)) << solid[i].second << " on " << chip.text.toStdString();
    }
}

TEST_P(AnyStage, ShowsEachGoroutineAtMostOnce) {
    const StageLayout stage = layout();
    std::set<std::uint32_t> seen;
    for (const Token& token : stage.tokens)
        EXPECT_TRUE(seen.insert(token.g).second) << "G" << token.g;
}

TEST_P(AnyStage, FindsEveryTokenAndEveryThreadUnderTheMouse) {
    const StageLayout stage = layout();
    for (const Token& token : stage.tokens)
        EXPECT_EQ(objectAt(stage, token.rect.center()), SelectedObject::goroutine(token.g));
    for (const MachineBox& machine : stage.machines)
        EXPECT_EQ(objectAt(stage, machine.rect.center()), SelectedObject::machine(machine.m));
    for (const ProcessorCard& card : stage.cards)
        EXPECT_EQ(objectAt(stage, card.card.topLeft() + QPointF(3, 3)), SelectedObject::processor(card.p));
}

INSTANTIATE_TEST_SUITE_P(Sizes, AnyStage,
                         testing::Combine(testing::Values(0, 1, 4, 8, 16, 64),
                                          testing::Values(QSizeF(1368, 625), QSizeF(1000, 480), QSizeF(1900, 1000)),
                                          testing::Values(1.0)));
INSTANTIATE_TEST_SUITE_P(Presentation, AnyStage,
                         testing::Combine(testing::Values(0, 4, 8), testing::Values(QSizeF(1900, 1000)),
                                          testing::Values(1.4)));

// A goroutine that selects waits on several channels at a time: all of them are its row.
TEST(StageSnapshot, WritesASelectAsGoDoesAndHasOneRowForThoseOverTheSameChannels) {
    using trace::EventKind;
    model::World world;
    const auto selects = [&world](std::uint32_t g, const std::vector<std::uint32_t>& tail) {
        world.apply({.kind = EventKind::GoCreate, .g = g}, {}, {}, 0);
        world.apply({.kind = EventKind::SelBegin, .g = g, .a = 3}, tail, {}, 0);
        world.apply({.kind = EventKind::GoBlock, .aux = static_cast<std::uint8_t>(trace::BlockReason::select), .g = g},
                    {}, {}, 0);
    };
    const std::vector<std::uint32_t> both{4, trace::kSelectSends | 7, 0, 0, 1, 0, 1};
    selects(2, both);
    selects(3, both);
    selects(4, {4, 5, 7, 0, 1, 2, 0, 1, 2});
    const StageSnapshot snapshot = Snapshotter().take(world, {});
    ASSERT_EQ(snapshot.waiting.size(), 2u);
    EXPECT_EQ(snapshot.waiting[0].name, "<-chan 4, chan 7<-");
    EXPECT_EQ(snapshot.waiting[0].ids, (std::vector<std::uint32_t>{2, 3}));
    EXPECT_EQ(snapshot.waiting[1].name, "<-chan 4, <-chan 5, <-chan 7");
}

TEST(StageLayout, CountsWhatHasNoRoom) {
    const StageLayout stage = layoutStage(tests::manyProcessors(8), fixedRequest({1368, 625}));
    std::uint32_t shown = 0, piled = 0;
    for (const Token& token : stage.tokens)
        shown += stage.globalSlots.contains(token.rect.center()) ? 1 : 0;
    for (const Pile& pile : stage.piles)
        if (pile.place.kind == model::PlaceKind::global)
            piled += pile.count;
    EXPECT_EQ(shown + piled, 312u);
}

// A window of 1280x720 leaves the stage this much.
TEST(StageLayout, InASmallWindowKeepsTheGlobalQueuesWordsApartAndShowsTheRings) {
    const StageLayout stage = layoutStage(tests::busyMoment(), fixedRequest({580, 445}));
    std::vector<QRectF> words;
    for (const Text& text : stage.texts)
        if (stage.globalPanel.contains(text.rect.center()) && !text.text.isEmpty())
            words.push_back(text.rect);
    ASSERT_EQ(words.size(), 3u);
    for (std::size_t i = 0; i < words.size(); ++i) {
        EXPECT_TRUE(stage.globalPanel.contains(words[i]));
        for (std::size_t k = i + 1; k < words.size(); ++k)
            EXPECT_FALSE(words[i].intersects(words[k])) << i << " and " << k;
    }
    for (const Token& token : stage.tokens)
        EXPECT_TRUE(QRectF(QPointF(0, 0), stage.size).contains(token.rect)) << "G" << token.g;
}

TEST(DurationText, HasThreeDigitsAndAUnit) {
    EXPECT_EQ(durationText(nanoseconds(380)), QStringLiteral("380 ns"));
    EXPECT_EQ(durationText(nanoseconds(4200)), QStringLiteral("4.20 \u00B5s"));
    EXPECT_EQ(durationText(nanoseconds(999'400)), QStringLiteral("999 \u00B5s"));
    EXPECT_EQ(durationText(nanoseconds(999'960)), QStringLiteral("1.00 ms"));
    EXPECT_EQ(durationText(milliseconds(123)), QStringLiteral("123 ms"));
    EXPECT_EQ(durationText(nanoseconds(0)), QStringLiteral("0 ns"));
    EXPECT_EQ(steadyText(microseconds(20)), QStringLiteral("20 \u00B5s"));
    EXPECT_EQ(steadyText(milliseconds(120)), QStringLiteral("120 ms"));
}

}  // namespace
