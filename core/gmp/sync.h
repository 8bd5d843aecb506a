// Go's sync.Mutex and sync.WaitGroup (Go 1.19 sync/mutex.go, sync/waitgroup.go), for goroutines.
//
// Neither is copied after its first use; both outlive the goroutines that use them, up to the end of the run.
#pragma once

#include <atomic>
#include <cstdint>
#include <string_view>

#include "gmp/go.h"
#include "gmp/semaphore.h"

namespace interleave::gmp {

// A lock. Normal mode: whoever comes first gets it, a woken waiter competes with newcomers. A waiter that loses
// for longer than 1 ms turns it to starving mode: then each unlock hands it to the longest waiting.
class Mutex {
public:
    explicit Mutex(std::string_view name = {});
    Mutex(const Mutex&) = delete;
    Mutex& operator=(const Mutex&) = delete;

    void lock();
    bool tryLock();
    // Ends the run with "fatal error: sync: unlock of unlocked mutex" if it is not locked.
    void unlock();
    // Its number in the trace.
    std::uint32_t number() const { return m_number; }

    // One that is part of another object: who waits for it waits for that object, and its own events are not told.
    struct Inner {
        std::uint32_t object;
        trace::BlockReason reason;
    };
    explicit Mutex(Inner inner) : m_number(inner.object), m_reason(inner.reason), m_inner(true) {}

private:
    static constexpr std::int32_t kLocked = 1;
    static constexpr std::int32_t kWoken = 2;
    static constexpr std::int32_t kStarving = 4;
    static constexpr std::int32_t kOneWaiter = 8;

    void lockSlowly(G& g);
    void unlockSlowly(G& g, std::int32_t state);
    bool canSpin(const G& g, int round) const;
    void tellLock(G& g, trace::MuPath path, std::int64_t since);
    void tellMode(G& g, trace::MuModeName mode);

    std::atomic<std::int32_t> m_state{0};
    const std::uint32_t m_number;
    const trace::BlockReason m_reason = trace::BlockReason::mutexLock;
    const bool m_inner = false;
    std::atomic<trace::Stamp> m_stamp{0};  // of the last unlock's event
    Semaphore m_semaphore;
};

class WaitGroup {
public:
    explicit WaitGroup(std::string_view name = {});
    WaitGroup(const WaitGroup&) = delete;
    WaitGroup& operator=(const WaitGroup&) = delete;

    // Panics with "sync: negative WaitGroup counter". At zero all that wait are readied, in their order.
    void add(std::int32_t delta);
    void done() { add(-1); }
    void wait();
    // Go 1.25: a goroutine that is counted, and done when its function returns.
    GoroutineId go(base::Task body, Site site = {});
    std::uint32_t number() const { return m_number; }

private:
    void take(M& m);
    void give(M& m);

    std::uint32_t m_number = 0;
    // A lock whose last touch of the object is the store that frees it: whoever sees the counter at zero may destroy
    // the group at once, while the one that made it zero is still on its way out.
    std::atomic<std::uint32_t> m_taken{0};
    trace::Stamp m_stamp = 0;
    std::int32_t m_left = 0;
    WaitQueue m_waiters;
};

}  // namespace interleave::gmp
