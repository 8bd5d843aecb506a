#include "session/player.h"

#include <gtest/gtest.h>

#include <map>

namespace interleave::session {
namespace {

using namespace std::chrono_literals;
using trace::Event;
using trace::EventKind;

constexpr Duration kFrame = 10ms;

std::shared_ptr<model::Recording> emptyRecording() {
    return std::make_shared<model::Recording>(model::RunMeta{});
}

Event at(std::int64_t time) {
    return {.time = static_cast<std::uint64_t>(time), .kind = EventKind::SmTick};
}

// Events at 0, 100, 200, … ns.
std::shared_ptr<model::Recording> finishedRecording(int events) {
    auto recording = emptyRecording();
    std::vector<Event> all;
    for (int i = 0; i < events; ++i)
        all.push_back(at(i * 100));
    recording->append(all);
    recording->finish();
    return recording;
}

// A conducted engine that does at once what its horizon allows: `happenings` maps times to how many events each writes.
class FakeRun final : public RunControl {
public:
    explicit FakeRun(std::map<std::int64_t, int> happenings, bool isConducted = true)
        : m_happenings(std::move(happenings)), m_conducted(isConducted) {}

    std::shared_ptr<const model::Recording> recording() const override { return m_recording; }
    bool conducted() const override { return m_conducted; }
    Phase phase() const override { return m_recording->finished() ? Phase::ended : Phase::running; }
    void setHorizon(Time limit) override {
        if (limit > m_limit)
            m_limit = limit;
    }
    Time reached() const override { return m_reached; }
    std::optional<Time> nextHappening() const override {
        if (m_happenings.empty())
            return std::nullopt;
        return Time{m_happenings.begin()->first};
    }
    bool atHorizon() const override { return !m_recording->finished(); }

