// For every rule a history that breaks it and a neighbour that does not.
#include "model/checker.h"

#include <gtest/gtest.h>

#include "script.h"

namespace interleave::model {
namespace {

// A goroutine in the ring of P0, properly: made, kicked by the next one.
const std::string kSecondP = R"(
2 MNew m=1 why=startm thread=1
2 MSpin m=1 on=1 n=1
2 PState m=1 p=1 from=idle to=running why=acquire
)";
const std::string kStopped = R"(
3 GoStop m=0 p=0 g=1 why=gosched dest=globTail
3 GlobPut m=0 p=0 end=tail count=1 len=1 [1]
)";

std::string made(int g, const std::string& rest) {
    return "2 GoCreate m=0 p=0 g=" + std::to_string(g) + " parent=1\n" + rest;
}
const std::string kWakep = "2 Wakep m=0 p=0 res=started\n";
const std::string kWakepAgain = "2 Wakep m=0 p=0 res=noIdleP\n";
// G2 in runnext, G3 …: two more goroutines, ring [2], runnext 3.
const std::string kTwoMore =
    made(2, "2 RqPut m=0 p=0 g=2 slot=runnext len=0\n" + kWakep) +
    made(3, "2 RqKick m=0 p=0 g=2 len=1\n2 RqPut m=0 p=0 g=3 slot=runnext len=1\n" + kWakepAgain);

std::string rowsOf(const std::string& text, bool conducted = true) {
    Checker checker(CheckOptions{.conducted = conducted});
    TailBuffer tail;
    walkEvents(script(kBegin + text), 0, tail, [&](const WholeEvent& whole) { checker.add(whole); });
    std::string rows;
    for (const Violation& violation : checker.violations())
        rows += (rows.empty() ? "" : " ") + std::string(violation.row);
    return rows;
}

// Gs first … last made and put into P0's ring in order, without their Wakeps: as if by a loop of puts.
std::string ring(int first, int last) {
    std::string text;
    for (int g = first; g <= last; ++g) {
        const auto n = std::to_string(g);
        text += "2 GoCreate m=0 p=0 g=" + n + " parent=1\n";
        if (g > first)
            text += "2 RqKick m=0 p=0 g=" + std::to_string(g - 1) + " len=" + std::to_string(g - first) + "\n";
        text += "2 RqPut m=0 p=0 g=" + n + " slot=runnext len=" + std::to_string(g - first) + "\n" +
                (g == first ? kWakep : kWakepAgain);
    }
    return text;
}

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

TEST(Checker, G07TheLastParkedIsWokenFirst) {
    const std::string parked = "3 MNew m=1 why=startm\n3 MPark m=1\n3 MNew m=2 why=startm\n3 MPark m=2\n";
    EXPECT_EQ(rowsOf(parked + "4 MUnpark m=2 p=1 by=0\n"), "");
    EXPECT_EQ(rowsOf(parked + "4 MUnpark m=1 p=1 by=0\n"), "G-07");
    EXPECT_EQ(rowsOf(parked + "4 MUnpark m=1 p=1 by=0\n", false), "");
}

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

TEST(Checker, S01RunnextComesBeforeTheRingAndTheRingBeforeTheGlobalQueue) {
    const std::string block = "3 GoBlock m=0 p=0 g=1 reason=chanReceive\n";
    EXPECT_EQ(rowsOf(kTwoMore + block + "4 RqGet m=0 p=0 g=2 slot=tail len=0\n"), "S-01");
    EXPECT_EQ(rowsOf(kTwoMore + "3 GoCreate g=5\n3 GlobPut end=tail count=1 len=1 [5]\n" + block +
                     "4 GlobGet m=0 p=0 count=1 len=0 max=0 [5]\n"),
              "S-01");
}

