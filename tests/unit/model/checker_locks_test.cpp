// For every rule about starvation, RWMutex and Cond a history that breaks it and a neighbour that does not.
#include <gtest/gtest.h>

#include "checker_script.h"

namespace interleave::model {
namespace {

std::string rwEvent(int g, const std::string& op) {
    return "3 RwEv m=0 p=0 g=" + std::to_string(g) + " op=" + op + " mutex=1\n";
}
std::string condEvent(int g, const std::string& op, int ticket) {
    return "3 CondEv m=0 p=0 g=" + std::to_string(g) + " op=" + op + " cond=1 ticket=" + std::to_string(ticket) + "\n";
}
// G1 and G2 wait on Cond 1 with the tickets 0 and 1, and G3 runs.
const std::string kTwoWaitOnCond =
    made(2, "2 RqPut m=0 p=0 g=2 slot=runnext len=0\n" + kWakep) + condEvent(1, "wait", 0) +
    "3 GoBlock m=0 p=0 g=1 reason=condWait object=1\n"
    "4 RqGet m=0 p=0 g=2 slot=runnext len=0\n4 GoStart m=0 p=0 g=2 src=runnext inherit=1 tick=0\n"
    "4 GoCreate m=0 p=0 g=3 parent=2\n4 RqPut m=0 p=0 g=3 slot=runnext len=0\n" +
    kWakepAgain + condEvent(2, "wait", 1) +
    "5 GoBlock m=0 p=0 g=2 reason=condWait object=1\n"
    "6 RqGet m=0 p=0 g=3 slot=runnext len=0\n6 GoStart m=0 p=0 g=3 src=runnext inherit=1 tick=0\n";
std::string condReadied(int g) {
    const std::string n = std::to_string(g);
    return "7 GoUnblock m=0 p=0 g=" + n + " dest=runnext by=3\n7 RqPut m=0 p=0 g=" + n + " slot=runnext len=0\n" +
           kWakepAgain;
}

TEST(Checker, L05AShortWaitOrAnEmptyQueueEndsStarvation) {
    const std::string starving = "3 MuMode m=0 p=0 g=1 mutex=1 mode=starving\n";
    const auto handed = [](const std::string& waited) {
        return "4 MuLock m=0 p=0 g=1 mutex=1 path=handoff waited=" + waited + "\n";
    };
    const std::string normal = "4 MuMode m=0 p=0 g=1 mutex=1 mode=normal\n";
    const std::string other = "5 GoBlock m=0 p=0 g=1 reason=sleep\n";
    const std::string another = made(2, "2 RqPut m=0 p=0 g=2 slot=runnext len=0\n" + kWakep) +
                                "3 GoBlock m=0 p=0 g=1 reason=mutexLock object=1\n"
                                "4 RqGet m=0 p=0 g=2 slot=runnext len=0\n"
                                "4 GoStart m=0 p=0 g=2 src=runnext inherit=1 tick=0\n";
    EXPECT_EQ(rowsOf(starving + handed("2000000") + normal + other), "");
    EXPECT_EQ(rowsOf(starving + handed("2000000") + other), "L-05") << "it was the last";
    EXPECT_EQ(rowsOf(another + starving + handed("2000000") + "5 GoBlock m=0 p=0 g=2 reason=sleep\n"), "");
    EXPECT_EQ(rowsOf(another + starving + handed("2000000") + normal), "L-05") << "G1 still waits";
    EXPECT_EQ(rowsOf(another + starving + handed("900000") + normal), "");
    EXPECT_EQ(rowsOf(another + starving + handed("900000") + "5 GoBlock m=0 p=0 g=2 reason=sleep\n"), "L-05");
}

TEST(Checker, L07ManyReadOrOneWrites) {
    EXPECT_EQ(rowsOf(rwEvent(1, "rlock") + rwEvent(1, "rlock") + rwEvent(1, "runlock") + rwEvent(1, "runlock") +
                     rwEvent(1, "lock") + rwEvent(1, "unlock")),
              "");
    EXPECT_EQ(rowsOf(rwEvent(1, "rlock") + rwEvent(1, "lock")), "L-07");
    EXPECT_EQ(rowsOf(rwEvent(1, "lock") + rwEvent(1, "rlock")), "L-07");
    EXPECT_EQ(rowsOf(rwEvent(1, "lock") + rwEvent(1, "lock"), false), "L-07");
}

TEST(Checker, L07AWaitingWriterKeepsNewReadersOutAndItsUnlockLetsThemInFirst) {
    const std::string writes =
        rwEvent(1, "rlock") + rwEvent(2, "block") + rwEvent(3, "rblock") + rwEvent(1, "runlock") + rwEvent(2, "lock");
    EXPECT_EQ(rowsOf(writes + rwEvent(2, "unlock") + rwEvent(3, "rlock") + rwEvent(3, "runlock") + rwEvent(2, "lock")),
              "");
    EXPECT_EQ(rowsOf(writes + rwEvent(2, "unlock") + rwEvent(2, "lock")), "L-07") << "before G3";
    EXPECT_EQ(rowsOf(rwEvent(1, "rlock") + rwEvent(2, "block") + rwEvent(3, "rlock")), "L-07");
    EXPECT_EQ(rowsOf(rwEvent(1, "rblock")), "L-07") << "for nobody";
}

TEST(Checker, L06UnlockingAnRWMutexThatIsNotLockedIsFatal) {
    EXPECT_EQ(rowsOf(rwEvent(1, "unlock") + "4 Fatal m=0 p=0 g=1 kind=unlockOfUnlocked exit=2\n"), "");
    EXPECT_EQ(rowsOf(rwEvent(1, "unlock") + rwEvent(1, "rlock")), "L-06");
    EXPECT_EQ(rowsOf(rwEvent(1, "runlock") + rwEvent(1, "lock")), "L-06");
}

TEST(Checker, L09TheOldestTicketIsWokenFirst) {
    EXPECT_EQ(rowsOf(kTwoWaitOnCond + condEvent(3, "signal", 0) + condReadied(1)), "");
    EXPECT_EQ(rowsOf(kTwoWaitOnCond + condEvent(3, "signal", 0) + condReadied(2)), "L-09 L-09")
        << "not yet, and not before G1";
    EXPECT_EQ(rowsOf(kTwoWaitOnCond + condEvent(3, "broadcast", 2) + condReadied(2)), "L-09");
    EXPECT_EQ(rowsOf(kTwoWaitOnCond + condReadied(1)), "L-09") << "nobody signalled";
    EXPECT_EQ(rowsOf(kTwoWaitOnCond + condEvent(3, "signal", 1)), "L-09");
    EXPECT_EQ(rowsOf(kTwoWaitOnCond + condEvent(3, "wait", 3)), "L-09");
    EXPECT_EQ(rowsOf("3 GoBlock m=0 p=0 g=1 reason=condWait object=1\n"), "L-09") << "it drew no ticket";
}

}  // namespace
}  // namespace interleave::model