    // The engine's turn: everything up to the horizon happens and is drained.
    void work() {
        while (!m_happenings.empty() && Time{m_happenings.begin()->first} <= m_limit) {
            const auto [time, count] = *m_happenings.begin();
            m_happenings.erase(m_happenings.begin());
            const std::vector<Event> events(static_cast<std::size_t>(count), at(time));
            m_recording->append(events);
        }
        m_reached = m_limit;
        if (m_happenings.empty() && !m_recording->finished())
            m_recording->finish();
    }
    // A change made at the horizon adds an event at the time that was reached.
    void interveneNow() { m_recording->append(std::vector<Event>{at(m_reached.count())}); }
    Time limit() const { return m_limit; }

private:
    std::shared_ptr<model::Recording> m_recording = emptyRecording();
    std::map<std::int64_t, int> m_happenings;
    bool m_conducted;
    Time m_limit{0};
    Time m_reached{0};
};

TEST(Player, AtTimePaceTheRunTimeShownIsThatOfTheScreenTimesThePace) {
    Player player(finishedRecording(1000));
    player.setScreenSecond(1us);  // 10 ns of run in a frame of 10 ms
    player.play();
    for (int i = 0; i < 45; ++i)
        player.advance(kFrame);
    EXPECT_EQ(player.time(), Time{450});
    EXPECT_EQ(player.position(), 5u) << "events at 0, 100, 200, 300, 400 have happened";
}

TEST(Player, AtBeatPaceEventsComeEvenlyWhateverTheirTimes) {
    auto recording = emptyRecording();
    std::vector<Event> all;
    for (const std::int64_t t : {0, 1, 2, 1'000'000, 1'000'001})
        all.push_back(at(t));
    recording->append(all);
    recording->finish();
    Player player(recording);
    player.setPace(Pace::beat);
    player.setBeat(10);  // one event in ten frames
    player.play();
    for (std::uint64_t i = 1; i <= 4; ++i) {
        for (int frame = 0; frame < 10; ++frame)
            player.advance(kFrame);
        EXPECT_EQ(player.position(), i);
    }
    EXPECT_EQ(player.time(), Time{1'000'000});
}

TEST(Player, StopsByItselfAtTheEndOfAFinishedRun) {
    Player player(finishedRecording(10));
    player.setScreenSecond(1s);
    player.play();
    player.advance(kFrame);
    EXPECT_FALSE(player.playing());
    EXPECT_TRUE(player.atEnd());
    EXPECT_EQ(player.time(), Time{900});
}

TEST(Player, StepsGoOneEventOnAndBackAndPause) {
    Player player(finishedRecording(10));
    player.play();
    player.stepForward();
    EXPECT_FALSE(player.playing());
    player.stepForward();
    player.stepForward();
    EXPECT_EQ(player.position(), 3u);
    EXPECT_EQ(player.time(), Time{200});
    player.stepBack();
    EXPECT_EQ(player.position(), 2u);
    EXPECT_EQ(player.time(), Time{100});
    player.advance(kFrame);
    EXPECT_EQ(player.position(), 2u) << "a paused playhead stands still";
}

TEST(Player, AStepStandsBetweenEventsOfOneTime) {
    auto recording = emptyRecording();
    recording->append(std::vector<Event>{at(5), at(5), at(5)});
    recording->finish();
    Player player(recording);
    player.stepForward();
    player.advance(kFrame);
    EXPECT_EQ(player.position(), 1u);
    player.stepForward();
    player.advance(kFrame);
    EXPECT_EQ(player.position(), 2u);
}

TEST(Player, SeeksToATimeAndToAPositionWithinTheRun) {
    Player player(finishedRecording(10));
    player.seek(Time{250});
    EXPECT_EQ(player.position(), 3u);
    EXPECT_EQ(player.time(), Time{250});
    player.seek(Time{99'999});
    EXPECT_EQ(player.time(), Time{900});
    EXPECT_EQ(player.position(), 10u);
    player.seekPosition(4);
    EXPECT_EQ(player.time(), Time{300});
    player.toStart();
    EXPECT_EQ(player.position(), 0u);
    player.toEnd();
    EXPECT_EQ(player.position(), 10u);
}

TEST(Player, ALiveConductedRunIsLetOnNoFurtherThanWillBeShown) {
    FakeRun run({{0, 1}, {50, 1}, {150, 2}, {100'000, 1}});
    Player player(&run);
    player.setScreenSecond(10us);  // 100 ns a frame
    player.play();
    player.advance(kFrame);
    EXPECT_EQ(run.limit(), Time{100});
    EXPECT_EQ(player.position(), 0u) << "the run has not come there yet";
    run.work();
    player.advance(kFrame);
    EXPECT_EQ(run.limit(), Time{200});
    EXPECT_EQ(player.time(), Time{100});
    EXPECT_EQ(player.position(), 2u);
    player.pause();
    run.work();
    player.advance(kFrame);
    EXPECT_EQ(player.time(), Time{200}) << "after a pause all that has happened is seen";
    EXPECT_EQ(player.position(), 4u);
    player.advance(kFrame);
    EXPECT_EQ(run.limit(), Time{200}) << "and no more is let happen";
}

TEST(Player, TheHorizonDoesNotRunAwayFromASlowEngine) {
    FakeRun run(std::map<std::int64_t, int>{{1'000'000, 1}});
    Player player(&run);
    player.setScreenSecond(10us);
    player.play();
    for (int i = 0; i < 100; ++i)
        player.advance(kFrame);  // the engine does nothing
    EXPECT_LE(run.limit(), Time{400});
}

TEST(Player, AStepAtTheLiveEndAsksForTheNextHappeningUntilAnEventComes) {
    FakeRun run({{70, 0}, {90, 1}, {5000, 1}});
    Player player(&run);
    player.stepForward();
    EXPECT_TRUE(player.waitingForEngine());
    EXPECT_EQ(run.limit(), Time{70});
    run.work();  // writes nothing
    player.advance(kFrame);
    EXPECT_EQ(run.limit(), Time{90});
    EXPECT_TRUE(player.waitingForEngine());
    run.work();
    player.advance(kFrame);
    EXPECT_FALSE(player.waitingForEngine());
    EXPECT_EQ(player.position(), 1u);
    EXPECT_EQ(player.time(), Time{90});
}

TEST(Player, BeatPaceAtTheLiveEndMovesTheHorizonEventByEvent) {
    FakeRun run({{10, 1}, {1'000'000, 1}, {2'000'000, 1}});
    Player player(&run);
    player.setPace(Pace::beat);
    player.setBeat(100);  // one a frame
    player.play();
    for (int i = 0; i < 8; ++i) {
        player.advance(kFrame);
        run.work();
    }
    player.advance(kFrame);
    EXPECT_EQ(player.position(), 3u);
    EXPECT_TRUE(player.atEnd());
}

TEST(Player, WhatIsChangedAtTheHorizonIsSeenThoughTimeStandsStill) {
    FakeRun run({{0, 1}, {10'000, 1}});
    Player player(&run);
    player.setScreenSecond(10us);
    player.play();
    player.advance(kFrame);
    run.work();
    player.pause();
    player.advance(kFrame);
    ASSERT_EQ(player.position(), 1u);
    run.interveneNow();
    player.advance(kFrame);
    EXPECT_EQ(player.position(), 2u);
}

TEST(Player, GoingBackInALiveRunDoesNotMoveItsHorizon) {
    FakeRun run({{0, 1}, {100, 1}, {200, 1}, {100'000, 1}});
    Player player(&run);
    player.setScreenSecond(10us);
    player.play();
    for (int i = 0; i < 4; ++i) {
        player.advance(kFrame);
        run.work();
    }
    const Time limit = run.limit();
    player.seek(Time{50});
    player.play();
    player.advance(kFrame);
    EXPECT_EQ(player.time(), Time{150});
    EXPECT_EQ(player.position(), 2u);
    EXPECT_EQ(run.limit(), limit);
}

TEST(Player, AFreeRunIsFollowedAtItsEdgeUntilTheFirstSeek) {
    FakeRun run({{0, 1}, {500, 1}, {100'000, 1}}, false);
    Player player(&run);
    player.play();
    run.setHorizon(Time{500});
    run.work();
    player.advance(kFrame);
    EXPECT_EQ(player.position(), 2u);
    player.seek(Time{0});
    player.setScreenSecond(10us);
    player.advance(kFrame);
    EXPECT_EQ(player.position(), 1u);
    player.toEnd();
    player.advance(kFrame);
    EXPECT_EQ(player.position(), 2u);
}

}  // namespace
}  // namespace interleave::session
