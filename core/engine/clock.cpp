#include "engine/clock.h"

#include <algorithm>
#include <thread>

#include "trace/writer.h"

namespace interleave::engine {
namespace {

struct Pair {
    std::uint64_t ticks = 0;
    double nanoseconds = 0;
};

// Reads both clocks at nearly one moment: of some tries, the one that took the least.
Pair readBoth(kernel::Host& host) {
    Pair best;
    std::uint64_t least = ~std::uint64_t{0};
    for (int i = 0; i < 32; ++i) {
        const std::uint64_t before = trace::Clock::readTicks();
        const base::Time time = host.now();
        const std::uint64_t after = trace::Clock::readTicks();
        if (after - before >= least)
            continue;
        least = after - before;
        best = {before + least / 2, static_cast<double>(time.count())};
    }
    return best;
}

}  // namespace

void publishClock(kernel::Host& host, link::ClockFact& fact) {
    if (host.virtualNow()) {
        fact.isVirtual = 1;
    } else {
        const Pair from = readBoth(host);
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
        const Pair to = readBoth(host);
        const double length = (to.nanoseconds - from.nanoseconds) / static_cast<double>(to.ticks - from.ticks);
        fact.scale = trace::TickScale::of(from.ticks - static_cast<std::uint64_t>(from.nanoseconds / length), length);
    }
    // Release: who sees it ready sees the numbers.
    fact.ready.store(1, std::memory_order_release);
}

}  // namespace interleave::engine
