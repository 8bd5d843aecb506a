#include "kernel/limits.h"

#include <sys/resource.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <string>

namespace interleave::kernel {

namespace {

base::Result<void> lower(__rlimit_resource resource, const char* name, std::uint64_t value) {
    rlimit limit{};
    if (getrlimit(resource, &limit) == 0) {
        limit.rlim_max = std::min<rlim_t>(limit.rlim_max, value);
        limit.rlim_cur = limit.rlim_max;
        if (setrlimit(resource, &limit) == 0)
            return {};
    }
    return base::Error{std::string("limit ") + name, std::strerror(errno), "run it with a smaller budget"};
}

}  // namespace

std::optional<std::uint64_t> tasksOfTheMachine() {
    // "0.20 0.18 0.12 1/80 11206": the fourth is running/existing.
    std::ifstream loads("/proc/loadavg");
    std::string skipped;
    loads >> skipped >> skipped >> skipped;
    std::uint64_t running = 0, existing = 0;
    char slash = 0;
    if (!(loads >> running >> slash >> existing) || slash != '/')
        return {};
    return existing;
}

base::Result<void> applyLimits(const Limits& limits) {
    struct Row {
        __rlimit_resource resource;
        const char* name;
        std::optional<std::uint64_t> value;
    };
    const auto bytes = [](const std::optional<base::Bytes>& size) {
        return size ? std::optional<std::uint64_t>(size->value) : std::nullopt;
    };
    const Row rows[] = {
        {RLIMIT_AS, "address space", bytes(limits.addressSpace)},
        {RLIMIT_CPU, "processor seconds", limits.cpuSeconds},
        {RLIMIT_NPROC, "processes", limits.processes},
        {RLIMIT_NOFILE, "open files", limits.openFiles},
        {RLIMIT_CORE, "core file", bytes(limits.coreFile)},
    };
    for (const Row& row : rows)
        if (row.value)
            if (auto done = lower(row.resource, row.name, *row.value); !done)
                return done;
    return {};
}

}  // namespace interleave::kernel
