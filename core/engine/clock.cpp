#include "engine/clock.h"

#include <thread>

#include "kernel/futex.h"
#include "trace/writer.h"

namespace interleave::engine {

ClockPair readClocks(int tries) {
    ClockPair best;
    std::uint64_t least = ~std::uint64_t{0};
    for (int i = 0; i < tries; ++i) {
        const std::uint64_t before = trace::Clock::readTicks();
        const base::Time time = kernel::monotonicNow();
        const std::uint64_t after = trace::Clock::readTicks();
        if (after - before >= least)
            continue;
        least = after - before;
        best = {before + least / 2, time};
    }
    return best;
}

TickRate measureTicks() {
    const ClockPair from = readClocks(32);
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    const ClockPair to = readClocks(32);
    const auto length = static_cast<double>((to.time - from.time).count());
    return {to.ticks, to.time, length / static_cast<double>(to.ticks - from.ticks)};
}

void publishFreeClock(const TickRate& rate, base::Time startedAt, link::ClockFact& fact) {
    const double ahead = static_cast<double>((startedAt - rate.monotonic).count()) / rate.nanosecondsPerTick;
    const std::uint64_t zero = rate.ticks + static_cast<std::uint64_t>(static_cast<std::int64_t>(ahead));
    fact.scale = trace::TickScale::of(zero, rate.nanosecondsPerTick);
    // Release: who sees it ready sees the numbers.
    fact.ready.store(1, std::memory_order_release);
}

void publishVirtualClock(link::ClockFact& fact) {
    fact.isVirtual = 1;
    fact.scale = trace::TickScale::virtualTime();
    fact.ready.store(1, std::memory_order_release);
}

}  // namespace interleave::engine
