// For every rule a history that breaks it and a neighbour that does not: goroutines, and what the checker says at all.
#include "model/checker.h"

#include <gtest/gtest.h>

#include "checker_script.h"
#include "script.h"

namespace interleave::model {
namespace {

TEST(Checker, PassesWhatIsLegal) {
    EXPECT_EQ(rowsOf(kTwoMore + kSecondP), "");
    EXPECT_EQ(rowsOf(kTwoMore + kStopped), "");
    EXPECT_EQ(rowsOf(kTwoMore + kSecondP + R"(
4 RqSteal m=1 p=1 from=0 count=1 pass=1 slot=tail [2]
4 MSpin m=1 p=1 on=0 n=0
4 Wakep m=1 p=1 res=noIdleP
4 GoStart m=1 p=1 g=2 src=steal tick=1
)"),
              "");
    EXPECT_EQ(rowsOf("", false), "");
}

TEST(Checker, G01HoldsGoroutinesToTheirStates) {
    EXPECT_EQ(rowsOf("3 GoStart m=0 p=0 g=9 src=local tick=1\n"), "G-01 G-02");
    EXPECT_EQ(rowsOf("3 GoCreate m=0 p=0 g=1\n"), "G-01");
    EXPECT_EQ(rowsOf("3 GoUnblock m=0 p=0 g=1 dest=runnext\n"), "G-01");
    EXPECT_EQ(rowsOf("3 GoEnd m=0 p=0 g=2\n"), "G-01");
    EXPECT_EQ(rowsOf("3 SysEnd m=0 p=0 g=1 path=ownP\n"), "G-01");
    EXPECT_EQ(rowsOf("3 GoBlock m=0 p=0 g=1 reason=chanReceive\n3 GoBlock m=0 p=0 g=1 reason=chanReceive\n"), "G-01");
}

TEST(Checker, G02HoldsAGoroutineToOnePlace) {
    EXPECT_EQ(rowsOf(kTwoMore + kStopped + "4 GoStart m=0 p=0 g=2 src=local tick=1\n"), "G-02");
    EXPECT_EQ(rowsOf(kTwoMore + "3 GlobPut m=0 p=0 end=tail count=1 len=1 [2]\n"), "G-02");
    EXPECT_EQ(rowsOf(kTwoMore + kStopped +
                     "4 RqGet m=0 p=0 g=3 slot=runnext len=1\n4 RqGet m=0 p=0 g=3 slot=runnext len=1\n"),
              "Q-09 G-02");  // tick 0 is a 61st tick, and the global queue is not empty
    EXPECT_EQ(rowsOf("3 GoBlock m=5 p=1 g=1 reason=chanReceive\n"), "G-02");
}

TEST(Checker, G04HoldsPsToTheirEdges) {
    EXPECT_EQ(rowsOf("3 PState m=0 p=1 from=idle to=syscall why=syscallEnter\n"), "G-04");
    EXPECT_EQ(rowsOf("3 PState m=0 p=1 from=running to=idle why=exitIdle\n"), "G-04");
    EXPECT_EQ(rowsOf("3 PState m=0 p=1 from=idle to=dead why=resize\n"), "G-04");
}

TEST(Checker, G05AnIdlePHasAnEmptyQueue) {
    EXPECT_EQ(rowsOf(kTwoMore + kStopped + "4 PState m=0 p=0 from=running to=idle why=release\n"), "G-05");
}

TEST(Checker, G06AnMHasOneP) {
    EXPECT_EQ(rowsOf("3 PState m=0 p=1 from=idle to=running why=acquire\n"), "G-06");
    EXPECT_EQ(rowsOf("3 MNew m=1 why=sysmon\n3 PState m=1 p=1 from=idle to=running why=acquire\n"), "G-06");
    EXPECT_EQ(rowsOf("3 MNew m=1 why=startm\n3 PState m=1 p=2 from=idle to=running why=acquire\n"), "G-06");
}

TEST(Checker, R02AndR03WaitForAReasonAndComeBackToRunnext) {
    EXPECT_EQ(rowsOf("3 GoBlock m=0 p=0 g=1 reason=99\n"), "R-02");
    const std::string put =
        made(2, "2 RqPut m=0 p=0 g=2 slot=runnext len=0\n" + kWakep) +
        "3 GoBlock m=0 p=0 g=1 reason=chanReceive object=1\n4 RqGet m=0 p=0 g=2 slot=runnext len=0\n"
        "4 GoStart m=0 p=0 g=2 src=runnext inherit=1 tick=0\n";
    EXPECT_EQ(rowsOf(put + "5 GoUnblock m=0 p=0 g=1 dest=runnext by=2\n5 RqPut m=0 p=0 g=1 slot=runnext len=0\n5 Wakep "
                           "m=0 p=0 res=noIdleP\n"),
              "");
    EXPECT_EQ(rowsOf(put + "5 GoUnblock m=0 p=0 g=1 dest=globTail by=2\n"), "R-03");
    EXPECT_EQ(rowsOf(put + "5 GoUnblock m=0 p=0 g=1 dest=runnext by=2\n5 RqPut m=0 p=0 g=1 slot=tail len=1\n"), "R-03");
}

TEST(Checker, P07P11P12WhoStopsWasAskedAndGoesWhereItBelongs) {
    EXPECT_EQ(rowsOf("3 GoStop m=0 p=0 g=1 why=gosched dest=localTail\n"), "P-11");
    const std::string handsOver =
        "3 MuLock m=0 p=0 g=1 mutex=1 path=fast\n3 MuMode m=0 p=0 g=1 mutex=1 mode=starving\n"
        "3 MuUnlock m=0 p=0 g=1 mutex=1 path=handoff\n";
    EXPECT_EQ(rowsOf(handsOver + "3 GoStop m=0 p=0 g=1 why=yield dest=localTail\n"), "");
    EXPECT_EQ(rowsOf(handsOver + "3 GoStop m=0 p=0 g=1 why=yield dest=globTail\n"), "P-12");
    EXPECT_EQ(rowsOf("3 GoStop m=0 p=0 g=1 why=yield dest=localTail\n"), "P-12");
    EXPECT_EQ(rowsOf("3 GoStop m=0 p=0 g=1 why=gosched dest=globTail\n3 RqPut m=0 p=0 g=1 slot=tail len=1\n"), "P-11");
    EXPECT_EQ(rowsOf("3 GoStop m=0 p=0 g=1 why=preempt dest=globTail\n"), "P-07");
    EXPECT_EQ(rowsOf("3 PreemptHit m=0 p=0 g=1 at=loop\n"), "P-07");
    EXPECT_EQ(rowsOf("3 PreemptReq p=0 g=1 via=flag\n4 PreemptHit m=0 p=0 g=1 at=loop\n4 GoStop m=0 p=0 g=1 "
                     "why=preempt dest=globTail\n"),
              "");
}

TEST(Checker, P14ARequestIsVoidInTheNextSlice) {
    EXPECT_EQ(rowsOf("3 PreemptReq p=0 g=1 via=flag\n" + kStopped +
                     "4 GlobGet m=0 p=0 count=1 len=0 max=1 [1]\n"
                     "4 GoStart m=0 p=0 g=1 src=glob61 tick=1\n5 PreemptHit m=0 p=0 g=1 at=loop\n"),
              "P-07");
}

TEST(Checker, R01ARefusedParkGoesOnAtOnceInItsSlice) {
    const std::string parks = "3 GoBlock m=0 p=0 g=1 reason=semacquire\n";
    const std::string goesOn = "3 GoStart m=0 p=0 g=1 src=parkRefused inherit=1 tick=0\n";
    EXPECT_EQ(rowsOf(parks + goesOn), "");
    EXPECT_EQ(rowsOf(parks + "3 GoStart m=0 p=0 g=1 src=parkRefused tick=1\n"), "R-01");
    EXPECT_EQ(rowsOf(parks + "3 WgEv m=0 p=0 g=1 group=1\n" + goesOn), "R-01");
}

TEST(Checker, R05WhoHasNoPReadiesToTheGlobalQueue) {
    const std::string sleeps = "3 GoBlock m=0 p=0 g=1 reason=sleep\n";
    EXPECT_EQ(rowsOf(sleeps + "4 GoUnblock g=1 dest=globTail\n4 GlobPut end=tail count=1 len=1 [1]\n"), "");
    EXPECT_EQ(rowsOf(sleeps + "4 GoUnblock g=1 dest=runnext\n"), "R-05");
    EXPECT_EQ(rowsOf(sleeps + "4 GoUnblock g=1 dest=globTail\n4 RqPut m=0 p=0 g=1 slot=tail len=1\n"), "R-05");
}

TEST(Checker, IsSilentAboutWhatALossMayExplainAndNotAboutWhatItCannot) {
    EXPECT_EQ(rowsOf("3 Dropped ring=0 count=5\n4 GoStart m=0 p=0 g=9 src=local tick=7\n5 GoEnd m=0 p=0 g=77\n"), "");
    EXPECT_EQ(rowsOf("3 Dropped ring=0 count=5\n4 RqPut m=0 p=0 g=9 slot=tail len=300\n"), "Q-04");
}

TEST(Checker, SaysWhereAndWhy) {
    Checker checker;
    TailBuffer tail;
    walkEvents(script(kBegin + "3 GoEnd m=0 p=0 g=2\n"), 0, tail, [&](const WholeEvent& whole) { checker.add(whole); });
    EXPECT_EQ(textOf(checker.violations()), "event 9: G-01: G2 ends while it is not running\n");
    EXPECT_EQ(checker.count(), 1u);
}

TEST(Checker, KeepsAsManyAsItIsToldAndCountsTheRest) {
    Checker checker(CheckOptions{.conducted = true, .atMost = 2});
    TailBuffer tail;
    std::string text = kBegin;
    for (int i = 0; i < 9; ++i)
        text += "3 GoUnblock g=55\n";
    walkEvents(script(text), 0, tail, [&](const WholeEvent& whole) { checker.add(whole); });
    EXPECT_EQ(checker.violations().size(), 2u);
    EXPECT_EQ(checker.count(), 9u);
}

}  // namespace
}  // namespace interleave::model
