// A goroutine (Go's g, runtime/runtime2.go).
#pragma once

#include <atomic>
#include <cstdint>

#include "base/task.h"
#include "fiber/context.h"
#include "fiber/stack_pool.h"
#include "gmp/timer_heap.h"
#include "trace/vocabulary.h"
#include "trace/writer.h"

namespace interleave::gmp {

struct M;
struct P;
struct Waiter;
struct Calls;

enum class GState : std::uint8_t { idle, runnable, running, syscall, waiting, dead };

// What is special about a goroutine, bits of G::special: asked once where it is left.
enum Special : std::uint8_t {
    kLockedToThread = 1,  // it has an M of its own, and is left over that one's own stack
    kLeavingFrames = 2,   // an exception of the runtime leaves its frames: the thread's bookkeeping of it goes along
    kCanaryGuard = 4,     // its stack's guard has to be looked at
};

// Owned by whoever holds it: the M that runs it, the queue it is on, the wait list it is on. Only the atomics may be
// touched by others. Never freed before the runtime is: an M that looks at a stale G finds a G.
struct alignas(64) G {
    fiber::Context context;
    G* link = nullptr;  // next on the global queue, a list of free Gs, a list of Gs made ready together
    M* m = nullptr;     // that runs it, or is in its system call
    // What polls look at: there is a request (preempt, block, or the end of the run). Read without order: the reasons
    // behind it are read after it was seen, by an exchange.
    std::atomic<bool> interrupt{false};
    std::atomic<bool> preempt{false};
    std::atomic<bool> inLeaf{false};     // conducted time: it computes where a signal may stop it
    std::atomic<bool> signalled{false};  // conducted time: that signal has come
    bool unwinding = false;              // the run is over; its frames are being left by an exception
    bool pinned = false;                 // it may stand in a destructor: no exception may leave its frames
    std::uint8_t special = 0;
    bool exited = false;  // by Goexit
    // Read by whoever ends the run with a deadlock, when nobody runs any more.
    trace::BlockReason reason = trace::BlockReason::semacquire;  // why it waits, while it does
    std::atomic<GState> state{GState::idle};
    std::atomic<std::uint32_t> id{0};
    std::atomic<std::int64_t> blockFor{0};  // ns of a system call that an intervention asks for
    std::int64_t assistBytes = 0;           // credit with the collector; below zero: debt
    std::uint64_t assistCycle = 0;          // of which cycle
    std::uint64_t modelStack = 2048;        // bytes its stack would have in Go (Z-15)
    bool gcReady = false;                   // it is a worker, and has waited
    std::uint8_t gcMode = 0;                // trace::GcMode while it is a worker that was picked
    trace::Stamp stamp = 0;                 // of the last event about it, handed on with it
    base::Task body;
    fiber::Stack stack;  // from its first start to its end
    bool hasStack = false;
    bool started = false;      // this life of it has run
    HeapTimer timer;           // of its sleep
    Waiter* waiter = nullptr;  // while it waits on an object
    Calls* calls = nullptr;    // frames, deferred calls and panics, on its own stack while its body runs
    M* lockedM = nullptr;      // the thread it is locked to (LockOSThread)
    std::uint32_t lockCount = 0;
    // What its trace line tells, where the run is traced: numbers of names, a line of the listing.
    std::uint32_t function = 0;
    std::uint32_t creator = 0;
    std::int32_t line = 0;
};

inline std::uint32_t idOf(const G& g) {
    return g.id.load(std::memory_order_relaxed);
}
// A word of the vocabulary as events carry it.
inline std::uint8_t word(auto value) {
    return static_cast<std::uint8_t>(value);
}

// A list of Gs linked by G::link, first in first out.
class GList {
public:
    bool empty() const { return m_head == nullptr; }
    std::uint32_t size() const { return m_size; }
    G* front() const { return m_head; }

    void pushBack(G* g) {
        g->link = nullptr;
        if (m_tail)
            m_tail->link = g;
        else
            m_head = g;
        m_tail = g;
        ++m_size;
    }
    void pushFront(G* g) {
        g->link = m_head;
        m_head = g;
        if (!m_tail)
            m_tail = g;
        ++m_size;
    }
    G* popFront() {
        G* g = m_head;
        if (!g)
            return nullptr;
        m_head = g->link;
        if (!m_head)
            m_tail = nullptr;
        g->link = nullptr;
        --m_size;
        return g;
    }

private:
    G* m_head = nullptr;
    G* m_tail = nullptr;
    std::uint32_t m_size = 0;
};

}  // namespace interleave::gmp
