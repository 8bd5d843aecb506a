// A processor (Go's p, runtime/runtime2.go): the right to run goroutines, and what goes with it.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>

#include "gmp/goroutine.h"
#include "gmp/lock.h"
#include "gmp/run_queue.h"
#include "gmp/timer_heap.h"
#include "trace/event.h"
#include "trace/vocabulary.h"
#include "trace/writer.h"

namespace interleave::gmp {

struct M;

// What sysmon remembers of a P from its last look (Go's sysmontick).
struct MonitorNote {
    std::uint32_t schedTick = 0;
    std::int64_t schedWhen = 0;
    std::uint32_t syscallTick = 0;
    std::int64_t syscallWhen = 0;
};

// Stacks that goroutines of this P have left, warm, last in first out.
struct StackCache {
    static constexpr std::uint32_t kCapacity = 32;
    std::array<fiber::Stack, kCapacity> stacks;
    std::uint32_t size = 0;
};

// Owned by the M that holds it, or by the scheduler's lock while it is idle or stopped. Never freed before the runtime.
struct alignas(64) P {
    explicit P(std::uint16_t number) : id(number) {}

    const std::uint16_t id;
    // Changed by its holder; while it is `syscall`, by whoever wins a compare-and-swap.
    std::atomic<trace::PStatus> status{trace::PStatus::dead};
    std::atomic<M*> m{nullptr};
    M* stoppedM = nullptr;  // that gave it up for a stop of the world; with the scheduler's lock
    std::atomic<std::uint16_t> looseM{trace::kNoM};  // whose system call it waits for, while it is `syscall`
    P* link = nullptr;                               // on the idle list
    std::atomic<trace::Stamp> stamp{0};              // of the last event about it
    // Bumped by the holder alone, by load and store; sysmon reads.
    std::atomic<std::uint32_t> schedTick{0};
    std::atomic<std::uint32_t> syscallTick{0};
    MonitorNote monitor;  // sysmon's own

    std::int64_t fractionalMarkTime = 0;  // ns that fractional workers had in this cycle; by its holder

    RunQueue queue;

    GList freeGs;  // dead Gs, last in first out
    StackCache stacks;
    std::atomic<std::uint32_t> freeCount{0};
    std::uint32_t nextId = 0;  // of the batch of goroutine ids
    std::uint32_t endId = 0;

    // The timers. Any M may fire them, so they have a lock of their own.
    Lock timerLock;
    TimerHeap timers ILV_GUARDED_BY(timerLock);
    // When there is something to do, 0: never. Written under the lock, and lowered by who arms a timer of this heap
    // anew; read without it by whoever only wants to know whether to look.
    std::atomic<std::int64_t> earliestTimer{0};
    // The earliest of those that were armed anew for a time before that of their place in the heap, 0: none.
    std::atomic<std::int64_t> modifiedEarliest{0};
    std::atomic<std::uint32_t> timerCount{0};  // in the heap
    std::atomic<std::uint32_t> zombies{0};     // of them stopped, or nobody's concern any more
};

}  // namespace interleave::gmp
