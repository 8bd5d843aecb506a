#include "conductor/scheduling_policy.h"

#include "kernel/random.h"

namespace interleave::conductor {

std::uint64_t SeededPolicy::rank(base::ThreadId thread, base::Time time) const {
    const auto moment = static_cast<std::uint64_t>(time.count());
    return kernel::mix(kernel::mix(m_seed ^ kernel::mix(moment)) ^ thread.value);
}

std::size_t SeededPolicy::pick(std::span<const base::ThreadId>, base::Time) const {
    return 0;
}

}  // namespace interleave::conductor
