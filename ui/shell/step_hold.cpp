#include "ui/shell/step_hold.h"

#include <algorithm>

namespace interleave::ui::shell {
namespace {

using base::Duration;

// A quick reader's pace: a listener has the picture to look at, too.
constexpr Duration kLetter{33'000'000};
constexpr Duration kIdeograph{80'000'000};
constexpr Duration kShortest{2'500'000'000};
constexpr Duration kLongest{6'000'000'000};

Duration readingTimeOf(const QString& text) {
    Duration sum{0};
    for (const QChar letter : text)
        sum += letter.script() == QChar::Script_Han ? kIdeograph : kLetter;
    return sum;
}

}  // namespace

Duration StepHold::readingTime(const guide::StepText& text) {
    Duration sum{0};
    for (const QString* part : {&text.title, &text.body, &text.aside})
        sum += readingTimeOf(*part);
    return std::clamp(sum, kShortest, kLongest);
}

Duration StepHold::lengthForFilm(Duration length, Duration playing, std::size_t steps, Duration least) {
    if (steps == 0)
        return least;
    const Duration left = length - playing;
    return std::clamp(left / static_cast<std::int64_t>(steps), least, std::max(least, kLongest));
}

void StepHold::begin(const catalogue::Scenario* scenario, std::shared_ptr<const model::Recording> recording) {
    m_left = Duration{0};
    m_narration = scenario && !scenario->narration.empty() && recording
                      ? std::make_unique<guide::Narration>(scenario, std::move(recording))
                      : nullptr;
}

void StepHold::setOn(bool on) {
    m_on = on;
    m_left = Duration{0};
}

double StepHold::share() const {
    if (!holding())
        return 1;
    return 1 - static_cast<double>(m_left.count()) / static_cast<double>(m_whole.count());
}

void StepHold::advance(session::Player& player, Duration screen) {
    const bool held = m_on && m_narration && player.playing();
    if (holding() && held && player.position() == m_at) {
        m_left -= screen;
        if (holding())
            return;
        screen = -m_left;
    }
    m_left = Duration{0};
    const model::EventIndex before = player.position();
    player.advance(screen);
    if (held && player.position() > before)
        holdAt(player, before);
}

// At the first step that lies in what has just passed; steps at one event are read as one, the last.
void StepHold::holdAt(session::Player& player, model::EventIndex before) {
    m_narration->advance();
    for (std::size_t step = 0; step < m_narration->reachedCount(); ++step) {
        const auto position = m_narration->positionOf(step);
        if (!position || *position <= before || *position > player.position())
            continue;
        while (m_narration->positionOf(step + 1) == position)
            ++step;
        player.seekPosition(*position);
        if (!player.atEnd())
            player.play();
        m_at = player.position();
        m_left = m_whole = m_length.value_or(readingTime(m_narration->text(step, m_language)));
        return;
    }
}

}  // namespace interleave::ui::shell
