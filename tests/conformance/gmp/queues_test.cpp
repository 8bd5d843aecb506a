// How goroutines are made, queued and stolen, read from the traces of real runs.
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "gmp/chan.h"
#include "gmp/go.h"
#include "gmp/sync.h"
#include "tests/support/gmp_fixture.h"

namespace interleave::test {
namespace {

using gmp::go;
using gmp::WaitGroup;
using trace::EventKind;
using namespace std::chrono_literals;

class Queues : public UnderBothHosts {};
INSTANTIATE_TEST_SUITE_P(Hosts, Queues, bothHosts(), hostOf);

class QueuesWithAnyPs : public WithAnyNumberOfPs {};
INSTANTIATE_TEST_SUITE_P(HostsAndPs, QueuesWithAnyPs, bothHostsAndPs(), hostAndPsOf);

TEST_P(Queues, Q_01_AChildGoesToTheSlotOfItsMakersP) {
    const GmpRun run = runGoroutines(golden(GetParam()), [] { spawn(3, {}); });
    trace::Event created;
    int seen = 0;
    for (const Told& told : run.events) {
        if (told.event.kind == EventKind::GoCreate)
            created = told.event;
        if (told.event.kind != EventKind::RqPut || told.event.g != created.g)
            continue;
        EXPECT_EQ(told.event.auxAs<trace::RqSlot>(), trace::RqSlot::runnext);
        EXPECT_EQ(told.event.p, created.p);
        ++seen;
        created = {};
    }
    EXPECT_EQ(seen, 4);
}

TEST_P(QueuesWithAnyPs, Q_03_CreationIsFollowedByWakepOnTheSameM) {
    const GmpRun run = this->run([] { spawn(40, [] { gmp::work(20us); }); });
    std::map<std::uint16_t, std::uint32_t> waiting;  // M → the G it has just made
    for (const Told& told : run.events) {
        const trace::Event& event = told.event;
        if (event.kind == EventKind::GoCreate && event.a != 0) {
            EXPECT_FALSE(waiting.contains(event.m)) << "two creations without wakep between";
            waiting[event.m] = event.g;
        }
        if (event.kind == EventKind::Wakep)
            waiting.erase(event.m);
        if (event.kind == EventKind::GoStart) {
            EXPECT_FALSE(waiting.contains(event.m));
        }
    }
    EXPECT_TRUE(waiting.empty());
}

TEST_P(Queues, Q_05_SpillTakes129) {
    const GmpRun run = runGoroutines(golden(GetParam()), [] { spawn(258, {}); });
    const auto spills = run.of(EventKind::RqSpill);
    ASSERT_EQ(spills.size(), 1u);
    ASSERT_EQ(spills[0]->ids.size(), 129u);
    // Children are numbered from 2: the oldest 128, and last the one that was kicked out of the slot.
    for (std::uint32_t i = 0; i < 128; ++i)
        EXPECT_EQ(spills[0]->ids[i], 2 + i);
    EXPECT_EQ(spills[0]->ids[128], 2u + 256u);
    const auto puts = run.of(EventKind::GlobPut);
    ASSERT_FALSE(puts.empty());
    EXPECT_EQ(puts[0]->ids, spills[0]->ids);
    EXPECT_EQ(puts[0]->event.auxAs<trace::GlobEnd>(), trace::GlobEnd::tail);
    EXPECT_EQ(run.counters.spills, 1u);
}

TEST_P(Queues, Q_04_ARingHolds256) {
    const GmpRun run = runGoroutines(golden(GetParam()), [] { spawn(257, {}); });
    EXPECT_EQ(run.count(EventKind::RqSpill), 0u);
    std::uint32_t longest = 0;
    for (const Told* kick : run.of(EventKind::RqKick))
        longest = std::max(longest, kick->event.a);
    EXPECT_EQ(longest, 256u);
}

TEST_P(Queues, Q_09_TheGlobalTurnComesEvery61TicksAndTakesOne) {
    const GmpRun run = runGoroutines(golden(GetParam()), [] { spawn(300, {}); });
    std::vector<std::uint32_t> ticks;
    for (const Told* start : run.of(EventKind::GoStart))
        if (start->event.auxAs<trace::StartSource>() == trace::StartSource::glob61)
            ticks.push_back(start->event.b);
    ASSERT_GE(ticks.size(), 2u);
    // The start that it leads to has the next tick.
    for (const std::uint32_t tick : ticks)
        EXPECT_EQ((tick - 1) % 61, 0u);
    for (const Told* get : run.of(EventKind::GlobGet))
        if (get->event.c == 1) {
            EXPECT_EQ(get->ids.size(), 1u);
        }
}

TEST_P(Queues, Q_10_AStartFromTheSlotKeepsTheTick) {
    const GmpRun run = runGoroutines(golden(GetParam()), [] {
        gmp::Chan<int> there, back;
        go([=]() mutable {
            while (auto value = there.receive())
                back.send(*value);
        });
        for (int i = 0; i < 50; ++i) {
            there.send(i);
            back.receive();
        }
        there.close();
    });
    std::uint32_t tick = 0;
    int inherited = 0;
    for (const Told* start : run.of(EventKind::GoStart)) {
        EXPECT_EQ(start->event.b, tick + (start->event.a ? 0 : 1));
        const bool slot = start->event.auxAs<trace::StartSource>() == trace::StartSource::runnext;
        EXPECT_EQ(start->event.a != 0, slot && tick != 0) << "main's own start opens a slice";
        inherited += start->event.a != 0;
        tick = start->event.b;
    }
    EXPECT_GT(inherited, 50);
}

TEST_P(Queues, G_08_DeadGsAreUsedAgainWithFreshNumbers) {
    const GmpRun run = runGoroutines(golden(GetParam()), [] {
        for (int i = 0; i < 1000; ++i)
            spawn(1, {});
    });
    std::set<std::uint32_t> ids;
    for (const Told* create : run.of(EventKind::GoCreate))
        EXPECT_TRUE(ids.insert(create->event.g).second);
    EXPECT_EQ(ids.size(), 1001u);
    EXPECT_LE(run.counters.peakStackBytes.value, 3 * 64u * 1024u);
    EXPECT_EQ(run.of(EventKind::GoCreate)[0]->event.g, 1u) << "main is 1";
}

// One P makes much work; the others steal it.
void flood(int times) {
    spawn(200, [times] { gmp::work(50us * times); });
}

GmpRun conductedFlood(std::uint64_t seed = 1) {
    GmpOptions options;
    options.seed = seed;
    options.config.maxProcs = 4;
    return runGoroutines(options, [] { flood(1); });
}

TEST(Stealing, S_05_TakesHalfOfTheVictimsRingRoundedUp) {
    const GmpRun run = conductedFlood();
    ASSERT_GT(run.counters.steals, 0u);
    // Replays the length of every ring.
    std::map<std::uint16_t, std::uint32_t> length;
    int halves = 0;
    for (const Told& told : run.events) {
        const trace::Event& event = told.event;
        const bool tail = event.auxAs<trace::RqSlot>() == trace::RqSlot::tail;
        if (event.kind == EventKind::RqKick || (event.kind == EventKind::RqPut && tail))
            ++length[event.p];
        if (event.kind == EventKind::RqGet && tail)
            --length[event.p];
        if (event.kind == EventKind::RqSpill)
            length[event.p] = event.b;
        if (event.kind != EventKind::RqSteal || !tail)
            continue;
        const std::uint32_t held = length[static_cast<std::uint16_t>(event.a)];
        EXPECT_EQ(event.b, held - held / 2);
        EXPECT_EQ(told.ids.size(), event.b);
        length[static_cast<std::uint16_t>(event.a)] -= event.b;
        ++halves;
    }
    EXPECT_GT(halves, 0);
}

TEST_P(QueuesWithAnyPs, S_05_TheLastOfABatchRunsAndTheOthersGoToTheThiefsRing) {
    const GmpRun run = this->run([] { flood(1); });
    for (std::size_t i = 0; i < run.events.size(); ++i) {
        const Told& steal = run.events[i];
        if (steal.event.kind != EventKind::RqSteal)
            continue;
        std::vector<std::uint32_t> put;
        for (std::size_t j = i + 1; j < run.events.size(); ++j) {
            const trace::Event& event = run.events[j].event;
            if (event.m != steal.event.m)
                continue;
            if (event.kind == EventKind::RqPut)
                put.push_back(event.g);
            if (event.kind != EventKind::GoStart)
                continue;
            EXPECT_EQ(event.g, steal.ids.back());
            break;
        }
        EXPECT_EQ(put, (std::vector<std::uint32_t>{steal.ids.begin(), steal.ids.end() - 1}));
    }
}

TEST_P(Queues, S_06_OnlyTheFourthPassTakesASlotAndAfterAPause) {
    GmpOptions options;
    options.host = GetParam();
    options.config.maxProcs = 2;
    const GmpRun run = runGoroutines(options, [] {
        // Whoever is in the slot stays there while its maker computes: another P takes it.
        for (int i = 0; i < 5; ++i) {
            WaitGroup group;
            group.add(1);
            go([&] { group.done(); });
            gmp::work(300us);
            group.wait();
        }
    });
    int stolen = 0;
    for (const Told* steal : run.of(EventKind::RqSteal)) {
        EXPECT_GE(steal->event.c, 1u);
        EXPECT_LE(steal->event.c, 4u);
        if (steal->event.auxAs<trace::RqSlot>() != trace::RqSlot::runnext)
            continue;
        EXPECT_EQ(steal->event.c, 4u);
        ++stolen;
    }
    // Under free time it depends on the machine whether a thief is quick enough.
    if (!isFree()) {
        EXPECT_GT(stolen, 0);
    }
}

TEST_P(QueuesWithAnyPs, S_09_ASpinnerThatFindsWorkWakesTheNextBeforeItStarts) {
    const auto wakesTheNext = [](const GmpRun& run) {
        int successes = 0;
        std::set<std::uint16_t> mustWake;
        for (const Told& told : run.events) {
            const trace::Event& event = told.event;
            if (event.kind == EventKind::MSpin && event.aux == 0)
                mustWake.insert(event.m);
            if (event.kind == EventKind::Wakep || event.kind == EventKind::MPark || event.kind == EventKind::NetPoll ||
                event.kind == EventKind::MExit)
                successes += mustWake.erase(event.m) && event.kind == EventKind::Wakep;
            if (event.kind == EventKind::GoStart) {
                EXPECT_FALSE(mustWake.contains(event.m));
            }
        }
        return successes > 0 || procs() == 1;
    };
    runUntilSeen(options(), flood, wakesTheNext);
}

TEST(Stealing, TheSameSeedGivesTheSameTraceAndAnotherSeedAnother) {
    const auto flat = [](const GmpRun& run) {
        std::vector<trace::Event> events;
        for (const Told& told : run.events)
            events.push_back(told.event);
        return events;
    };
    const auto first = flat(conductedFlood(7));
    EXPECT_EQ(first, flat(conductedFlood(7)));
    EXPECT_NE(first, flat(conductedFlood(8)));
}

}  // namespace
}  // namespace interleave::test
