// What a goroutine does: Go's own words as C++ functions. Only inside Runtime::run.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "base/ids.h"
#include "base/task.h"
#include "base/units.h"
#include "trace/vocabulary.h"

namespace interleave::gmp {

using base::Duration;
using base::GoroutineId;
using base::Time;

// Where in the scenario's listing a goroutine is made: shown with it.
struct Site {
    std::string_view function;  // "worker"; copied
    int line = 0;               // of the listing; 0: unknown
};

// `go f()`: a new goroutine in the caller's runnext; the caller runs on.
GoroutineId go(base::Task body, Site site = {});
// runtime.Gosched: to the tail of the global queue.
void gosched();
// time.Sleep.
void sleep(Duration length);
// Computes for that much CPU time, a loop with preemption polls at its back edge.
void work(Duration cpu);
// The same without polls: a loop that Go before 1.14 could not preempt.
void workWithoutPolls(Duration cpu);
// A system call that blocks the thread for so long (entersyscall … exitsyscall).
void blockingCall(Duration length, trace::SyscallName call = trace::SyscallName::read);
// The same for a call that is known to block (entersyscallblock): the P is handed off at once.
void blockingCallHandingOff(Duration length, trace::SyscallName call = trace::SyscallName::read);
// runtime.LockOSThread: the goroutine runs on its present thread only, and nobody else does, until it has called unlock
// as often. If it ends before, so does the thread.
void lockOSThread();
void unlockOSThread();
GoroutineId self();
// runtime.GOMAXPROCS(n); n < 1 only asks. Returns the old value.
int gomaxprocs(int n);
int numGoroutine();
Time now();
// A number from the run's seed.
std::uint64_t random();
// Counts so many bytes as allocated; with the collector on (Config::collector) that begins a cycle now and then, and
// pays while one marks (modelled).
void allocate(base::Bytes bytes);
// A chain of so many calls, each with a frame of that size, and back: where a stack of Go would have to grow, StackGrow
// is told (modelled; the stack of this runtime has one size). Above Go's limit the run ends with "stack overflow".
void callDepth(std::uint64_t frames, base::Bytes frame);
// A safe point: a preemption request or an intervention is served here.
void poll();
// Prints a line through the trace and the runtime's output.
void print(std::string_view text);
// panic(text): runs the deferred calls (gmp/defer.h); unless one of them recovers it, the run ends with status 2 and
// Go's message.
[[noreturn]] void panic(std::string_view text);

}  // namespace interleave::gmp
