#include "ui/timeline/timeline_widget.h"

#include <gtest/gtest.h>

#include <QButtonGroup>
#include <QKeyEvent>
#include <QNativeGestureEvent>
#include <QPointingDevice>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include "model/synthetic.h"

namespace interleave::ui::timeline {
namespace {

class TimelineWidgetTest : public testing::Test {
protected:
    void SetUp() override {
        model::SyntheticOptions options;
        options.step = base::Duration{8'000};
        m_recording = model::syntheticRecording(3'000, options);
        m_widget.resize(1200, 340);
        m_widget.setRecording(m_recording);
        m_widget.show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&m_widget));
        view().setFollowing(false);
    }

    LaneView& view() { return *m_widget.lanes(); }
    TimeWindow window() { return view().viewport().window(); }
    Time timeAt(double x) { return view().scale().time(x - view().lanesRect().left()); }
    QPointF inLanes(double share) {
        const QRectF lanes = view().lanesRect();
        return {lanes.left() + lanes.width() * share, view().laneRect(1).center().y()};
    }
    void wheel(QPointF at, int turn, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        QWheelEvent event(at, view().mapToGlobal(at), {}, QPoint(0, turn), Qt::NoButton, modifiers, Qt::NoScrollPhase,
                          false);
        QApplication::sendEvent(&view(), &event);
    }
    void drag(QWidget* widget, QPoint from, QPoint to) {
        QTest::mousePress(widget, Qt::LeftButton, {}, from);
        QTest::mouseMove(widget, from + (to - from) / 2);
        QTest::mouseMove(widget, to);
        QTest::mouseRelease(widget, Qt::LeftButton, {}, to);
    }
    // A block of a running goroutine in the middle of lane 1, at least so wide.
    const Block* runningBlock(int width) {
        const TimelineFrame& frame = view().frame();
        for (const Block& block : frame.rows[1].blocks)
            if (block.state == SliceState::running && block.width() >= width && block.x0 > 50)
                return &block;
        return nullptr;
    }

