// What a Timer, a Ticker and an AfterFunc are inside (Go 1.23 runtime/time.go timer: a lock of its own and three bits,
// where 1.14 to 1.22 had a machine of ten states with the same outcome).
//
// Order of locks: sendLock, the channel's, a P's timer lock, lock. Whoever stops or arms a timer takes its own lock and
// no heap's: it marks what has changed, and the P that owns the heap puts it right when it gets there.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/task.h"
#include "base/units.h"
#include "gmp/chan.h"
#include "gmp/lock.h"
#include "gmp/timer_heap.h"
#include "trace/writer.h"

namespace interleave::gmp {

struct M;
struct P;

struct TimerBody : HeapTimer, std::enable_shared_from_this<TimerBody> {
    Lock lock;
    // With the lock: when, state, and
    P* home = nullptr;                // in whose heap it is
    std::int64_t heapWhen = 0;        // the time of its place there
    std::int64_t period = 0;          // ns; 0: it fires once
    trace::Stamp stamp = 0;           // of the last event about it
    std::uint32_t blocked = 0;        // goroutines that wait on its channel (go126)
    std::shared_ptr<TimerBody> self;  // while it is in a heap: that keeps it

    // Fixed when it is made. synchronous: the channel behaves as if it had no buffer (go126, T-12).
    bool synchronous = false;
    std::optional<Chan<base::Time>::Body> channel;  // of a timer or a ticker
    base::Task function;                            // of an AfterFunc; it may run more than once
    // Of a descriptor's deadline: what runs on the M that fires it, without a gate, rather than in a goroutine.
    std::function<void(M& m)> atOnce;
    std::string functionName;
    int line = 0;

    // Synchronous: held while a value is sent, so that none goes out after a stop or a new arming. turn changes with
    // each of those, under both locks; sending counts those who have taken the timer out to fire and not sent yet.
    Lock sendLock;
    std::uint64_t turn = 0;
    std::atomic<std::int32_t> sending{0};

    // With the lock: it is pending, and whoever would be told is there.
    bool wantsHeap() const { return (state & kHeaped) == 0 && when > 0 && (!synchronous || blocked > 0); }
    // release: who sees the bit and takes the lock, or sees a time that was stored later, finds the change.
    void publish() { published.store(state, std::memory_order_release); }
};

}  // namespace interleave::gmp
