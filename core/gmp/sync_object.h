// What the objects of package sync share: a number in the trace, and how events keep their order where no lock of the
// object does. Only their .cpp files include this.
#pragma once

#include <atomic>
#include <string_view>

#include "gmp/running.h"

namespace interleave::gmp {

// A number, and its name in the trace. 0 outside of a run.
inline std::uint32_t newObject(trace::ObjectKind kind, std::string_view name) {
    M* m = currentM();
    if (!m)
        return 0;
    const std::uint32_t number = m->rt.state.objectsGiven.fetch_add(1, std::memory_order_relaxed) + 1;
    if (!name.empty())
        Names::object(*m, kind, number, name);
    return number;
}

// The stamps of objects that change hands without a lock. relaxed: the atomic that hands the object over orders them.
inline void takeStamp(M& m, const std::atomic<trace::Stamp>& stamp) {
    if (m.tracing())
        m.takeOver(stamp.load(std::memory_order_relaxed));
}
inline void leaveStamp(const M& m, std::atomic<trace::Stamp>& stamp) {
    if (m.tracing())
        stamp.store(m.stamp(), std::memory_order_relaxed);
}
// The same for those that several leave at a time: the latest stays.
inline void leaveLatestStamp(const M& m, std::atomic<trace::Stamp>& stamp) {
    if (!m.tracing())
        return;
    trace::Stamp before = stamp.load(std::memory_order_relaxed);
    while (before < m.stamp() && !stamp.compare_exchange_weak(before, m.stamp(), std::memory_order_relaxed)) {
    }
}

}  // namespace interleave::gmp