TEST(Checker, S03AtMostHalfOfTheBusySpin) {
    // One of two Ps is busy: one may spin; both are: only one of them.
    const std::string block = "3 GoBlock m=0 p=0 g=1 reason=chanReceive\n";
    EXPECT_EQ(rowsOf(block + "4 MSpin m=0 p=0 on=1 n=1\n"), "");
    EXPECT_EQ(rowsOf(block + "4 MSpin m=0 p=0 on=1 n=2\n"), "S-03");
    EXPECT_EQ(rowsOf(kTwoMore + "3 MNew m=1 why=startm\n3 PState m=1 p=1 from=idle to=running why=acquire\n"
                                "4 RqSteal m=1 p=1 from=0 count=1 pass=1 slot=tail [2]\n"),
              "S-03");
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

TEST(Checker, S08WakepSaysWhatIs) {
    const auto wakep = [](const std::string& result) {
        return made(2, "2 RqPut m=0 p=0 g=2 slot=runnext len=0\n2 Wakep m=0 p=0 res=" + result + "\n");
    };
    EXPECT_EQ(rowsOf(wakep("started")), "");
    EXPECT_EQ(rowsOf(wakep("noIdleP")), "S-08");
    EXPECT_EQ(rowsOf(wakep("alreadySpinning")), "S-08");
    EXPECT_EQ(rowsOf(wakep("started") + "2 Wakep m=0 p=0 res=started\n"), "S-08");
}

TEST(Checker, S09WhoFoundWorkStopsSpinningAndWakesTheNext) {
    const std::string stolen = made(2, "2 RqPut m=0 p=0 g=2 slot=runnext len=0\n" + kWakep) + kSecondP +
                               "4 RqSteal m=1 p=1 from=0 count=1 pass=4 slot=runnext [2]\n";
    EXPECT_EQ(rowsOf(stolen + "5 GoStart m=1 p=1 g=2 src=stealNext tick=1\n"), "S-09");
    EXPECT_EQ(rowsOf(stolen + "5 MSpin m=1 p=1 on=0 n=0\n5 GoStart m=1 p=1 g=2 src=stealNext tick=1\n"), "S-09");
}

TEST(Checker, S12AWokenThreadIsGivenNoGoroutine) {
    EXPECT_EQ(rowsOf("3 MNew m=1 why=startm\n3 MPark m=1\n4 MUnpark m=1 p=1 by=0 g=1\n"), "S-12");
}

TEST(Checker, Y01Y02Y03ThreadsAreMadeOnceAndWokenFromParking) {
    EXPECT_EQ(rowsOf("3 MNew m=0 why=startm\n"), "Y-03");
    EXPECT_EQ(rowsOf("3 MUnpark m=7 p=1 by=0\n"), "Y-02");
    EXPECT_EQ(rowsOf("3 MNew m=1 why=startm\n3 MPark m=1\n4 MUnpark m=1 p=0 by=0\n"), "Y-01");
    EXPECT_EQ(rowsOf("3 GoBlock m=0 p=0 g=1 reason=chanReceive\n4 MPark m=0\n"), "Y-02");
    EXPECT_EQ(rowsOf(kSecondP + "4 PState m=1 p=1 from=running to=idle why=release\n4 MPark m=1\n"), "Y-02");
}

TEST(Checker, Y04Y05APIsHandedOffAtOnceOnlyWhereTheCallIsKnownToBlock) {
    const std::string enter =
        "3 SysBegin m=0 p=0 g=1 call=read\n3 PState m=0 p=0 from=running to=syscall why=syscallEnter\n";
    const std::string back =
        "9 PState m=0 p=0 from=syscall to=running why=syscallExit\n9 SysEnd m=0 p=0 g=1 path=ownP\n";
    EXPECT_EQ(rowsOf(enter + back), "");
    EXPECT_EQ(rowsOf(enter + "4 PHandoff m=0 p=0 branch=idleList fromM=0\n"), "Y-04");
    EXPECT_EQ(
        rowsOf("3 SysBegin m=0 p=0 g=1 call=read block=1\n3 PState m=0 p=0 from=running to=syscall why=syscallEnter\n" +
               back),
        "Y-05");
}

TEST(Checker, Y06P06TheOwnPComesBackOnlyWhereNobodyTookIt) {
    const std::string enter =
        "3 SysBegin m=0 p=0 g=1 call=read\n3 PState m=0 p=0 from=running to=syscall why=syscallEnter\n";
    const std::string retaken =
        "5 PState p=0 from=syscall to=idle why=retake\n5 PRetake p=0 fromM=0\n5 PHandoff p=0 branch=idleList fromM=0\n";
    EXPECT_EQ(rowsOf(enter + retaken + "9 SysEnd m=0 p=0 g=1 path=ownP\n"), "Y-06 P-06");
    EXPECT_EQ(rowsOf(enter + retaken +
                     "9 PState m=0 p=0 from=idle to=running why=syscallExit\n9 SysEnd m=0 p=0 g=1 path=otherP\n"),
              "");
    EXPECT_EQ(rowsOf(enter + retaken +
                     "9 PState m=0 p=0 from=idle to=running why=syscallExit\n9 SysEnd m=0 p=0 g=1 path=ownP\n"),
              "P-06");
}

TEST(Checker, T04OneMBlocksInThePoller) {
    const std::string begin = "4 NetPoll m=5 call=blockBegin\n";
    EXPECT_EQ(rowsOf(begin + "5 NetPoll m=5 call=blockEnd\n6 NetPoll m=6 call=blockBegin\n"), "");
    EXPECT_EQ(rowsOf(begin + "6 NetPoll m=6 call=blockBegin\n"), "T-04");
    EXPECT_EQ(rowsOf(begin + "6 NetPoll m=6 call=blockBegin\n", false), "T-04");
    EXPECT_EQ(rowsOf(begin + "6 NetPoll m=6 call=blockEnd\n"), "T-04");
    EXPECT_EQ(rowsOf(begin + "6 NetBreak m=0 p=0\n"), "");
    EXPECT_EQ(rowsOf("6 NetBreak m=0 p=0\n"), "T-04");
    EXPECT_EQ(rowsOf("6 NetPoll m=0 call=blockBegin\n"), "G-06");
}

TEST(Checker, T06T07TimersAreArmedAsleepAndNeverEarly) {
    EXPECT_EQ(rowsOf("3 TmAdd m=0 p=0 g=1 kind=sleep timer=1 when=100\n"), "T-06");
    const std::string sleeps = "3 GoBlock m=0 p=0 g=1 reason=sleep\n3 TmAdd m=0 p=0 g=1 kind=sleep timer=1 when=100\n";
    EXPECT_EQ(
        rowsOf(sleeps + "100 TmFire m=0 p=0 g=1 kind=sleep timer=1 late=0\n100 GoUnblock m=0 p=0 g=1 dest=runnext\n"),
        "");
    EXPECT_EQ(rowsOf(sleeps + "90 TmFire m=0 p=0 g=1 kind=sleep timer=1 late=-10\n"), "T-07");
    EXPECT_EQ(rowsOf(sleeps + "90 GoUnblock m=0 p=0 g=1 dest=runnext\n"), "T-07");
}

TEST(Checker, C01C04ChannelsGiveDirectlyOnlyToWhoWaits) {
    const std::string made2 =
        made(2, "2 RqPut m=0 p=0 g=2 slot=runnext len=0\n" + kWakep) + "2 ChMake m=0 p=0 g=1 channel=1 cap=1\n";
    const std::string waits =
        "3 ChRecv m=0 p=0 g=1 channel=1 path=park\n3 GoBlock m=0 p=0 g=1 reason=chanReceive object=1\n"
        "4 RqGet m=0 p=0 g=2 slot=runnext len=0\n4 GoStart m=0 p=0 g=2 src=runnext inherit=1 tick=0\n";
    EXPECT_EQ(rowsOf(made2 + waits + "5 ChSend m=0 p=0 g=2 channel=1 path=direct peer=1\n"), "");
    EXPECT_EQ(rowsOf(made2 + "5 ChSend m=0 p=0 g=1 channel=1 path=direct peer=2\n"), "C-01");
    EXPECT_EQ(rowsOf(made2 + waits + "5 ChSend m=0 p=0 g=2 channel=1 path=direct peer=1 len=1\n"), "C-04");
    EXPECT_EQ(rowsOf(made2 + "5 ChSend m=0 p=0 g=1 channel=1 path=buf len=2\n"), "C-04");
    EXPECT_EQ(rowsOf(made2 + "5 ChSend m=0 p=0 g=1 channel=1 path=park len=0\n"), "C-01");
    EXPECT_EQ(rowsOf(made2 + "5 ChRecv m=0 p=0 g=1 channel=1 path=park len=1\n"), "C-02");
}

TEST(Checker, C07ANilChannelIsForEver) {
    EXPECT_EQ(rowsOf("3 GoBlock m=0 p=0 g=1 reason=chanReceiveNil\n4 GoUnblock m=0 p=0 g=1 dest=runnext\n"), "C-07");
}

TEST(Checker, Z10Z11NothingRunsWhileTheWorldStands) {
    EXPECT_EQ(rowsOf("3 StwBegin m=0 why=procs\n4 StwStopped m=0\n"), "Z-11 Z-11");
    const std::string stop =
        "3 GoBlock m=0 p=0 g=1 reason=chanReceive\n3 GoCreate g=5\n3 GlobPut end=tail count=1 len=1 [5]\n3 GlobGet m=0 "
        "p=0 count=1 len=0 max=1 [5]\n4 StwBegin why=procs\n"
        "4 PState m=0 p=1 from=idle to=gcstop why=stw\n4 PState m=0 p=0 from=running to=gcstop why=stw\n4 StwStopped\n";
    EXPECT_EQ(rowsOf(stop), "");
    EXPECT_EQ(rowsOf(stop + "5 GoStart m=0 p=0 g=5 src=glob61 tick=1\n"), "Z-10 G-02");
}

TEST(Checker, R01ARefusedParkGoesOnAtOnceInItsSlice) {
    const std::string parks = "3 GoBlock m=0 p=0 g=1 reason=semacquire\n";
    const std::string goesOn = "3 GoStart m=0 p=0 g=1 src=parkRefused inherit=1 tick=0\n";
    EXPECT_EQ(rowsOf(parks + goesOn), "");
    EXPECT_EQ(rowsOf(parks + "3 GoStart m=0 p=0 g=1 src=parkRefused tick=1\n"), "R-01");
    EXPECT_EQ(rowsOf(parks + "3 WgEv m=0 p=0 g=1 group=1\n" + goesOn), "R-01");
}

// G1 and G2 wait on channel 1, in that order; G3 runs.
const std::string kTwoWait =
    "2 ChMake m=0 p=0 g=1 channel=1 cap=0\n" + made(2, "2 RqPut m=0 p=0 g=2 slot=runnext len=0\n" + kWakep) +
    "3 ChRecv m=0 p=0 g=1 channel=1 path=park\n3 GoBlock m=0 p=0 g=1 reason=chanReceive object=1\n"
    "4 RqGet m=0 p=0 g=2 slot=runnext len=0\n4 GoStart m=0 p=0 g=2 src=runnext inherit=1 tick=0\n"
    "4 GoCreate m=0 p=0 g=3 parent=2\n4 RqPut m=0 p=0 g=3 slot=runnext len=0\n" +
    kWakepAgain +
    "5 ChRecv m=0 p=0 g=2 channel=1 path=park\n5 GoBlock m=0 p=0 g=2 reason=chanReceive object=1\n"
    "6 RqGet m=0 p=0 g=3 slot=runnext len=0\n6 GoStart m=0 p=0 g=3 src=runnext inherit=1 tick=0\n";
std::string readied(int g, const std::string& queued) {
    return "7 GoUnblock m=0 p=0 g=" + std::to_string(g) + " dest=runnext by=3\n" + queued + kWakepAgain;
}
const std::string kSecondFirst = readied(2, "7 RqPut m=0 p=0 g=2 slot=runnext len=0\n") +
                                 readied(1, "7 RqKick m=0 p=0 g=2 len=1\n7 RqPut m=0 p=0 g=1 slot=runnext len=1\n");

TEST(Checker, R04WhoIsReadiedLastIsInRunnextAndTheOthersInTheRing) {
    EXPECT_EQ(rowsOf(kTwoWait + kSecondFirst), "");
    EXPECT_EQ(rowsOf(kTwoWait + readied(2, "7 RqPut m=0 p=0 g=2 slot=runnext len=0\n") +
                     readied(1, "7 RqPut m=0 p=0 g=1 slot=runnext len=0\n")),
              "Q-02");
    EXPECT_EQ(rowsOf(kTwoWait + readied(2, "7 RqPut m=0 p=0 g=2 slot=tail len=1\n")), "R-03");
}

TEST(Checker, R05WhoHasNoPReadiesToTheGlobalQueue) {
    const std::string sleeps = "3 GoBlock m=0 p=0 g=1 reason=sleep\n";
    EXPECT_EQ(rowsOf(sleeps + "4 GoUnblock g=1 dest=globTail\n4 GlobPut end=tail count=1 len=1 [1]\n"), "");
    EXPECT_EQ(rowsOf(sleeps + "4 GoUnblock g=1 dest=runnext\n"), "R-05");
    EXPECT_EQ(rowsOf(sleeps + "4 GoUnblock g=1 dest=globTail\n4 RqPut m=0 p=0 g=1 slot=tail len=1\n"), "R-05");
}

TEST(Checker, S02ThePollerIsLookedIntoOnlyWhereSomebodyWaitsForItAndNobodyIsInIt) {
    const std::string look = "4 NetPoll m=0 p=0 call=nonBlocking\n";
    const std::string waits = "3 GoBlock m=0 p=0 g=1 reason=ioWait\n";
    EXPECT_EQ(rowsOf(waits + look), "");
    EXPECT_EQ(rowsOf(look), "S-02");
    EXPECT_EQ(rowsOf(waits + "4 NetPoll m=5 call=blockBegin\n" + look), "S-02");
}

TEST(Checker, S07NobodyStealsFromARingWhileTheWorldIsToStop) {
    const std::string begin = "4 StwBegin m=0 p=0 why=procs\n";
    EXPECT_EQ(rowsOf(kTwoMore + kSecondP + begin + "4 RqSteal m=1 p=1 from=0 count=1 pass=1 slot=tail [2]\n"), "S-07");
    // The pause before a slot may have begun earlier.
    EXPECT_EQ(rowsOf(made(2, "2 RqPut m=0 p=0 g=2 slot=runnext len=0\n" + kWakep) + kSecondP + begin +
                     "4 RqSteal m=1 p=1 from=0 count=1 pass=4 slot=runnext [2]\n"),
              "");
}

TEST(Checker, S10NoWorkIsLeftLyingWhileAPIsIdle) {
    const std::string givesUp = kTwoMore + kSecondP +
                                "3 PState m=1 p=1 from=running to=idle why=release\n3 MSpin m=1 on=0 n=0\n"
                                "3 MPark m=1\n4 SmTick m=2\n";
    EXPECT_EQ(rowsOf(givesUp + "19000000 SmTick m=2\n"), "");
    EXPECT_EQ(rowsOf(givesUp + "21000000 SmTick m=2\n"), "S-10");
    EXPECT_EQ(rowsOf(givesUp + "5 MUnpark m=1 p=1 by=0\n21000000 SmTick m=2\n"), "");
    EXPECT_EQ(rowsOf(givesUp + "21000000 SmTick m=2\n", false), "");
}

TEST(Checker, C05ClosingWakesAllWhoWaitTheLastFirst) {
    const std::string closes = kTwoWait + "7 ChClose m=0 p=0 g=3 channel=1 wokenRecv=2\n";
    EXPECT_EQ(rowsOf(closes + kSecondFirst), "");
    EXPECT_EQ(rowsOf(closes + readied(1, "7 RqPut m=0 p=0 g=1 slot=runnext len=0\n")), "C-05");
    EXPECT_EQ(rowsOf(closes + "8 GoBlock m=0 p=0 g=3 reason=sleep\n"), "C-05");
    EXPECT_EQ(rowsOf(kTwoWait + "7 ChClose m=0 p=0 g=3 channel=1 wokenRecv=1\n"), "C-05");
    EXPECT_EQ(rowsOf(closes + kSecondFirst + "8 ChClose m=0 p=0 g=3 channel=1\n"), "C-05");
    EXPECT_EQ(rowsOf(closes + kSecondFirst + "8 ChSend m=0 p=0 g=3 channel=1 path=park\n"), "C-05");
    EXPECT_EQ(rowsOf(closes + kSecondFirst + "8 ChSend m=0 p=0 g=3 channel=1 path=closed\n"), "");
    EXPECT_EQ(rowsOf(closes + kSecondFirst, false), "");
    EXPECT_EQ(rowsOf(closes + readied(1, "7 RqPut m=0 p=0 g=1 slot=runnext len=0\n"), false), "C-05");
}

TEST(Checker, C06AClosedChannelGivesItsBufferAndThenZero) {
    EXPECT_EQ(rowsOf("3 ChMake m=0 p=0 g=1 channel=1 cap=2\n3 ChRecv m=0 p=0 g=1 channel=1 path=closed\n"), "C-06");
    const std::string closed =
        "3 ChMake m=0 p=0 g=1 channel=1 cap=2\n3 ChSend m=0 p=0 g=1 channel=1 path=buf len=1\n"
        "3 ChClose m=0 p=0 g=1 channel=1\n";
    EXPECT_EQ(rowsOf(closed + "4 ChRecv m=0 p=0 g=1 channel=1 path=buf len=0\n"
                              "4 ChRecv m=0 p=0 g=1 channel=1 path=closed\n"),
              "");
    EXPECT_EQ(rowsOf(closed + "4 ChRecv m=0 p=0 g=1 channel=1 path=closed len=1\n"), "C-06");
    EXPECT_EQ(rowsOf(closed + "4 ChRecv m=0 p=0 g=1 channel=1 path=park\n"), "C-06");
}

TEST(Checker, C01C02WhoHasWaitedLongestIsServedFirst) {
    EXPECT_EQ(rowsOf(kTwoWait + "7 ChSend m=0 p=0 g=3 channel=1 path=direct peer=1\n"), "");
    EXPECT_EQ(rowsOf(kTwoWait + "7 ChSend m=0 p=0 g=3 channel=1 path=direct peer=2\n"), "C-01");
}

TEST(Checker, L01L06AMutexHasOneHolder) {
    const std::string lock = "3 MuLock m=0 p=0 g=1 mutex=1 path=fast\n";
    const std::string unlock = "4 MuUnlock m=0 p=0 g=1 mutex=1 path=fast\n";
    EXPECT_EQ(rowsOf(lock + unlock + lock), "");
    EXPECT_EQ(rowsOf(lock + lock), "L-01");
    EXPECT_EQ(rowsOf(lock + lock, false), "L-01");
    EXPECT_EQ(rowsOf(unlock + "4 Fatal m=0 p=0 g=1 kind=unlockOfUnlocked exit=2\n"), "");
    EXPECT_EQ(rowsOf(unlock + lock), "L-06");
}

TEST(Checker, L02OnlyWhoHasNothingElseToRunSpinsAndOnlyWhileOthersRun) {
    const std::string spin = "4 MuSpin m=0 p=0 g=1 i=3 mutex=1\n";
    const std::string busy = "3 MNew m=1 why=startm\n3 PState m=1 p=1 from=idle to=running why=acquire\n";
    EXPECT_EQ(rowsOf(busy + spin), "");
    EXPECT_EQ(rowsOf(spin), "L-02");
    EXPECT_EQ(rowsOf(busy + "4 MuSpin m=0 p=0 g=1 i=4 mutex=1\n"), "L-02");
    EXPECT_EQ(rowsOf(busy + "4 MuSpin m=0 p=0 g=1 i=4 mutex=1\n", false), "L-02");
    EXPECT_EQ(rowsOf("3 ProcsChange old=2 new=1\n" + spin, false), "L-02");
    EXPECT_EQ(rowsOf(kTwoMore + kSecondP + "3 MSpin m=1 p=1 on=0 n=0\n3 Wakep m=1 p=1 res=noIdleP\n" + spin), "L-02");
}

TEST(Checker, L04L10APermitIsHandedOverInStarvationOnly) {
    const std::string starving = "3 MuMode m=0 p=0 g=1 mutex=1 mode=starving\n";
    EXPECT_EQ(rowsOf(starving + "4 MuLock m=0 p=0 g=1 mutex=1 path=handoff\n"), "");
    EXPECT_EQ(rowsOf(starving + "4 MuLock m=0 p=0 g=1 mutex=1 path=woken\n"), "L-04");
    EXPECT_EQ(rowsOf("4 MuLock m=0 p=0 g=1 mutex=1 path=handoff\n"), "L-10");
    EXPECT_EQ(rowsOf("3 MuLock m=0 p=0 g=1 mutex=1\n4 MuUnlock m=0 p=0 g=1 mutex=1 path=handoff\n"), "L-10");
}

TEST(Checker, P09OneSignalIsOnItsWay) {
    const std::string request = "3 PreemptReq p=0 g=1 via=signal\n";
    EXPECT_EQ(rowsOf(request + "4 PreemptMiss m=0 p=0 g=1\n" + request), "");
    EXPECT_EQ(rowsOf(request + request), "P-09");
}

TEST(Checker, Y02WhoIsWokenTakesThePThatItWasLeft) {
    const std::string twoIdle =
        "3 GoBlock m=0 p=0 g=1 reason=sleep\n3 PState m=0 p=0 from=running to=idle why=release\n"
        "3 MNew m=1 why=startm\n3 MPark m=1\n4 MUnpark m=1 p=0 by=0\n";
    EXPECT_EQ(rowsOf(twoIdle + "4 PState m=1 p=0 from=idle to=running why=acquire\n"), "");
    EXPECT_EQ(rowsOf(twoIdle + "4 PState m=1 p=1 from=idle to=running why=acquire\n"), "Y-02");
    EXPECT_EQ(rowsOf(twoIdle + "4 PState m=1 p=1 from=idle to=running why=acquire\n", false), "Y-02");
}

TEST(Checker, Y05APIsGivenAwayBeforeAnythingElse) {
    const std::string begin = "3 SysBegin m=0 p=0 g=1 call=read block=1\n";
    const std::string away =
        "3 PState m=0 p=0 from=running to=idle why=handoff\n3 PHandoff m=0 p=0 branch=idleList fromM=0\n";
    EXPECT_EQ(rowsOf(begin + away + "4 SysEnd m=0 g=1 path=noP\n"), "");
    EXPECT_EQ(rowsOf(begin + "3 WgEv m=0 p=0 g=1 group=1\n" + away), "Y-05");
}

TEST(Checker, Z11OnlyTheStopperWorksWhileTheWorldStands) {
    const auto create = [](const std::string& m) {
        return "3 StwBegin m=0 p=0 why=procs\n3 PState m=0 p=1 from=idle to=gcstop why=stw\n"
               "3 PState m=0 p=0 from=running to=gcstop why=stw\n3 StwStopped m=0\n4 GoCreate m=" +
               m + " g=9\n";
    };
    EXPECT_EQ(rowsOf(create("0")), "");
    EXPECT_EQ(rowsOf(create("3")), "Z-11");
    EXPECT_EQ(rowsOf(create("3"), false), "Z-11");
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
