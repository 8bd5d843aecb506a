// Go's sync.RWMutex (Go 1.19 sync/rwmutex.go), for goroutines: many readers or one writer.
//
// A writer that comes keeps new readers out, waits for those that are there, and when it unlocks lets all readers in
// that have come meanwhile before the next writer. Not copied; outlives the goroutines that use it.
#pragma once

#include <atomic>
#include <cstdint>
#include <string_view>

#include "gmp/sync.h"

namespace interleave::gmp {

class RWMutex {
public:
    explicit RWMutex(std::string_view name = {});
    RWMutex(const RWMutex&) = delete;
    RWMutex& operator=(const RWMutex&) = delete;

    void rlock();
    bool tryRLock();
    // Ends the run with "fatal error: sync: RUnlock of unlocked RWMutex" if nobody reads.
    void runlock();
    void lock();
    bool tryLock();
    // Ends the run with "fatal error: sync: Unlock of unlocked RWMutex" if nobody writes.
    void unlock();
    std::uint32_t number() const { return m_number; }

private:
    static constexpr std::int32_t kMost = 1 << 30;

    void tell(G& g, trace::RwOp op, std::int32_t readers) const;
    void taken(G& g, trace::RwOp op, std::int32_t readers);
    static std::int32_t reading(std::int32_t readers) { return readers < 0 ? readers + kMost : readers; }

    const std::uint32_t m_number;
    Mutex m_writers;                         // held by the writer that writes or waits for readers
    std::atomic<std::int32_t> m_readers{0};  // less kMost while there is such a writer
    std::atomic<std::int32_t> m_before{0};   // readers that were there before the writer and have not left
    std::atomic<trace::Stamp> m_stamp{0};    // of the latest event of who left it
    Semaphore m_writerMay;
    Semaphore m_readersMay;
};

}  // namespace interleave::gmp
