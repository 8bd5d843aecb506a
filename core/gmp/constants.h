// The M:N runtime's constants, one place (runtime-truth 1a; Go 1.19 runtime/proc.go, runtime2.go, sync/mutex.go).
//
// The mutation tests (tests/conformance/gmp) show that a test notices each of them. The ring's size lies in the layout
// of a P: there it is a macro. The others are read from the environment when a mutation build, and no other, starts.
#pragma once

#include <chrono>
#include <cstdint>
#ifdef ILV_GMP_MUTABLE
#include <cstdlib>
#endif

namespace interleave::gmp {

#ifndef ILV_GMP_RING
#define ILV_GMP_RING 256
#endif

#ifdef ILV_GMP_MUTABLE
#define ILV_GMP_CONSTANT inline const
inline std::int64_t constantOr(const char* name, std::int64_t usual) {
    const char* mutated = std::getenv(name);
    return mutated ? std::atoll(mutated) : usual;
}
#else
#define ILV_GMP_CONSTANT inline constexpr
consteval std::int64_t constantOr(const char*, std::int64_t usual) {
    return usual;
}
#endif
#define ILV_GMP_NUMBER(type, name, usual) ILV_GMP_CONSTANT type name = static_cast<type>(constantOr(#name, usual))
#define ILV_GMP_TIME(name, usual) \
    ILV_GMP_CONSTANT std::chrono::nanoseconds name = std::chrono::nanoseconds(constantOr(#name, usual))

// Slots of a P's ring (runq [256]).
inline constexpr std::uint32_t kRingCapacity = ILV_GMP_RING;
// Every so many ticks a P looks at the global queue first.
ILV_GMP_NUMBER(std::uint32_t, kGlobalTick, 61);
// The incoming G goes with the spilled half: 129.
ILV_GMP_NUMBER(std::uint32_t, kSpillExtra, 1);
// Half of the victim's ring, rounded up.
ILV_GMP_NUMBER(bool, kStealRoundsUp, 1);
// Most Gs that one look at the global queue takes: half a ring.
inline constexpr std::uint32_t kGlobalGrabRoom = 128;
ILV_GMP_NUMBER(std::uint32_t, kGlobalGrabCap, kGlobalGrabRoom);
ILV_GMP_NUMBER(std::uint32_t, kStealPasses, 4);
// A thief waits before it takes the runnext of a running P.
ILV_GMP_TIME(kRunnextPause, 3'000);
ILV_GMP_TIME(kSysmonMin, 20'000);
ILV_GMP_NUMBER(int, kSysmonIdleRounds, 50);
ILV_GMP_TIME(kSysmonMax, 10'000'000);
// A slice is longer than this when sysmon asks for its end.
ILV_GMP_TIME(kForcePreempt, 10'000'000);
ILV_GMP_TIME(kSyscallGrace, 10'000'000);
ILV_GMP_TIME(kNetpollAge, 10'000'000);
inline constexpr std::chrono::nanoseconds kSysmonDeepSleepCap = std::chrono::seconds(60);
ILV_GMP_TIME(kStwRepreempt, 100'000);
ILV_GMP_TIME(kMutexStarvation, 1'000'000);
inline constexpr std::chrono::nanoseconds kAutomaticProcsAge = std::chrono::seconds(1);
ILV_GMP_NUMBER(int, kMutexSpinRounds, 4);
// A P sweeps its timers when more than one in so many was stopped.
ILV_GMP_NUMBER(std::uint32_t, kZombieShare, 4);
// Stacks as Go has them, modelled here.
inline constexpr std::uint64_t kFirstStack = 2048;
inline constexpr std::uint64_t kMostStack = 1'000'000'000;
ILV_GMP_NUMBER(std::uint32_t, kGoidBatch, 16);
// A P's list of dead Gs: at so many, it keeps one fewer than the second number.
ILV_GMP_NUMBER(std::uint32_t, kFreeGsHigh, 64);
ILV_GMP_NUMBER(std::uint32_t, kFreeGsLow, 32);

#undef ILV_GMP_NUMBER
#undef ILV_GMP_TIME
#undef ILV_GMP_CONSTANT

}  // namespace interleave::gmp
