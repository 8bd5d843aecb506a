#include "model/world.h"

#include <gtest/gtest.h>

#include "model/world_text.h"
#include "script.h"

namespace interleave::model {
namespace {

std::string textAfter(const std::string& more) {
    return textOf(worldAfter(kBegin + more));
}

TEST(World, ShowsTheBeginning) {
    EXPECT_EQ(textAfter(""),
              "at 2 procs 2\n"
              "P0 running m0 runs g1\n"
              "P1 idle\n"
              "M0 running p0 g1\n"
              "G1 running on 0 m0\n");
}

TEST(World, KicksRunnextToTheTailOfTheRing) {
    EXPECT_EQ(textAfter(R"(
3 GoCreate m=0 p=0 g=2 parent=1
3 RqPut m=0 p=0 g=2 slot=runnext
4 GoCreate m=0 p=0 g=3 parent=1
4 RqKick m=0 p=0 g=2 len=1
4 RqPut m=0 p=0 g=3 slot=runnext len=1
5 GoCreate m=0 p=0 g=4 parent=1
5 RqKick m=0 p=0 g=3 len=2
5 RqPut m=0 p=0 g=4 slot=runnext len=2
)"),
              "at 5 procs 2\n"
              "P0 running m0 runs g1 next g4 ring [g2 g3]\n"
              "P1 idle\n"
              "M0 running p0 g1\n"
              "G1 running on 0 m0\n"
              "G2 runnable ring 0\n"
              "G3 runnable ring 0\n"
              "G4 runnable runnext 0\n");
}

TEST(World, KnowsOverWhichChannelsAGoroutineSelectsUntilItHasItsCase) {
    const std::string waits =
        "3 SelBegin m=0 p=0 g=1 cases=3 [4 2147483653 0 0 1 0 1]\n3 GoBlock m=0 p=0 g=1 reason=select\n";
    EXPECT_EQ(textAfter(waits),
              "at 3 procs 2\n"
              "P0 running m0\n"
              "P1 idle\n"
              "M0 scheduling p0\n"
              "G1 waiting waiting 0 select from 4 to 5 from 0 ran 1\n");
    const World after = worldAfter(kBegin + waits + "4 SelEnd m=0 p=0 g=1 case=0 how=parked\n");
    EXPECT_TRUE(after.selectCases(1).empty());
}

TEST(World, MovesWhatIsStolenAndSaysWhoMoved) {
    const std::string text = kBegin + R"(
3 GoCreate m=0 p=0 g=2
3 RqPut m=0 p=0 g=2 slot=tail len=1
3 GoCreate m=0 p=0 g=3
3 RqPut m=0 p=0 g=3 slot=tail len=2
3 GoCreate m=0 p=0 g=4
3 RqPut m=0 p=0 g=4 slot=tail len=3
4 MNew m=1 why=startm thread=1
4 PState m=1 p=1 from=idle to=running why=acquire
5 MSpin m=1 on=1 n=1
6 RqSteal m=1 p=1 from=0 count=2 pass=1 slot=tail [2 3]
)";
    EXPECT_EQ(lastMoves(text), "g2 ring 0 -> transit 1\ng3 ring 0 -> transit 1\n");
    EXPECT_EQ(worldAfter(text).counters().stolenGs, 2u);
    EXPECT_EQ(textOf(worldAfter(text + "7 RqPut m=1 p=1 g=2 slot=tail len=1\n7 MSpin m=1 on=0\n"
                                       "7 GoStart m=1 p=1 g=3 src=steal tick=1\n")),
              "at 7 procs 2\n"
              "P0 running m0 runs g1 ring [g4]\n"
              "P1 running m1 runs g3 ring [g2] tick 1 slice 7\n"
              "M0 running p0 g1\n"
              "M1 running p1 g3\n"
              "G1 running on 0 m0\n"
              "G2 runnable ring 1\n"
              "G3 running on 1 m1\n"
              "G4 runnable ring 0\n");
}

TEST(World, KeepsTheOrderOfTheGlobalQueueAtBothEnds) {
    EXPECT_EQ(textAfter(R"(
3 GoCreate m=0 p=0 g=2
3 GoCreate m=0 p=0 g=3
3 GoCreate m=0 p=0 g=4
4 GlobPut m=0 p=0 end=tail count=1 len=1 [2]
5 GlobPut m=0 p=0 end=head count=2 len=3 [3 4]
6 GlobGet m=0 p=0 count=1 len=2 max=1 [3]
)"),
              "at 6 procs 2\n"
              "P0 running m0 runs g1\n"
              "P1 idle\n"
              "M0 running p0 g1\n"
              "global [g4 g2]\n"
              "G1 running on 0 m0\n"
              "G2 runnable global\n"
              "G3 runnable transit 0\n"
              "G4 runnable global\n");
}

TEST(World, KeepsAProcessorLooselyBoundInASystemCallUntilItIsRetaken) {
    const std::string call = R"(
10 SysBegin m=0 p=0 g=1 call=read
10 PState m=0 p=0 from=running to=syscall why=syscallEnter
)";
    EXPECT_EQ(textAfter(call),
              "at 10 procs 2\n"
              "P0 syscall m0\n"
              "P1 idle\n"
              "M0 syscall p0 g1\n"
              "G1 syscall syscall 0 m0 ran 8\n");
    EXPECT_EQ(textAfter(call + R"(
30 PState p=0 from=syscall to=idle why=retake
30 PRetake p=0 fromM=0
30 PHandoff p=0 branch=idleList fromM=0
40 SysEnd m=0 g=1 path=noP
40 GlobPut m=0 end=tail count=1 len=1 [1]
41 MPark m=0
)"),
              "at 41 procs 2\n"
              "P0 idle\n"
              "P1 idle\n"
              "M0 parked\n"
              "idle Ms m0\n"
              "global [g1]\n"
              "G1 runnable global ran 8\n");
}

