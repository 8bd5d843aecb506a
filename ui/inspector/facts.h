// What is known about a selected object at one moment.
#pragma once

#include <QString>
#include <vector>

#include "model/recording.h"
#include "model/world.h"
#include "ui/geometry/selection.h"
#include "ui/theme/palette.h"

namespace interleave::ui::inspector {

struct Fact {
    QString label;
    QString value;
    friend bool operator==(const Fact&, const Fact&) = default;
};

struct ObjectFacts {
    QString title;  // "G17"
    QString state;  // "running on P2"
    QString about;  // what such a thing is for
    theme::Tone tone = theme::Tone::neutral;
    std::vector<Fact> facts;
    friend bool operator==(const ObjectFacts&, const ObjectFacts&) = default;
};

// The facts in the window's language; an object that does not exist at this moment says so in its state.
ObjectFacts factsOf(const geometry::SelectedObject& object, const model::World& world,
                    const model::Recording& recording);

}  // namespace interleave::ui::inspector
