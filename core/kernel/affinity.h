// Which processors of the machine the calling thread may use.
#pragma once

#include <sched.h>

#include "base/result.h"

namespace interleave::kernel {

// How many processors the calling thread may run on; at least 1.
int affinityCount();

// Binds the calling thread, and the threads that it starts from then on, to the processor it runs on, until the
// object goes: the same thread then gets its former set back.
class PinToOneCpu {
public:
    static base::Result<PinToOneCpu> here();
    PinToOneCpu(PinToOneCpu&& other) noexcept : m_former(other.m_former), m_bound(other.m_bound) {
        other.m_bound = false;
    }
    PinToOneCpu& operator=(PinToOneCpu&&) = delete;
    ~PinToOneCpu();

private:
    explicit PinToOneCpu(const cpu_set_t& former) : m_former(former), m_bound(true) {}
    cpu_set_t m_former;
    bool m_bound;
};

}  // namespace interleave::kernel
