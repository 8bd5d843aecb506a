// Events from text, by the names of the table: a line an event, "time Kind m=0 p=1 field=value … [1 2 3] "text"".
// A value is a number or a word of the field's closed set; fields that are not named are 0 (m and p: none).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/world.h"
#include "trace/event.h"

namespace interleave::model {

// Two Ps; M0 with P0 runs G1.
inline const std::string kBegin = R"(
0 RunBegin procs=2 cores=1
0 MNew m=0 why=main thread=0
0 PState m=0 p=1 from=gcstop to=idle why=resize
0 PState m=0 p=0 from=gcstop to=idle why=resize
0 PState m=0 p=0 from=idle to=running why=resize
1 GoCreate m=0 p=0 g=1
1 RqPut m=0 p=0 g=1 slot=runnext
2 RqGet m=0 p=0 g=1 slot=runnext
2 GoStart m=0 p=0 g=1 src=runnext inherit=1 tick=0
)";
std::vector<trace::Event> script(std::string_view text);
// The World after the script.
World worldAfter(std::string_view text);
// What moved at the script's last event: "g1 transit 0 -> runnext 0 (enqueue)".
std::string lastMoves(std::string_view text);

}  // namespace interleave::model
