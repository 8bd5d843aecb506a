// The M:N runtime's constants, one place (runtime-truth 1a; Go 1.19 runtime/proc.go, runtime2.go). Each can be
// overridden by a macro so that the mutation tests can show that a test notices (tests/conformance/gmp).
#pragma once

#include <chrono>
#include <cstdint>

namespace interleave::gmp {

#ifndef ILV_GMP_RING
#define ILV_GMP_RING 256
#endif
#ifndef ILV_GMP_GLOBAL_TICK
#define ILV_GMP_GLOBAL_TICK 61
#endif
#ifndef ILV_GMP_SPILL_EXTRA
#define ILV_GMP_SPILL_EXTRA 1  // the incoming G goes with the spilled half: 129
#endif
#ifndef ILV_GMP_STEAL_ROUND_UP
#define ILV_GMP_STEAL_ROUND_UP 1  // half of the victim's ring, rounded up
#endif

// Slots of a P's ring (runq [256]).
inline constexpr std::uint32_t kRingCapacity = ILV_GMP_RING;
// Every so many ticks a P looks at the global queue first.
inline constexpr std::uint32_t kGlobalTick = ILV_GMP_GLOBAL_TICK;
inline constexpr std::uint32_t kSpillExtra = ILV_GMP_SPILL_EXTRA;
inline constexpr bool kStealRoundsUp = ILV_GMP_STEAL_ROUND_UP != 0;
// Most Gs that one look at the global queue takes: half a ring.
inline constexpr std::uint32_t kGlobalGrabCap = 128;
inline constexpr int kStealPasses = 4;
// A thief waits before it takes the runnext of a running P.
inline constexpr std::chrono::nanoseconds kRunnextPause = std::chrono::microseconds(3);
inline constexpr std::chrono::nanoseconds kSysmonMin = std::chrono::microseconds(20);
inline constexpr int kSysmonIdleRounds = 50;
inline constexpr std::chrono::nanoseconds kSysmonMax = std::chrono::milliseconds(10);
inline constexpr std::chrono::nanoseconds kSyscallGrace = std::chrono::milliseconds(10);
inline constexpr std::chrono::nanoseconds kNetpollAge = std::chrono::milliseconds(10);
inline constexpr std::chrono::nanoseconds kSysmonDeepSleepCap = std::chrono::seconds(60);
inline constexpr std::chrono::nanoseconds kStwRepreempt = std::chrono::microseconds(100);
inline constexpr std::chrono::nanoseconds kMutexStarvation = std::chrono::milliseconds(1);
inline constexpr std::chrono::nanoseconds kAutomaticProcsAge = std::chrono::seconds(1);
inline constexpr int kMutexSpinRounds = 4;
// A P sweeps its timers when more than one in so many was stopped.
inline constexpr std::uint32_t kZombieShare = 4;
// Stacks as Go has them, modelled here.
inline constexpr std::uint64_t kFirstStack = 2048;
inline constexpr std::uint64_t kMostStack = 1'000'000'000;
inline constexpr std::uint32_t kGoidBatch = 16;
inline constexpr std::uint32_t kFreeGsHigh = 64;
inline constexpr std::uint32_t kFreeGsLow = 32;

}  // namespace interleave::gmp
