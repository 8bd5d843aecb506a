// Go's sync.Cond (Go 1.19 sync/cond.go, runtime/sema.go: notifyList), for goroutines that wait until something is so.
//
// Who waits draws a ticket; signal wakes the lowest, broadcast all of them, the lowest first. Not copied; outlives the
// goroutines that use it.
#pragma once

#include <atomic>
#include <cstdint>
#include <string_view>

#include "gmp/lock.h"
#include "gmp/sync.h"

namespace interleave::gmp {

class Cond {
public:
    // The mutex outlives it.
    explicit Cond(Mutex& mutex, std::string_view name = {});
    Cond(const Cond&) = delete;
    Cond& operator=(const Cond&) = delete;

    // Unlocks the mutex, which the caller holds, waits for a signal and locks it again. What is waited for may have
    // changed by then: call it in a loop.
    void wait();
    // With the mutex held or not.
    void signal();
    void broadcast();
    std::uint32_t number() const { return m_number; }

private:
    void take(M& m) ILV_ACQUIRE(m_lock);
    void give(M& m) ILV_RELEASE(m_lock);
    void tell(G& g, trace::CondOp op, std::uint32_t ticket) const;

    Mutex& m_mutex;
    const std::uint32_t m_number;
    Lock m_lock;
    trace::Stamp m_stamp ILV_GUARDED_BY(m_lock) = 0;
    std::uint32_t m_tickets ILV_GUARDED_BY(m_lock) = 0;   // given
    std::uint32_t m_notified ILV_GUARDED_BY(m_lock) = 0;  // all below have been woken
    WaitQueue m_waiting ILV_GUARDED_BY(m_lock);
};

}  // namespace interleave::gmp
