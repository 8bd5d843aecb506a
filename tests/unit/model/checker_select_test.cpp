// For every rule about select a history that breaks it and a neighbour that does not.
#include <gtest/gtest.h>

#include "checker_script.h"

namespace interleave::model {
namespace {

const std::string kChannels =
    "2 ChMake m=0 p=0 g=1 channel=1 cap=1\n2 ChMake m=0 p=0 g=1 channel=2 cap=1\n"
    "2 ChMake m=0 p=0 g=1 channel=3\n";
// G1 receives from channel 1 or from channel 2, looking at 2 first.
const std::string kBegins = "3 SelBegin m=0 p=0 g=1 cases=2 [1 2 1 0 0 1]\n";
const std::string kFill2 = "2 ChSend m=0 p=0 g=1 channel=2 path=buf len=1\n";
const std::string kTake2 = "3 ChRecv m=0 p=0 g=1 channel=2 path=buf\n";
const std::string kEnds1 = "3 SelEnd m=0 p=0 g=1 case=1 how=ready\n";
// It waits, and G2 runs.
const std::string kWaits = kChannels + made(2, "2 RqPut m=0 p=0 g=2 slot=runnext len=0\n" + kWakep) + kBegins +
                           "3 GoBlock m=0 p=0 g=1 reason=select\n"
                           "4 RqGet m=0 p=0 g=2 slot=runnext len=0\n"
                           "4 GoStart m=0 p=0 g=2 src=runnext inherit=1 tick=0\n";
const std::string kServed = "5 ChSend m=0 p=0 g=2 channel=1 path=direct peer=1\n";
const std::string kReadied =
    "5 GoUnblock m=0 p=0 g=1 dest=runnext by=2\n5 RqPut m=0 p=0 g=1 slot=runnext len=0\n" + kWakepAgain;
const std::string kRunsAgain =
    "6 GoBlock m=0 p=0 g=2 reason=sleep\n6 RqGet m=0 p=0 g=1 slot=runnext len=0\n"
    "6 GoStart m=0 p=0 g=1 src=runnext inherit=1 tick=0\n";
const std::string kEndsParked = "6 ChRecv m=0 p=0 g=1 channel=1 path=park\n6 SelEnd m=0 p=0 g=1 case=0 how=parked\n";

TEST(Checker, C10EachChannelIsLookedAtOnceAndAllAreLockedInTheirOrder) {
    EXPECT_EQ(rowsOf(kChannels + kFill2 + kBegins + kTake2 + kEnds1), "");
    const std::string rest = kTake2 + kEnds1;
    EXPECT_EQ(rowsOf(kChannels + kFill2 + "3 SelBegin m=0 p=0 g=1 cases=2 [1 2 1 1 0 1]\n" + rest), "C-10");
    EXPECT_EQ(rowsOf(kChannels + kFill2 + "3 SelBegin m=0 p=0 g=1 cases=2 [1 2 0 1 1 0]\n" + rest), "C-10");
    EXPECT_EQ(rowsOf(kChannels + kFill2 + "3 SelBegin m=0 p=0 g=1 cases=2 [0 2 1 1]\n" + rest), "")
        << "a nil case is left out";
}

TEST(Checker, C11OneOperationForEachSelect) {
    EXPECT_EQ(rowsOf(kChannels + kFill2 + kBegins + kEnds1), "C-11");
    EXPECT_EQ(rowsOf(kChannels + kFill2 + kBegins + kTake2 + "3 SelEnd m=0 p=0 g=1 case=0 how=ready\n"), "C-11");
    EXPECT_EQ(rowsOf(kChannels + kFill2 + kBegins + kTake2 + "3 SelEnd m=0 p=0 g=1 case=1 how=parked\n"), "C-11");
    EXPECT_EQ(
        rowsOf(kChannels + kFill2 + kBegins + "3 ChSend m=0 p=0 g=1 channel=1 path=buf len=1\n" + kTake2 + kEnds1),
        "C-11 C-11 C-11 C-11")
        << "it passes case 1 over for what is no case, does a second one, and so does not end with one";
    EXPECT_EQ(rowsOf(kChannels + kFill2 + kBegins + kBegins + kTake2 + kEnds1), "C-11");
    EXPECT_EQ(rowsOf(kChannels + kEnds1), "C-11");
}

TEST(Checker, C11TheFirstCaseThatCanBeDoneIsTaken) {
    const std::string fill1 = "2 ChSend m=0 p=0 g=1 channel=1 path=buf len=1\n";
    const std::string take1 = "3 ChRecv m=0 p=0 g=1 channel=1 path=buf\n3 SelEnd m=0 p=0 g=1 case=0 how=ready\n";
    EXPECT_EQ(rowsOf(kChannels + fill1 + kBegins + take1), "");
    EXPECT_EQ(rowsOf(kChannels + fill1 + kFill2 + kBegins + take1), "C-11");
    EXPECT_EQ(rowsOf(kChannels + fill1 + kFill2 + kBegins + take1, false), "C-11");
}

TEST(Checker, C11TheDefaultIsTakenOnlyIfNoCaseCanBeDone) {
    const std::string begins = "3 SelBegin m=0 p=0 g=1 withDefault=1 cases=2 [1 2 1 0 0 1]\n";
    const std::string byDefault = "3 SelEnd m=0 p=0 g=1 case=2 how=byDefault\n";
    EXPECT_EQ(rowsOf(kChannels + begins + byDefault), "");
    EXPECT_EQ(rowsOf(kChannels + kFill2 + begins + byDefault), "C-11");
    EXPECT_EQ(rowsOf(kChannels + "2 ChClose m=0 p=0 g=1 channel=1\n" + begins + byDefault), "C-11");
    EXPECT_EQ(rowsOf(kChannels + kBegins + byDefault), "C-11");
    EXPECT_EQ(rowsOf(kChannels + begins + "3 GoBlock m=0 p=0 g=1 reason=select\n"), "C-11");
    EXPECT_EQ(rowsOf(kChannels + kFill2 + kBegins + "3 GoBlock m=0 p=0 g=1 reason=select\n"), "C-11");
    EXPECT_EQ(rowsOf(kChannels + kBegins + "3 GoBlock m=0 p=0 g=1 reason=chanReceive object=1\n"), "C-11");
    EXPECT_EQ(rowsOf(kChannels + "3 GoBlock m=0 p=0 g=1 reason=select\n"), "C-11");
}

TEST(Checker, C11OneOfItsChannelsWakesItAndItWaitsNowhereAfterThat) {
    EXPECT_EQ(rowsOf(kWaits + kServed + kReadied + kRunsAgain + kEndsParked), "");
    EXPECT_EQ(rowsOf(kWaits + kReadied), "C-11");
    EXPECT_EQ(rowsOf(kWaits + kServed + "5 ChSend m=0 p=0 g=2 channel=2 path=direct peer=1\n"), "C-11");
    EXPECT_EQ(rowsOf(kWaits + "5 ChSend m=0 p=0 g=2 channel=3 path=direct peer=1\n"), "C-11");
    EXPECT_EQ(rowsOf(kWaits + kServed + kReadied + kRunsAgain +
                     "6 ChRecv m=0 p=0 g=1 channel=2 path=park\n6 SelEnd m=0 p=0 g=1 case=1 how=parked\n"),
              "C-11");
    EXPECT_EQ(rowsOf(kWaits + kServed + kReadied + kRunsAgain + "6 SelEnd m=0 p=0 g=1 case=0 how=parked\n"), "C-11");
    EXPECT_EQ(rowsOf(kWaits + "5 ChClose m=0 p=0 g=2 channel=1 wokenRecv=1\n" + kReadied + kRunsAgain +
                     "6 ChRecv m=0 p=0 g=1 channel=1 path=closed\n6 SelEnd m=0 p=0 g=1 case=0 how=parked\n"),
              "");
    EXPECT_EQ(rowsOf(kWaits + kServed + kReadied + "5 ChClose m=0 p=0 g=2 channel=2 wokenRecv=1\n"), "C-05")
        << "it does not wait there any more";
}

TEST(Checker, C12OneCaseIsThePlainOperationAndNoneWaitsForEver) {
    EXPECT_EQ(rowsOf(kChannels + kFill2 + "3 SelBegin m=0 p=0 g=1 cases=1 [2 0 0]\n" + kTake2 +
                     "3 SelEnd m=0 p=0 g=1 case=0 how=ready\n"),
              "C-12");
    EXPECT_EQ(rowsOf("3 GoBlock m=0 p=0 g=1 reason=selectNoCases\n4 GoUnblock m=0 p=0 g=1 dest=runnext\n"), "C-12");
    EXPECT_EQ(rowsOf(kChannels + "3 ChRecv m=0 p=0 g=1 channel=2 path=wouldBlock\n"), "");
    EXPECT_EQ(rowsOf(kChannels + kFill2 + "3 ChRecv m=0 p=0 g=1 channel=2 path=wouldBlock len=1\n"), "C-12");
}

}  // namespace
}  // namespace interleave::model
