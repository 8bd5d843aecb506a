#include "gmp/ending.h"

#include "gmp/runtime_impl.h"

namespace interleave::gmp {

void Ending::begin(M* m, Exit exit, trace::FatalKind kind) {
    SchedulerState& state = m_rt.state;
    state.lock.lock();
    if (m)
        m->takeOver(state.stamp);
    beginLocked(m, std::move(exit), kind);
    if (m)
        state.stamp = m->stamp();
    state.lock.unlock();
}

void Ending::beginLocked(M* m, Exit exit, trace::FatalKind kind) {
    SchedulerState& state = m_rt.state;
    if (state.ending.load())
        return;
    if (m && m->tracing() && kind != trace::FatalKind::none) {
        constexpr std::string_view kPrefix = "fatal error: ";
        std::string_view text = exit.text;
        if (text.starts_with(kPrefix))
            text.remove_prefix(kPrefix.size());
        const G* g = m->current.load();
        m->emitText({.kind = trace::EventKind::Fatal,
                     .aux = word(kind),
                     .g = g ? idOf(*g) : trace::kNoG,
                     .a = static_cast<std::uint32_t>(exit.code)},
                    text);
    }
    m_exit = std::move(exit);
    state.halt.store(true);
    state.detour.store(true);
    state.ending.store(true);
    nudgeLocked();
}

void Ending::nudge() {
    m_rt.state.lock.lock();
    nudgeLocked();
    m_rt.state.lock.unlock();
}

void Ending::nudgeLocked() {
    for (const auto& m : m_rt.state.allMs) {
        if (m->left.load())
            continue;
        if (G* g = m->current.load()) {
            g->interrupt.store(true);
            if (m->threadId().valid())
                m_rt.host.interrupt(m->threadId());
        }
        if (m->threadId().valid())
            m_rt.host.unpark(m->threadId());
    }
    m_rt.host.breakIo();
}

void Ending::leaveLoop(M& m) {
    m.left.store(true);
    if (m_inLoop.fetch_sub(1) == 1) {
        const LockGuard guard(m_rt.state.lock);
        for (const auto& waiting : m_rt.state.allMs)
            if (waiting.get() != &m && waiting->left.load() && waiting->threadId().valid())
                m_rt.host.unpark(waiting->threadId());
    }
    while (m_inLoop.load() > 0) {
        m_rt.host.park(m_rt.host.now() + kStwRepreempt);
        if (m_inLoop.load() > 0)
            nudge();
    }
}

void Ending::lose(M& m) {
    {
        const LockGuard guard(m_rt.state.lock);
        m.thread.store(base::ThreadId::kNone, std::memory_order_release);
    }
    m_inLoop.fetch_sub(1);
}

void Ending::waitForThreads() {
    while (m_threads.load() > 0)
        m_rt.host.park(m_rt.host.now() + kStwRepreempt);
}

}  // namespace interleave::gmp
