#include "catalogue/narrator.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace interleave::catalogue {
namespace {

using trace::Event;
using trace::EventKind;

Step stepAt(std::string event, std::map<std::string, std::string> where = {}, int nth = 1) {
    Step step;
    step.id = event + std::to_string(nth);
    step.when = {std::move(event), std::move(where), nth};
    return step;
}

EventReader readerOf(const std::vector<Event>& events) {
    return [&events](std::uint64_t first, std::span<Event> out) -> std::size_t {
        if (first >= events.size())
            return 0;
        const std::size_t n = std::min<std::size_t>(out.size(), events.size() - first);
        std::copy_n(events.begin() + static_cast<std::ptrdiff_t>(first), n, out.begin());
        return n;
    };
}

Event create(std::uint32_t g, std::uint32_t parent) {
    return {.kind = EventKind::GoCreate, .g = g, .a = parent};
}
Event steal(std::uint32_t count) {
    return {
        .kind = EventKind::RqSteal, .aux = static_cast<std::uint8_t>(trace::RqSlot::tail), .p = 2, .a = 1, .b = count};
}

TEST(Narrator, EachStepIsReachedAtTheFirstMatchAfterTheStepBefore) {
    Scenario scenario;
    scenario.narration = {stepAt("RqSteal", {{"count", ">1"}}), stepAt("GoCreate", {{"parent", "G1"}})};
    const std::vector<Event> events{create(2, 1), steal(1), steal(4), create(3, 2), create(4, 1)};
    Narrator narrator(scenario);
    narrator.advance(readerOf(events));
    ASSERT_EQ(narrator.reached().size(), 2u);
    EXPECT_EQ(narrator.reached()[0].index, 2u);
    EXPECT_EQ(narrator.reached()[1].index, 4u);
    EXPECT_TRUE(narrator.complete());
}

TEST(Narrator, TheNthMatchIsCountedFromTheStepBefore) {
    Scenario scenario;
    scenario.narration = {stepAt("RqSteal"), stepAt("RqSteal", {}, 2)};
    const std::vector<Event> events{steal(1), steal(2), steal(3), steal(4)};
    Narrator narrator(scenario);
    narrator.advance(readerOf(events));
    ASSERT_EQ(narrator.reached().size(), 2u);
    EXPECT_EQ(narrator.reached()[1].index, 2u);
}

TEST(Narrator, ReadsOnWhereItStoppedHoweverTheEventsCome) {
    Scenario scenario;
    scenario.narration = {stepAt("RqSteal", {}, 3), stepAt("GoCreate", {}, 2)};
    std::vector<Event> all;
    for (std::uint32_t i = 0; i < 3000; ++i)
        all.push_back(i % 1000 == 999 ? steal(i) : Event{.kind = EventKind::MPark});
    all.push_back(create(2, 1));
    all.push_back(create(3, 1));
    Narrator whole(scenario);
    whole.advance(readerOf(all));
    std::vector<Event> soFar;
    Narrator piecemeal(scenario);
    for (const Event& event : all) {
        soFar.push_back(event);
        piecemeal.advance(readerOf(soFar));
    }
    ASSERT_EQ(whole.reached().size(), 2u);
    ASSERT_EQ(piecemeal.reached().size(), 2u);
    EXPECT_EQ(whole.reached()[0].index, 2999u);
    EXPECT_EQ(piecemeal.reached()[0].index, 2999u);
    EXPECT_EQ(piecemeal.reached()[1].index, whole.reached()[1].index);
}

TEST(Narrator, TheStepAtAPositionIsTheLastOneReachedBeforeIt) {
    Scenario scenario;
    scenario.narration = {stepAt(""), stepAt("RqSteal"), stepAt("GoCreate")};
    const std::vector<Event> events{Event{}, steal(1), Event{}, create(2, 1)};
    Narrator narrator(scenario);
    narrator.advance(readerOf(events));
    ASSERT_TRUE(narrator.complete());
    EXPECT_EQ(narrator.at(0)->step, 0u) << "a step without an event holds from the start";
    EXPECT_EQ(narrator.at(1)->step, 0u) << "the steal has not happened yet";
    EXPECT_EQ(narrator.at(2)->step, 1u);
    EXPECT_EQ(narrator.at(3)->step, 1u);
    EXPECT_EQ(narrator.at(4)->step, 2u);
}

TEST(Narrator, NothingHoldsBeforeTheFirstStepIsReached) {
    Scenario scenario;
    scenario.narration = {stepAt("RqSteal")};
    const std::vector<Event> events{Event{}, steal(1)};
    Narrator narrator(scenario);
    EXPECT_FALSE(narrator.at(0));
    narrator.advance(readerOf(events));
    EXPECT_FALSE(narrator.at(1));
    EXPECT_TRUE(narrator.at(2));
}

TEST(Narrator, ConditionsCompareWordsNumbersAndDurations) {
    const Event request{.kind = EventKind::PreemptReq, .p = 0, .g = 7, .b = 12'000'000};
    EXPECT_TRUE(matches({"PreemptReq", {{"ran", ">10ms"}, {"via", "flag"}, {"g", "G7"}, {"p", "P0"}}, 1}, request));
    EXPECT_TRUE(matches({"PreemptReq", {{"ran", "12000000"}, {"g", "7"}}, 1}, request));
    EXPECT_FALSE(matches({"PreemptReq", {{"ran", "<=10ms"}}, 1}, request));
    EXPECT_FALSE(matches({"PreemptReq", {{"via", "signal"}}, 1}, request));
    EXPECT_FALSE(matches({"PreemptReq", {{"g", "!=7"}}, 1}, request));
    EXPECT_FALSE(matches({"PreemptHit", {}, 1}, request));
}

TEST(Narrator, PlacesAreFilledAsAPersonReadsThem) {
    Event event = steal(48);
    event.m = 3;
    EXPECT_EQ(fill("{p} takes {count} from {from} ({slot}, {m}); {nothing} {", event),
              "P2 takes 48 from P1 (tail, M3); {nothing} {");
    const Event request{.kind = EventKind::PreemptReq, .g = 7, .b = 12'345'678};
    EXPECT_EQ(fill("{g}: {ran}, {p}", request), "G7: 12.3 ms, no P");
}

TEST(Narrator, NamesOfObjectsAreAskedFor) {
    const Event send{.kind = EventKind::ChSend, .a = 5};
    EXPECT_NE(fill("{channel}", send).find("5"), std::string::npos);
    EXPECT_EQ(fill("{channel}", send,
                   [](trace::FieldType, std::uint32_t object) { return "queue" + std::to_string(object); }),
              "queue5");
}

}  // namespace
}  // namespace interleave::catalogue
