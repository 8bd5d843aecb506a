#include <gtest/gtest.h>

#include "conductor/costs_text.h"

namespace interleave::conductor {
namespace {

using namespace std::chrono_literals;

TEST(Costs, EveryOperationTakesTime) {
    for (const Duration price : Costs().operations)
        EXPECT_GT(price, 0ns);
}

TEST(Costs, SurviveTheWayThroughText) {
    Costs costs;
    costs.slice = 1ms;
    costs.operations[0] = 99ns;
    const auto again = costsFromText(costsToText(costs));
    ASSERT_TRUE(again.ok());
    EXPECT_EQ(again.value(), costs);
    EXPECT_NE(again.value(), Costs());
}

TEST(Costs, KeepTheDefaultsOfWhatTheTextDoesNotName) {
    const auto costs = costsFromText(R"({"print": 5})");
    ASSERT_TRUE(costs.ok());
    Costs expected;
    expected.operations[static_cast<std::size_t>(kernel::Operation::print)] = 5ns;
    EXPECT_EQ(costs.value(), expected);
}

TEST(Costs, RefuseWhatIsNoPriceList) {
    for (const char* text :
         {"", "[]", "{", R"({"goCreat": 1})", R"({"goCreate": -1})", R"({"goCreate": 0})", R"({"slice": 0})",
          R"({"slice": 1.5})", R"({"slice": "4"})", R"({"slice": 18446744073709551615})"})
        EXPECT_FALSE(costsFromText(text).ok()) << text;
}

}  // namespace
}  // namespace interleave::conductor
