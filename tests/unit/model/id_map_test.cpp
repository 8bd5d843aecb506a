#include "model/id_map.h"

#include <gtest/gtest.h>

#include <random>
#include <unordered_map>

namespace interleave::model {
namespace {

TEST(IdMap, AgreesWithTheStandardMapWhateverIsSetAndErased) {
    IdMap map;
    std::unordered_map<std::uint32_t, std::uint32_t> truth;
    std::mt19937 random(3);
    for (int i = 0; i < 200'000; ++i) {
        const auto id = static_cast<std::uint32_t>(1 + random() % 3'000);
        if (random() % 3 != 0) {
            map.set(id, static_cast<std::uint32_t>(i));
            truth[id] = static_cast<std::uint32_t>(i);
        } else {
            map.erase(id);
            truth.erase(id);
        }
        const auto asked = static_cast<std::uint32_t>(1 + random() % 3'000);
        const auto found = truth.find(asked);
        ASSERT_EQ(map.find(asked), found == truth.end() ? IdMap::kNone : found->second);
        ASSERT_EQ(map.size(), truth.size());
    }
}

TEST(IdMap, KnowsNothingWhileItIsEmpty) {
    IdMap map;
    EXPECT_EQ(map.find(1), IdMap::kNone);
    EXPECT_EQ(map.find(0), IdMap::kNone);
    map.erase(1);
    EXPECT_EQ(map.size(), 0u);
}

}  // namespace
}  // namespace interleave::model
