// Numbers as words on the stage.
#pragma once

#include <QString>

#include "base/units.h"

namespace interleave::ui::geometry {

// Three digits and a unit: "380 ns", "4.20 µs", "12.3 ms", "1.25 s".
QString durationText(base::Duration duration);
// The same without zeros at the end, for lengths that stand still: "20 µs".
QString steadyText(base::Duration duration);
// "3.1 / 10 ms": a share of a slice.
QString sliceText(base::Duration ran, base::Duration slice);
// Groups of three, thin spaces between: "26 840".
QString countText(std::uint64_t count);

}  // namespace interleave::ui::geometry
