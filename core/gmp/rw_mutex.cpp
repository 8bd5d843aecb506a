#include "gmp/rw_mutex.h"

#include "gmp/sync_object.h"

namespace interleave::gmp {

using trace::BlockReason;
using trace::EventKind;
using trace::RwOp;

// All its atomics are sequentially consistent, as Go's are: a reader that comes and a writer that comes each change
// one and look at the other.

RWMutex::RWMutex(std::string_view name)
    : m_number(newObject(trace::ObjectKind::mutex, name)),
      m_writers(Mutex::Inner{m_number, BlockReason::rwMutexLock}) {}

void RWMutex::tell(G& g, RwOp op, std::int32_t readers) const {
    if (g.m->tracing())
        g.m->emit({.kind = EventKind::RwEv,
                   .aux = word(op),
                   .g = idOf(g),
                   .a = m_number,
                   .b = static_cast<std::uint32_t>(readers)});
}

void RWMutex::taken(G& g, RwOp op, std::int32_t readers) {
    takeStamp(*g.m, m_stamp);
    tell(g, op, readers);
}

void RWMutex::rlock() {
    G& g = runningG();
    if (g.unwinding)
        return;
    pollAt(g, trace::PreemptAt::call);
    g.m->rt.charge(kernel::Operation::lock);
    std::int32_t readers = m_readers.fetch_add(1) + 1;
    if (readers < 0) {
        tell(g, RwOp::rblock, reading(readers));
        m_readersMay.acquire(g, false, BlockReason::rwMutexRLock, m_number);
        readers = m_readers.load(std::memory_order_relaxed);
    }
    taken(g, RwOp::rlock, reading(readers));
}

bool RWMutex::tryRLock() {
    G& g = runningG();
    if (g.unwinding)
        return false;
    std::int32_t readers = m_readers.load();
    while (readers >= 0)
        if (m_readers.compare_exchange_weak(readers, readers + 1)) {
            taken(g, RwOp::rlock, readers + 1);
            return true;
        }
    return false;
}

void RWMutex::runlock() {
    G& g = runningG();
    if (g.unwinding)
        return;
    // Told before it is done: who comes after tells it after that.
    tell(g, RwOp::runlock, reading(m_readers.load(std::memory_order_relaxed)) - 1);
    leaveLatestStamp(*g.m, m_stamp);
    const std::int32_t before = m_readers.fetch_sub(1);
    if (before <= 0) {
        if (before == 0 || before == -kMost)
            g.m->rt.fatal(g, "sync: RUnlock of unlocked RWMutex", trace::FatalKind::unlockOfUnlocked);
        // The last one for whom the writer waits lets it in.
        if (m_before.fetch_sub(1) == 1)
            m_writerMay.release(g, false);
    }
    g.m->rt.charge(kernel::Operation::lock);
}

void RWMutex::lock() {
    G& g = runningG();
    if (g.unwinding)
        return;
    m_writers.lock();
    const std::int32_t readers = m_readers.fetch_sub(kMost);
    if (readers != 0 && m_before.fetch_add(readers) + readers != 0) {
        tell(g, RwOp::block, readers);
        m_writerMay.acquire(g, false, BlockReason::rwMutexLock, m_number);
    }
    taken(g, RwOp::lock, 0);
}

bool RWMutex::tryLock() {
    G& g = runningG();
    if (g.unwinding || !m_writers.tryLock())
        return false;
    std::int32_t nobody = 0;
    if (!m_readers.compare_exchange_strong(nobody, -kMost)) {
        m_writers.unlock();
        return false;
    }
    taken(g, RwOp::lock, 0);
    return true;
}

void RWMutex::unlock() {
    G& g = runningG();
    if (g.unwinding)
        return;
    tell(g, RwOp::unlock, reading(m_readers.load(std::memory_order_relaxed)));
    leaveLatestStamp(*g.m, m_stamp);
    const std::int32_t waiting = m_readers.fetch_add(kMost) + kMost;
    if (waiting >= kMost)
        g.m->rt.fatal(g, "sync: Unlock of unlocked RWMutex", trace::FatalKind::unlockOfUnlocked);
    for (std::int32_t i = 0; i < waiting; ++i)
        m_readersMay.release(g, false);
    m_writers.unlock();
}

}  // namespace interleave::gmp
