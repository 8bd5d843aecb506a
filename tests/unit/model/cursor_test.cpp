#include <gtest/gtest.h>

#include <random>

#include "model/recording.h"
#include "model/synthetic.h"
#include "model/world_text.h"

namespace interleave::model {
namespace {

TEST(Cursor, ShowsTheWorldOfItsPositionHoweverItGotThere) {
    const auto recording = syntheticRecording(150'000, {.procs = 4, .goroutines = 80});
    Cursor cursor(recording);
    std::mt19937 random(8);
    for (int i = 0; i < 120; ++i) {
        EventIndex target = 0;
        switch (random() % 4) {
            case 0:
                target = recording->stepForward(cursor.position());
                break;
            case 1:
                target = recording->stepBack(cursor.position());
                break;
            case 2:
                target = cursor.position() + random() % 300;
                break;
            default:
                target = random() % recording->size();
                break;
        }
        cursor.moveTo(target);
        ASSERT_GE(cursor.position(), std::min<EventIndex>(target, recording->size()));
        ASSERT_EQ(textOf(cursor.world()), textOf(recording->worldAt(cursor.position()))) << i;
    }
}

TEST(Cursor, TellsWhatMovedOnAShortWayForward) {
    const auto recording = syntheticRecording(20'000);
    Cursor cursor(recording);
    cursor.moveTo(1'000);
    const EventIndex from = cursor.position();
    cursor.moveTo(from + 50);
    const Cursor::Step& step = cursor.lastStep();
    EXPECT_FALSE(step.jumped);
    EXPECT_EQ(step.passed, cursor.position() - from);
    ASSERT_FALSE(step.moves.empty());
    for (const Move& move : step.moves) {
        EXPECT_GE(move.event, from);
        EXPECT_LT(move.event, cursor.position());
    }
    ASSERT_FALSE(step.events.empty());
    EXPECT_EQ(step.events.front().index, from);
}

TEST(Cursor, SaysThatItJumpedBackOrTooFar) {
    const auto recording = syntheticRecording(20'000);
    Cursor cursor(recording);
    cursor.moveTo(2'000);
    EXPECT_TRUE(cursor.lastStep().jumped);
    EXPECT_TRUE(cursor.lastStep().moves.empty());
    EXPECT_TRUE(cursor.lastStep().events.empty());
    cursor.moveTo(1'990);
    EXPECT_TRUE(cursor.lastStep().jumped);
    cursor.moveTo(cursor.position());
    EXPECT_FALSE(cursor.lastStep().jumped);
    EXPECT_EQ(cursor.lastStep().passed, 0u);
}

}  // namespace
}  // namespace interleave::model
