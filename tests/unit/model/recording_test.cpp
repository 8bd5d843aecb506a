#include "model/recording.h"

#include <gtest/gtest.h>

#include <atomic>
#include <random>
#include <thread>

#include "model/synthetic.h"
#include "model/world_text.h"
#include "script.h"

namespace interleave::model {
namespace {

std::vector<trace::Event> syntheticEvents(std::size_t n, SyntheticOptions options = {}) {
    std::vector<trace::Event> events;
    SyntheticTrace(options).more(n, events);
    return events;
}

void append(Recording& recording, const std::vector<trace::Event>& events, std::size_t piece) {
    for (std::size_t i = 0; i < events.size();) {
        std::size_t n = std::min(piece, events.size() - i);
        while (i + n < events.size() && trace::isTail(events[i + n]))
            ++n;
        recording.append(std::span(events).subspan(i, n));
        i += n;
    }
}

World folded(const Recording& recording, EventIndex position) {
    World world;
    recording.walk(0, position, [&world](const WholeEvent& whole) {
        world.apply(whole.event, whole.ids, whole.text, whole.index);
        return true;
    });
    return world;
}

TEST(Recording, WorldAtIsTheFoldFromTheStartWhereverItIsAsked) {
    Recording recording(RunMeta{}, Options{.checkpointEvery = 10'000});
    append(recording, syntheticEvents(150'000, {.procs = 8, .goroutines = 300}), 3'000);
    std::mt19937 random(2);
    for (int i = 0; i < 40; ++i) {
        const EventIndex position = random() % (recording.size() + 1);
        ASSERT_EQ(textOf(recording.worldAt(position)), textOf(folded(recording, position))) << position;
    }
    EXPECT_EQ(textOf(recording.worldAt(recording.size())), textOf(folded(recording, recording.size())));
}

TEST(Recording, WorldAtIsRightWhenCheckpointsAreThinned) {
    // A budget that has no room for all the copies.
    constexpr std::uint64_t kBudget = 400'000;
    Recording recording(RunMeta{}, Options{.memoryBudget = base::Bytes{kBudget}, .checkpointEvery = 5'000});
    append(recording, syntheticEvents(300'000, {.procs = 8, .goroutines = 100}), 3'000);
    EXPECT_LE(recording.usage().checkpoints.value, kBudget / 4);
    EXPECT_GT(recording.usage().checkpointCount, 1u);
    for (const EventIndex position : {1ull, 77'777ull, 149'000ull, 299'000ull})
        ASSERT_EQ(textOf(recording.worldAt(position)), textOf(folded(recording, position)));
}

TEST(Recording, CheckpointsOfALargeWorldAreFartherApart) {
    const auto bytesEach = [](std::uint32_t goroutines) {
        Recording recording(RunMeta{}, Options{.checkpointEvery = 5'000});
        append(recording, syntheticEvents(300'000, {.procs = 8, .goroutines = goroutines}), 3'000);
        EXPECT_GT(recording.usage().checkpointCount, 1u);
        return static_cast<double>(recording.usage().checkpoints.value) / static_cast<double>(recording.size());
    };
    EXPECT_LE(bytesEach(100), 4.0);
    EXPECT_LE(bytesEach(3'000), 4.0);
}

// A long run in a tiny budget: most of it lies in the temporary file, and all of it can be gone back to.
TEST(Recording, LosesNothingOfARunThatIsLargerThanItsMemory) {
    constexpr std::uint64_t kBudget = 700'000;
    const auto events = syntheticEvents(900'000, {.procs = 8, .goroutines = 300});
    auto recording = std::make_shared<Recording>(RunMeta{}, Options{.memoryBudget = base::Bytes{kBudget}});
    append(*recording, events, 20'000);
    recording->finish();
    const Recording::Usage usage = recording->usage();
    EXPECT_LE(usage.packed.value, kBudget);
    EXPECT_LE(usage.checkpoints.value, kBudget / 4);
    EXPECT_GT(usage.spilled.value, 5 * kBudget);
    EXPECT_EQ(recording->notice(), "");
    std::vector<trace::Event> back(events.size());
    ASSERT_EQ(recording->read(0, back), events.size());
    EXPECT_TRUE(back == events);
    Cursor cursor(recording);
    for (EventIndex position = recording->size(); position > 100'000; position -= 97'000) {
        cursor.moveTo(position);
        World world;
        TailBuffer tail;
        walkEvents(std::span(events).first(cursor.position()), 0, tail,
                   [&](const WholeEvent& whole) { world.apply(whole.event, whole.ids, whole.text, whole.index); });
        ASSERT_EQ(textOf(cursor.world()), textOf(world)) << position;
    }
}

TEST(Recording, DoesNotCareInWhatPiecesItIsAppended) {
    const auto events = syntheticEvents(30'000);
    Recording whole(RunMeta{});
    Recording pieces(RunMeta{});
    whole.append(events);
    append(pieces, events, 7);
    EXPECT_EQ(textOf(whole.worldAt(whole.size())), textOf(pieces.worldAt(pieces.size())));
    EXPECT_EQ(whole.size(), pieces.size());
}

TEST(Recording, FindsPositionsByTime) {
    const auto events = syntheticEvents(100'000);
    Recording recording(RunMeta{});
    recording.append(events);
    std::mt19937_64 random(4);
    for (int i = 0; i < 200; ++i) {
        const auto t = random() % (events.back().time + 10);
        std::size_t wanted = 0;
        while (wanted < events.size() && events[wanted].time <= t)
            ++wanted;
        EXPECT_EQ(recording.upperBound(Time{static_cast<std::int64_t>(t)}), wanted);
    }
    EXPECT_EQ(recording.upperBound(Time{-1}), 0u);
}

TEST(Recording, StepsOverTailsBothWays) {
    Recording recording(RunMeta{});
    recording.append(script("0 RunBegin procs=1\n1 GlobPut count=6 len=6 [1 2 3 4 5 6]\n2 RunEnd\n"));
    EXPECT_EQ(recording.size(), 5u);
    EXPECT_EQ(recording.stepForward(0), 1u);
    EXPECT_EQ(recording.stepForward(1), 4u);
    EXPECT_EQ(recording.stepForward(4), 5u);
    EXPECT_EQ(recording.stepForward(5), 5u);
    EXPECT_EQ(recording.stepBack(5), 4u);
    EXPECT_EQ(recording.stepBack(4), 1u);
    EXPECT_EQ(recording.stepBack(1), 0u);
    EXPECT_EQ(recording.stepBack(0), 0u);
    EXPECT_EQ(recording.fullEvent(3).index, 1u);
    EXPECT_EQ(recording.fullEvent(2).ids, (std::vector<std::uint32_t>{1, 2, 3, 4, 5, 6}));
}

TEST(Recording, NeverLetsTimeGoBack) {
    Recording recording(RunMeta{});
    recording.append(script("5 RunBegin\n3 GoCreate g=1\n9 RunEnd\n"));
    std::vector<trace::Event> events(3);
    recording.read(0, events);
    EXPECT_EQ(events[1].time, 5u);
    EXPECT_EQ(recording.duration(), Time{9});
}

TEST(Recording, KnowsNamesOutputAndLosses) {
    Recording recording(RunMeta{});
    recording.append(script(R"(
0 NameDef kind=channel object=4 "jobs"
1 Output g=1 stream=out "hello, this is a line of more than sixteen bytes"
2 Output g=2 stream=err "world"
3 Dropped ring=1 count=17
)"));
    EXPECT_EQ(recording.name(trace::ObjectKind::channel, 4), "jobs");
    EXPECT_EQ(recording.name(trace::ObjectKind::mutex, 4), "");
    EXPECT_EQ(recording.lostEvents(), 17u);
    ASSERT_EQ(recording.output(recording.size()).size(), 2u);
    EXPECT_EQ(recording.output(recording.size())[0].text, "hello, this is a line of more than sixteen bytes");
    EXPECT_EQ(recording.output(recording.output(recording.size())[1].index).size(), 1u);
}

TEST(Recording, FindsTheLastEventsOfAGoroutineAsASearchFromTheStartDoes) {
    const auto recording = syntheticRecording(180'000, {.procs = 4, .goroutines = 50});
    const auto speaksOf = [](const WholeEvent& whole, std::uint32_t g) {
        if (whole.event.kind != trace::EventKind::NameDef && whole.event.g == g)
            return true;
        for (const trace::Field& field : trace::descriptor(whole.event.kind).fields())
            if (field.type == trace::FieldType::G && trace::fieldValue(whole.event, field) == g)
                return true;
        return trace::descriptor(whole.event.kind).tail == trace::Tail::ids &&
               std::find(whole.ids.begin(), whole.ids.end(), g) != whole.ids.end();
    };
    for (const std::uint32_t g : {1u, 7u, 33u})
        for (const EventIndex position : {500ull, 66'000ull, 170'000ull}) {
            std::vector<EventIndex> wanted;
            recording->walk(0, position, [&](const WholeEvent& whole) {
                if (speaksOf(whole, g))
                    wanted.push_back(whole.index);
                return true;
            });
            if (wanted.size() > 12)
                wanted.erase(wanted.begin(), wanted.end() - 12);
            std::vector<EventIndex> found;
            for (const FullEvent& event : recording->lastEventsOf(g, position, 12))
                found.push_back(event.index);
            EXPECT_EQ(found, wanted) << g << " at " << position;
        }
    for (const FullEvent& event : recording->lastEventsOfP(2, 100'000, 9))
        EXPECT_TRUE(event.event.p == 2 || (event.event.kind == trace::EventKind::RqSteal && event.event.a == 2));
    EXPECT_EQ(recording->lastEventsOfP(2, 100'000, 9).size(), 9u);
    EXPECT_EQ(recording->lastEventsOfM(0, 100'000, 9).size(), 9u);
}

TEST(Recording, CountsWhatHappenedInBucketsThatAddUp) {
    const auto recording = syntheticRecording(200'000);
    const World end = recording->worldAt(recording->size());
    recording->withMetrics([&](const Metrics& metrics) {
        EXPECT_LE(metrics.buckets().size(), Metrics::kMaxBuckets);
        std::uint64_t switches = 0, done = 0, steals = 0;
        for (const MetricsBucket& bucket : metrics.buckets()) {
            switches += bucket.switches;
            done += bucket.gsDone;
            steals += bucket.steals;
        }
        EXPECT_EQ(switches, end.counters().switches);
        EXPECT_EQ(done, end.counters().gsDone);
        EXPECT_EQ(steals, end.counters().steals);
        EXPECT_EQ(metrics.buckets().back().live, end.liveGoroutines());
        // A gauge is that of the bucket's end.
        const std::size_t middle = metrics.buckets().size() / 2;
        const Time at = metrics.bucket() * static_cast<std::int64_t>(middle + 1) - Time{1};
        const World then = recording->worldAt(recording->upperBound(at));
        EXPECT_EQ(metrics.buckets()[middle].live, then.liveGoroutines());
        EXPECT_EQ(metrics.buckets()[middle].globalQueued, then.globalQueue().size);
    });
}

TEST(Recording, IsReadByOthersWhileItGrows) {
    const auto events = syntheticEvents(300'000, {.procs = 4, .goroutines = 100});
    auto recording = std::make_shared<Recording>(RunMeta{}, Options{.memoryBudget = base::Bytes{600'000}});
    std::atomic<bool> done{false};
    std::jthread reader([&] {
        std::mt19937_64 random(6);
        Cursor cursor(recording);
        while (!done.load()) {
            const EventIndex size = recording->size();
            if (size == 0)
                continue;
            const EventIndex position = random() % size;
            EXPECT_LE(recording->worldAt(position).now(), Time{static_cast<std::int64_t>(events.back().time)});
            cursor.moveTo(size);
            EXPECT_EQ(cursor.position(), size);
            (void)recording->lastEventsOf(3, position, 5);
            std::vector<Coverage> row(50);
            recording->withLanes(LaneKind::processor, [&](const LaneSet& set) {
                for (const Lane& lane : set.lanes)
                    lane.cover(Time{0}, lane.end(), row);
            });
            recording->withMetrics(
                [](const Metrics& metrics) { EXPECT_LE(metrics.buckets().size(), Metrics::kMaxBuckets); });
        }
    });
    append(*recording, events, 20'000);
    recording->finish();
    done.store(true);
    reader.join();
    EXPECT_EQ(textOf(recording->worldAt(recording->size())), textOf(folded(*recording, recording->size())));
}

}  // namespace
}  // namespace interleave::model
