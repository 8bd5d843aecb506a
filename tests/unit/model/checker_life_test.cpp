// The checker's rules about how goroutines and runs end, each broken once.
#include <gtest/gtest.h>

#include "checker_script.h"

namespace interleave::model {
namespace {

TEST(Checker, Z06WhoRecoversHasPanickedAndWhoEndsHasRecovered) {
    const std::string panic = "3 GoPanic m=0 p=0 g=1 \"boom\"\n";
    const std::string recover = "4 GoRecover m=0 p=0 g=1\n";
    const std::string end = "5 GoEnd m=0 p=0 g=1\n";
    EXPECT_EQ(rowsOf(panic + recover + end), "");
    EXPECT_EQ(rowsOf(panic + panic + recover + end), "") << "the older one was passed by";
    EXPECT_EQ(rowsOf(panic + "4 GoExitCall m=0 p=0 g=1\n" + end), "");
    EXPECT_EQ(rowsOf(panic + end), "Z-06");
    EXPECT_EQ(rowsOf(recover), "Z-06");
    EXPECT_EQ(rowsOf(panic + recover + recover, false), "Z-06");
    EXPECT_EQ(rowsOf("3 GoPanic m=0 p=0 g=7 \"boom\"\n"), "G-01");
}

TEST(Checker, Z08ALockedGoroutineHasOneMAndThatMHasNoOther) {
    const std::string lock = "3 GoLock m=0 p=0 g=1 n=1\n";
    EXPECT_EQ(rowsOf(lock + "4 GoLock m=0 p=0 g=1 n=2\n5 GoUnlock m=0 p=0 g=1 n=1\n6 GoUnlock m=0 p=0 g=1 n=0\n"), "");
    EXPECT_EQ(rowsOf(lock + "4 GoLock m=0 p=0 g=1 n=3\n"), "Z-08");
    EXPECT_EQ(rowsOf("3 GoUnlock m=0 p=0 g=1 n=0\n"), "Z-08");
    const std::string other =
        "4 GoStop m=0 p=0 g=1 why=gosched dest=globTail\n4 GlobPut m=0 p=0 end=tail count=1 len=1 [1]\n";
    EXPECT_EQ(
        rowsOf(lock + other + "5 GlobGet m=0 p=0 count=1 len=0 max=1 [1]\n5 GoStart m=0 p=0 g=1 src=glob61 tick=1\n"),
        "");
    EXPECT_EQ(rowsOf(lock + other + "5 MNew m=1 why=startm\n5 PState m=1 p=1 from=idle to=running why=acquire\n" +
                     "5 GlobGet m=1 p=1 count=1 len=0 max=1 [1]\n6 GoStart m=1 p=1 g=1 src=glob61 tick=1\n"),
              "Z-08");
}

TEST(Checker, Z02Z03Z05WhatIsCalledADeadlockIsOne) {
    const std::string fatal = "5 Fatal m=0 kind=deadlock exit=2 \"all asleep\"\n";
    const std::string idle = "4 PState m=0 p=0 from=running to=idle why=release\n";
    EXPECT_EQ(rowsOf("3 GoBlock m=0 p=0 g=1 reason=chanReceive\n" + idle + fatal), "");
    EXPECT_EQ(rowsOf(fatal), "Z-02");
    EXPECT_EQ(
        rowsOf("3 GoBlock m=0 p=0 g=1 reason=sleep\n4 TmAdd m=0 p=0 g=1 kind=sleep timer=1 when=99\n" + idle + fatal),
        "Z-03");
    EXPECT_EQ(rowsOf("3 GoBlock m=0 p=0 g=1 reason=chanReceive\n" + idle +
                     "5 Fatal m=0 kind=noGoroutines exit=2 \"nobody\"\n"),
              "Z-05");
}

}  // namespace
}  // namespace interleave::model
