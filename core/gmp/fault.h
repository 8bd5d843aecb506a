// For handlers of faults.
#pragma once

#include <cstdint>

namespace interleave::gmp {

// The id of the goroutine that the calling thread runs, where the address lies in the guard below its stack; else 0. On
// the thread that faulted, in the handler, on a stack of its own. Takes no lock.
std::uint32_t overflowedGoroutine(const void* address) noexcept;

}  // namespace interleave::gmp
