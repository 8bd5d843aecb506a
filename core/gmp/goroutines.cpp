// The part of the scheduler that makes goroutines and takes them back.
#include <string>
#include <utility>

#include "gmp/runtime_impl.h"
#include "gmp/waiter.h"

namespace interleave::gmp {

using trace::EventKind;

namespace {
const std::uint32_t kSharedBatch = kFreeGsLow;
}

G* Scheduler::create(M& m, base::Task body, Site site) {
    G* g = obtain(m.p);
    g->body = std::move(body);
    const G* parent = m.current.load(std::memory_order_relaxed);
    if (parent)
        g->creator = parent->function;
    announce(m, *g, site, parent ? idOf(*parent) : trace::kNoG);
    m_rt.queues.put(m, g, true);
    return g;
}

G* Scheduler::createOutside(M& m, base::Task body, Site site) {
    G* g = obtain(nullptr);
    g->body = std::move(body);
    announce(m, *g, site, trace::kNoG);
    {
        const StateGuard guard(m_rt.state, m);
        m_rt.queues.putGlobal(m, g);
    }
    return g;
}

void Scheduler::announce(M& m, G& g, Site site, std::uint32_t parent) {
    m.count(Tally::gsCreated);
    g.state.store(GState::runnable, std::memory_order_relaxed);
    if (!m.tracing())
        return;
    const std::uint32_t function = m_rt.names.function(m, site.function);
    g.function = function;
    g.line = site.line;
    m.takeOver(g.stamp);
    m.emit({.kind = EventKind::GoCreate,
            .g = idOf(g),
            .a = parent,
            .b = function,
            .c = static_cast<std::uint32_t>(site.line)});
    g.stamp = m.stamp();
}

// gfget, or a new one. p null: for the control thread.
G* Scheduler::obtain(P* p) {
    SchedulerState& state = m_rt.state;
    G* g = nullptr;
    if (p) {
        if (p->freeGs.empty() && state.freeCount.load(std::memory_order_relaxed) != 0) {
            const LockGuard guard(state.freeLock);
            while (p->freeGs.size() < kSharedBatch) {
                G* shared = state.freeGs.popFront();
                if (!shared)
                    break;
                p->freeGs.pushFront(shared);
            }
            state.freeCount.store(state.freeGs.size(), std::memory_order_relaxed);
        }
        g = p->freeGs.popFront();
        if (g)
            p->freeCount.store(p->freeGs.size(), std::memory_order_relaxed);
    }
    if (!g)
        g = makeGs(p);
    g->id.store(nextId(p), std::memory_order_relaxed);
    g->interrupt.store(false, std::memory_order_relaxed);
    g->preempt.store(false, std::memory_order_relaxed);
    g->blockFor.store(0, std::memory_order_relaxed);
    g->started = g->exited = false;
    g->special = 0;
    g->function = g->creator = 0;
    g->modelStack = kFirstStack;
    g->assistBytes = 0;
    return g;
}

// Makes some, returns one; the others go to the free list of the P, or to the shared one.
G* Scheduler::makeGs(P* p) {
    SchedulerState& state = m_rt.state;
    auto fresh = std::make_unique<G[]>(SchedulerState::kGsMadeAtOnce);
    G* const first = fresh.get();
    const LockGuard guard(state.freeLock);
    state.allGs.push_back(std::move(fresh));
    GList& list = p ? p->freeGs : state.freeGs;
    for (std::uint32_t i = SchedulerState::kGsMadeAtOnce - 1; i > 0; --i)
        list.pushFront(first + i);
    (p ? p->freeCount : state.freeCount).store(list.size(), std::memory_order_relaxed);
    state.gCount.fetch_add(SchedulerState::kGsMadeAtOnce, std::memory_order_relaxed);
    return first;
}

// A goroutine gets its stack when it first runs: the one that was left last. So a million that were made and wait
// for their turn need none, and one after the other runs on the same warm pages.
void Scheduler::equip(P& p, G& g) {
    StackCache& cache = p.stacks;
    g.stack = cache.size > 0 ? cache.stacks[--cache.size] : m_rt.stacks.take();
    g.hasStack = true;
    if (g.stack.guard == fiber::Guard::canary)
        g.special |= kCanaryGuard;
    g.context.prepare(g.stack.span, &Entry::run);
}

// Numbers come in batches a P: their order across Ps is not the order of creation.
std::uint32_t Scheduler::nextId(P* p) {
    if (!p)
        return m_rt.state.idsGiven.fetch_add(1) + 1;
    if (p->nextId == p->endId) {
        p->nextId = m_rt.state.idsGiven.fetch_add(kGoidBatch) + 1;
        p->endId = p->nextId + kGoidBatch;
    }
    return p->nextId++;
}

void Scheduler::overflow(M& m, const G& g) {
    m_rt.state.damaged.store(true);
    const std::string text =
        "fatal error: stack overflow (goroutine " + std::to_string(idOf(g)) + " has used up its stack)";
    m_rt.traceback.fatal(m, nullptr, text);
    m_rt.ending.begin(&m, {trace::RunStatus::crash, 2, text}, trace::FatalKind::stackOverflow);
}

// gfput: onto the P's list of dead Gs; from 64 on, half of them go to the shared list.
void Scheduler::discard(M& m, P& p, G& g) {
    // What a guard of pages would have caught when it happened.
    if (!fiber::StackPool::intact(g.stack)) [[unlikely]]
        overflow(m, g);
    StackCache& cache = p.stacks;
    if (cache.size < StackCache::kCapacity)
        cache.stacks[cache.size++] = g.stack;
    else
        m_rt.stacks.giveBack(g.stack);
    g.hasStack = false;
    g.stamp = m.stamp();
    p.freeGs.pushFront(&g);
    if (p.freeGs.size() >= kFreeGsHigh) {
        SchedulerState& state = m_rt.state;
        const LockGuard guard(state.freeLock);
        while (p.freeGs.size() >= kFreeGsLow)
            state.freeGs.pushFront(p.freeGs.popFront());
        state.freeCount.store(state.freeGs.size(), std::memory_order_relaxed);
    }
    p.freeCount.store(p.freeGs.size(), std::memory_order_relaxed);
}

std::uint32_t Scheduler::live() const {
    const SchedulerState& state = m_rt.state;
    std::uint32_t dead = state.freeCount.load();
    for (const auto& slot : state.allPs)
        if (const P* p = slot.load())
            dead += p->freeCount.load();
    return state.gCount.load() - dead;
}

// Resumes every started goroutine once more, to leave its frames by an exception; those that never ran only lose
// their bodies. All Ms have ended but this one, which runs on its own stack.
void Scheduler::dropAll(M& m) {
    SchedulerState& state = m_rt.state;
    m.writer = trace::Writer();
    for (std::size_t slab = 0; slab < state.allGs.size(); ++slab)
        for (std::uint32_t i = 0; i < SchedulerState::kGsMadeAtOnce; ++i)
            dropOne(m, state.allGs[slab][i]);
    for (const auto& p : state.ownedPs)
        while (p->stacks.size > 0)
            m_rt.stacks.giveBack(p->stacks.stacks[--p->stacks.size]);
}

void Scheduler::dropOne(M& m, G& g) {
    const SchedulerState& state = m_rt.state;
    const GState was = g.state.load();
    if (was != GState::dead && was != GState::idle) {
        ++m_rt.ledger.goroutines;
        if (g.started && !g.pinned && (g.special & kLeavingFrames) == 0 && !state.damaged.load()) {
            g.unwinding = true;
            g.m = &m;
            m.current.store(&g);
            Departure nothing{nullptr, nullptr, nullptr};
            fiber::jump(m.scheduler, g.context, &nothing, false);
            m.current.store(nullptr);
            if (g.waiter)
                ++m_rt.ledger.waiters;
        }
        g.body = nullptr;
        g.state.store(GState::dead);
    }
    g.context.forget();
    if (g.hasStack)
        m_rt.stacks.giveBack(g.stack);
    g.hasStack = false;
}

}  // namespace interleave::gmp
