// For every rule about Ps, Ms, spinning, the poller, timers and stop-the-world a history that breaks it and a neighbour
// that does not.
#include <gtest/gtest.h>

#include "checker_script.h"

namespace interleave::model {
namespace {

TEST(Checker, G07TheLastParkedIsWokenFirst) {
    const std::string parked = "3 MNew m=1 why=startm\n3 MPark m=1\n3 MNew m=2 why=startm\n3 MPark m=2\n";
    EXPECT_EQ(rowsOf(parked + "4 MUnpark m=2 p=1 by=0\n"), "");
    EXPECT_EQ(rowsOf(parked + "4 MUnpark m=1 p=1 by=0\n"), "G-07");
    EXPECT_EQ(rowsOf(parked + "4 MUnpark m=1 p=1 by=0\n", false), "");
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

TEST(Checker, S08WakepSaysWhatIs) {
    const auto wakep = [](const std::string& result) {
        return made(2, "2 RqPut m=0 p=0 g=2 slot=runnext len=0\n2 Wakep m=0 p=0 res=" + result + "\n");
    };
    EXPECT_EQ(rowsOf(wakep("started")), "");
    EXPECT_EQ(rowsOf(wakep("noIdleP")), "S-08");
    EXPECT_EQ(rowsOf(wakep("alreadySpinning")), "S-08");
    EXPECT_EQ(rowsOf(wakep("started") + "2 Wakep m=0 p=0 res=started\n"), "S-08");
}

TEST(Checker, S08KnowsOfThreadsThatTheControlThreadMakes) {
    // G1 readies nobody; it calls wakep as whoever finds work does.
    const std::string wakep = "5 Wakep m=0 p=0 res=";
    EXPECT_EQ(rowsOf("4 Wakep res=started\n" + wakep + "noIdleP\n"), "");
    EXPECT_EQ(rowsOf("4 Wakep res=started\n" + wakep + "alreadySpinning\n"), "");
    EXPECT_EQ(rowsOf("4 Wakep res=started\n" + wakep + "started\n"), "S-08");
    EXPECT_EQ(rowsOf(wakep + "alreadySpinning\n"), "S-08");
    const std::string parked = "3 MNew m=1 why=startm\n3 MPark m=1\n";
    EXPECT_EQ(rowsOf(parked + "4 MUnpark m=1 p=1 spin=1 by=65535\n4 Wakep res=started\n" + wakep + "noIdleP\n"), "");
    // One that was spawned from outside gets a thread while a P is idle: a new one, or one that sleeps.
    const std::string spawned = "4 GoCreate g=5\n4 GlobPut end=tail count=1 len=1 [5]\n";
    EXPECT_EQ(rowsOf(spawned + wakep + "noIdleP\n"), "");
    EXPECT_EQ(rowsOf(parked + spawned + "4 MUnpark m=1 p=1 by=65535\n" + wakep + "noIdleP\n"), "");
    EXPECT_EQ(rowsOf(parked + spawned + wakep + "noIdleP\n"), "S-08");
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

TEST(Checker, Z10Z11NothingRunsWhileTheWorldStands) {
    EXPECT_EQ(rowsOf("3 StwBegin m=0 why=procs\n4 StwStopped m=0\n"), "Z-11 Z-11");
    const std::string stop =
        "3 GoBlock m=0 p=0 g=1 reason=chanReceive\n3 GoCreate g=5\n3 GlobPut end=tail count=1 len=1 [5]\n3 GlobGet m=0 "
        "p=0 count=1 len=0 max=1 [5]\n4 StwBegin why=procs\n"
        "4 PState m=0 p=1 from=idle to=gcstop why=stw\n4 PState m=0 p=0 from=running to=gcstop why=stw\n4 StwStopped\n";
    EXPECT_EQ(rowsOf(stop), "");
    EXPECT_EQ(rowsOf(stop + "5 GoStart m=0 p=0 g=5 src=glob61 tick=1\n"), "Z-10 G-02");
}

TEST(Checker, S02ThePollerIsLookedIntoOnlyWhereSomebodyWaitsForItAndNobodyIsInIt) {
    const std::string look = "4 NetPoll m=0 p=0 call=nonBlocking\n";
    const std::string waits = "3 GoBlock m=0 p=0 g=1 reason=ioWait\n";
    EXPECT_EQ(rowsOf(waits + look), "");
    EXPECT_EQ(rowsOf(look), "S-02");
    EXPECT_EQ(rowsOf(waits + "4 NetPoll m=5 call=blockBegin\n" + look), "S-02");
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

}  // namespace
}  // namespace interleave::model
