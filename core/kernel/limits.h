// What a process may take of the machine.
#pragma once

#include <cstdint>
#include <optional>

#include "base/result.h"
#include "base/units.h"

namespace interleave::kernel {

struct Limits {
    std::optional<base::Bytes> addressSpace{};  // RLIMIT_AS; leave it out under sanitizers, which map terabytes
    std::optional<std::uint64_t> cpuSeconds{};  // RLIMIT_CPU
    std::optional<std::uint64_t> processes{};   // RLIMIT_NPROC: threads and processes of the user, all together
    std::optional<std::uint64_t> openFiles{};   // RLIMIT_NOFILE
    std::optional<base::Bytes> coreFile{};      // RLIMIT_CORE
};

// Threads and processes that the machine has now, of all users; nothing where the kernel does not tell. RLIMIT_NPROC
// counts all of a user's, whoever started them, but holds only in the process that has it: set to this and a budget
// more, it leaves that process its budget whatever else the user runs, and takes nothing from the others.
std::optional<std::uint64_t> tasksOfTheMachine();

// Sets the limits that are given, for the calling process and its children; never above what it may have itself.
base::Result<void> applyLimits(const Limits& limits);

}  // namespace interleave::kernel
