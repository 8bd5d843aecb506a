// The stage as it is used: movement that ends where the World is, real mouse and keys, equal frames from equal calls.
#include <gtest/gtest.h>

#include <QAccessible>
#include <QImage>
#include <QSignalSpy>
#include <QtTest/QTest>

#include "model/synthetic.h"
#include "sample_snapshots.h"
#include "ui/stage/stage_scene.h"
#include "ui/stage/stage_widget.h"

using namespace interleave;
using namespace interleave::ui;
using geometry::ObjectType;
using geometry::SelectedObject;
using model::Move;
using model::MoveWhy;
using model::Place;
using model::PlaceKind;

namespace {

constexpr base::Duration kFrame{16'666'667};

std::shared_ptr<model::Recording> history(int procs, std::uint32_t goroutines, std::size_t events = 4000) {
    model::SyntheticOptions options;
    options.procs = procs;
    options.goroutines = goroutines;
    return model::syntheticRecording(events, options);
}

const std::vector<Move> kSteal = tests::stealMoves();

const stage::Flight* flightOf(const stage::StageScene& scene, std::uint32_t g) {
    for (const stage::Flight& flight : scene.animator().flights())
        if (flight.kind == stage::Flight::Kind::token && flight.id == g)
            return &flight;
    return nullptr;
}

QRectF placeOf(const stage::StageScene& scene, const stage::Flight& flight) {
    return scene.animator().position(flight, scene.layout());
}

TEST(StageAnimation, OfAStealArcsFromTheVictimAndSaysHowMany) {
    stage::StageScene scene;
    scene.show(tests::busyMoment(), {});
    const QRectF before = scene.layout().token(21)->rect;
    scene.show(tests::afterSteal(), {kSteal, {}, {}, false});
    ASSERT_EQ(scene.animator().arcs().size(), 1u);
    EXPECT_EQ(scene.animator().arcs().front().caption, QStringLiteral("runqsteal(): 3 of 6"));
    for (const std::uint32_t g : {21u, 22u, 23u}) {
        const stage::Flight* flight = flightOf(scene, g);
        ASSERT_TRUE(flight) << g;
        EXPECT_EQ(flight->course, stage::Course::arc);
        EXPECT_TRUE(flight->ghost);
    }
    EXPECT_EQ(placeOf(scene, *flightOf(scene, 21)).center(), before.center());
    scene.advance(std::chrono::milliseconds(200));
    const stage::Flight* midway = flightOf(scene, 21);
    ASSERT_TRUE(midway);
    EXPECT_LT(placeOf(scene, *midway).center().y(), scene.layout().card(0)->card.top());
    scene.advance(std::chrono::seconds(1));
    EXPECT_TRUE(scene.animator().flights().empty());
}

TEST(StageAnimation, InterruptedGoesOnFromWhereItIsSeen) {
    stage::StageScene scene;
    scene.show(tests::busyMoment(), {});
    scene.show(tests::afterSteal(), {kSteal, {}, {}, false});
    scene.advance(std::chrono::milliseconds(230));
    const QRectF seen = placeOf(scene, *flightOf(scene, 21));
    geometry::StageSnapshot next = tests::afterSteal();
    next.processors[2].ring = {22};
    next.processors[2].ringSize = 1;
    next.processors[2].runnext = 21;
    const std::vector<Move> moves = {{21, {PlaceKind::ring, 2}, {PlaceKind::runnext, 2}, MoveWhy::enqueue, 11, {}}};
    scene.show(next, {moves, {}, {}, false});
    ASSERT_TRUE(flightOf(scene, 21));
    EXPECT_EQ(placeOf(scene, *flightOf(scene, 21)).center(), seen.center());
    EXPECT_EQ(flightOf(scene, 21)->to, scene.layout().token(21)->rect);
}

TEST(StageAnimation, WithReducedMotionNothingFlies) {
    stage::StageScene scene;
    scene.setReducedMotion(true);
    scene.show(tests::busyMoment(), {});
    scene.show(tests::afterSteal(), {kSteal, {}, {}, false});
    EXPECT_TRUE(scene.animator().flights().empty());
    EXPECT_TRUE(scene.animating());
    scene.advance(std::chrono::seconds(3));
    EXPECT_FALSE(scene.animating());
}

TEST(StageAnimation, OfMoreThanTheEyeFollowsStandsAtOnceAndSaysSo) {
    const auto recording = history(8, 1000, 40'000);
    stage::StageScene scene;
    geometry::Snapshotter snapshotter(recording);
    model::Cursor cursor(recording);
    cursor.moveTo(10'000);
    scene.show(snapshotter.take(cursor.world(), {}), {{}, {}, {}, true});
    cursor.moveTo(14'000, 1u << 16);
    ASSERT_FALSE(cursor.lastStep().jumped);
    const auto& step = cursor.lastStep();
    scene.show(snapshotter.take(cursor.world(), step.moves), {step.moves, step.pMoves, step.events, step.jumped});
    EXPECT_TRUE(scene.animator().aggregated());
    EXPECT_TRUE(scene.animator().flights().empty());
}

// Takes G21 from P0's ring to its runnext and back, `times` times, so many frames apart.
double longestFlight(stage::StageScene& scene, int times, int framesBetween) {
    double longest = 0;
    const geometry::StageSnapshot inRing = tests::busyMoment();
    geometry::StageSnapshot isNext = inRing;
    isNext.processors[0].ring.erase(isNext.processors[0].ring.begin());
    isNext.processors[0].ringSize = 5;
    isNext.processors[0].runnext = 21;
    for (int i = 0; i < times; ++i) {
        const Place ring{PlaceKind::ring, 0};
        const Place next{PlaceKind::runnext, 0};
        const bool there = i % 2 == 0;
        const auto event = static_cast<std::uint64_t>(i);
        const std::vector<Move> moves = {{21, there ? ring : next, there ? next : ring, MoveWhy::enqueue, event, {}}};
        scene.show(there ? isNext : inRing, {moves, {}, {}, false});
        longest = 0;
        for (const stage::Flight& flight : scene.animator().flights())
            longest = std::max(longest, flight.delay + flight.duration);
        for (int frame = 0; frame < framesBetween; ++frame)
            scene.advance(kFrame);
    }
    return longest;
}

TEST(StageAnimation, IsOverBeforeTheNextChangeOfThatPlace) {
    stage::StageScene scene;
    scene.show(tests::busyMoment(), {});
    const double calm = longestFlight(scene, 2, 120);
    EXPECT_GE(calm, 150);
    EXPECT_FALSE(scene.animator().aggregated());
    const double quick = longestFlight(scene, 40, 8);
    EXPECT_GT(quick, 0);
    EXPECT_LT(quick, 8 * 1000.0 / 60);
}

TEST(StageAnimation, TooQuickToBeSeenStandsAtOnceAndSaysSo) {
    stage::StageScene scene;
    scene.show(tests::busyMoment(), {});
    EXPECT_EQ(longestFlight(scene, 60, 2), 0);
    EXPECT_TRUE(scene.animator().aggregated());
    scene.advance(std::chrono::seconds(3));
    EXPECT_FALSE(scene.animator().aggregated());
    EXPECT_GE(longestFlight(scene, 1, 1), 150);
}

class StageOfProcs : public testing::TestWithParam<int> {};

// Every flight's end, whenever it comes, is the place that the World gives; and what is drawn in a queue is its head.
TEST_P(StageOfProcs, MovesEndWhereTheWorldIs) {
    const int procs = GetParam();
    const auto recording = history(procs, static_cast<std::uint32_t>(12 * procs));
    stage::StageScene scene;
    geometry::Snapshotter snapshotter(recording);
    model::Cursor cursor(recording);
    std::size_t flown = 0;
    for (model::EventIndex at = 0; at < 3000;) {
        for (int i = 0; i < 3; ++i)
            at = recording->stepForward(at);
        cursor.moveTo(at);
        const auto& step = cursor.lastStep();
        scene.show(snapshotter.take(cursor.world(), step.moves), {step.moves, step.pMoves, step.events, step.jumped});
        for (stage::Flight flight : scene.animator().flights()) {
            flight.age = flight.delay + flight.duration;
            ++flown;
            if (flight.kind != stage::Flight::Kind::token || flight.vanishes)
                continue;
            const geometry::Token* token = scene.layout().token(flight.id);
            ASSERT_TRUE(token) << "G" << flight.id;
            EXPECT_EQ(placeOf(scene, flight).center(), token->rect.center()) << "G" << flight.id << " at " << at;
        }
        for (const geometry::Token& token : scene.layout().tokens) {
            const model::Goroutine* g = cursor.world().goroutine(token.g);
            ASSERT_TRUE(g) << "G" << token.g;
            if (g->place.kind == PlaceKind::ring) {
                EXPECT_TRUE(scene.layout().card(static_cast<std::uint16_t>(g->place.index))->ring.contains(token.rect));
            }
            if (g->place.kind == PlaceKind::global) {
                EXPECT_TRUE(scene.layout().globalSlots.contains(token.rect));
            }
        }
        scene.advance(kFrame);
    }
    EXPECT_GT(flown, 500u);
    scene.advance(std::chrono::seconds(3));
    EXPECT_FALSE(scene.animating());
}

// Where everything is seen that did not itself move: what rests, and what moves up since others left.
std::vector<std::pair<std::uint32_t, QRectF>> seenAtRest(const stage::StageScene& scene) {
    std::vector<std::pair<std::uint32_t, QRectF>> all;
    const geometry::StageLayout& layout = scene.layout();
    for (const geometry::Token& token : layout.tokens)
        if (!scene.animator().flies(token.g))
            all.emplace_back(token.g, token.rect);
    for (const stage::Flight& flight : scene.animator().flights()) {
        if (flight.kind != stage::Flight::Kind::token || flight.moves || flight.course == stage::Course::fade)
            continue;
        QRectF seen = placeOf(scene, flight);
        if (const geometry::Belt* belt = layout.belt(flight.goal); belt && flight.course == stage::Course::belt)
            seen = seen.intersected(belt->area);
        // What still comes from afar flies.
        const bool near = (flight.from.center() - flight.to.center()).manhattanLength() < 250;
        if (near && !stage::narrow(flight.course) && !flight.vanishes)
            all.emplace_back(flight.id, seen);
    }
    return all;
}

std::string describe(const stage::StageScene& scene, const model::World& world, std::uint32_t g) {
    const model::Goroutine* known = world.goroutine(g);
    const stage::Flight* flight = flightOf(scene, g);
    std::string text = "place " + std::to_string(known ? static_cast<int>(known->place.kind) : -1);
    if (flight)
        text += " course " + std::to_string(static_cast<int>(flight->course)) + " at " +
                std::to_string(flight->progress()) + " from slot " + std::to_string(flight->fromSlot);
    return text;
}

TEST_P(StageOfProcs, WhatMovesUpNeverCoversAnother) {
    const int procs = GetParam();
    const auto recording = history(procs, static_cast<std::uint32_t>(24 * procs));
    stage::StageScene scene;
    geometry::Snapshotter snapshotter(recording);
    model::Cursor cursor(recording);
    std::size_t shifts = 0;
    for (model::EventIndex at = 0; at < 1500;) {
        at = recording->stepForward(at);
        cursor.moveTo(at);
        const auto& step = cursor.lastStep();
        scene.show(snapshotter.take(cursor.world(), step.moves), {step.moves, step.pMoves, step.events, step.jumped});
        for (int frame = 0; frame < 4; ++frame) {
            const auto seen = seenAtRest(scene);
            shifts += static_cast<std::size_t>(std::ranges::count_if(
                scene.animator().flights(), [](const stage::Flight& f) { return f.course == stage::Course::belt; }));
            for (std::size_t i = 0; i < seen.size(); ++i)
                for (std::size_t k = i + 1; k < seen.size(); ++k) {
                    const QRectF both = seen[i].second.intersected(seen[k].second);
                    ASSERT_LT(std::min(both.width(), both.height()), 4)
                        << "G" << seen[i].first << " and G" << seen[k].first << " at " << at << '.' << frame << ": "
                        << describe(scene, cursor.world(), seen[i].first) << "; "
                        << describe(scene, cursor.world(), seen[k].first);
                }
            scene.advance(kFrame);
        }
    }
    EXPECT_GT(shifts, 500u);
}

INSTANTIATE_TEST_SUITE_P(Procs, StageOfProcs, testing::Values(1, 4, 8));

TEST(Stage, GivesEqualFramesForEqualCalls) {
    const auto recording = history(4, 40);
    const auto film = [&] {
        stage::StageWidget widget;
        widget.resize(1000, 560);
        widget.setRecording(recording);
        model::Cursor cursor(recording);
        std::vector<QImage> frames;
        for (int i = 0; i < 12; ++i) {
            cursor.moveTo(recording->stepForward(cursor.position() + 9));
            widget.showFrame(cursor.world(), cursor.lastStep());
            widget.advance(kFrame);
            frames.push_back(widget.grab().toImage());
        }
        return frames;
    };
    EXPECT_EQ(film(), film());
}

class ShownStage : public testing::Test {
protected:
    void SetUp() override {
        m_widget.resize(1368, 625);
        m_widget.setRecording(m_recording);
        m_cursor.moveTo(2000);
        m_widget.showFrame(m_cursor.world(), m_cursor.lastStep());
        m_widget.settle();
        m_widget.show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&m_widget));
    }
    std::uint32_t someRunning() const {
        for (const model::Processor& p : m_cursor.world().processors())
            if (p.running != 0)
                return p.running;
        return 0;
    }

    std::shared_ptr<model::Recording> m_recording = history(4, 40);
    model::Cursor m_cursor{m_recording};
    stage::StageWidget m_widget;
};

TEST_F(ShownStage, SelectsTheGoroutineThatIsClicked) {
    const std::uint32_t g = someRunning();
    ASSERT_NE(g, 0u);
    QSignalSpy spy(&m_widget, &stage::StageWidget::selected);
    QTest::mouseClick(&m_widget, Qt::LeftButton, {}, m_widget.positionOf(SelectedObject::goroutine(g)).toPoint());
    ASSERT_EQ(spy.count(), 1);
    EXPECT_EQ(m_widget.selection(), SelectedObject::goroutine(g));
    EXPECT_EQ(spy.at(0).at(0).value<SelectedObject>(), SelectedObject::goroutine(g));
}

TEST_F(ShownStage, ClickBesideEverythingSelectsNothing) {
    m_widget.setSelection(SelectedObject::processor(1));
    QTest::mouseClick(&m_widget, Qt::LeftButton, {}, QPoint(400, 30));
    EXPECT_TRUE(m_widget.selection().empty());
}

TEST_F(ShownStage, TellsWhatIsUnderTheMouse) {
    QSignalSpy spy(&m_widget, &stage::StageWidget::hovered);
    QTest::mouseMove(&m_widget, m_widget.positionOf(SelectedObject::goroutine(someRunning())).toPoint());
    EXPECT_EQ(m_widget.hover(), SelectedObject::goroutine(someRunning()));
    EXPECT_GE(spy.count(), 1);
}

TEST_F(ShownStage, ArrowKeysMoveTheSelectionThatWay) {
    m_widget.setFocus();
    m_widget.setSelection(SelectedObject::processor(0));
    const double before = m_widget.positionOf(m_widget.selection()).x();
    QTest::keyClick(&m_widget, Qt::Key_Right);
    EXPECT_FALSE(m_widget.selection().empty());
    EXPECT_GT(m_widget.positionOf(m_widget.selection()).x(), before);
    QTest::keyClick(&m_widget, Qt::Key_Escape);
    EXPECT_TRUE(m_widget.selection().empty());
}

TEST_F(ShownStage, OffersItsPsAndGoroutinesToAScreenReader) {
    QAccessibleInterface* stage = QAccessible::queryAccessibleInterface(&m_widget);
    ASSERT_TRUE(stage);
    const QString wanted = QStringLiteral("G%1").arg(someRunning());
    QStringList names;
    for (int i = 0; i < stage->childCount(); ++i) {
        QAccessibleInterface* child = stage->child(i);
        ASSERT_TRUE(child);
        names << child->text(QAccessible::Name).section(QLatin1Char(','), 0, 0);
        EXPECT_EQ(stage->indexOfChild(child), i);
        EXPECT_FALSE(child->rect().isEmpty());
    }
    EXPECT_TRUE(names.contains(wanted));
    EXPECT_TRUE(names.contains(QStringLiteral("P3")));
    EXPECT_TRUE(names.contains(QStringLiteral("M0")));
}

TEST_F(ShownStage, LightsTheSelectedGoroutine) {
    const QImage before = m_widget.grab().toImage();
    m_widget.setSelection(SelectedObject::goroutine(someRunning()));
    EXPECT_NE(before, m_widget.grab().toImage());
}

TEST(Stage, WithoutARunSaysWhatToDo) {
    stage::StageWidget widget;
    widget.resize(900, 500);
    const QImage empty = widget.grab().toImage();
    widget.setPlayState(stage::PlayState::engineLost, QStringLiteral("killed"));
    EXPECT_NE(empty, widget.grab().toImage());
}

}  // namespace
