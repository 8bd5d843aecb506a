// Sleeping on a 32-bit word and waking who sleeps there: the kernel's futex.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>

#include "base/units.h"

namespace interleave::kernel {

// Who may map the word: threads of this process only (cheaper), or of others too.
enum class FutexScope : std::uint8_t { process, shared };

// The steady clock of this machine, since it was started: what futexes, sleeps and epoll count in.
base::Time monotonicNow();

// Sleeps while `word` holds `expected`, until futexWake or the deadline (of monotonicNow). Blocks. False: the
// deadline passed. True says only that it is worth to look again: wakes may be spurious.
bool futexWait(const std::atomic<std::uint32_t>& word, std::uint32_t expected, std::optional<base::Time> deadline = {},
               FutexScope scope = FutexScope::process);

// Wakes up to `count` sleepers on the word; returns how many. Does not block. From any thread.
int futexWake(const std::atomic<std::uint32_t>& word, int count = 1, FutexScope scope = FutexScope::process);

}  // namespace interleave::kernel
