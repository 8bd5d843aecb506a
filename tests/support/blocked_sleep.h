// Sleeps that are sure to have taken the thread off its core.
#pragma once

#include <sys/resource.h>

#include "kernel/host.h"

namespace interleave::test {

inline long timesBlocked() {
    rusage used{};
    ::getrusage(RUSAGE_THREAD, &used);
    return used.ru_nvcsw;
}

// Sleeps for `length` again and again until the kernel has seen this thread block so many times. On a busy machine the
// moment to sleep until may have passed before the sleep begins.
inline void sleepBlocked(kernel::Host& host, int times, base::Duration length) {
    const long enough = timesBlocked() + times;
    while (timesBlocked() < enough)
        host.sleepUntil(host.now() + length);
}

}  // namespace interleave::test
