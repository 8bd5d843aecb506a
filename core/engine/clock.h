// Relates the ticks that free writers stamp with to the host's time.
#pragma once

#include "kernel/host.h"
#include "link/control_page.h"

namespace interleave::engine {

// Fills the page's clock fact. Free: measures for about 10 ms, on the host's main thread, before the run.
void publishClock(kernel::Host& host, link::ClockFact& fact);

}  // namespace interleave::engine
