// Parts of the window: the list of keys, holds, messages in both languages, dropped files, what is remembered.
#include <gtest/gtest.h>
#include <signal.h>

#include <QDropEvent>
#include <QLayout>
#include <QMimeData>
#include <QScrollArea>
#include <QScrollBar>

#include "tests/ui/shell/window_fixture.h"
#include "ui/charts/charts_panel.h"
#include "ui/shell/format.h"
#include "ui/shell/keys_overlay.h"

namespace interleave::ui::shell {
namespace {

using WindowParts = Window;

QStringList textsOf(const QWidget* widget) {
    QStringList texts;
    for (const QLabel* label : widget->findChildren<QLabel*>())
        texts += label->text();
    return texts;
}

TEST_F(WindowParts, F1ListsTheKeysAndAnyKeyTakesTheListAway) {
    openPaused(u"go.work-stealing"_s);
    QTest::keyClick(m_window.get(), Qt::Key_F1);
    KeysOverlay* keys = m_window->keys();
    ASSERT_TRUE(keys->isVisible());
    const QStringList texts = textsOf(keys);
    for (const auto id : {WindowActions::play, WindowActions::stepBack, WindowActions::restart, WindowActions::film,
                          WindowActions::presentation, WindowActions::hold}) {
        const QAction* action = m_window->actions()->action(id);
        EXPECT_TRUE(texts.contains(action->text())) << action->text().toStdString();
        EXPECT_TRUE(texts.contains(action->shortcut().toString(QKeySequence::NativeText)));
    }
    QTest::keyClick(keys, Qt::Key_Space);
    EXPECT_FALSE(keys->isVisible());
    EXPECT_FALSE(player().playing()) << "the key only closed the list";
    QTest::keyClick(m_window.get(), Qt::Key_F1);
    ASSERT_TRUE(keys->isVisible());
    click(keys, QPoint(5, 5));
    EXPECT_FALSE(keys->isVisible());
}

TEST_F(WindowParts, TheListOfKeysFitsIntoASmallWindow) {
    for (const QSize size : {QSize(1280, 720), QSize(1920, 1080)}) {
        m_window->resize(size);
        QTest::keyClick(m_window.get(), Qt::Key_F1);
        for (const QLabel* label : m_window->keys()->findChildren<QLabel*>()) {
            const QRect at(label->mapTo(m_window.get(), QPoint(0, 0)), label->size());
            EXPECT_TRUE(m_window->rect().contains(at)) << label->text().toStdString() << " at " << size.width();
            EXPECT_GE(label->width(), label->sizeHint().width()) << label->text().toStdString();
        }
        QTest::keyClick(m_window->keys(), Qt::Key_Escape);
    }
}

TEST_F(WindowParts, HoldsAtEveryStepInOrderUnderBothHosts) {
    for (const bool conducted : {true, false}) {
        run().hold().setLength(base::Duration(20'000'000));
        QTest::keyClick(m_window.get(), Qt::Key_H);
        ASSERT_TRUE(run().hold().on());
        m_window->open(u"go.hello-workers"_s);
        if (!conducted)
            click(m_window->runPanel()->freeTime());
        ASSERT_EQ(run().session()->conducted(), conducted);
        std::vector<std::size_t> steps;
        const auto watch = QObject::connect(&run(), &Run::advanced, [&] {
            const auto step = m_window->page()->guideCard()->step();
            if (step && (steps.empty() || steps.back() != *step))
                steps.push_back(*step);
        });
        player().setScreenSecond(base::Duration(100'000'000));
        EXPECT_TRUE(QTest::qWaitFor([&] { return player().atEnd(); }, kPatience));
        QObject::disconnect(watch);
        ASSERT_EQ(steps.size(), run().scenario()->narration.size()) << (conducted ? "conducted" : "free");
        for (std::size_t i = 0; i < steps.size(); ++i)
            EXPECT_EQ(steps[i], i);
        QTest::keyClick(m_window.get(), Qt::Key_H);
        EXPECT_FALSE(run().hold().on());
    }
}

TEST_F(WindowParts, SaysInChineseThatTheEngineIsGoneAlsoWhenTheLanguageChangesThen) {
    openPaused(u"go.work-stealing"_s);
    ASSERT_EQ(kill(run().session()->enginePid(), SIGKILL), 0);
    ASSERT_TRUE(QTest::qWaitFor([this] { return run().phase() == session::Phase::lost; }, kPatience));
    EXPECT_TRUE(m_window->banner()->text().contains(u"signal 9"_s));
    m_languages.choose(u"zh_CN"_s);
    EXPECT_TRUE(QTest::qWaitFor([this] { return m_window->banner()->title() == u"引擎已消失"_s; }, kPatience));
    EXPECT_TRUE(m_window->banner()->text().contains(u"信号 9"_s)) << m_window->banner()->text().toStdString();
    EXPECT_FALSE(m_window->banner()->text().contains(u"ended"_s));
    EXPECT_TRUE(m_window->banner()->action()->isVisible());
}

TEST_F(WindowParts, OpensAFileThatIsDroppedOnIt) {
    openPaused(u"go.work-stealing"_s);
    const QString path = m_place.filePath(u"run.ilv"_s);
    m_window->desk()->saveFile(path);
    ASSERT_TRUE(QTest::qWaitFor([this] { return !m_window->desk()->busy(); }, kPatience));
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter(QPoint(300, 300), Qt::CopyAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(m_window.get(), &enter);
    EXPECT_TRUE(enter.isAccepted());
    QDropEvent drop(QPointF(300, 300), Qt::CopyAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(m_window.get(), &drop);
    EXPECT_TRUE(QTest::qWaitFor([this] { return run().isOpen() && !run().live(); }, kPatience));
}

TEST_F(WindowParts, OpensACutFileUpToTheCutWithANotice) {
    openPaused(u"go.run-queues"_s);
    const QString path = m_place.filePath(u"whole.ilv"_s);
    m_window->desk()->saveFile(path);
    ASSERT_TRUE(QTest::qWaitFor([this] { return !m_window->desk()->busy(); }, kPatience));
    QFile file(path);
    ASSERT_TRUE(file.resize(QFileInfo(path).size() - 40));
    m_window->open(path);
    ASSERT_TRUE(QTest::qWaitFor([this] { return run().isOpen() && !run().live(); }, kPatience));
    EXPECT_TRUE(m_window->banner()->isVisible());
    EXPECT_EQ(m_window->banner()->kind(), Banner::Kind::notice);
    EXPECT_TRUE(m_window->banner()->text().contains(u"cut"_s)) << m_window->banner()->text().toStdString();
}

TEST_F(WindowParts, ShowsAllParametersWhereThereIsHeightForThem) {
    m_window->resize(1600, 1000);
    for (const char* id : {"go.work-stealing", "go.syscall-handoff"}) {
        m_window->open(QString::fromLatin1(id));
        ASSERT_TRUE(run().isOpen());
        const auto* scroll = m_window->runPanel()->findChild<QScrollArea*>();
        EXPECT_TRUE(QTest::qWaitFor([&] { return scroll->verticalScrollBar()->maximum() == 0; }, kPatience)) << id;
    }
}

TEST_F(WindowParts, FitsOntoASmallScreenAlsoWithAMessage) {
    for (const auto& language : {u"en"_s, u"zh_CN"_s}) {
        m_languages.choose(language);
        openPaused(u"go.work-stealing"_s);
        m_window->banner()->showMessage(Banner::Kind::notice, u"A title"_s, QString(20, u'x') + u" and words"_s);
        m_window->banner()->offer(u"Restart"_s, [] {});
        const QSize least = m_window->layout()->totalMinimumSize();
        EXPECT_LE(least.width(), 1280) << language.toStdString();
        EXPECT_LE(least.height(), 720) << language.toStdString();
    }
}

TEST_F(WindowParts, RemembersTheSidePageAndTheHold) {
    click(m_window->page()->side()->button(SideCard::listingPage));
    QTest::keyClick(m_window.get(), Qt::Key_H);
    m_window->close();
    MainWindow next({&m_catalogue.value(), &m_themes, &m_languages, &m_preferences});
    EXPECT_EQ(next.page()->side()->page(), SideCard::listingPage);
    EXPECT_TRUE(next.run()->hold().on());
}

TEST_F(WindowParts, ShadesInTheChartsWhatTheTimelineShows) {
    openPaused(u"go.work-stealing"_s);
    QTest::keyClick(m_window.get(), Qt::Key_End);
    ASSERT_TRUE(QTest::qWaitFor([this] { return player().atEnd(); }, kPatience));
    auto* plot = m_window->page()->side()->charts()->card(charts::ChartsPanel::Chart::throughput)->plot();
    QTest::keyClick(m_window->page()->timeline()->lanes(), Qt::Key_0);
    EXPECT_TRUE(QTest::qWaitFor([&] { return !plot->windowShown(); }, kPatience));
    QTest::keyClick(m_window->page()->timeline()->lanes(), Qt::Key_W);
    QTest::keyClick(m_window->page()->timeline()->lanes(), Qt::Key_W);
    EXPECT_TRUE(QTest::qWaitFor([&] { return plot->windowShown(); }, kPatience));
}

TEST(PlaceText, KeepsItsUnitAndItsDigits) {
    EXPECT_EQ(placeText(base::Time(403'000), base::Time(1'260'000)), u"0.403 / 1.260 ms"_s);
    EXPECT_EQ(placeText(base::Time(0), base::Time(64'546'000)), u"0.00 / 64.55 ms"_s);
    EXPECT_EQ(placeText(base::Time(12), base::Time(640)), u"12 / 640 ns"_s);
}

}  // namespace
}  // namespace interleave::ui::shell
