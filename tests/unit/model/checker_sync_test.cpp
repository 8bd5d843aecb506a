// For every rule about channels, semaphores and mutexes a history that breaks it and a neighbour that does not.
#include <gtest/gtest.h>

#include "checker_script.h"

namespace interleave::model {
namespace {

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

TEST(Checker, R04WhoIsReadiedLastIsInRunnextAndTheOthersInTheRing) {
    EXPECT_EQ(rowsOf(kTwoWait + kSecondFirst), "");
    EXPECT_EQ(rowsOf(kTwoWait + readied(2, "7 RqPut m=0 p=0 g=2 slot=runnext len=0\n") +
                     readied(1, "7 RqPut m=0 p=0 g=1 slot=runnext len=0\n")),
              "Q-02");
    EXPECT_EQ(rowsOf(kTwoWait + readied(2, "7 RqPut m=0 p=0 g=2 slot=tail len=1\n")), "R-03");
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

}  // namespace
}  // namespace interleave::model
