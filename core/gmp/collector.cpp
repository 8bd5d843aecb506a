#include "gmp/collector.h"

#include <cmath>

#include "gmp/running.h"
#include "gmp/runtime_impl.h"

namespace interleave::gmp {

using trace::EventKind;
using trace::GcMode;

namespace {

constexpr std::uint64_t kChunk = 64 * 1024;   // marked at a time, and the least of an assist
constexpr double kFractionalOvershoot = 1.2;  // a fractional worker stops at so much of its share
constexpr std::int64_t kSweepPrice = 20'000;  // ns with the world stopped, at either end
constexpr std::uint64_t kSurvivors = 2;       // one byte in so many is live after a cycle

}  // namespace

Collector::Collector(Runtime::Impl& rt)
    : m_rt(rt), m_trigger(heapTrigger(0, heapGoal(0, rt.config.gcPercent))), m_goal(heapGoal(0, rt.config.gcPercent)) {}

void Collector::tellPhase(M& m, trace::GcPhaseName phase) const {
    if (m.tracing())
        m.emit({.kind = EventKind::GcPhase, .aux = word(phase)});
}

void Collector::allocate(G& g, std::uint64_t bytes) {
    const std::uint64_t live = m_live.fetch_add(bytes, std::memory_order_relaxed) + bytes;
    if (!m_rt.config.collector)
        return;
    if (marking()) {
        if (const std::uint64_t cycle = cycles(); g.assistCycle != cycle) {
            g.assistCycle = cycle;
            g.assistBytes = 0;
        }
        g.assistBytes -= static_cast<std::int64_t>(bytes);
        if (g.assistBytes < 0)
            assist(g);
        return;
    }
    if (live >= m_trigger.load(std::memory_order_relaxed) && !m_starting.exchange(true))
        begin(g);
}

// gcStart. The goroutine that found the trigger reached stops the world and turns marking on.
void Collector::begin(G& g) {
    makeWorkers(m_rt.state.procs.load());
    m_rt.world.pause(*g.m, trace::StwWhy::gcSweepEnd, [this](M& m) {
        if (marking() || m_live.load() < m_trigger.load())
            return;  // another was quicker
        m_rt.host.spend(base::Duration(kSweepPrice), nullptr);
        const int procs = m_rt.state.procs.load();
        const std::uint64_t live = m_live.load();
        m_plan = planWorkers(procs);
        m_dedicatedNeeded.store(m_plan.dedicated);
        m_total.store(std::max(live, kChunk));
        m_claimed.store(0);
        m_done.store(0);
        m_credit.store(0);
        m_workPerByte =
            static_cast<double>(m_total.load()) / static_cast<double>(std::max(m_goal, live + kChunk) - live);
        for (int i = 0; i < procs; ++i)
            m_rt.state.allPs[static_cast<std::size_t>(i)].load()->fractionalMarkTime = 0;
        m_markBegan = m_rt.now();
        m_finishing.store(false);
        m_marking.store(true);
        tellPhase(m, trace::GcPhaseName::mark);
    });
    m_starting.store(false);
}

// gcMarkDone and gcMarkTermination, by whoever marked the last of it.
void Collector::finish(G& g) {
    if (m_finishing.exchange(true))
        return;
    m_rt.world.pause(*g.m, trace::StwWhy::gcMarkEnd, [this](M& m) {
        tellPhase(m, trace::GcPhaseName::markTermination);
        m_rt.host.spend(base::Duration(kSweepPrice), nullptr);
        m_marking.store(false);
        const std::uint64_t marked = m_live.load() / kSurvivors;
        m_live.store(marked);
        m_goal = heapGoal(marked, m_rt.config.gcPercent);
        m_trigger.store(heapTrigger(marked, m_goal));
        m_cycles.fetch_add(1);
        m_rt.scheduler.shrinkStacks(m);
        tellPhase(m, trace::GcPhaseName::off);
        wakeAssists(m);
    });
}

// gcBgMarkStartWorkers: one worker for each P, made once.
void Collector::makeWorkers(int procs) {
    while (static_cast<int>(m_workers.load()) < procs && !m_rt.state.ending.load()) {
        const std::uint32_t number = m_workers.fetch_add(1) + 1;
        go([this] { workFor(runningG()); }, {"runtime.gcBgMarkWorker", 0});
        while (m_ready.load() < number && !m_rt.state.ending.load())
            gosched();
    }
}

// gcBgMarkWorker.
void Collector::workFor(G& g) {
    while (!g.unwinding) {
        m_rt.scheduler.park(
            g, trace::BlockReason::gcWorkerIdle, 0,
            [](M&, G& left, void* argument) {
                auto& self = *static_cast<Collector*>(argument);
                const LockGuard guard(self.m_lock);
                self.m_pool.pushFront(&left);
                self.m_ready.fetch_add(left.gcReady ? 0 : 1);
                left.gcReady = true;
                return Given::away;
            },
            this);
        if (!marking())
            continue;
        P& p = *g.m->p;
        const auto mode = static_cast<GcMode>(g.gcMode);
        const std::int64_t began = m_rt.now();
        drain(g, mode, p, began);
        if (mode == GcMode::dedicated)
            m_dedicatedNeeded.fetch_add(1);
        if (mode == GcMode::fractional && g.m->p == &p)
            p.fractionalMarkTime += m_rt.now() - began;
    }
}

// gcDrain: until there is nothing left, or the worker has to leave.
void Collector::drain(G& g, GcMode mode, P& p, std::int64_t began) {
    while (marking() && !m_rt.state.ending.load()) {
        bool last = false;
        const std::uint64_t bytes = mark(g, kChunk, last);
        flushCredit(*g.m, bytes);
        if (last) {
            finish(g);
            return;
        }
        if (!workLeft() || leaves(g, mode, p, began))
            return;
    }
}

bool Collector::leaves(const G& g, GcMode mode, const P& p, std::int64_t began) const {
    const SchedulerState& state = m_rt.state;
    if (state.halt.load())
        return true;
    switch (mode) {
        case GcMode::dedicated:
            return false;
        case GcMode::fractional: {
            const std::int64_t now = m_rt.now();
            const auto self = static_cast<double>(p.fractionalMarkTime + now - began);
            const auto all = static_cast<double>(std::max<std::int64_t>(1, now - m_markBegan));
            return g.preempt.load() || self / all > kFractionalOvershoot * m_plan.fractional;
        }
        case GcMode::idle:
            return g.preempt.load() || !p.queue.empty() || state.globalSize.load() != 0;
    }
    return true;
}

std::uint64_t Collector::mark(G& g, std::uint64_t most, bool& last) {
    const std::uint64_t total = m_total.load(std::memory_order_relaxed);
    const std::uint64_t from = m_claimed.fetch_add(most, std::memory_order_relaxed);
    if (from >= total)
        return 0;
    const std::uint64_t bytes = std::min(most, total - from);
    base::Duration price(static_cast<std::int64_t>(static_cast<double>(bytes) / (1 << 20) *
                                                   static_cast<double>(m_rt.config.markMebibyte.count())));
    while (price.count() > 0 && !m_rt.state.ending.load())
        price = m_rt.host.spend(price, &m_rt.state.ending);
    if (m_rt.state.ending.load())
        pollAt(g, trace::PreemptAt::call);
    last = m_done.fetch_add(bytes) + bytes == total;
    return bytes;
}

// gcFlushBgCredit: who waits longest is paid first; one that is paid in part goes to the end of the queue.
void Collector::flushCredit(M& m, std::uint64_t bytes) {
    auto work = static_cast<std::int64_t>(bytes);
    GList paid;
    {
        const LockGuard guard(m_lock);
        auto worth = static_cast<std::int64_t>(static_cast<double>(work) / m_workPerByte);
        while (worth > 0 && !m_waiting.empty()) {
            G* g = m_waiting.popFront();
            if (worth + g->assistBytes >= 0) {
                worth += g->assistBytes;
                g->assistBytes = 0;
                paid.pushBack(g);
            } else {
                g->assistBytes += worth;
                worth = 0;
                m_waiting.pushBack(g);
            }
        }
        m_credit.fetch_add(static_cast<std::int64_t>(static_cast<double>(worth) * m_workPerByte));
    }
    while (G* g = paid.popFront())
        m_rt.scheduler.ready(m, *g, m.current.load() ? idOf(*m.current.load()) : trace::kNoG);
}

// gcAssistAlloc.
void Collector::assist(G& g) {
    const auto tell = [&g](EventKind kind, std::int64_t debt) {
        if (!g.m->tracing())
            return;
        trace::Event event{.kind = kind, .g = idOf(g)};
        event.setWide(static_cast<std::uint64_t>(debt));
        g.m->emit(event);
    };
    tell(EventKind::AssistBegin, -g.assistBytes);
    while (g.assistBytes < 0 && marking() && !g.unwinding) {
        std::int64_t work = std::max<std::int64_t>(
            static_cast<std::int64_t>(std::ceil(m_workPerByte * static_cast<double>(-g.assistBytes))), kChunk);
        const auto bytesFor = [this](std::int64_t amount) {
            return 1 + static_cast<std::int64_t>(static_cast<double>(amount) / m_workPerByte);
        };
        // What workers have done beyond need is used first. Two that do so at once may leave it below zero, as in Go.
        if (const std::int64_t credit = m_credit.load(); credit > 0) {
            const std::int64_t taken = std::min(credit, work);
            m_credit.fetch_sub(taken);
            g.assistBytes += bytesFor(taken);
            work -= taken;
            if (work == 0)
                break;
        }
        bool last = false;
        const std::uint64_t bytes = mark(g, static_cast<std::uint64_t>(work), last);
        if (bytes != 0)
            g.assistBytes += bytesFor(static_cast<std::int64_t>(bytes));
        if (last) {
            finish(g);
            break;
        }
        if (g.assistBytes >= 0)
            break;
        if (g.interrupt.load()) {
            pollAt(g, trace::PreemptAt::call);  // a request to yield comes first
            continue;
        }
        if (parkAssist(g))
            break;
    }
    tell(EventKind::AssistEnd, std::max<std::int64_t>(0, -g.assistBytes));
}

// gcParkAssist. False: there is credit by now; try again.
bool Collector::parkAssist(G& g) {
    M& m = *g.m;
    if (m_credit.load() > 0)
        return false;
    if (m.tracing()) {
        trace::Event event{.kind = EventKind::AssistPark, .g = idOf(g)};
        event.setWide(static_cast<std::uint64_t>(-g.assistBytes));
        m.emit(event);
    }
    bool parked = true;
    m_rt.scheduler.parkIf(
        g, trace::BlockReason::gcAssist, 0,
        [](M& on, G& left, void* argument) {
            auto& self = on.rt.collector;
            const LockGuard guard(self.m_lock);
            if (!self.marking() || self.m_credit.load() > 0) {
                *static_cast<bool*>(argument) = false;
                return Given::refused;
            }
            self.m_waiting.pushBack(&left);
            return Given::away;
        },
        &parked);
    return parked;
}

// gcWakeAllAssists, while the world stands still.
void Collector::wakeAssists(M& m) {
    GList all;
    {
        const LockGuard guard(m_lock);
        while (G* g = m_waiting.popFront()) {
            g->assistBytes = 0;
            all.pushBack(g);
        }
    }
    while (G* g = all.popFront())
        m_rt.scheduler.readyGlobally(m, *g);
}

bool Collector::wantsIdleWorker() {
    if (!marking() || !workLeft())
        return false;
    const LockGuard guard(m_lock);
    return !m_pool.empty();
}

G* Collector::pickWorker(M& m, P& p, bool idle) {
    if (!workLeft())
        return nullptr;
    auto mode = GcMode::idle;
    if (!idle) {
        int needed = m_dedicatedNeeded.load();
        while (needed > 0 && !m_dedicatedNeeded.compare_exchange_weak(needed, needed - 1)) {
        }
        if (needed > 0) {
            mode = GcMode::dedicated;
        } else {
            if (m_plan.fractional == 0)
                return nullptr;
            const std::int64_t all = m_rt.now() - m_markBegan;
            if (all > 0 && static_cast<double>(p.fractionalMarkTime) / static_cast<double>(all) > m_plan.fractional)
                return nullptr;
            mode = GcMode::fractional;
        }
    }
    G* worker = nullptr;
    {
        const LockGuard guard(m_lock);
        worker = m_pool.popFront();
    }
    if (!worker) {
        if (mode == GcMode::dedicated)
            m_dedicatedNeeded.fetch_add(1);
        return nullptr;
    }
    worker->gcMode = word(mode);
    worker->state.store(GState::runnable, std::memory_order_relaxed);
    if (m.tracing()) {
        m.takeOver(worker->stamp);
        m.emit(
            {.kind = EventKind::GoUnblock, .aux = word(trace::QueueDest::sameP), .g = idOf(*worker), .a = trace::kNoG});
        m.emit({.kind = EventKind::GcWorker, .aux = word(mode)});
        worker->stamp = m.stamp();
    }
    return worker;
}

}  // namespace interleave::gmp
