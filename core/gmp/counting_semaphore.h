// The runtime's plain semaphore for goroutines (Go 1.19 internal/poll and sync: runtime_Semacquire,
// runtime_Semrelease).
//
// A release does not hand its permit to the one that it wakes: whoever comes first has it, and the woken one waits
// again. Not copied; outlives the goroutines that use it.
#pragma once

#include <cstdint>
#include <string_view>

#include "gmp/semaphore.h"

namespace interleave::gmp {

class CountingSemaphore {
public:
    explicit CountingSemaphore(std::uint32_t permits, std::string_view name = {});
    CountingSemaphore(const CountingSemaphore&) = delete;
    CountingSemaphore& operator=(const CountingSemaphore&) = delete;

    // Blocks for a permit.
    void acquire();
    bool tryAcquire();
    void release();
    std::uint32_t number() const { return m_number; }

private:
    const std::uint32_t m_number;
    Semaphore m_semaphore;
};

}  // namespace interleave::gmp
