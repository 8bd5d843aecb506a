// Changes that the session asks a running engine to make: a small single-producer, single-consumer queue in shared
// memory. The session pushes, the engine's control thread pops. Which time a command was applied at is told by the
// Intervene event that the engine writes.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>

namespace interleave::link {

struct Command {
    std::uint32_t kind = 0;  // trace::InterveneKind
    std::uint32_t g = 0;
    std::int64_t value = 0;
};

class CommandQueue {
public:
    static constexpr std::uint32_t kCapacity = 64;

    // The session's end. False: the engine has not taken the last 64 yet.
    bool push(const Command& command) {
        const std::uint32_t head = m_head.load(std::memory_order_relaxed);
        if (head - m_tail.load(std::memory_order_acquire) == kCapacity)
            return false;
        m_slots[head % kCapacity] = command;
        m_head.store(head + 1, std::memory_order_release);  // the slot is seen before the new head
        return true;
    }
    // The engine's end. False: nothing is there.
    bool pop(Command& command) {
        const std::uint32_t tail = m_tail.load(std::memory_order_relaxed);
        if (tail == m_head.load(std::memory_order_acquire))
            return false;
        command = m_slots[tail % kCapacity];
        m_tail.store(tail + 1, std::memory_order_release);  // the slot is read before it is free again
        return true;
    }

private:
    alignas(64) std::atomic<std::uint32_t> m_head{0};
    alignas(64) std::atomic<std::uint32_t> m_tail{0};
    std::array<Command, kCapacity> m_slots{};
};

}  // namespace interleave::link
