// For every rule about queues and stealing a history that breaks it and a neighbour that does not.
#include <gtest/gtest.h>

#include "checker_script.h"

namespace interleave::model {
namespace {

TEST(Checker, Q02RunnextHoldsOne) {
    EXPECT_EQ(rowsOf(made(2, "2 RqPut m=0 p=0 g=2 slot=runnext len=0\n" + kWakep) +
                     made(3, "2 RqPut m=0 p=0 g=3 slot=runnext len=0\n" + kWakepAgain)),
              "Q-02");
    EXPECT_EQ(rowsOf(kTwoMore + "3 RqKick m=0 p=0 g=2 len=1\n"), "Q-02 Q-04");
}

TEST(Checker, Q03WakepFollowsWhoeverMakesAGoroutineRunnable) {
    EXPECT_EQ(
        rowsOf(made(2, "2 RqPut m=0 p=0 g=2 slot=runnext len=0\n") + "3 GoBlock m=0 p=0 g=1 reason=chanReceive\n"),
        "Q-03");
}

TEST(Checker, Q04RingsHoldWhatTheySayAndNoMoreThan256) {
    EXPECT_EQ(rowsOf(made(2, "2 RqPut m=0 p=0 g=2 slot=runnext len=4\n" + kWakep)), "Q-04");
    EXPECT_EQ(rowsOf(ring(2, 259)), "Q-04 Q-04");
}

TEST(Checker, Q05AFullRingGivesAway129) {
    const std::string full = ring(2, 258);  // ring 2 … 257, runnext 258
    EXPECT_EQ(rowsOf(full), "");
    const std::string next = "3 GoCreate m=0 p=0 g=259 parent=1\n";
    const std::string after = "3 RqPut m=0 p=0 g=259 slot=runnext len=128\n3 Wakep m=0 p=0 res=noIdleP\n";
    EXPECT_EQ(rowsOf(full + next +
                     "3 RqSpill m=0 p=0 count=129 len=128 [2-129 258]\n"
                     "3 GlobPut m=0 p=0 end=tail count=129 len=129 [2-129 258]\n" +
                     after),
              "");
    EXPECT_EQ(rowsOf(full + next + "3 RqSpill m=0 p=0 count=128 len=128 [2-129]\n"), "Q-05 Q-05");
    EXPECT_EQ(rowsOf(full + next + "3 RqSpill m=0 p=0 count=129 len=128 [3-130 258]\n"), "Q-05");
    EXPECT_EQ(rowsOf(full + next + "3 RqSpill m=0 p=0 count=129 len=127 [2-129 258]\n"), "Q-05");
    EXPECT_EQ(rowsOf(ring(2, 200) + "3 RqSpill m=0 p=0 count=129 len=128 [2-129 200]\n"), "Q-05");
}

TEST(Checker, Q06OnlyTheOwnerPutsAndTheOldestComesFirst) {
    EXPECT_EQ(rowsOf(made(2, "2 RqPut m=4 p=0 g=2 slot=runnext len=0\n" + kWakep)), "Q-06");
    EXPECT_EQ(
        rowsOf(ring(2, 4) + kStopped + "3 RqGet m=0 p=0 g=4 slot=runnext len=2\n3 RqGet m=0 p=0 g=3 slot=tail len=1\n"),
        "Q-09 Q-06 Q-09");
}

TEST(Checker, Q07TheGlobalQueueIsFirstInFirstOut) {
    const std::string two =
        "3 GoCreate g=5\n3 GlobPut end=tail count=1 len=1 [5]\n3 GoCreate g=6\n3 GlobPut end=tail count=1 len=2 [6]\n";
    const std::string block = "4 GoBlock m=0 p=0 g=1 reason=chanReceive\n";
    EXPECT_EQ(rowsOf(two + block + "5 GlobGet m=0 p=0 count=1 len=1 max=1 [5]\n"), "");
    EXPECT_EQ(rowsOf(two + block + "5 GlobGet m=0 p=0 count=1 len=1 max=1 [6]\n"), "Q-07");
    EXPECT_EQ(rowsOf(two + block + "5 GlobGet m=0 p=0 count=1 len=0 max=1 [5]\n"), "Q-07");
    EXPECT_EQ(rowsOf("3 GoCreate g=5\n3 GlobPut end=head count=1 len=1 [5]\n"), "Q-07");
    EXPECT_EQ(rowsOf("3 GoCreate g=5\n3 GlobPut end=tail count=1 len=3 [5]\n"), "Q-07");
}

TEST(Checker, Q08ABatchIsTheQueueOverThePsAndOne) {
    std::string ten;
    for (int g = 5; g < 15; ++g)
        ten += "3 GoCreate g=" + std::to_string(g) + "\n3 GlobPut end=tail count=1 len=" + std::to_string(g - 4) +
               " [" + std::to_string(g) + "]\n";
    ten += "4 GoBlock m=0 p=0 g=1 reason=chanReceive\n";
    EXPECT_EQ(rowsOf(ten + "5 GlobGet m=0 p=0 count=6 len=4 max=0 [5-10]\n"), "");
    EXPECT_EQ(rowsOf(ten + "5 GlobGet m=0 p=0 count=5 len=5 max=0 [5-9]\n"), "Q-08");
}

TEST(Checker, Q09TheGlobalQueueHasItsTurnEvery61Ticks) {
    const std::string put = made(2, "2 RqPut m=0 p=0 g=2 slot=runnext len=0\n" + kWakep);
    // Tick 0: the global queue comes first.
    EXPECT_EQ(rowsOf(put + kStopped + "4 RqGet m=0 p=0 g=2 slot=runnext len=0\n"), "Q-09");
    // On another tick it does not, and one may not be taken alone.
    const std::string started =
        "4 GlobGet m=0 p=0 count=1 len=0 max=1 [1]\n4 GoStart m=0 p=0 g=1 src=glob61 tick=1\n"
        "5 GoStop m=0 p=0 g=1 why=gosched dest=globTail\n5 GlobPut m=0 p=0 end=tail count=1 len=1 [1]\n";
    EXPECT_EQ(rowsOf(put + kStopped + started + "6 RqGet m=0 p=0 g=2 slot=runnext len=0\n"), "");
    EXPECT_EQ(rowsOf(kStopped + started + "6 GlobGet m=0 p=0 count=1 len=0 max=1 [1]\n"), "Q-09");
}

TEST(Checker, Q10TicksCountSlices) {
    const std::string taken = kStopped + "4 GlobGet m=0 p=0 count=1 len=0 max=1 [1]\n";
    EXPECT_EQ(rowsOf(taken + "4 GoStart m=0 p=0 g=1 src=glob61 tick=2\n"), "Q-10");
    EXPECT_EQ(rowsOf(taken + "4 GoStart m=0 p=0 g=1 src=glob61 inherit=1 tick=0\n"), "Q-10");
}

TEST(Checker, S01RunnextComesBeforeTheRingAndTheRingBeforeTheGlobalQueue) {
    const std::string block = "3 GoBlock m=0 p=0 g=1 reason=chanReceive\n";
    EXPECT_EQ(rowsOf(kTwoMore + block + "4 RqGet m=0 p=0 g=2 slot=tail len=0\n"), "S-01");
    EXPECT_EQ(rowsOf(kTwoMore + "3 GoCreate g=5\n3 GlobPut end=tail count=1 len=1 [5]\n" + block +
                     "4 GlobGet m=0 p=0 count=1 len=0 max=0 [5]\n"),
              "S-01");
}

TEST(Checker, S05StealsTakeHalfRoundedUpFromTheHead) {
    const auto steal = [](const std::string& what) {
        return ring(2, 5) + kSecondP + "4 RqSteal m=1 p=1 from=0 " + what;
    };  // ring 2 3 4, runnext 5
    EXPECT_EQ(rowsOf(steal("count=2 pass=1 slot=tail [2 3]\n")), "");
    EXPECT_EQ(rowsOf(steal("count=1 pass=1 slot=tail [2]\n")), "S-05");
    EXPECT_EQ(rowsOf(steal("count=2 pass=1 slot=tail [3 4]\n")), "S-05");
    EXPECT_EQ(rowsOf(steal("count=2 pass=9 slot=tail [2 3]\n")), "S-04");
    EXPECT_EQ(rowsOf(steal("count=3 pass=1 slot=tail [2 3]\n")), "S-05 S-05");
    EXPECT_EQ(rowsOf(steal("count=1 pass=1 slot=tail [2]\n"), false), "");  // racing: the ring is not known exactly
}

TEST(Checker, S06RunnextIsStolenLast) {
    const std::string one = made(2, "2 RqPut m=0 p=0 g=2 slot=runnext len=0\n" + kWakep) + kSecondP;
    EXPECT_EQ(rowsOf(one + "4 RqSteal m=1 p=1 from=0 count=1 pass=4 slot=runnext [2]\n"), "");
    EXPECT_EQ(rowsOf(one + "4 RqSteal m=1 p=1 from=0 count=1 pass=3 slot=runnext [2]\n"), "S-06");
    EXPECT_EQ(rowsOf(kTwoMore + kSecondP + "4 RqSteal m=1 p=1 from=0 count=1 pass=4 slot=runnext [3]\n"), "S-06");
}

TEST(Checker, S07NobodyStealsFromARingWhileTheWorldIsToStop) {
    const std::string begin = "4 StwBegin m=0 p=0 why=procs\n";
    EXPECT_EQ(rowsOf(kTwoMore + kSecondP + begin + "4 RqSteal m=1 p=1 from=0 count=1 pass=1 slot=tail [2]\n"), "S-07");
    // The pause before a slot may have begun earlier.
    EXPECT_EQ(rowsOf(made(2, "2 RqPut m=0 p=0 g=2 slot=runnext len=0\n" + kWakep) + kSecondP + begin +
                     "4 RqSteal m=1 p=1 from=0 count=1 pass=4 slot=runnext [2]\n"),
              "");
}

}  // namespace
}  // namespace interleave::model
