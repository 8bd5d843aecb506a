// Whatever is drawn on the stage says what it is and what happened to it last, to the mouse and to the keys.
#include <gtest/gtest.h>

#include <QSignalSpy>
#include <QtTest/QTest>
#include <array>
#include <optional>
#include <set>

#include "model/synthetic.h"
#include "ui/geometry/explain.h"
#include "ui/geometry/object_history.h"
#include "ui/stage/stage_scene.h"
#include "ui/stage/stage_widget.h"

using namespace interleave;
using namespace interleave::ui;
using geometry::ObjectType;
using geometry::SelectedObject;
using trace::Event;
using trace::EventKind;

namespace {

constexpr std::array kAllTypes = {ObjectType::goroutine,          ObjectType::processor,      ObjectType::machine,
                                  ObjectType::globalQueue,        ObjectType::netpoller,      ObjectType::timers,
                                  ObjectType::syncObject,         ObjectType::runQueue,       ObjectType::runnext,
                                  ObjectType::timersAndNetpoller, ObjectType::idleProcessors, ObjectType::idleMachines,
                                  ObjectType::syscallMachines,    ObjectType::sysmon,         ObjectType::syncObjects};

class ExplainedStage : public testing::Test {
protected:
    void SetUp() override {
        model::SyntheticOptions options;
        options.procs = 4;
        options.goroutines = 16;
        m_recording = model::syntheticRecording(20'000, options);
        m_cursor.emplace(m_recording);
        m_widget.resize(1368, 625);
        m_widget.setRecording(m_recording);
        m_widget.setEventWords([](const model::FullEvent& event, const model::Recording&) {
            return QString::fromLatin1(trace::descriptor(event.event.kind).name.data());
        });
        m_widget.show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&m_widget));
    }
    void goTo(model::EventIndex position) {
        m_cursor->moveTo(position);
        m_widget.showFrame(m_cursor->world(), m_cursor->lastStep(), position);
        m_widget.settle();
    }
    // A point that shows that thing and nothing on top of it.
    std::optional<QPoint> freePoint(const geometry::Target& target) const {
        const geometry::StageLayout& layout = m_widget.scene().layout();
        const QRect rect = target.rect.toAlignedRect().intersected(m_widget.rect());
        for (int y = rect.top() + 1; y < rect.bottom(); y += 3)
            for (int x = rect.left() + 1; x < rect.right(); x += 3)
                if (geometry::objectAt(layout, QPoint(x, y)) == target.object)
                    return QPoint(x, y);
        return std::nullopt;
    }

    std::shared_ptr<model::Recording> m_recording;
    std::optional<model::Cursor> m_cursor;
    stage::StageWidget m_widget;
};

TEST_F(ExplainedStage, TellsTheMouseOfEveryKindOfThingWhatItIsAndWhatHappenedToItLast) {
    std::set<ObjectType> seen, told;
    for (model::EventIndex at = 2000; at < 18'000; at += 1009) {
        goTo(m_recording->stepForward(at));
        for (const geometry::Target& target : geometry::targets(m_widget.scene().layout())) {
            const std::optional<QPoint> point = freePoint(target);
            if (!point)
                continue;
            QTest::mouseMove(&m_widget, *point);
            ASSERT_EQ(m_widget.hover(), target.object);
            const stage::TipText tip = stage::tipText(m_widget.scene().snapshot(), target.object);
            ASSERT_FALSE(tip.heading.isEmpty()) << static_cast<int>(target.object.type);
            ASSERT_FALSE(tip.second.isEmpty() && tip.lines.isEmpty()) << qPrintable(tip.heading);
            ASSERT_FALSE(m_widget.scene().hoverNotes().isEmpty()) << qPrintable(tip.heading);
            seen.insert(target.object.type);
            if (m_widget.scene().hoverNotes().front() != QStringLiteral("Nothing has happened here yet"))
                told.insert(target.object.type);
            QSignalSpy spy(&m_widget, &stage::StageWidget::selected);
            QTest::mouseClick(&m_widget, Qt::LeftButton, {}, *point);
            ASSERT_EQ(spy.count(), 1);
            ASSERT_EQ(spy.at(0).at(0).value<SelectedObject>(), target.object);
        }
    }
    for (const ObjectType type : kAllTypes) {
        EXPECT_TRUE(seen.contains(type)) << static_cast<int>(type) << " was never under the mouse";
        // The synthetic histories have no network.
        if (type != ObjectType::netpoller) {
            EXPECT_TRUE(told.contains(type)) << static_cast<int>(type) << " had no events";
        }
    }
}

