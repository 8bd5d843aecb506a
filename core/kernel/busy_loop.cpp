#include "kernel/busy_loop.h"

#include <algorithm>
#include <limits>

#include "kernel/futex.h"

namespace interleave::kernel {

namespace {

// One round is a multiplication and an addition that wait for the round before. It makes no calls and touches no
// memory, so nothing but the processor's clock changes its speed. The empty asm keeps the compiler from
// finding a closed form.
[[gnu::noinline]] std::uint64_t computeRounds(std::uint64_t rounds) {
    std::uint64_t value = rounds | 1;
    for (std::uint64_t i = 0; i < rounds; ++i) {
        value = value * 0x5851F42D4C957F2Du + 0x14057B7EF767814Fu;
        asm volatile("" : "+r"(value));
    }
    return value;
}

void compute(std::uint64_t rounds) {
    std::uint64_t value = computeRounds(rounds);
    asm volatile("" : : "r"(value));
}

// The least of many short runs: a run that the kernel broke into, or that found the processor slow, is longer.
double measure() {
    constexpr std::uint64_t rounds = 50'000;
    constexpr int tries = 12;
    base::Duration least = base::Duration::max();
    for (int i = 0; i < tries; ++i) {
        const base::Time begin = monotonicNow();
        compute(rounds);
        least = std::min(least, monotonicNow() - begin);
    }
    const double ns = static_cast<double>(std::max<std::int64_t>(least.count(), 1));
    return static_cast<double>(rounds) * 1000.0 / ns;
}

}  // namespace

const BusyLoop& BusyLoop::calibrated() {
    static const BusyLoop loop(measure());
    return loop;
}

base::Duration BusyLoop::run(base::Duration work, const std::atomic<bool>* interrupt) const {
    constexpr base::Duration poll = std::chrono::microseconds(1);
    const auto roundsAPoll = static_cast<std::uint64_t>(m_roundsPerMicrosecond);
    while (work > base::Duration::zero()) {
        // Relaxed: the flag only asks for attention; what it is about is read under the runtime's own orderings.
        if (interrupt != nullptr && interrupt->load(std::memory_order_relaxed))
            return work;
        if (work >= poll) {
            compute(roundsAPoll);
            work -= poll;
        } else {
            compute(static_cast<std::uint64_t>(m_roundsPerMicrosecond * static_cast<double>(work.count()) / 1000.0));
            work = base::Duration::zero();
        }
    }
    return base::Duration::zero();
}

}  // namespace interleave::kernel
