// For every rule about timers a history that breaks it and a neighbour that does not.
#include <gtest/gtest.h>

#include "checker_script.h"

namespace interleave::model {
namespace {

TEST(Checker, T06T07TimersAreArmedAsleepAndNeverEarly) {
    EXPECT_EQ(rowsOf("3 TmAdd m=0 p=0 g=1 kind=sleep timer=1 when=100\n"), "T-06");
    const std::string sleeps = "3 GoBlock m=0 p=0 g=1 reason=sleep\n3 TmAdd m=0 p=0 g=1 kind=sleep timer=1 when=100\n";
    EXPECT_EQ(
        rowsOf(sleeps + "100 TmFire m=0 p=0 g=1 kind=sleep timer=1 late=0\n100 GoUnblock m=0 p=0 g=1 dest=runnext\n"),
        "");
    EXPECT_EQ(rowsOf(sleeps + "90 TmFire m=0 p=0 g=1 kind=sleep timer=1 late=-10\n"), "T-07");
    EXPECT_EQ(rowsOf(sleeps + "90 GoUnblock m=0 p=0 g=1 dest=runnext\n"), "T-07");
}

TEST(Checker, T05ATimerFiresFromTheHeapThatItIsIn) {
    const std::string armed = "3 TmAdd m=0 p=0 g=1 kind=timer timer=7 when=50\n";
    const std::string tick = "60 ChSend m=0 p=0 path=buf channel=9 len=1\n";
    EXPECT_EQ(rowsOf(armed + "60 TmFire m=0 p=0 kind=timer timer=7 late=10\n" + tick), "");
    EXPECT_EQ(rowsOf(armed + "60 TmFire m=0 p=1 kind=timer timer=7 late=10\n" + tick), "T-05");
    EXPECT_EQ(rowsOf(armed + "60 TmFire m=0 p=0 kind=timer timer=8 late=10\n" + tick, false), "T-05");
    EXPECT_EQ(rowsOf(armed + "40 TmFire m=0 p=0 kind=timer timer=7 late=0\n" + tick), "T-07");
}

TEST(Checker, T08ATickIsSentOrDroppedAndOnlyForWantOfRoom) {
    const std::string fired =
        "3 ChMake m=0 p=0 g=1 channel=9 cap=1\n3 TmAdd m=0 p=0 g=1 kind=timer timer=7 when=50\n"
        "60 TmFire m=0 p=0 kind=timer timer=7 late=10\n";
    EXPECT_EQ(rowsOf(fired + "60 ChSend m=0 p=0 path=buf channel=9 len=1\n"), "");
    EXPECT_EQ(rowsOf(fired + "60 GoEnd m=0 p=0 g=1\n"), "T-08");
    EXPECT_EQ(rowsOf(fired + "60 TmDrop m=0 p=0 channel=9\n"), "T-08");
    const std::string filled = "3 ChMake m=0 p=0 g=1 channel=9 cap=1\n3 ChSend m=0 p=0 g=1 path=buf channel=9 len=1\n";
    EXPECT_EQ(rowsOf(filled + "3 TmAdd m=0 p=0 g=1 kind=timer timer=7 when=50\n"
                              "60 TmFire m=0 p=0 kind=timer timer=7 late=10\n60 TmDrop m=0 p=0 channel=9\n"),
              "");
}

TEST(Checker, T09ATickerGoesOnWithAPeriodThatIsStillToCome) {
    const std::string fired =
        "3 TmAdd m=0 p=0 g=1 kind=ticker timer=7 when=50\n"
        "95 TmFire m=0 p=0 kind=ticker timer=7 late=45\n";
    const std::string tick = "95 ChSend m=0 p=0 path=buf channel=9 len=1\n";
    EXPECT_EQ(rowsOf(fired + "95 TmAdd m=0 p=0 kind=ticker timer=7 when=100\n" + tick), "");
    EXPECT_EQ(rowsOf(fired + "95 TmAdd m=0 p=0 kind=ticker timer=7 when=80\n" + tick), "T-09");
    EXPECT_EQ(rowsOf(fired + tick), "T-09");
}

TEST(Checker, T10AnAfterFuncMakesAGoroutine) {
    const std::string fired =
        "3 TmAdd m=0 p=0 g=1 kind=afterFunc timer=7 when=50\n"
        "60 TmFire m=0 p=0 kind=afterFunc timer=7 late=10\n";
    const std::string made = "2 GoCreate m=0 p=0 g=5 parent=0\n2 RqPut m=0 p=0 g=5 slot=runnext len=0\n" + kWakep;
    EXPECT_EQ(rowsOf(fired + made), "");
    EXPECT_EQ(rowsOf(fired + "60 ChSend m=0 p=0 path=buf channel=9 len=1\n"), "T-10");
}

TEST(Checker, T11StopSaysWhetherItWasToFire) {
    const std::string armed = "3 TmAdd m=0 p=0 g=1 kind=timer timer=7 when=50\n";
    EXPECT_EQ(rowsOf(armed + "4 TmStop m=0 p=0 g=1 ok=1 timer=7\n5 TmStop m=0 p=0 g=1 ok=0 timer=7\n"), "");
    EXPECT_EQ(rowsOf(armed + "4 TmStop m=0 p=0 g=1 ok=0 timer=7\n"), "T-11");
    EXPECT_EQ(rowsOf("4 TmStop m=0 p=0 g=1 ok=1 timer=7\n"), "T-11");
}

TEST(Checker, X01ParentsAreCancelledBeforeTheirChildrenAndEachOnce) {
    const std::string made = "3 CtxMake m=0 p=0 g=1 context=5 parent=0\n3 CtxMake m=0 p=0 g=1 context=6 parent=5\n";
    const std::string parent = "4 CtxCancel m=0 p=0 g=1 context=5 depth=0 cause=canceled\n";
    const std::string child = "4 CtxCancel m=0 p=0 g=1 context=6 depth=1 cause=canceled\n";
    EXPECT_EQ(rowsOf(made + parent + child), "");
    EXPECT_EQ(rowsOf(made + child), "X-01");
    EXPECT_EQ(rowsOf(made + parent + parent, false), "X-01");
    EXPECT_EQ(rowsOf("4 CtxCancel m=0 p=0 g=1 context=6 depth=0 cause=canceled\n"), "X-01");
    EXPECT_EQ(rowsOf(made + "4 CtxCancel m=0 p=0 g=1 context=6 depth=0 cause=canceled\n"), "") << "by itself";
}

}  // namespace
}  // namespace interleave::model
