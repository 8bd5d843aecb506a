// Times and counts as the window writes them.
#pragma once

#include <QString>

#include "base/units.h"

namespace interleave::ui::shell {

// "250 ns", "1.5 µs", "20 ms", "3.25 s": three digits that count, no idle zeros.
QString lengthText(base::Duration length);
// A moment with the precision of the unit that `span` suggests, so that digits do not jump while it runs:
// "8.422 ms".
QString momentText(base::Time moment, base::Time span);

}  // namespace interleave::ui::shell
