// Moments written by hand: what the stage is to show well.
#pragma once

#include "ui/geometry/snapshot.h"

namespace interleave::tests {

// Four Ps: two run, one spins, one in a call with its P still bound; blocked and idle threads, sleepers, waiters.
ui::geometry::StageSnapshot busyMoment();
// busyMoment() after P2 has stolen the three oldest of P0's six and runs the last of them, and how they moved.
ui::geometry::StageSnapshot afterSteal();
std::vector<model::Move> stealMoves();
// busyMoment() after sysmon has taken P3 from M3, which stays in its call, and M4 has got it.
ui::geometry::StageSnapshot afterHandoff();
// n Ps with queues of different lengths.
ui::geometry::StageSnapshot manyProcessors(int n);

}  // namespace interleave::tests
