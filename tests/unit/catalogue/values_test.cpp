#include <gtest/gtest.h>

#include "catalogue/catalogue.h"

namespace interleave::catalogue {
namespace {

using base::Duration;

TEST(Values, DurationsAreReadWithTheirUnits) {
    const auto read = [](std::string_view text) { return parseDuration(text).value().count(); };
    EXPECT_EQ(read("100ns"), 100);
    EXPECT_EQ(read("20us"), 20'000);
    EXPECT_EQ(read("20µs"), 20'000);
    EXPECT_EQ(read("1.5ms"), 1'500'000);
    EXPECT_EQ(read("3s"), 3'000'000'000);
    EXPECT_EQ(read("2m"), 120'000'000'000);
    EXPECT_EQ(read("0"), 0);
}

TEST(Values, WhatIsNoDurationIsRefused) {
    for (const char* text : {"", "5", "ms", "1.5.2ms", "-1ms", "1 ms", "1e99s", "nans", "infs", "1h", "1mss"})
        EXPECT_FALSE(parseDuration(text)) << text;
}

TEST(Values, DurationsAreWrittenAsTheyAreRead) {
    for (const char* text : {"0s", "7ns", "20us", "1.5ms", "3s", "1234.567us", "61001us"}) {
        const auto value = parseDuration(text).value();
        EXPECT_EQ(parseDuration(toString(value)).value(), value) << text << " → " << toString(value);
    }
    EXPECT_EQ(toString(Duration(1'500'000)), "1.5ms");
    EXPECT_EQ(toString(Duration(20'000)), "20us");
}

TEST(Values, ANumberOutOfItsRangeIsRefusedWithTheRange) {
    Parameter workers;
    workers.name = "workers";
    workers.minimum = 1;
    workers.maximum = 64;
    EXPECT_EQ(std::get<std::int64_t>(parseValue(workers, "64").value()), 64);
    for (const char* text : {"0", "65", "x", "", "5 ", "5.0"})
        EXPECT_FALSE(parseValue(workers, text)) << text;
    const auto wrong = parseValue(workers, "70");
    EXPECT_EQ(wrong.error().object, "parameter workers");
    EXPECT_NE(wrong.error().cause.find("from 1 to 64"), std::string::npos);
}

TEST(Values, EachTypeTakesItsOwnWords) {
    Parameter flag{
        .name = "f", .label = {}, .help = {}, .type = Parameter::Type::boolean, .initial = {}, .choices = {}};
    EXPECT_TRUE(std::get<bool>(parseValue(flag, "on").value()));
    EXPECT_FALSE(std::get<bool>(parseValue(flag, "false").value()));
    EXPECT_FALSE(parseValue(flag, "yes"));
    Parameter choice{.name = "c",
                     .label = {},
                     .help = {},
                     .type = Parameter::Type::choice,
                     .initial = {},
                     .choices = {"spawn", "fork"}};
    EXPECT_EQ(std::get<std::string>(parseValue(choice, "fork").value()), "fork");
    EXPECT_FALSE(parseValue(choice, "for"));
}

}  // namespace
}  // namespace interleave::catalogue
