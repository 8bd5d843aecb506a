// The narration's steps: held where they happen, each of them, in order.
#include <gtest/gtest.h>

#include "ui/capture/film_maker.h"
#include "ui/shell/film_run.h"
#include "ui/shell/run_settings.h"
#include "ui/shell/step_hold.h"
#include "ui/shell/workspace_film.h"

namespace interleave::ui::shell {
namespace {

using namespace Qt::StringLiterals;

constexpr base::Duration kFrame{16'000'000};

const catalogue::Catalogue& scenarios() {
    static const auto catalogue = catalogue::Catalogue::builtIn();
    return catalogue.value();
}

std::shared_ptr<const model::Recording> wholeRun(const catalogue::Scenario& scenario, bool conducted) {
    RunSettings settings = RunSettings::of(scenario);
    settings.conducted = conducted;
    FilmNeed need;
    need.screen = base::Duration(600'000'000'000);
    need.screenSecond = scenario.screenSecond;
    auto recorded = recordRun(scenario, settings.request(scenario), need, {});
    return recorded.ok() ? recorded.value() : nullptr;
}

// A free run on a busy machine may leave steps of the story out: it is run again, some times, until it tells all.
std::shared_ptr<const model::Recording> runThatTellsAll(const catalogue::Scenario& scenario, bool conducted) {
    std::shared_ptr<const model::Recording> recording;
    for (int round = 0; round < (conducted ? 1 : 10); ++round) {
        recording = wholeRun(scenario, conducted);
        if (!recording)
            break;
        guide::Narration narration(&scenario, recording);
        narration.advance();
        if (narration.reachedCount() == scenario.narration.size())
            break;
    }
    return recording;
}

struct Held {
    std::vector<std::size_t> steps;
    std::vector<int> frames;
};

// Plays the whole recording at its scenario's pace; what was held, and for how many frames.
Held playThrough(const catalogue::Scenario& scenario, const std::shared_ptr<const model::Recording>& recording,
                 StepHold* hold) {
    Held held;
    session::Player player(recording);
    player.setScreenSecond(scenario.screenSecond);
    guide::Narration narration(&scenario, recording);
    narration.advance();
    hold->begin(&scenario, recording);
    hold->setOn(true);
    player.play();
    for (int frame = 0; frame < 100'000 && player.playing(); ++frame) {
        hold->advance(player, kFrame);
        if (!hold->holding())
            continue;
        const std::size_t step = narration.stepAt(player.position()).value();
        if (held.steps.empty() || held.steps.back() != step) {
            held.steps.push_back(step);
            held.frames.push_back(0);
        }
        ++held.frames.back();
    }
    return held;
}

class EveryStory : public testing::TestWithParam<bool> {};
INSTANTIATE_TEST_SUITE_P(Hosts, EveryStory, testing::Bool(),
                         [](const auto& conducted) { return conducted.param ? "conducted" : "free"; });

TEST_P(EveryStory, IsHeldAtEachOfItsStepsInOrder) {
    for (const catalogue::Scenario& scenario : scenarios().scenarios()) {
        const auto recording = runThatTellsAll(scenario, GetParam());
        ASSERT_TRUE(recording) << scenario.id;
        StepHold hold;
        hold.setLength(10 * kFrame);
        const Held held = playThrough(scenario, recording, &hold);
        guide::Narration narration(&scenario, recording);
        narration.advance();
        if (GetParam()) {
            ASSERT_EQ(narration.reachedCount(), scenario.narration.size()) << scenario.id;
        }
        ASSERT_GE(narration.reachedCount(), 2u) << scenario.id;
        std::vector<std::size_t> expected;
        for (std::size_t step = 0; step < narration.reachedCount(); ++step) {
            if (narration.positionOf(step) != narration.positionOf(step + 1))
                expected.push_back(step);
        }
        // At the run's last event there is nothing to hold up any more.
        if (*narration.positionOf(expected.back()) >= recording->size())
            expected.pop_back();
        ASSERT_GE(held.steps.size(), expected.size()) << scenario.id;
        EXPECT_TRUE(std::equal(expected.begin(), expected.end(), held.steps.begin())) << scenario.id;
        for (std::size_t i = 0; i < expected.size(); ++i)
            EXPECT_EQ(held.frames[i], 10) << scenario.id << ", step " << held.steps[i] + 1;
    }
}

TEST(StepHold, IsEndedByAPauseAndByASeek) {
    const catalogue::Scenario& scenario = *scenarios().find("go.work-stealing");
    const auto recording = wholeRun(scenario, true);
    session::Player player(recording);
    player.setScreenSecond(scenario.screenSecond);
    StepHold hold;
    hold.begin(&scenario, recording);
    hold.setOn(true);
    player.play();
    const auto playToHold = [&] {
        for (int frame = 0; frame < 10'000 && !hold.holding(); ++frame)
            hold.advance(player, kFrame);
    };
    playToHold();
    ASSERT_TRUE(hold.holding());
    player.pause();
    hold.advance(player, kFrame);
    EXPECT_FALSE(hold.holding());
    player.play();
    playToHold();
    ASSERT_TRUE(hold.holding());
    player.seek(recording->duration() / 2);
    hold.advance(player, base::Duration(0));
    EXPECT_FALSE(hold.holding());
}

TEST(StepHold, GivesALongTextMoreTimeAndNoneLessThanTwoSeconds) {
    guide::StepText brief;
    brief.title = u"Done"_s;
    guide::StepText lengthy;
    lengthy.body = QString(150, u'a');
    EXPECT_GE(StepHold::readingTime(brief), std::chrono::seconds(2));
    EXPECT_GT(StepHold::readingTime(lengthy), StepHold::readingTime(brief));
}

TEST(StepHold, SharesAFilmsTimeAmongTheSteps) {
    using std::chrono::milliseconds;
    const auto share = [](int length, int playing) {
        return StepHold::lengthForFilm(milliseconds(length), milliseconds(playing), 8, milliseconds(1200));
    };
    EXPECT_EQ(share(5'000, 4'000), milliseconds(1200));
    EXPECT_EQ(share(40'000, 16'000), milliseconds(3'000));
}

// What a film with captions says, without painting it.
std::vector<capture::CaptionTrack::Shown> captionsOf(const catalogue::Scenario& scenario,
                                                     const std::shared_ptr<const model::Recording>& recording,
                                                     base::Duration length) {
    theme::ThemeNotifier themes;
    WorkspaceFilm::Look look;
    look.screenSecond = scenario.screenSecond;
    look.captioned = length;
    WorkspaceFilm film(recording, &scenario, &themes, look);
    capture::CaptionTrack track;
    for (base::Duration at{0}; at < length; at += kFrame) {
        film.advanceFrame(at.count() == 0 ? base::Duration(0) : kFrame);
        track.at(at, film.caption());
    }
    track.finish(length);
    return track.shown();
}

TEST(FilmCaptions, TellEveryStepOfTheStoryInOrder) {
    const catalogue::Scenario& scenario = *scenarios().find("go.work-stealing");
    const auto recording = wholeRun(scenario, true);
    guide::Narration narration(&scenario, recording);
    narration.advance();
    QStringList expected;
    for (std::size_t step = 0; step < narration.reachedCount(); ++step)
        expected += narration.text(step, u"en"_s).title;
    QStringList titles;
    for (const auto& shown : captionsOf(scenario, recording, base::Duration(30'000'000'000))) {
        titles += shown.caption.title;
        EXPECT_GE(shown.to - shown.from, capture::CaptionTrack::kLeastTime) << shown.caption.title.toStdString();
    }
    EXPECT_EQ(titles, expected);
}

}  // namespace
}  // namespace interleave::ui::shell