TEST_F(ExplainedStage, SaysOfEveryKindOfThingWhatItIsFor) {
    for (const ObjectType type : kAllTypes) {
        EXPECT_FALSE(geometry::explain(SelectedObject::place(type)).isEmpty()) << static_cast<int>(type);
        EXPECT_FALSE(geometry::objectName(SelectedObject::place(type)).isEmpty()) << static_cast<int>(type);
    }
}

TEST_F(ExplainedStage, IsWalkedOverInWholeByKeys) {
    goTo(m_recording->stepForward(9000));
    m_widget.setFocus();
    const auto all = geometry::targets(m_widget.scene().layout());
    std::set<std::tuple<int, std::uint32_t, int>> reached;
    const auto keyOf = [](const SelectedObject& object) {
        return std::tuple(static_cast<int>(object.type), object.id, static_cast<int>(object.kind));
    };
    for (std::size_t i = 0; i < all.size(); ++i) {
        QTest::keyClick(&m_widget, Qt::Key_BracketRight);
        reached.insert(keyOf(m_widget.selection()));
    }
    for (const geometry::Target& target : all)
        EXPECT_TRUE(reached.contains(keyOf(target.object))) << qPrintable(geometry::objectName(target.object));
    QTest::keyClick(&m_widget, Qt::Key_BracketLeft);
    EXPECT_EQ(m_widget.selection(), all[all.size() - 2].object);
}

TEST_F(ExplainedStage, TakesLeftAndRightForItselfOnlyWhenReachedByTab) {
    goTo(m_recording->stepForward(9000));
    const auto taken = [this] {
        QKeyEvent key(QEvent::ShortcutOverride, Qt::Key_Right, Qt::NoModifier);
        key.ignore();
        QCoreApplication::sendEvent(&m_widget, &key);
        return key.isAccepted();
    };
    m_widget.setFocus(Qt::MouseFocusReason);
    EXPECT_FALSE(taken());
    m_widget.clearFocus();
    m_widget.setFocus(Qt::TabFocusReason);
    EXPECT_TRUE(taken());
    QTest::mouseClick(&m_widget, Qt::LeftButton, {}, QPoint(400, 30));
    EXPECT_FALSE(taken());
}

// What a history tells as it follows a playhead is what a search of the whole would find.
TEST_F(ExplainedStage, FollowsThePlayheadWithTheSameEventsAsASearchAnew) {
    for (const ObjectType type : kAllTypes) {
        const SelectedObject object{type, type == ObjectType::goroutine ? 5u : 1u, trace::ObjectKind::channel};
        geometry::ObjectHistory following;
        following.setRecording(m_recording);
        std::size_t found = 0;
        for (const model::EventIndex at : {3000u, 3001u, 3100u, 9000u, 9500u, 4000u, 4800u}) {
            const model::EventIndex position = m_recording->stepForward(at);
            geometry::ObjectHistory anew;
            anew.setRecording(m_recording);
            const auto& ours = following.at(object, position, 8);
            const auto& theirs = anew.at(object, position, 8);
            ASSERT_EQ(ours.size(), theirs.size()) << static_cast<int>(type) << " at " << at;
            for (std::size_t i = 0; i < ours.size(); ++i)
                ASSERT_EQ(ours[i].index, theirs[i].index) << static_cast<int>(type) << " at " << at;
            for (const model::FullEvent& event : ours)
                ASSERT_LT(event.index, position);
            found += ours.size();
        }
        EXPECT_TRUE(found > 0 || type == ObjectType::netpoller) << static_cast<int>(type);
    }
}

