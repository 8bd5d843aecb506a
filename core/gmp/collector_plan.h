// How many workers a collection's marking gets (Go 1.19 runtime/mgcpacer.go: gcControllerState.startCycle), and when
// the next collection begins. Pure arithmetic.
#pragma once

#include <algorithm>
#include <cstdint>

namespace interleave::gmp {

struct WorkerPlan {
    int dedicated = 0;      // Ps that do nothing else
    double fractional = 0;  // share of each P's time for a worker beside other work; 0: none
};

// A quarter of the Ps, rounded; where that is off by more than 30 %, one less and the rest by a fractional worker.
constexpr WorkerPlan planWorkers(int procs) {
    constexpr double kGoal = 0.25;
    constexpr double kMostError = 0.3;
    const double total = procs * kGoal;
    WorkerPlan plan{static_cast<int>(total + 0.5), 0};
    const double error = plan.dedicated / total - 1;
    if (error >= -kMostError && error <= kMostError)
        return plan;
    if (plan.dedicated > total)
        --plan.dedicated;
    plan.fractional = (total - plan.dedicated) / procs;
    return plan;
}

inline constexpr std::uint64_t kLeastHeap = 4 << 20;

// The size at which a collection should be over, GOGC percent above what the last one left.
constexpr std::uint64_t heapGoal(std::uint64_t marked, int percent) {
    return std::max(marked + marked * static_cast<std::uint64_t>(percent) / 100,
                    kLeastHeap * static_cast<std::uint64_t>(percent) / 100);
}

// The size at which it begins: seven tenths of the way there.
constexpr std::uint64_t heapTrigger(std::uint64_t marked, std::uint64_t goal) {
    return goal > marked ? marked + (goal - marked) / 10 * 7 : goal;
}

}  // namespace interleave::gmp
