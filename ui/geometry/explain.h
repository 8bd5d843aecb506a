// What the things on the stage are, in a sentence or two.
#pragma once

#include <QString>

#include "ui/geometry/selection.h"

namespace interleave::ui::geometry {

// What it is called ("Local run queue of P2"), in the window's language; empty for none. Channels and locks are called
// by their kind, since their names are the recording's.
QString objectName(const SelectedObject& object);
// What such a thing is for.
QString explain(const SelectedObject& object);

}  // namespace interleave::ui::geometry
