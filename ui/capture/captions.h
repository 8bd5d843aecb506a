// The words under a film, and beside it as a subtitle file.
#pragma once

#include <QString>
#include <vector>

#include "base/units.h"

namespace interleave::ui::capture {

struct Caption {
    QString title;
    QString text;
    bool empty() const { return title.isEmpty() && text.isEmpty(); }
    friend bool operator==(const Caption&, const Caption&) = default;
};

// Which caption is shown when. A caption stays for at least kLeastTime of screen, so that it can be read; when steps
// of the narration follow each other faster than that, those in between are left out.
class CaptionTrack {
public:
    static constexpr base::Duration kLeastTime{1'200'000'000};

    struct Shown {
        base::Duration from{0};
        base::Duration to{0};
        Caption caption;
    };

    // The caption that the narration has at this moment of screen time; times must not go back. Returns the one to
    // show.
    const Caption& at(base::Duration screen, const Caption& wanted);
    // The film ends here.
    void finish(base::Duration screen);

    const std::vector<Shown>& shown() const { return m_shown; }
    // All that was shown, as SubRip text.
    QString toSrt() const;

private:
    std::vector<Shown> m_shown;
    Caption m_current;
    base::Duration m_since{-kLeastTime};
};

}  // namespace interleave::ui::capture