    std::shared_ptr<model::Recording> m_recording;
    TimelineWidget m_widget{theme::Theme{}};
};

TEST_F(TimelineWidgetTest, TheWheelZoomsAtTheCursor) {
    const QPointF at = inLanes(0.3);
    const Time under = timeAt(at.x());
    const Duration before = window().span();
    for (int i = 0; i < 5; ++i)
        wheel(at, 120);
    EXPECT_LT(window().span(), before / 3);
    const auto pixel = static_cast<std::int64_t>(view().scale().nanosecondsPerUnit());
    EXPECT_LE(std::abs((timeAt(at.x()) - under).count()), pixel + 1);
    for (int i = 0; i < 3; ++i)
        wheel(at, -120);
    EXPECT_LE(std::abs((timeAt(at.x()) - under).count()), 2 * pixel + 1);
}

TEST_F(TimelineWidgetTest, TheWheelWithShiftPans) {
    wheel(inLanes(0.5), 480);
    const TimeWindow before = window();
    wheel(inLanes(0.5), -120, Qt::ShiftModifier);
    EXPECT_EQ(window().span(), before.span());
    EXPECT_GT(window().from, before.from);
}

TEST_F(TimelineWidgetTest, APinchZoomsAtTheFingers) {
    const QPointF at = inLanes(0.25);
    const Time under = timeAt(at.x());
    const TimeWindow before = window();
    QNativeGestureEvent event(Qt::ZoomNativeGesture, QPointingDevice::primaryPointingDevice(), 2, at, at,
                              view().mapToGlobal(at), 0.5, {});
    QApplication::sendEvent(&view(), &event);
    EXPECT_LT(window().span(), before.span());
    EXPECT_NEAR(static_cast<double>((timeAt(at.x()) - under).count()), 0, view().scale().nanosecondsPerUnit() * 2);
}

TEST_F(TimelineWidgetTest, HomeAndEndAreTheLanesOwnWhileTheyHaveTheKeys) {
    for (const int key : {Qt::Key_Home, Qt::Key_End, Qt::Key_PageUp, Qt::Key_PageDown}) {
        QKeyEvent event(QEvent::ShortcutOverride, key, Qt::NoModifier);
        event.ignore();
        QApplication::sendEvent(&view(), &event);
        EXPECT_TRUE(event.isAccepted()) << key;
    }
    QKeyEvent space(QEvent::ShortcutOverride, Qt::Key_Space, Qt::NoModifier);
    space.ignore();
    QApplication::sendEvent(&view(), &space);
    EXPECT_FALSE(space.isAccepted());
}

// Layers are laid as far as the playhead lets them be seen; wherever it goes, the picture is the same as anew.
TEST_F(TimelineWidgetTest, APlayheadThatWandersShowsWhatAFreshPictureShows) {
    const TimeWindow shown = window();
    QImage wandered(view().size(), QImage::Format_RGB32);
    QImage fresh(view().size(), QImage::Format_RGB32);
    for (const double share : {0.5, 0.9, 0.2, 0.24, 0.95, 0.0, 1.0, 0.6}) {
        const Time t = shown.from + Time{static_cast<std::int64_t>(static_cast<double>(shown.span().count()) * share)};
        m_widget.setPlayhead(t);
        view().render(&wandered);
        LaneView other(theme::Theme{});
        other.resize(view().size());
        other.setRecording(m_recording);
        other.setFollowing(false);
        other.setWindow(shown);
        other.setPlayhead(t);
        other.render(&fresh);
        const QRect lanes = view().lanesRect().toRect();
        EXPECT_EQ(wandered.copy(lanes), fresh.copy(lanes)) << share;
    }
}

TEST_F(TimelineWidgetTest, DraggingTheLanesPansAndKeepsTheTimeUnderTheHand) {
    wheel(inLanes(0.5), 480);
    const QPoint from = inLanes(0.6).toPoint();
    const Time held = timeAt(from.x());
    const Time playhead = view().playhead();
    drag(&view(), from, from - QPoint(150, 0));
    EXPECT_LE(std::abs((timeAt(from.x() - 150) - held).count()),
              static_cast<std::int64_t>(view().scale().nanosecondsPerUnit()) + 1);
    EXPECT_EQ(view().playhead(), playhead);
}

TEST_F(TimelineWidgetTest, KeysPanZoomAndGoToTheEnds) {
    view().setFocus();
    QTest::keyClick(&view(), Qt::Key_W);
    QTest::keyClick(&view(), Qt::Key_Plus);
    const TimeWindow closer = window();
    EXPECT_LT(closer.span(), m_recording->duration() / 2);
    QTest::keyClick(&view(), Qt::Key_D);
    EXPECT_GT(window().from, closer.from);
    const TimeWindow right = window();
    QTest::keyClick(&view(), Qt::Key_Left);
    EXPECT_LT(window().from, right.from);
    QTest::keyClick(&view(), Qt::Key_End);
    EXPECT_EQ(window().to, m_recording->duration());
    QTest::keyClick(&view(), Qt::Key_Home);
    EXPECT_EQ(window().from, Time{0});
    QTest::keyClick(&view(), Qt::Key_S);
    EXPECT_GT(window().span(), closer.span());
    QTest::keyClick(&view(), Qt::Key_0);
    EXPECT_EQ(window(), (TimeWindow{Time{0}, m_recording->duration()}));
}

TEST_F(TimelineWidgetTest, AClickOnASliceSelectsItsGoroutineAndMovesThePlayhead) {
    QSignalSpy selected(&m_widget, &TimelineWidget::goroutineSelected);
    QSignalSpy moved(&m_widget, &TimelineWidget::playheadMoved);
    wheel(inLanes(0.4), 960);
    const Block* block = runningBlock(30);
    ASSERT_NE(block, nullptr);
    const std::uint32_t g = block->g;
    const QPoint at(static_cast<int>(view().lanesRect().left()) + (block->x0 + block->x1) / 2,
                    static_cast<int>(view().laneRect(1).center().y()));
    QTest::mouseClick(&view(), Qt::LeftButton, {}, at);
    ASSERT_EQ(selected.count(), 1);
    EXPECT_EQ(selected[0][0].toUInt(), g);
    ASSERT_EQ(moved.count(), 1);
    EXPECT_LE(std::abs((view().playhead() - timeAt(at.x())).count()),
              static_cast<std::int64_t>(view().scale().nanosecondsPerUnit()) + 1);
}

TEST_F(TimelineWidgetTest, AClickOnAnIdleLaneSelectsNobody) {
    QSignalSpy selected(&m_widget, &TimelineWidget::goroutineSelected);
    const TimelineFrame& frame = view().frame();
    for (std::size_t row = 0; row < frame.rowsUsed; ++row) {
        for (const Block& block : frame.rows[row].blocks) {
            if (block.state != SliceState::idle)
                continue;
            const QPoint at(static_cast<int>(view().lanesRect().left()) + (block.x0 + block.x1) / 2,
                            static_cast<int>(view().laneRect(static_cast<int>(row)).center().y()));
            QTest::mouseClick(&view(), Qt::LeftButton, {}, at);
            EXPECT_EQ(selected.count(), 0);
            return;
        }
    }
    FAIL() << "no idle block in the picture";
}

TEST_F(TimelineWidgetTest, DraggingInTheAxisScrubs) {
    QSignalSpy moved(&m_widget, &TimelineWidget::playheadMoved);
    const TimeWindow before = window();
    const int left = static_cast<int>(view().lanesRect().left());
    drag(&view(), QPoint(left + 100, 10), QPoint(left + 400, 10));
    EXPECT_GE(moved.count(), 2);
    EXPECT_NEAR(static_cast<double>(view().playhead().count()), static_cast<double>(timeAt(left + 400).count()),
                view().scale().nanosecondsPerUnit() + 1);
    EXPECT_EQ(window(), before);
}

TEST_F(TimelineWidgetTest, ThePlayheadItselfCanBeDragged) {
    m_widget.setPlayhead(m_recording->duration() / 2);
    const double x = view().lanesRect().left() + view().scale().x(view().playhead());
    const int y = static_cast<int>(view().laneRect(2).center().y());
    drag(&view(), QPoint(static_cast<int>(x), y), QPoint(static_cast<int>(x) - 200, y));
    EXPECT_NEAR(static_cast<double>(view().playhead().count()), static_cast<double>(timeAt(x - 200).count()),
                2 * view().scale().nanosecondsPerUnit());
}

// A run goes on while its beginning is looked at: that picture is not taken anew, until what is in view changes.
TEST_F(TimelineWidgetTest, WhatIsOverIsNotTakenAnewWhileTheRunGoesOn) {
    model::SyntheticTrace trace;
    auto live = std::make_shared<model::Recording>(model::RunMeta{});
    const auto goOn = [&](std::size_t events) {
        std::vector<trace::Event> more;
        trace.more(events, more);
        live->append(more);
        m_widget.refresh();
    };
    m_widget.setRecording(live);
    goOn(4000);
    const Time half = live->duration() / 2;
    view().setWindow({Time{0}, half});
    m_widget.refresh();
    const std::uint64_t slices = view().lastFrame().slices;
    goOn(4000);
    EXPECT_EQ(view().lastFrame().slices, slices);
    view().setWindow({Time{0}, live->duration() * 2});
    m_widget.refresh();
    const std::uint64_t all = view().lastFrame().slices;
    EXPECT_GT(all, slices);
    goOn(4000);
    EXPECT_GT(view().lastFrame().slices, all);
}

TEST_F(TimelineWidgetTest, WhatLiesBeyondThePlayheadIsFaded) {
    wheel(inLanes(0.4), 960);
    const Block* block = runningBlock(60);
    ASSERT_NE(block, nullptr);
    const double ratio = view().frame().request.ratio;
    const int x = static_cast<int>(view().lanesRect().left() + (block->x1 - 6) / ratio);
    const int y = static_cast<int>(view().laneRect(1).bottom()) - 6;
    const Time end = timeAt(x);
    m_widget.setPlayhead(end + Duration{1'000'000});
    const QColor past = view().grab().toImage().pixelColor(QPoint(x, y) * ratio);
    m_widget.setPlayhead(end - Duration{1'000'000});
    view().setFollowing(false);
    const QColor future = view().grab().toImage().pixelColor(QPoint(x, y) * ratio);
    EXPECT_GT(future.lightness(), past.lightness() + 40);
}

TEST_F(TimelineWidgetTest, TheSelectedGoroutineIsFramedAndTheOthersStepBack) {
    wheel(inLanes(0.4), 960);
    const Block* block = runningBlock(40);
    ASSERT_NE(block, nullptr);
    const Block chosen = *block;
    m_widget.setPlayhead(m_recording->duration());
    view().setFollowing(false);
    m_widget.setSelectedG(chosen.g);
    const QImage picture = view().grab().toImage();
    const double ratio = view().frame().request.ratio;
    const QPoint rim(static_cast<int>(view().lanesRect().left() * ratio) + (chosen.x0 + chosen.x1) / 2,
                     static_cast<int>(view().laneRect(1).top() * ratio) + 1);
    const QColor gold = theme::palette(theme::Scheme::light).runnext;
    EXPECT_EQ(picture.pixelColor(rim).rgb(), gold.rgb());
}

TEST_F(TimelineWidgetTest, TheButtonsSwitchBetweenPsMsAndCores) {
    const auto buttons = m_widget.findChildren<QPushButton*>();
    ASSERT_GE(buttons.size(), 4);
    QTest::mouseClick(buttons[1], Qt::LeftButton);
    EXPECT_EQ(m_widget.kind(), model::LaneKind::machine);
    QTest::mouseClick(buttons[2], Qt::LeftButton);
    EXPECT_EQ(m_widget.kind(), model::LaneKind::core);
    EXPECT_GT(view().frame().lanes, 0);
    QTest::mouseClick(buttons[0], Qt::LeftButton);
    EXPECT_EQ(m_widget.kind(), model::LaneKind::processor);
    EXPECT_EQ(view().frame().lanes, 4);
}

TEST_F(TimelineWidgetTest, ManyLanesShrinkAndTheWheelOverTheirNamesScrollsThem) {
    model::SyntheticOptions options;
    options.procs = 64;
    m_widget.setRecording(model::syntheticRecording(3'000, options));
    const LaneLayout before = view().frame().layout;
    EXPECT_EQ(before.count, 64);
    EXPECT_GT(before.maxScroll(), 0);
    EXPECT_LT(view().frame().rowsUsed, 64U);
    const TimeWindow shown = window();
    wheel({10, view().lanesRect().center().y()}, -240);
    EXPECT_EQ(view().frame().layout.scroll, 120);
    EXPECT_EQ(window(), shown);
    QTest::keyClick(&view(), Qt::Key_PageUp);
    EXPECT_EQ(view().frame().layout.scroll, 0);
}

TEST_F(TimelineWidgetTest, TheOverviewsBoxMovesTheWindow) {
    wheel(inLanes(0.5), 600);
    OverviewStrip* strip = m_widget.overview();
    const TimeWindow before = window();
    const QPoint middle = strip->windowBox().center().toPoint();
    drag(strip, middle, middle + QPoint(60, 0));
    EXPECT_GT(window().from, before.from);
    EXPECT_NEAR(static_cast<double>(window().span().count()), static_cast<double>(before.span().count()), 2);
    QTest::mouseClick(strip, Qt::LeftButton, {}, QPoint(8, 10));
    EXPECT_LT(window().from, before.from);
}

TEST_F(TimelineWidgetTest, WithoutARecordingItIsEmptyAndHarmless) {
    m_widget.setRecording(nullptr);
    EXPECT_EQ(m_widget.summary(), QString());
    wheel({400, 100}, 120);
    QTest::keyClick(&view(), Qt::Key_W);
    QTest::mouseClick(&view(), Qt::LeftButton, {}, QPoint(400, 100));
    EXPECT_FALSE(view().grab().isNull());
}

TEST(TimelineWidget, AFreeRunWithoutKernelSwitchesSaysWhyThereAreNoCores) {
    model::RunMeta meta;
    meta.host = "free";
    auto recording = std::make_shared<model::Recording>(meta);
    TimelineWidget widget{theme::Theme{}};
    widget.setRecording(recording);
    widget.setKind(model::LaneKind::core);
    EXPECT_TRUE(widget.lanes()->emptyReason().contains(QStringLiteral("free run")));
    EXPECT_EQ(widget.lanes()->frame().lanes, 0);
}

TEST(TimelineWidget, ALiveRunIsTakenInByFrames) {
    auto recording = std::make_shared<model::Recording>(model::RunMeta{});
    TimelineWidget widget{theme::Theme{}};
    widget.resize(900, 300);
    widget.setRecording(recording);
    model::SyntheticTrace trace;
    std::vector<trace::Event> events;
    Time last{0};
    for (int i = 0; i < 5; ++i) {
        events.clear();
        trace.more(500, events);
        recording->append(events);
        widget.refresh();
        EXPECT_GT(widget.lanes()->viewport().duration(), last);
        last = widget.lanes()->viewport().duration();
        EXPECT_EQ(widget.lanes()->lastFrame().lanes, 4);
    }
}

}  // namespace
}  // namespace interleave::ui::timeline
