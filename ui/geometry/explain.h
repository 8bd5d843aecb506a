// What the things on the stage are, in a sentence or two.
#pragma once

#include <QString>

#include "ui/geometry/selection.h"
#include "ui/geometry/snapshot.h"

namespace interleave::ui::geometry {

// What it is called ("Local run queue of P2"), in the window's language; empty for none. Channels and locks are called
// by their kind, since their names are the recording's.
QString objectName(const SelectedObject& object);
// What the monitor is doing: "looks every 20 µs".
QString sysmonState(const StageSnapshot& snapshot);
// What such a thing is for.
QString explain(const SelectedObject& object);

}  // namespace interleave::ui::geometry
