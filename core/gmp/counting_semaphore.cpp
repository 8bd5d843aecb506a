#include "gmp/counting_semaphore.h"

#include "gmp/atomics.h"
#include "gmp/sync_object.h"

namespace interleave::gmp {

CountingSemaphore::CountingSemaphore(std::uint32_t permits, std::string_view name)
    : m_number(newObject(trace::ObjectKind::semaphore, name)), m_semaphore(permits) {}

void CountingSemaphore::acquire() {
    G& g = runningG();
    if (g.unwinding)
        return;
    pollAt(g, trace::PreemptAt::call);
    g.m->rt.charge(kernel::Operation::lock);
    m_semaphore.acquire(g, false, trace::BlockReason::semacquire, m_number);
}

bool CountingSemaphore::tryAcquire() {
    return !runningG().unwinding && m_semaphore.tryTake();
}

void CountingSemaphore::release() {
    G& g = runningG();
    if (g.unwinding)
        return;
    m_semaphore.release(g, false);
    g.m->rt.charge(kernel::Operation::lock);
}

void chargeAtomic() {
    const G& g = runningG();
    if (!g.unwinding)
        g.m->rt.charge(kernel::Operation::lock);
}

}  // namespace interleave::gmp
