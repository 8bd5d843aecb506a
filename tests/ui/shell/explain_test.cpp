// What the stage shows is explained by the inspector, in both languages; its events lead back in time.
#include <QListWidget>
#include <QRegularExpression>
#include <set>

#include "ui/geometry/object_history.h"
#include "ui/inspector/event_delegate.h"
#include "ui/stage/stage_scene.h"
#include "window_fixture.h"

namespace interleave::ui::shell {
namespace {

using geometry::ObjectType;
using geometry::SelectedObject;

class Explained : public Window {
protected:
    stage::StageWidget* stage() { return m_window->page()->stage(); }
    inspector::InspectorView* inspector() { return m_window->page()->side()->inspector(); }
    // A point that shows that thing and nothing on top of it.
    std::optional<QPoint> freePoint(const geometry::Target& target) {
        const QRect rect = target.rect.toAlignedRect().intersected(stage()->rect());
        for (int y = rect.top() + 1; y < rect.bottom(); y += 3)
            for (int x = rect.left() + 1; x < rect.right(); x += 3)
                if (geometry::objectAt(stage()->scene().layout(), QPoint(x, y)) == target.object)
                    return QPoint(x, y);
        return std::nullopt;
    }
    // Lets a scenario play until something has happened to that thing.
    void openUntilToldOf(const QString& scenario, const SelectedObject& object) {
        m_window->open(scenario);
        ASSERT_TRUE(run().isOpen()) << m_window->banner()->text().toStdString();
        constexpr std::size_t kEnough = 3;
        geometry::ObjectHistory history;
        history.setRecording(run().recording());
        ASSERT_TRUE(QTest::qWaitFor(
            [&] { return history.at(object, run().recording()->size(), kEnough).size() == kEnough; }, kPatience));
        player().pause();
        settle();
    }
    void goTo(double share) {
        player().seek(base::Duration(
            static_cast<std::int64_t>(static_cast<double>(run().recording()->duration().count()) * share)));
        run().refresh();
        stage()->settle();
    }
    // Clicks on one thing of each kind; those that had events are added to `told`.
    void clickOnEach(std::set<ObjectType>* told) {
        std::set<ObjectType> done;
        for (const geometry::Target& target : geometry::targets(stage()->scene().layout())) {
            const std::optional<QPoint> point = freePoint(target);
            if (!point || !done.insert(target.object.type).second)
                continue;
            click(stage(), *point);
            ASSERT_EQ(m_window->page()->selection(), target.object);
            const inspector::ObjectFacts& facts = inspector()->facts();
            EXPECT_FALSE(facts.title.isEmpty());
            EXPECT_FALSE(facts.about.isEmpty()) << qPrintable(facts.title);
            EXPECT_FALSE(facts.state.isEmpty()) << qPrintable(facts.title);
            if (inspector()->events()->count() > 0)
                told->insert(target.object.type);
        }
    }
};

TEST_F(Explained, EveryKindOfThingHasItsFactsAndLastEvents) {
    openPaused(u"go.syscall-handoff"_s);
    std::set<ObjectType> told;
    for (const double share : {0.2, 0.5, 0.9}) {
        goTo(share);
        clickOnEach(&told);
    }
    for (const ObjectType type :
         {ObjectType::goroutine, ObjectType::processor, ObjectType::machine, ObjectType::runQueue, ObjectType::runnext,
          ObjectType::globalQueue, ObjectType::idleMachines, ObjectType::syscallMachines, ObjectType::sysmon})
        EXPECT_TRUE(told.contains(type)) << static_cast<int>(type);
    openUntilToldOf(u"go.hello-workers"_s, SelectedObject::place(ObjectType::timers));
    for (const double share : {0.5, 1.0}) {
        goTo(share);
        clickOnEach(&told);
    }
    EXPECT_TRUE(told.contains(ObjectType::timers));
    EXPECT_TRUE(told.contains(ObjectType::timersAndNetpoller));
    EXPECT_TRUE(told.contains(ObjectType::syncObjects));
}

TEST_F(Explained, AClickOnAnEventOfAQueueGoesThere) {
    const SelectedObject queue = SelectedObject::place(ObjectType::runQueue, 0);
    openUntilToldOf(u"go.work-stealing"_s, queue);
    goTo(1.0);
    std::optional<QPoint> point;
    for (const geometry::Target& target : geometry::targets(stage()->scene().layout()))
        if (target.object == queue)
            point = freePoint(target);
    ASSERT_TRUE(point);
    click(stage(), *point);
    QListWidget* events = inspector()->events();
    ASSERT_GT(events->count(), 1);
    QListWidgetItem* item = events->item(1);
    const auto position = item->data(inspector::EventDelegate::PositionRole).toULongLong();
    ASSERT_LT(position, player().position());
    click(events->viewport(), events->visualItemRect(item).center());
    EXPECT_EQ(player().position(), position);
    EXPECT_EQ(m_window->page()->selection(), queue);
    EXPECT_FALSE(player().playing());
}

TEST_F(Explained, InChineseNothingOfItIsEnglish) {
    m_languages.choose(u"zh_CN"_s);
    openPaused(u"go.syscall-handoff"_s);
    goTo(0.6);
    std::set<ObjectType> done;
    static const QRegularExpression han(u"\\p{Han}"_s);
    for (const geometry::Target& target : geometry::targets(stage()->scene().layout())) {
        const std::optional<QPoint> point = freePoint(target);
        if (!point || !done.insert(target.object.type).second)
            continue;
        QTest::mouseMove(stage(), *point);
        ASSERT_EQ(stage()->hover(), target.object);
        for (const QString& note : stage()->scene().hoverNotes())
            EXPECT_TRUE(note.contains(han)) << qPrintable(note);
        click(stage(), *point);
        EXPECT_TRUE(inspector()->facts().about.contains(han)) << qPrintable(inspector()->facts().about);
    }
    EXPECT_GE(done.size(), 9u);
}

}  // namespace
}  // namespace interleave::ui::shell
