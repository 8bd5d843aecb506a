// The window with real mouse and key events over real engines.
#include <gtest/gtest.h>
#include <signal.h>

#include "tests/ui/shell/window_fixture.h"

namespace interleave::ui::shell {
namespace {

TEST_F(Window, PlaysAndPausesWithSpaceAndWithTheButton) {
    openPaused(u"go.work-stealing"_s);
    QTest::keyClick(m_window.get(), Qt::Key_Space);
    EXPECT_TRUE(player().playing());
    click(transport().button(Icon::play));
    EXPECT_FALSE(player().playing());
}

TEST_F(Window, StepsOneEventOnAndBackByKeys) {
    openPaused(u"go.work-stealing"_s);
    const model::EventIndex before = player().position();
    QTest::keyClick(m_window.get(), Qt::Key_Left);
    const model::EventIndex back = player().position();
    EXPECT_LT(back, before);
    EXPECT_EQ(back, run().recording()->stepBack(before));
    QTest::keyClick(m_window.get(), Qt::Key_Right);
    EXPECT_EQ(player().position(), run().recording()->stepForward(back));
    EXPECT_EQ(run().cursor()->position(), player().position());
}

TEST_F(Window, StepsByButtonsAndGoesToTheStart) {
    openPaused(u"go.work-stealing"_s);
    click(transport().button(Icon::toStart));
    EXPECT_EQ(player().time(), base::Time(0));
    const model::EventIndex start = player().position();
    click(transport().button(Icon::step));
    EXPECT_GT(player().position(), start);
    click(transport().button(Icon::stepBack));
    EXPECT_EQ(player().position(), start);
}

TEST_F(Window, ScrubsByTheSlider) {
    openPaused(u"go.work-stealing"_s);
    QSlider* slider = transport().scrubber();
    click(slider, QPoint(slider->width() / 2, slider->height() / 2));
    const double share =
        static_cast<double>(player().time().count()) / static_cast<double>(run().recording()->duration().count());
    EXPECT_NEAR(share, 0.5, 0.04);
}

TEST_F(Window, SelectsAGoroutineByAClickOnTheStage) {
    openPaused(u"go.work-stealing"_s);
    const std::uint32_t g = visibleG();
    ASSERT_NE(g, 0u);
    const auto object = geometry::SelectedObject::goroutine(g);
    stage::StageWidget* stage = m_window->page()->stage();
    click(stage, stage->positionOf(object).toPoint());
    EXPECT_EQ(m_window->page()->selection(), object);
    EXPECT_EQ(m_window->page()->side()->page(), SideCard::inspectorPage);
    EXPECT_EQ(m_window->page()->side()->inspector()->facts().title, u"G%1"_s.arg(g));
    EXPECT_TRUE(m_window->runPanel()->block()->text().contains(u"G%1"_s.arg(g)));
}

TEST_F(Window, ZoomsEverythingByKeys) {
    EXPECT_EQ(m_themes.theme().scale(), 1.0);
    QTest::keyClick(m_window.get(), Qt::Key_Plus, Qt::ControlModifier);
    EXPECT_GT(m_themes.theme().scale(), 1.05);
    QTest::keyClick(m_window.get(), Qt::Key_Minus, Qt::ControlModifier);
    QTest::keyClick(m_window.get(), Qt::Key_Minus, Qt::ControlModifier);
    EXPECT_LT(m_themes.theme().scale(), 0.95);
    QTest::keyClick(m_window.get(), Qt::Key_0, Qt::ControlModifier);
    EXPECT_EQ(m_themes.theme().scale(), 1.0);
}

TEST_F(Window, UndoesAChangeOfParametersAndRunsAgainWithTheOldOnes) {
    openPaused(u"go.work-stealing"_s);
    const int cores = m_window->desk()->settings().cores;
    QTest::keyClick(m_window->runPanel()->cores(), Qt::Key_Down);
    EXPECT_EQ(m_window->desk()->settings().cores, cores - 1);
    EXPECT_EQ(run().session()->request().cores, cores - 1);
    m_window->page()->setFocus();
    QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(m_window->desk()->settings().cores, cores);
    EXPECT_EQ(m_window->runPanel()->cores()->value(), cores);
    EXPECT_EQ(run().session()->request().cores, cores);
}

TEST_F(Window, ChangesGomaxprocsInTheLiveRunWithoutStartingItAgain) {
    openPaused(u"go.work-stealing"_s);
    const int pid = run().session()->enginePid();
    m_window->runPanel()->procs()->setValue(2);
    EXPECT_EQ(run().session()->enginePid(), pid);
    player().setScreenSecond(base::Duration(1'000'000'000));
    player().play();
    EXPECT_TRUE(QTest::qWaitFor([this] { return run().cursor()->world().maxProcs() == 2; }, kPatience));
}

TEST_F(Window, GivesANewSeedAndStartsAgainWithIt) {
    openPaused(u"go.work-stealing"_s);
    const std::uint64_t seed = m_window->desk()->settings().seed;
    click(m_window->runPanel()->newSeed());
    EXPECT_NE(m_window->desk()->settings().seed, seed);
    EXPECT_EQ(run().session()->request().seed, m_window->desk()->settings().seed);
}

TEST_F(Window, SpeaksChineseAndEnglishAtOnce) {
    openPaused(u"go.work-stealing"_s);
    guide::LanguageToggle* toggle = m_window->page()->guideCard()->languageToggle();
    click(toggle, QPoint(toggle->width() * 3 / 4, toggle->height() / 2));
    EXPECT_EQ(m_languages.current(), u"zh_CN"_s);
    const auto film = [this] { return m_window->titleBar()->filmButton()->text(); };
    EXPECT_TRUE(QTest::qWaitFor([&] { return film() == u"录制影片…"_s; }, kPatience));
    EXPECT_EQ(m_window->libraryPanel()
                  ->model()
                  ->index(m_window->libraryPanel()->model()->rowOf(u"go.work-stealing"_s))
                  .data()
                  .toString(),
              QString::fromStdString(m_catalogue.value().find("go.work-stealing")->title.zh));
    click(toggle, QPoint(toggle->width() / 4, toggle->height() / 2));
    EXPECT_TRUE(QTest::qWaitFor([&] { return film() == u"Record film…"_s; }, kPatience));
}

TEST_F(Window, TurnsDarkAndLight) {
    m_window->actions()->action(WindowActions::themeDark)->trigger();
    EXPECT_LT(m_window->palette().color(QPalette::Window).lightness(), 60);
    m_window->actions()->action(WindowActions::themeLight)->trigger();
    EXPECT_GT(m_window->palette().color(QPalette::Window).lightness(), 200);
}

TEST_F(Window, FindsAScenarioByWordsAndOpensItWithEnter) {
    QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier);
    QTest::keyClicks(m_window->libraryPanel()->search(), u"preempt"_s);
    EXPECT_GE(m_window->libraryPanel()->model()->scenarioCount(), 1);
    EXPECT_LT(m_window->libraryPanel()->model()->scenarioCount(),
              static_cast<int>(m_catalogue.value().scenarios().size()));
    QTest::keyClick(m_window->libraryPanel()->search(), Qt::Key_Return);
    ASSERT_TRUE(run().isOpen());
    EXPECT_EQ(run().scenario()->id, "go.preemption");
    QTest::keyClick(m_window->libraryPanel()->search(), Qt::Key_Escape);
    EXPECT_EQ(m_window->libraryPanel()->model()->scenarioCount(),
              static_cast<int>(m_catalogue.value().scenarios().size()));
}

TEST_F(Window, OpensAndPlaysAScenarioByAClickInTheCatalogue) {
    QListView* list = m_window->libraryPanel()->list();
    const QModelIndex row = list->model()->index(m_window->libraryPanel()->model()->rowOf(u"go.channel"_s), 0);
    click(list->viewport(), list->visualRect(row).center());
    ASSERT_TRUE(run().isOpen());
    EXPECT_EQ(run().scenario()->id, "go.channel");
    EXPECT_TRUE(player().playing());
}

TEST_F(Window, GoesToAStepOfTheNarrationByAClick) {
    openPaused(u"go.work-stealing"_s);
    QTest::keyClick(m_window.get(), Qt::Key_End);
    ASSERT_TRUE(
        QTest::qWaitFor([this] { return m_window->page()->guideCard()->narration()->reachedCount() >= 3; }, kPatience));
    guide::StepBar* bar = m_window->page()->guideCard()->stepBar();
    click(bar, bar->segment(1).center());
    EXPECT_EQ(m_window->page()->guideCard()->step(), std::optional<std::size_t>(1));
    EXPECT_FALSE(player().playing());
}

TEST_F(Window, KeepsTheHistoryAndOffersARestartWhenTheEngineIsKilled) {
    openPaused(u"go.work-stealing"_s);
    const model::EventIndex recorded = run().recording()->size();
    ASSERT_EQ(kill(run().session()->enginePid(), SIGKILL), 0);
    ASSERT_TRUE(QTest::qWaitFor([this] { return run().phase() == session::Phase::lost; }, kPatience));
    EXPECT_EQ(m_window->banner()->kind(), Banner::Kind::error);
    EXPECT_TRUE(m_window->banner()->isVisible());
    EXPECT_GE(run().recording()->size(), recorded);
    click(transport().button(Icon::toStart));
    EXPECT_EQ(player().time(), base::Time(0));
    click(m_window->banner()->action());
    ASSERT_TRUE(QTest::qWaitFor([this] { return run().phase() == session::Phase::running; }, kPatience));
    EXPECT_FALSE(m_window->banner()->isVisible());
}

TEST_F(Window, EndsTheEngineWhenItIsClosed) {
    openPaused(u"go.work-stealing"_s);
    const int pid = run().session()->enginePid();
    m_window->close();
    EXPECT_TRUE(QTest::qWaitFor([pid] { return kill(pid, 0) != 0; }, kPatience));
}

TEST_F(Window, SaysInTheBannerWhyAFileCannotBeOpened) {
    QFile garbage(m_place.filePath(u"garbage.ilv"_s));
    ASSERT_TRUE(garbage.open(QIODevice::WriteOnly));
    garbage.write("this is no run");
    garbage.close();
    m_window->open(garbage.fileName());
    ASSERT_TRUE(QTest::qWaitFor([this] { return !m_window->desk()->busy(); }, kPatience));
    EXPECT_TRUE(m_window->banner()->isVisible());
    EXPECT_EQ(m_window->banner()->kind(), Banner::Kind::error);
}

TEST_F(Window, SavesARunAndShowsItAgain) {
    openPaused(u"go.work-stealing"_s);
    const QString path = m_place.filePath(u"run.ilv"_s);
    m_window->desk()->saveFile(path);
    ASSERT_TRUE(QTest::qWaitFor([this] { return !m_window->desk()->busy(); }, kPatience));
    const std::uint64_t seed = m_window->desk()->settings().seed;
    m_window->open(path);
    ASSERT_TRUE(QTest::qWaitFor([this] { return run().isOpen() && !run().live(); }, kPatience));
    EXPECT_EQ(run().scenario()->id, "go.work-stealing");
    EXPECT_EQ(m_window->desk()->settings().seed, seed);
    EXPECT_GT(run().recording()->size(), 200u);
}

TEST_F(Window, TwoWindowsEachHaveTheirOwnRun) {
    MainWindow second({&m_catalogue.value(), &m_themes, &m_languages, &m_preferences});
    second.show();
    m_window->open(u"go.work-stealing"_s);
    second.open(u"go.channel"_s);
    ASSERT_TRUE(run().isOpen() && second.run()->isOpen());
    EXPECT_NE(run().session()->enginePid(), second.run()->session()->enginePid());
    EXPECT_TRUE(QTest::qWaitFor([&] { return second.run()->recording()->size() > 0 && run().recording()->size() > 0; },
                                kPatience));
}

TEST(PaceScale, GoesFromAMicrosecondToASecondAndBack) {
    EXPECT_EQ(PaceControl::screenSecondAt(0), base::Duration(1'000));
    EXPECT_EQ(PaceControl::screenSecondAt(PaceControl::kSteps), base::Duration(1'000'000'000));
    for (int position = 0; position <= PaceControl::kSteps; position += 25)
        EXPECT_EQ(PaceControl::positionOf(PaceControl::screenSecondAt(position)), position);
    for (int position = 0; position <= PaceControl::kSteps; position += 25)
        EXPECT_EQ(PaceControl::positionOfBeat(PaceControl::beatAt(position)), position);
}

}  // namespace
}  // namespace interleave::ui::shell
