// A World as text, for tests and the debug overlay: every field that an event can change, in a fixed order.
#pragma once

#include <string>

#include "model/world.h"

namespace interleave::model {

// One line a P, a queue, a goroutine, an M: "P0 running m0 g5 next=g6 ring=[g1 g2] tick=7".
std::string textOf(const World& world);
std::string textOf(Place place);

}  // namespace interleave::model
