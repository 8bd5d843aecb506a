// The work that is measured, the same for the benchmark, for the comparison with Go and for profiles.
#pragma once

#include <chrono>
#include <functional>

#include "gmp/chan.h"
#include "gmp/go.h"
#include "gmp/runtime.h"
#include "gmp/rw_mutex.h"
#include "gmp/select.h"
#include "gmp/sync.h"
#include "kernel/free_host.h"
#include "trace/ring.h"
#include "trace/writer.h"

namespace interleave::bench {

using Nanoseconds = std::chrono::duration<double, std::nano>;

// Where events go while tracing is measured: rings that are emptied by moving their tail, unread.
class DiscardingSink final : public gmp::TraceSink {
public:
    DiscardingSink();
    ~DiscardingSink() override;
    trace::Writer writerForThisThread() override;
    // Events written and thrown away so far, by all threads that write.
    std::uint64_t written() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

// Runs the body as a goroutine of a free host with that many Ps; returns what the body measured.
Nanoseconds measure(int procs, gmp::TraceSink* sink, const std::function<Nanoseconds()>& body);

// Each does n pieces of its work and returns the time of all.
Nanoseconds gosched(int n);
Nanoseconds pingPong(int n);
Nanoseconds buffered(int n);
Nanoseconds spawnJoin(int n);
Nanoseconds spawnMany(int n);
// A tree of goroutines, ten children each, n leaves that send a number up; n a power of ten.
Nanoseconds skynet(int n);
// Eight goroutines that lock and unlock one mutex, n times together.
Nanoseconds mutexOfEight(int n);
// Two senders and a receiver that selects over both, n values together.
Nanoseconds selectOfTwo(int n);
// Eight goroutines that read under one RWMutex, which each of them writes under once in a hundred times; n together.
Nanoseconds readersOfEight(int n);
// n goroutines that sleep for a time between 1 and 50 ms, all different; the time over 50 ms counts.
Nanoseconds sleepers(int n);
// The floor: two bare fcontexts that jump to each other, n jumps.
Nanoseconds rawSwitch(int n);

// Resident memory that n goroutines take which are blocked on a channel, divided by n. A runtime of its own.
double bytesABlockedGoroutine(int procs, int n);

}  // namespace interleave::bench
