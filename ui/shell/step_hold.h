// Stands still at each step of the narration, long enough to read it.
#pragma once

#include <QString>
#include <memory>
#include <optional>

#include "catalogue/catalogue.h"
#include "model/recording.h"
#include "session/player.h"
#include "ui/guide/narration.h"

namespace interleave::ui::shell {

// Steps follow each other within microseconds of the run and seconds of nothing to tell. So a run that plays is held
// where a step is reached, exactly there, and goes on by itself; one that is followed at its live edge falls behind it.
// Whoever pauses, steps or seeks ends a hold. Pure logic on frames: films and tests drive it by a virtual clock.
//
// Thread: the window's.
class StepHold {
public:
    // A scenario without narration, or null: nothing is held.
    void begin(const catalogue::Scenario* scenario, std::shared_ptr<const model::Recording> recording);
    void setOn(bool on);
    bool on() const { return m_on; }
    // Whose texts are read: "en" or "zh_CN".
    void setLanguage(const QString& language) { m_language = language; }
    // The same for every step; nothing: by the length of its text.
    void setLength(std::optional<base::Duration> length) { m_length = length; }

    // One frame passes: moves the player on, or holds it.
    void advance(session::Player& player, base::Duration screen);

    bool holding() const { return m_left.count() > 0; }
    // How much of the present hold has passed; 1 where there is none.
    double share() const;

    // Screen time in which this text can be read.
    static base::Duration readingTime(const guide::StepText& text);
    // Screen time a step for a film of `length`, of which the run itself takes `playing`: the film tells all of its
    // steps where it is long enough, and each at least for `least`.
    static base::Duration lengthForFilm(base::Duration length, base::Duration playing, std::size_t steps,
                                        base::Duration least);

private:
    void holdAt(session::Player& player, model::EventIndex before);

    std::unique_ptr<guide::Narration> m_narration;
    QString m_language = QStringLiteral("en");
    std::optional<base::Duration> m_length;
    bool m_on = false;
    base::Duration m_left{0};
    base::Duration m_whole{0};
    model::EventIndex m_at = 0;
};

}  // namespace interleave::ui::shell
