// The runtime's own small lock: for a few loads and stores, never held across a gate of the host or a wait.
//
// Taking it is one exchange, giving it back one plain store. Whoever finds it held spins a little and then sleeps in
// the kernel, but never longer than kNap: so unlock() may overlook a sleeper that has just come, and needs no fence.
// It may be taken on one stack and given back on another, or on another thread (a goroutine gives its channel's lock
// back after it was left).
#pragma once

#include <atomic>
#include <cstdint>

#include "base/annotations.h"

namespace interleave::gmp {

class ILV_CAPABILITY("lock") Lock {
public:
    Lock() = default;
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;

    void lock() ILV_ACQUIRE() {
        // acquire: sees what the last holder wrote.
        if (m_held.exchange(1, std::memory_order_acquire) != 0) [[unlikely]]
            lockSlowly();
    }
    // The same. others false: no other P runs while the caller does, and none but Ps take this lock; then it needs no
    // exchange.
    void lockAmongPs(bool others) ILV_ACQUIRE() {
        if (!others && m_held.load(std::memory_order_acquire) == 0) {
            m_held.store(1, std::memory_order_relaxed);
            return;
        }
        lock();
    }
    bool tryLock() ILV_TRY_ACQUIRE(true) {
        return m_held.load(std::memory_order_relaxed) == 0 && m_held.exchange(1, std::memory_order_acquire) == 0;
    }
    void unlock() ILV_RELEASE() {
        // The store is the last touch: the next holder may destroy what the lock lies in. Who begins to sleep between
        // the look and the store is not woken, and wakes by itself.
        const bool sleepers = m_sleepers.load(std::memory_order_relaxed) != 0;
        // release: the next holder sees what this one wrote.
        m_held.store(0, std::memory_order_release);
        if (sleepers) [[unlikely]]
            wakeOne();
    }
    // For assertions only.
    bool held() const { return m_held.load(std::memory_order_relaxed) != 0; }

private:
    void lockSlowly();
    void wakeOne();

    std::atomic<std::uint32_t> m_held{0};
    std::atomic<std::uint32_t> m_sleepers{0};
};

class ILV_SCOPED_CAPABILITY LockGuard {
public:
    explicit LockGuard(Lock& lock) ILV_ACQUIRE(lock) : m_lock(lock) { m_lock.lock(); }
    ~LockGuard() ILV_RELEASE() { m_lock.unlock(); }
    LockGuard(const LockGuard&) = delete;
    LockGuard& operator=(const LockGuard&) = delete;

private:
    Lock& m_lock;
};

}  // namespace interleave::gmp
