// Moments written by hand: what the stage is to show well.
#pragma once

#include "ui/geometry/snapshot.h"

namespace interleave::tests {

// Four Ps: two run, one spins, one in a call with its P still bound; blocked and idle threads, sleepers, waiters.
ui::geometry::StageSnapshot busyMoment();
// n Ps with queues of different lengths.
ui::geometry::StageSnapshot manyProcessors(int n);

}  // namespace interleave::tests
