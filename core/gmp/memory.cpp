// The heap and the stacks that Go would have: counted, not there (modelled).
#include "gmp/go.h"
#include "gmp/running.h"
#include "gmp/runtime_impl.h"

namespace interleave::gmp {

namespace {

void tellStack(M& m, const G& g, trace::EventKind kind, std::uint64_t old, std::uint64_t now) {
    if (m.tracing())
        m.emit(
            {.kind = kind, .g = idOf(g), .b = static_cast<std::uint32_t>(old), .c = static_cast<std::uint32_t>(now)});
}

}  // namespace

void allocate(base::Bytes bytes) {
    G& g = runningG();
    if (g.unwinding)
        return;
    pollAt(g, trace::PreemptAt::call);
    g.m->rt.collector.allocate(g, bytes.value);
}

// newstack: doubles until it fits, each time by a copy.
void callDepth(std::uint64_t frames, base::Bytes frame) {
    G& g = runningG();
    if (g.unwinding)
        return;
    pollAt(g, trace::PreemptAt::call);
    const std::uint64_t needed = frames * frame.value;
    while (g.modelStack < needed) {
        const std::uint64_t old = g.modelStack;
        if (2 * old > kMostStack)
            g.m->rt.fatal(g, "stack overflow", trace::FatalKind::stackOverflow);
        g.modelStack = 2 * old;
        tellStack(*g.m, g, trace::EventKind::StackGrow, old, g.modelStack);
    }
}

void Scheduler::shrinkStacks(M& m) {
    SchedulerState& state = m_rt.state;
    const LockGuard guard(state.freeLock);
    for (const auto& slab : state.allGs)
        for (std::uint32_t i = 0; i < SchedulerState::kGsMadeAtOnce; ++i) {
            G& g = slab[i];
            const GState was = g.state.load();
            // Between two calls of callDepth nothing of it is used.
            if (was == GState::dead || was == GState::idle || g.modelStack <= kFirstStack)
                continue;
            g.modelStack /= 2;
            tellStack(m, g, trace::EventKind::StackShrink, 2 * g.modelStack, g.modelStack);
        }
}

}  // namespace interleave::gmp
