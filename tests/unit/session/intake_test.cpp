#include "session/intake.h"

#include <gtest/gtest.h>

#include "trace/writer.h"

namespace interleave::session {
namespace {

using trace::Event;
using trace::EventKind;

link::Segment segmentWith(std::uint32_t rings, bool isVirtual, std::uint32_t capacity = 1024) {
    auto segment = link::Segment::create("{}", {rings, capacity});
    EXPECT_TRUE(segment);
    link::ClockFact& clock = segment.value().page().clock;
    clock.isVirtual = isVirtual ? 1 : 0;
    clock.ready.store(1);
    return std::move(segment).value();
}

void put(trace::RingProducer& ring, std::uint64_t time, std::uint32_t a) {
    ring.next() = Event{.time = time, .kind = EventKind::GoEnd, .a = a};
    ring.publish();
}

std::vector<Event> takeAll(Intake& intake, bool last) {
    std::vector<Event> out;
    intake.begin(last);
    while (intake.more(out, out.size() + 2)) {
    }
    return out;
}

TEST(Intake, OneConductedRingIsTakenAsItIsAndGivesItsRoomBack) {
    link::Segment segment = segmentWith(1, true);
    trace::RingProducer ring(segment.openRing(0));
    for (std::uint32_t i = 0; i < 5; ++i)
        put(ring, 100, i);
    Intake intake(segment);
    const auto events = takeAll(intake, false);
    ASSERT_EQ(events.size(), 5u);
    for (std::uint32_t i = 0; i < 5; ++i)
        EXPECT_EQ(events[i].a, i);
    EXPECT_EQ(segment.ring(0)->tail.load(), 5u);
}

TEST(Intake, RingsOfThreadsThatStartLaterJoinIn) {
    link::Segment segment = segmentWith(8, false);
    trace::RingProducer first(segment.openRing(0));
    put(first, 10, 1);
    Intake intake(segment);
    EXPECT_EQ(takeAll(intake, false).size(), 1u);
    trace::RingProducer late(segment.openRing(5));  // rings 1 to 4 were not opened
    put(late, 30, 3);
    put(first, 20, 2);
    const auto events = takeAll(intake, true);
    ASSERT_EQ(events.size(), 2u);
    EXPECT_EQ(events[0].a, 2u);
    EXPECT_EQ(events[1].a, 3u);
}

TEST(Intake, NothingIsTakenBeforeTheClockIsKnown) {
    link::Segment segment = segmentWith(1, true);
    segment.page().clock.ready.store(0);
    trace::RingProducer ring(segment.openRing(0));
    put(ring, 1, 1);
    Intake intake(segment);
    EXPECT_TRUE(takeAll(intake, false).empty());
    segment.page().clock.ready.store(1);
    EXPECT_EQ(takeAll(intake, false).size(), 1u);
}

TEST(Intake, TheOtherRingsWaitForTheKernelsSwitches) {
    link::Segment segment = segmentWith(2, false);
    trace::RingProducer switches(segment.openRing(0));
    trace::RingProducer thread(segment.openRing(1));
    segment.page().switchesUpTo.store(1);
    put(thread, 20'000, 2);
    put(thread, 90'000, 4);
    Intake intake(segment);
    EXPECT_TRUE(takeAll(intake, false).empty()) << "no switches have come yet";
    put(switches, 10'000, 1);
    put(switches, 30'000, 3);
    segment.page().switchesUpTo.store(50'000);
    const auto settled = takeAll(intake, false);
    ASSERT_EQ(settled.size(), 3u);
    for (std::uint32_t i = 0; i < 3; ++i)
        EXPECT_EQ(settled[i].a, i + 1);
    EXPECT_EQ(takeAll(intake, true).size(), 1u) << "at the end nothing waits";
}

TEST(Intake, TicksBecomeTimeOfTheRun) {
    link::Segment segment = segmentWith(1, false);
    segment.page().clock.scale = trace::TickScale::of(1000, 0.5);
    trace::RingProducer ring(segment.openRing(0));
    put(ring, 3000, 1);
    Intake intake(segment);
    const auto events = takeAll(intake, true);
    ASSERT_EQ(events.size(), 1u);
    EXPECT_EQ(events[0].time, 1000u);
}

TEST(Intake, LossesAreCounted) {
    link::Segment segment = segmentWith(2, false, 4);
    trace::RingProducer ring(segment.openRing(1));
    trace::Writer writer(&ring, trace::Clock());
    for (int i = 0; i < 7; ++i)
        writer.write(Event{.kind = EventKind::GoEnd});
    Intake intake(segment);
    const auto events = takeAll(intake, true);
    ASSERT_EQ(events.size(), 5u);
    EXPECT_EQ(events[4].kind, EventKind::Dropped);
    EXPECT_EQ(intake.dropped(), 3u);
    EXPECT_EQ(intake.fill(), 1.0);
}

}  // namespace
}  // namespace interleave::session
