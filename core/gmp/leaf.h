// Goroutines that compute without a call, so that nothing polls: what only a signal can preempt (Go 1.14 and later;
// runtime/preempt.go: asyncPreempt). Only inside Runtime::run. Where preemption by signal is off, or the machine has
// none, they run to their end: Go before 1.14.
//
// Free time computes for real. In conducted time the result is computed at once and its price is spent, and a signal
// cuts that short just as it would break into the loop. The end of the run is looked for between pieces of about a
// millisecond: the process would be gone by then.
#pragma once

#include <cstdint>

#include "base/units.h"

namespace interleave::gmp {

// Computes for that much CPU time.
void computeWithoutCalls(base::Duration cpu);
// The sum of the square roots of 0 to n - 1, always added in that order.
double sumOfSquareRoots(std::uint64_t n);
// How many primes there are below n.
std::uint64_t countPrimes(std::uint64_t n);

}  // namespace interleave::gmp
