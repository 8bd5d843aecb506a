#include "kernel/affinity.h"

#include <cerrno>
#include <cstring>

namespace interleave::kernel {

namespace {

base::Error refused() {
    return {"processor affinity of a thread", std::strerror(errno),
            "run it without a binding; only its speed depends on it"};
}

}  // namespace

int affinityCount() {
    cpu_set_t set;
    CPU_ZERO(&set);
    if (sched_getaffinity(0, sizeof set, &set) != 0)
        return 1;
    const int count = CPU_COUNT(&set);
    return count > 0 ? count : 1;
}

base::Result<PinToOneCpu> PinToOneCpu::here() {
    cpu_set_t former;
    CPU_ZERO(&former);
    if (sched_getaffinity(0, sizeof former, &former) != 0)
        return refused();
    const int cpu = sched_getcpu();
    if (cpu < 0)
        return refused();
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(static_cast<std::size_t>(cpu), &one);
    if (sched_setaffinity(0, sizeof one, &one) != 0)
        return refused();
    return PinToOneCpu(former);
}

PinToOneCpu::~PinToOneCpu() {
    if (m_bound)
        sched_setaffinity(0, sizeof m_former, &m_former);
}

}  // namespace interleave::kernel
