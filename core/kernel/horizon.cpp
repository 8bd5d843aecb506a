#include "kernel/horizon.h"

#include "kernel/futex.h"

namespace interleave::kernel {

namespace {

void wakeConductor(Horizon& horizon) {
    // Release: what was written before is seen by the conductor that reads the new word.
    horizon.wake.fetch_add(1, std::memory_order_release);
    futexWake(horizon.wake, 1, FutexScope::shared);
}

}  // namespace

void moveHorizon(Horizon& horizon, std::int64_t limit) {
    horizon.limit.store(limit, std::memory_order_release);
    wakeConductor(horizon);
}

void announceCommand(Horizon& horizon) {
    horizon.commands.fetch_add(1, std::memory_order_release);
    wakeConductor(horizon);
}

}  // namespace interleave::kernel
