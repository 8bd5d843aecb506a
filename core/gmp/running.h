// The goroutine that calls, for the functions of go.h, chan.h and sync.h.
#pragma once

#include "gmp/runtime_impl.h"

namespace interleave::gmp {

// Asserts that there is one.
inline G& runningG() {
    M* m = currentM();
    ILV_ASSERT(m != nullptr);
    G* g = m->current.load(std::memory_order_relaxed);
    ILV_ASSERT(g != nullptr);
    return *g;
}

// A safe point.
inline void pollAt(G& g, trace::PreemptAt at) {
    if (g.interrupt.load(std::memory_order_relaxed) && !g.unwinding) [[unlikely]]
        g.m->rt.scheduler.serve(g, at);
}

}  // namespace interleave::gmp
