// A P's own queue: the slot for the next G, and a ring (Go 1.19 runtime/proc.go runqput, runqget, runqgrab).
//
// The owner alone puts; anybody takes. head only grows, by compare-and-swap, and whoever moved it owns what lay
// between; tail only grows, stored by the owner with release after the slots. The slot `next` is filled by the
// owner and emptied by whoever swaps it out. While the P has no thieves (one P in all), taking needs no swap.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>

#include "gmp/constants.h"
#include "gmp/goroutine.h"

namespace interleave::gmp {

class RunQueue {
public:
    // How many Gs a thief takes from a ring of n: half, rounded up.
    static std::uint32_t stealCount(std::uint32_t n) { return kStealRoundsUp ? n - n / 2 : n / 2; }
    // How many leave a full ring: half of it.
    static constexpr std::uint32_t kSpilled = kRingCapacity / 2;

    // Owner only: whether others may take at this moment.
    void setThieves(bool thieves) { m_thieves = thieves; }

    bool thieves() const { return m_thieves; }

    // --- owner
    // Puts g into the slot; returns who was there.
    G* exchangeNext(G* g) {
        if (!m_thieves) {
            G* old = m_next.load(std::memory_order_relaxed);
            m_next.store(g, std::memory_order_release);
            return old;
        }
        // release: a thief that swaps g out sees what g's maker wrote.
        return m_next.exchange(g, std::memory_order_acq_rel);
    }
    G* takeNext() {
        G* next = m_next.load(std::memory_order_relaxed);
        if (!next)
            return nullptr;
        if (!m_thieves) {
            m_next.store(nullptr, std::memory_order_relaxed);
            return next;
        }
        // Only a thief can have emptied it since: one try is enough.
        return m_next.compare_exchange_strong(next, nullptr, std::memory_order_acq_rel) ? next : nullptr;
    }
    bool full() const { return ringSize() >= kRingCapacity; }
    // Appends to the ring, which is not full.
    void push(G* g) {
        const std::uint32_t tail = m_tail.load(std::memory_order_relaxed);
        m_slots[tail % kRingCapacity].store(g, std::memory_order_relaxed);
        // release: a thief that sees the new tail sees the slot and what lies behind it.
        m_tail.store(tail + 1, std::memory_order_release);
    }
    // Takes the oldest of the ring, or null.
    G* pop() {
        std::uint32_t head = m_head.load(std::memory_order_acquire);
        for (;;) {
            if (head == m_tail.load(std::memory_order_relaxed))
                return nullptr;
            G* g = m_slots[head % kRingCapacity].load(std::memory_order_relaxed);
            if (!m_thieves) {
                m_head.store(head + 1, std::memory_order_relaxed);
                return g;
            }
            if (m_head.compare_exchange_weak(head, head + 1, std::memory_order_acq_rel))
                return g;
        }
    }
    // Takes the oldest half of a full ring into `out`; false: thieves were quicker, the ring is no longer full.
    bool popHalf(std::array<G*, kRingCapacity>& out) {
        std::uint32_t head = m_head.load(std::memory_order_acquire);
        if (m_tail.load(std::memory_order_relaxed) - head != kRingCapacity)
            return false;
        for (std::uint32_t i = 0; i < kSpilled; ++i)
            out[i] = m_slots[(head + i) % kRingCapacity].load(std::memory_order_relaxed);
        return m_head.compare_exchange_strong(head, head + kSpilled, std::memory_order_acq_rel);
    }

    // --- anybody
    // Takes half of the ring, oldest first, into `out`; returns how many.
    std::uint32_t grab(std::array<G*, kRingCapacity>& out) {
        for (;;) {
            std::uint32_t head = m_head.load(std::memory_order_acquire);
            const std::uint32_t tail = m_tail.load(std::memory_order_acquire);
            const std::uint32_t n = stealCount(tail - head);
            if (n == 0)
                return 0;
            if (n > kRingCapacity - kRingCapacity / 2)
                continue;  // head and tail were read too far apart
            for (std::uint32_t i = 0; i < n; ++i)
                out[i] = m_slots[(head + i) % kRingCapacity].load(std::memory_order_relaxed);
            if (m_head.compare_exchange_strong(head, head + n, std::memory_order_acq_rel))
                return n;
        }
    }
    G* next() const { return m_next.load(std::memory_order_acquire); }
    bool stealNext(G* expected) { return m_next.compare_exchange_strong(expected, nullptr, std::memory_order_acq_rel); }
    std::uint32_t ringSize() const {
        const std::uint32_t head = m_head.load(std::memory_order_acquire);
        return m_tail.load(std::memory_order_acquire) - head;
    }
    // Go's runqempty: a G that is moved from the slot to the ring meanwhile is not overlooked.
    bool empty() const {
        for (;;) {
            const std::uint32_t head = m_head.load(std::memory_order_acquire);
            const std::uint32_t tail = m_tail.load(std::memory_order_acquire);
            const G* next = m_next.load(std::memory_order_acquire);
            if (tail == m_tail.load(std::memory_order_acquire))
                return head == tail && next == nullptr;
        }
    }

private:
    bool m_thieves = true;
    std::atomic<G*> m_next{nullptr};
    alignas(64) std::atomic<std::uint32_t> m_head{0};
    std::atomic<std::uint32_t> m_tail{0};
    std::array<std::atomic<G*>, kRingCapacity> m_slots{};
};

}  // namespace interleave::gmp
