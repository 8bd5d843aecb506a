// What a person does to the run from the stage, by real mouse and keys.
#include <gtest/gtest.h>

#include <QSignalSpy>
#include <QToolButton>
#include <QtTest/QTest>

#include "model/synthetic.h"
#include "ui/stage/stage_scene.h"
#include "ui/stage/stage_widget.h"

using namespace interleave;
using namespace interleave::ui;
using geometry::SelectedObject;
using stage::Reach;

namespace {

class StageInterventions : public testing::Test {
protected:
    void SetUp() override {
        model::SyntheticOptions options;
        options.procs = 4;
        options.goroutines = 40;
        m_recording = model::syntheticRecording(4000, options);
        m_widget.resize(1368, 625);
        m_widget.setRecording(m_recording);
        m_widget.setReach(Reach::ready);
        model::Cursor cursor(m_recording);
        cursor.moveTo(2000);
        m_widget.showFrame(cursor.world(), cursor.lastStep(), cursor.position());
        m_widget.settle();
        for (const model::Processor& p : cursor.world().processors())
            if (p.running != 0)
                m_g = p.running;
        m_widget.show();
        m_widget.setFocus();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&m_widget));
        ASSERT_NE(m_g, 0u);
    }
    stage::StageControls& controls() { return *m_widget.controls(); }
    void press(QWidget* button) { QTest::mouseClick(button, Qt::LeftButton); }

    std::shared_ptr<model::Recording> m_recording;
    stage::StageWidget m_widget;
    std::uint32_t m_g = 0;
};

TEST_F(StageInterventions, AreButtonsInTheHeadThatCoverNothing) {
    ASSERT_TRUE(controls().isVisible());
    const QRectF place(controls().geometry());
    const geometry::StageLayout& layout = m_widget.scene().layout();
    EXPECT_TRUE(QRectF(m_widget.rect()).contains(place));
    EXPECT_GT(place.left(), layout.titleRect.right() + 100) << "room for the chips";
    EXPECT_LT(place.bottom(), layout.globalPanel.top());
    for (const geometry::LegendItem& item : layout.legend)
        EXPECT_FALSE(place.intersects(item.sample | item.label)) << qPrintable(item.text);
}

TEST_F(StageInterventions, ByMouse) {
    QSignalSpy spawned(&m_widget, &stage::StageWidget::spawnRequested);
    QSignalSpy blocked(&m_widget, &stage::StageWidget::blockRequested);
    QSignalSpy procs(&m_widget, &stage::StageWidget::procsRequested);
    press(controls().spawn());
    EXPECT_EQ(spawned.count(), 1);
    press(controls().block());
    EXPECT_EQ(blocked.count(), 0) << "no goroutine is selected yet";
    QTest::mouseClick(&m_widget, Qt::LeftButton, {}, m_widget.positionOf(SelectedObject::goroutine(m_g)).toPoint());
    press(controls().block());
    ASSERT_EQ(blocked.count(), 1);
    EXPECT_EQ(blocked.at(0).at(0).toUInt(), m_g);
    press(controls().more());
    press(controls().fewer());
    ASSERT_EQ(procs.count(), 2);
    EXPECT_EQ(procs.at(0).at(0).toInt(), 5);
    EXPECT_EQ(procs.at(1).at(0).toInt(), 3);
}

TEST_F(StageInterventions, ByKeys) {
    QSignalSpy spawned(&m_widget, &stage::StageWidget::spawnRequested);
    QSignalSpy blocked(&m_widget, &stage::StageWidget::blockRequested);
    QSignalSpy procs(&m_widget, &stage::StageWidget::procsRequested);
    QTest::keyClick(&m_widget, Qt::Key_N);
    EXPECT_EQ(spawned.count(), 1);
    QTest::mouseMove(&m_widget, m_widget.positionOf(SelectedObject::goroutine(m_g)).toPoint());
    QTest::keyClick(&m_widget, Qt::Key_B);
    ASSERT_EQ(blocked.count(), 1) << "the one under the mouse";
    EXPECT_EQ(blocked.at(0).at(0).toUInt(), m_g);
    QTest::keyClick(&m_widget, Qt::Key_Plus);
    QTest::keyClick(&m_widget, Qt::Key_Minus);
    ASSERT_EQ(procs.count(), 2);
    EXPECT_EQ(procs.at(0).at(0).toInt(), 5);
    EXPECT_EQ(procs.at(1).at(0).toInt(), 3);
}

TEST_F(StageInterventions, AreWalkedToByTheTabKey) {
    QStringList names;
    for (int i = 0; i < 6; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        if (const auto* button = qobject_cast<QToolButton*>(QApplication::focusWidget()))
            names << button->text();
    }
    EXPECT_TRUE(names.contains(controls().spawn()->text()));
    EXPECT_TRUE(names.contains(controls().more()->text()));
}

TEST_F(StageInterventions, ThatCannotBeSayWhy) {
    QSignalSpy spawned(&m_widget, &stage::StageWidget::spawnRequested);
    for (const Reach reach : {Reach::ended, Reach::file, Reach::lost, Reach::starting}) {
        m_widget.setReach(reach);
        EXPECT_TRUE(controls().isVisible());
        for (QToolButton* button : {controls().spawn(), controls().block(), controls().fewer(), controls().more()}) {
            EXPECT_FALSE(button->isEnabled());
            EXPECT_EQ(button->toolTip(), stage::reasonOf(reach));
            EXPECT_FALSE(button->toolTip().isEmpty());
        }
        press(controls().spawn());
        QTest::keyClick(&m_widget, Qt::Key_N);
    }
    EXPECT_EQ(spawned.count(), 0);
}

TEST_F(StageInterventions, AreNotInAFilm) {
    m_widget.setReach(Reach::none);
    EXPECT_FALSE(controls().isVisible());
    EXPECT_TRUE(m_widget.scene().layout().actionsRect.isNull());
}

// The card beside the cursor tells what happened last.
TEST_F(StageInterventions, HoverTellsTheLastEvents) {
    std::vector<model::EventIndex> told;
    m_widget.setEventWords([&](const model::FullEvent& event, const model::Recording&) {
        told.push_back(event.index);
        return QStringLiteral("words");
    });
    QTest::mouseMove(&m_widget, QPoint(5, 5));
    QTest::mouseMove(&m_widget, m_widget.positionOf(SelectedObject::goroutine(m_g)).toPoint());
    ASSERT_FALSE(told.empty());
    for (const model::EventIndex index : told)
        EXPECT_LT(index, 2000u) << "it has not happened yet";
}

}  // namespace
