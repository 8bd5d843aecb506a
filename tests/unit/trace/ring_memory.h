// A ring in this process's own memory.
#pragma once

#include <cstddef>
#include <memory>
#include <new>

#include "trace/ring.h"

namespace interleave::trace {

class RingMemory {
public:
    explicit RingMemory(std::size_t capacity) : m_bytes(new (std::align_val_t{64}) std::byte[ringBytes(capacity)]{}) {
        m_ring = new (m_bytes.get()) RingHeader;
        m_ring->capacity = capacity;
        for (std::size_t i = 0; i < capacity; ++i)
            new (m_ring->slots() + i) Event;
    }
    RingHeader* ring() const { return m_ring; }

private:
    struct Free {
        void operator()(std::byte* bytes) const { operator delete[](bytes, std::align_val_t{64}); }
    };
    std::unique_ptr<std::byte[], Free> m_bytes;
    RingHeader* m_ring = nullptr;
};

}  // namespace interleave::trace
