#include "kernel/horizon.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace interleave::kernel {
namespace {

TEST(Horizon, IsStoodAtOnlyWhereTimeWaitingAndCommandsAgree) {
    Horizon horizon;
    horizon.now = 100;
    EXPECT_FALSE(standsAt(horizon, 100)) << "it is on its way";
    horizon.waiting = 1;
    EXPECT_TRUE(standsAt(horizon, 100));
    EXPECT_FALSE(standsAt(horizon, 200)) << "it waits at a former limit";
    announceCommand(horizon);
    EXPECT_FALSE(standsAt(horizon, 100)) << "a command has not been served";
    horizon.served = 1;
    EXPECT_TRUE(standsAt(horizon, 100));
}

// What the conductor has written at some moment, and whether all of its limit has happened by then.
struct Moment {
    std::int64_t now = 0, waiting = 0, served = 0;
    bool settled = false;
};

// The conductor's words, where it takes some steps before each look at one of them.
struct Play {
    struct Word {
        const Play* play;
        std::int64_t Moment::*field;
        std::int64_t load(std::memory_order) const { return play->look().*field; }
    };
    struct Constant {
        std::int64_t value;
        std::int64_t load(std::memory_order) const { return value; }
    };

    const Moment& look() const {
        at = std::min(at + (looks < steps.size() ? steps[looks] : 0), moments.size() - 1);
        ++looks;
        return moments[at];
    }

    std::vector<Moment> moments;
    std::vector<std::size_t> steps;
    mutable std::size_t at = 0, looks = 0;
    Word now{this, &Moment::now}, waiting{this, &Moment::waiting}, served{this, &Moment::served};
    Constant commands{0};
};

TEST(Horizon, AWaitingAtAFormerLimitIsNeverTakenForOneAtThisHoweverTheTwoInterleave) {
    // It stood at 100, was let on to 200, comes to 200 with something still to do, and stands.
    const std::vector<Moment> moments = {{100, 1, 0, false}, {100, 0, 0, false}, {150, 0, 0, false},
                                         {200, 0, 0, false}, {200, 0, 0, true},  {200, 1, 0, true}};
    int stood = 0;
    for (std::size_t first = 0; first < moments.size(); ++first)
        for (std::size_t second = 0; second < moments.size(); ++second)
            for (std::size_t third = 0; third < moments.size(); ++third) {
                const Play play{.moments = moments, .steps = {first, second, third}};
                if (!standsAt(play, 200))
                    continue;
                ++stood;
                EXPECT_TRUE(moments[play.at].settled) << first << " " << second << " " << third;
            }
    EXPECT_GT(stood, 0);
}

}  // namespace
}  // namespace interleave::kernel