Event of(EventKind kind, std::uint16_t p, std::uint32_t g, std::uint8_t aux, std::uint32_t a) {
    Event event;
    event.time = 1;
    event.kind = kind;
    event.p = p;
    event.g = g;
    event.aux = aux;
    event.a = a;
    return event;
}

TEST(ObjectHistory, TellsAQueueOfWhatCameAndWentAndOfNothingElse) {
    const auto runnext = static_cast<std::uint8_t>(trace::RqSlot::runnext);
    const auto tail = static_cast<std::uint8_t>(trace::RqSlot::tail);
    const auto mutex = static_cast<std::uint8_t>(trace::BlockReason::mutexLock);
    const auto recording = std::make_shared<model::Recording>(model::RunMeta{});
    const std::vector<Event> events = {
        of(EventKind::RqPut, 0, 1, runnext, 0),    // 0
        of(EventKind::RqPut, 0, 2, tail, 1),       // 1
        of(EventKind::RqPut, 1, 3, tail, 1),       // 2
        of(EventKind::RqSteal, 1, 0, tail, 0),     // 3: P1 from P0
        of(EventKind::RqSteal, 1, 0, runnext, 0),  // 4
        of(EventKind::GoBlock, 0, 4, mutex, 7),    // 5
        of(EventKind::ChSend, 0, 4, 0, 7),         // 6
        of(EventKind::TmFire, 0, 4, 0, 1),         // 7
        of(EventKind::GlobGet, 1, 0, 0, 3),        // 8
    };
    recording->append(events);
    recording->finish();
    const auto indices = [&](SelectedObject object) {
        geometry::ObjectHistory history;
        history.setRecording(recording);
        std::vector<model::EventIndex> all;
        for (const model::FullEvent& event : history.at(object, events.size(), 20))
            all.push_back(event.index);
        return all;
    };
    using Indices = std::vector<model::EventIndex>;
    EXPECT_EQ(indices(SelectedObject::place(ObjectType::runQueue, 0)), (Indices{1, 3}));
    EXPECT_EQ(indices(SelectedObject::place(ObjectType::runQueue, 1)), (Indices{2, 3, 8}));
    EXPECT_EQ(indices(SelectedObject::place(ObjectType::runnext, 0)), (Indices{0, 4}));
    EXPECT_EQ(indices(SelectedObject::place(ObjectType::runnext, 1)), Indices{});
    EXPECT_EQ(indices(SelectedObject::place(ObjectType::globalQueue)), Indices{8});
    EXPECT_EQ(indices(SelectedObject::place(ObjectType::timers)), Indices{7});
    EXPECT_EQ(indices({ObjectType::syncObject, 7, trace::ObjectKind::mutex}), Indices{5});
    EXPECT_EQ(indices({ObjectType::syncObject, 7, trace::ObjectKind::channel}), Indices{6});
}

TEST(SysmonState, TellsItsBeginItsRoundsItsSleepAndItsEnd) {
    geometry::StageSnapshot snapshot;
    EXPECT_EQ(geometry::sysmonState(snapshot), QStringLiteral("not started"));
    snapshot.sysmonM = 1;
    EXPECT_EQ(geometry::sysmonState(snapshot), QStringLiteral("sleeps"));
    snapshot.sysmonDelay = std::chrono::microseconds(20);
    EXPECT_TRUE(geometry::sysmonState(snapshot).startsWith(QStringLiteral("looks every 20")));
    snapshot.sysmonEnded = true;
    EXPECT_EQ(geometry::sysmonState(snapshot), QStringLiteral("ended"));
}

}  // namespace