TEST(World, TellsWhichPsMove) {
    EXPECT_EQ(lastMoves(kBegin + "9 PState m=0 p=0 from=running to=idle why=release\n"), "P0 m0 -> m65535\n");
}

TEST(World, PutsSleepersAndWaitersWhereTheyWait) {
    EXPECT_EQ(textAfter(R"(
5 GoBlock m=0 p=0 g=1 reason=sleep
6 TmAdd m=0 p=0 g=1 kind=sleep timer=1 when=500
)"),
              "at 6 procs 2\n"
              "P0 running m0 timers 1\n"
              "P1 idle\n"
              "M0 scheduling p0\n"
              "G1 waiting sleeping 0 sleep deadline 500 ran 3\n");
    EXPECT_EQ(textAfter("5 GoBlock m=0 p=0 g=1 reason=chanReceive object=7\n"),
              "at 5 procs 2\n"
              "P0 running m0\n"
              "P1 idle\n"
              "M0 scheduling p0\n"
              "G1 waiting waiting 7 chanReceive object 7 ran 3\n");
}

TEST(World, ForgetsTheDeadAndUsesTheirRoomAgain) {
    const World world = worldAfter(kBegin + R"(
3 GoCreate m=0 p=0 g=2
3 RqPut m=0 p=0 g=2 slot=runnext
4 GoEnd m=0 p=0 g=1
5 GoCreate m=0 p=0 g=3
)");
    EXPECT_EQ(world.goroutine(1), nullptr);
    EXPECT_EQ(world.liveGoroutines(), 2u);
    EXPECT_EQ(world.counters().gsDone, 1u);
    EXPECT_EQ(world.goroutine(3)->created, Time{5});
}

TEST(World, CountsPlacesExactly) {
    const World world = worldAfter(kBegin + R"(
3 GoCreate m=0 p=0 g=2
3 GoCreate m=0 p=0 g=3
3 RqPut m=0 p=0 g=3 slot=tail len=1
4 GoBlock m=0 p=0 g=1 reason=waitGroupWait object=1
)");
    EXPECT_EQ(world.countInPlace(PlaceKind::transit), 1u);
    EXPECT_EQ(world.countInPlace(PlaceKind::ring), 1u);
    EXPECT_EQ(world.countInPlace(PlaceKind::running), 0u);
    EXPECT_EQ(world.inPlace(PlaceKind::waiting, 10), (std::vector<std::uint32_t>{1}));
}

// Events were lost before each of these: the newest is believed.
TEST(World, ComesRightAgainAfterALoss) {
    EXPECT_EQ(textAfter(R"(
9 Dropped ring=0 count=12
10 GoStart m=3 p=1 g=50 src=steal tick=4
11 GoStart m=0 p=0 g=51 src=local tick=9
12 RqPut m=0 p=0 g=50 slot=runnext
13 GoStart m=0 p=0 g=1 src=local tick=10
)"),
              "at 13 procs 2\n"
              "P0 running m0 runs g1 next g50 tick 10 slice 13\n"
              "P1 idle m3 tick 4 slice 10\n"
              "M0 running p0 g1\n"
              "M3 scheduling p1\n"
              "G1 running on 0 m0 ran 9\n"
              "G50 runnable runnext 0 ran 2\n"
              "G51 runnable transit 0 ran 2\n");
}

TEST(World, SurvivesAnyEvents) {
    World world;
    std::uint64_t random = 7;
    const auto next = [&random] {
        return random = random * 6364136223846793005ull + 1442695040888963407ull, random >> 33;
    };
    for (int i = 0; i < 200'000; ++i) {
        trace::Event event{.time = static_cast<std::uint64_t>(i),
                           .kind = static_cast<trace::EventKind>(next() % trace::kEventKinds),
                           .aux = static_cast<std::uint8_t>(next()),
                           .m = static_cast<std::uint16_t>(next() % 9),
                           .p = static_cast<std::uint16_t>(next() % 6),
                           .g = static_cast<std::uint32_t>(next() % 40),
                           .a = static_cast<std::uint32_t>(next() % 50),
                           .b = static_cast<std::uint32_t>(next() % 50),
                           .c = static_cast<std::uint32_t>(next())};
        if (next() % 8 == 0)
            event.m = trace::kNoM;
        if (next() % 8 == 0)
            event.p = trace::kNoP;
        const std::vector<std::uint32_t> ids{static_cast<std::uint32_t>(next() % 40),
                                             static_cast<std::uint32_t>(next() % 40)};
        world.apply(event, ids, "text", static_cast<std::uint64_t>(i));
    }
    // Whatever happened, every goroutine is in the one place that its queue says.
    std::size_t placed = 0;
    for (const Processor& p : world.processors()) {
        for (const std::uint32_t g : world.queueIds(p.ring, 1000))
            EXPECT_EQ(world.goroutine(g)->place, (Place{PlaceKind::ring, p.id}));
        EXPECT_EQ(world.queueIds(p.ring, 1000).size(), p.ring.size);
        placed += p.ring.size + (p.runnext != 0) + (p.running != 0);
    }
    placed += world.queueIds(world.globalQueue(), 1000).size();
    for (const PlaceKind kind : {PlaceKind::waiting, PlaceKind::sleeping, PlaceKind::network, PlaceKind::syscall})
        placed += world.inPlace(kind, 1000).size();
    EXPECT_EQ(placed + world.countInPlace(PlaceKind::transit), world.liveGoroutines());
}

}  // namespace
}  // namespace interleave::model
