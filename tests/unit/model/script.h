// Events from text, by the names of the table: a line an event, "time Kind m=0 p=1 field=value … [1 2 3] "text"".
// A value is a number or a word of the field's closed set; fields that are not named are 0 (m and p: none).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/world.h"
#include "trace/event.h"

namespace interleave::model {

std::vector<trace::Event> script(std::string_view text);
// The World after the script.
World worldAfter(std::string_view text);
// What moved at the script's last event: "g1 transit 0 -> runnext 0 (enqueue)".
std::string lastMoves(std::string_view text);

}  // namespace interleave::model
