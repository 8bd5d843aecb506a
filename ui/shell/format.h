// Times and counts as the window writes them.
#pragma once

#include <QString>

#include "base/units.h"

namespace interleave::ui::shell {

// "250 ns", "1.5 µs", "20 ms", "3.25 s": three digits that count, no idle zeros.
QString lengthText(base::Duration length);
// A moment and the length of the whole in one unit, "0.403 / 1.260 ms": of a width that does not change as it plays.
QString placeText(base::Time moment, base::Time span);

}  // namespace interleave::ui::shell
