#include "app/argument_reader.h"

#include <gtest/gtest.h>

namespace interleave::app {
namespace {

using Words = std::vector<std::string>;

TEST(ArgumentReader, TakesOptionsInAnyOrderAndEitherForm) {
    const Words words{"--seed", "7", "go.x", "--json", "--set=a=1", "--set", "b=2"};
    ArgumentReader reader(words);
    EXPECT_TRUE(reader.flag("--json"));
    EXPECT_FALSE(reader.flag("--plain"));
    EXPECT_EQ(reader.number("--seed", 0, 9), 7);
    EXPECT_EQ(reader.options("--set"), (Words{"a=1", "b=2"}));
    const auto rest = reader.finish(1, 1, "the scenario");
    ASSERT_TRUE(rest) << rest.error().sentence();
    EXPECT_EQ(rest.value(), Words{"go.x"});
}

TEST(ArgumentReader, TheLastOfTwoValuesCounts) {
    const Words words{"--seed", "1", "--seed=2"};
    EXPECT_EQ(ArgumentReader(words).number("--seed", 0, 9), 2);
}

TEST(ArgumentReader, AnUnknownOptionIsNamed) {
    const Words words{"go.x", "--colour=red"};
    const auto rest = ArgumentReader(words).finish(1, 1, "");
    ASSERT_FALSE(rest);
    EXPECT_EQ(rest.error().object, "option --colour");
}

TEST(ArgumentReader, AMissingValueANumberOutOfRangeAndANonNumberAreRefused) {
    for (const Words& words : {Words{"--seed"}, Words{"--seed", "10"}, Words{"--seed", "7x"}, Words{"--seed="}}) {
        ArgumentReader reader(words);
        EXPECT_FALSE(reader.number("--seed", 0, 9));
        EXPECT_FALSE(reader.finish(0, 0, ""));
    }
}

TEST(ArgumentReader, PositionalsAreCounted) {
    const Words none{}, two{"a", "b"};
    EXPECT_FALSE(ArgumentReader(none).finish(1, 1, "the scenario"));
    const auto many = ArgumentReader(two).finish(1, 1, "the scenario");
    ASSERT_FALSE(many);
    EXPECT_EQ(many.error().object, "argument b");
}

TEST(ArgumentReader, AfterTwoDashesEverythingIsPositional) {
    const Words words{"--", "--json"};
    ArgumentReader reader(words);
    EXPECT_FALSE(reader.flag("--json"));
    EXPECT_EQ(reader.finish(1, 1, "").value(), Words{"--json"});
}

TEST(ArgumentReader, OptionsThatExcludeEachOtherAreRefusedTogether) {
    const Words words{"--free", "--conducted"};
    ArgumentReader reader(words);
    reader.exclusive("--free", reader.flag("--free"), "--conducted", reader.flag("--conducted"));
    EXPECT_FALSE(reader.finish(0, 0, ""));
}

}  // namespace
}  // namespace interleave::app
