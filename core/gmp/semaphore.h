// The sleeping semaphore under Mutex, RWMutex and CountingSemaphore (Go 1.19 runtime/sema.go: semacquire1,
// semrelease1).
//
// A release does not hand its permit to the one it wakes: a third goroutine may take it first, and the woken one
// waits again, in front. Unless it is a hand-off: then the permit travels as a ticket with the wake.
#pragma once

#include <atomic>
#include <cstdint>

#include "gmp/lock.h"
#include "gmp/waiter.h"
#include "trace/writer.h"

namespace interleave::gmp {

class Semaphore {
public:
    explicit Semaphore(std::uint32_t permits = 0) : m_permits(permits) {}
    Semaphore(const Semaphore&) = delete;
    Semaphore& operator=(const Semaphore&) = delete;

    // Blocks for a permit. lifo: in front of the others. object: what the trace says it waits for.
    void acquire(G& g, bool lifo, trace::BlockReason reason, std::uint32_t object);
    // Gives a permit and wakes the first. handoff: with the permit, and the caller yields so that it runs at once.
    void release(G& g, bool handoff);
    // Without blocking.
    bool tryTake();

private:
    std::atomic<std::uint32_t> m_permits;
    std::atomic<std::uint32_t> m_waiting{0};
    Lock m_lock;
    trace::Stamp m_stamp ILV_GUARDED_BY(m_lock) = 0;
    WaitQueue m_queue ILV_GUARDED_BY(m_lock);
};

}  // namespace interleave::gmp
