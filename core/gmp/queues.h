// Moves goroutines between the local queues and the global one, and tells every move (Go 1.19 runtime/proc.go,
// the functions named runq… and globrunq…).
#pragma once

#include <cstdint>
#include <span>

#include "gmp/scheduler_state.h"

namespace interleave::gmp {

class Queues {
public:
    explicit Queues(SchedulerState& state) : m_state(state) {}

    // What a look at a local queue found.
    struct Local {
        G* g = nullptr;
        bool inherit = false;    // from the slot: it goes on in the running slice
        std::uint32_t left = 0;  // in the ring afterwards
    };

    // runqput: into m's P; next: into the slot, whose old G goes to the ring's tail.
    void put(M& m, G* g, bool next);
    // runqget: the slot first, then the ring's head. Writes no event: the caller tells it with the start.
    Local take(M& m, P& p) {
        Local local{.g = p.queue.takeNext(), .inherit = true};
        if (!local.g)
            local = {.g = p.queue.pop(), .inherit = false};
        if (local.g && m.tracing()) {
            m.takeOver(local.g->stamp);
            local.left = p.queue.ringSize();
        }
        return local;
    }
    // The event of a take.
    static trace::Event taken(const P& p, const Local& local);

    // globrunqput and globrunqputhead, globrunqputbatch.
    void putGlobal(M& m, G* g) ILV_REQUIRES(m_state.lock) {
        m_state.global.pushBack(g);
        m_state.globalSize.store(m_state.global.size(), std::memory_order_relaxed);
        if (m.tracing())
            tellPut(m, g);
    }
    void putGlobalAll(M& m, std::span<G* const> gs, trace::GlobEnd end) ILV_REQUIRES(m_state.lock);
    // globrunqget: takes up to max (0: a fair share) for m's P, returns the first and puts the others on its ring.
    G* takeGlobal(M& m, std::uint32_t max) ILV_REQUIRES(m_state.lock);
    // How many one look may take when `size` wait and there are `procs` Ps.
    static std::uint32_t globalShare(std::uint32_t size, std::uint32_t procs, std::uint32_t max);

    // Tells that `count` Gs were stolen into m's hands, and puts all but the last on its ring; returns that one.
    G* keepStolen(M& m, const P& from, std::span<G* const> gs, trace::RqSlot slot, std::uint32_t pass);

private:
    void pushRing(M& m, P& p, G* g, trace::EventKind how);
    bool spill(M& m, P& p, G* incoming);
    void tellPut(M& m, G* g) ILV_REQUIRES(m_state.lock);

    SchedulerState& m_state;
};

}  // namespace interleave::gmp
