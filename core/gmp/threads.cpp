#include "gmp/threads.h"

#include <optional>
#include <string>

#include "gmp/runtime_impl.h"

namespace interleave::gmp {

using trace::EventKind;
using trace::PStatus;

namespace {

// Threads that one run can ever make, those that have ended included: the hosts' tables hold no more.
constexpr std::size_t kMostThreadsEver = 16'000;

}  // namespace

void Threads::change(M& m, P& p, PStatus to, trace::PWhy why) {
    tellChange(m, p, p.status.load(std::memory_order_relaxed), to, why);
    // release: whoever wins the P by a swap sees what its holder wrote.
    p.status.store(to, std::memory_order_release);
}

bool Threads::tryChange(M& m, P& p, PStatus from, PStatus to, trace::PWhy why) {
    PStatus expected = from;
    if (!p.status.compare_exchange_strong(expected, to, std::memory_order_acq_rel))
        return false;
    tellChange(m, p, from, to, why);
    return true;
}

void Threads::tellChange(M& m, P& p, PStatus from, PStatus to, trace::PWhy why) {
    if (!m.tracing())
        return;
    m.takeOver(p.stamp.load(std::memory_order_relaxed));
    m.emit({.kind = EventKind::PState, .aux = word(from), .p = p.id, .a = word(to), .b = word(why)});
    p.stamp.store(m.stamp(), std::memory_order_relaxed);
}

void Threads::tellRetake(M& m, P& p, std::uint16_t from) {
    m.count(Tally::retakes);
    if (m.tracing()) {
        m.emit({.kind = EventKind::PRetake, .p = p.id, .a = from});
        p.stamp.store(m.stamp(), std::memory_order_relaxed);
    }
    // release: the M that comes back from that call and sees the new tick has the stamp, too.
    p.syscallTick.fetch_add(1, std::memory_order_release);
}

void Threads::acquire(M& m, P& p, trace::PWhy why) {
    ILV_ASSERT(m.p == nullptr);
    ILV_ASSERT_EQ(p.status.load(std::memory_order_relaxed), PStatus::idle);
    m.p = &p;
    p.m.store(&m, std::memory_order_relaxed);
    change(m, p, PStatus::running, why);
}

P& Threads::release(M& m, trace::PWhy why) {
    P& p = *m.p;
    ILV_ASSERT_EQ(p.status.load(std::memory_order_relaxed), PStatus::running);
    change(m, p, PStatus::idle, why);
    p.m.store(nullptr, std::memory_order_relaxed);
    m.p = nullptr;
    return p;
}

void Threads::putIdleP(M&, P& p) {
    ILV_ASSERT(p.queue.empty());
    SchedulerState& state = m_rt.state;
    p.link = state.idlePs;
    state.idlePs = &p;
    state.idlePCount.fetch_add(1);
}

P* Threads::takeIdleP(M&) {
    SchedulerState& state = m_rt.state;
    P* p = state.idlePs;
    if (!p)
        return nullptr;
    state.idlePs = p->link;
    p->link = nullptr;
    state.idlePCount.fetch_sub(1);
    return p;
}

void Threads::putIdleM(M& m) {
    SchedulerState& state = m_rt.state;
    m.link = state.idleMs;
    state.idleMs = &m;
    ++state.idleMCount;
    m.count(Tally::parks);
    if (m.tracing())
        m.emit({.kind = EventKind::MPark, .aux = word(trace::ParkPlace::idleList)});
    checkDead(m);
}

M* Threads::takeIdleM(const M* wanted) {
    SchedulerState& state = m_rt.state;
    M** place = &state.idleMs;
    while (wanted && *place && *place != wanted)
        place = &(*place)->link;
    if (!*place)
        place = &state.idleMs;
    M* const m = *place;
    if (!m)
        return nullptr;
    *place = m->link;
    m->link = nullptr;
    --state.idleMCount;
    return m;
}

void Threads::wakeOne(M& m) {
    SchedulerState& state = m_rt.state;
    auto result = trace::WakepResult::noIdleP;
    // go126 finds out with the lock in hand, and leaves word if there is none.
    if (state.idlePCount.load() != 0 || m_rt.newer) {
        std::int32_t none = 0;
        if (state.spinning.load() != 0 || !state.spinning.compare_exchange_strong(none, 1))
            result = trace::WakepResult::alreadySpinning;
        else if (start(m, nullptr, true))
            result = trace::WakepResult::started;
        m.count(Tally::wakeps);
    }
    // By the control thread, too: it is the only word of a new thread that spins and has not begun yet.
    if (m.tracing())
        m.emit({.kind = EventKind::Wakep, .aux = word(result)});
}

bool Threads::start(M& m, P* p, bool spinning) {
    SchedulerState& state = m_rt.state;
    M* sleeper = nullptr;
    M* fresh = nullptr;
    {
        const StateGuard guard(state, m);
        if (!p)
            p = takeIdleP(m);
        if (!p && m_rt.newer && spinning)
            state.needSpinning.store(true);
        if (p)
            sleeper = takeIdleM();
        if (p && !sleeper)
            fresh = reserve(m, trace::MWhy::startm);
    }
    if (!sleeper && !fresh) {
        if (spinning)
            state.spinning.fetch_sub(1);
        return false;
    }
    if (sleeper) {
        wake(m, *sleeper, p, spinning);
        return true;
    }
    launch(m, *fresh, p, spinning);
    return true;
}

void Threads::launch(M& m, M& fresh, P* p, bool spinning) {
    fresh.nextP = p;
    fresh.startSpinning = spinning;
    fresh.wakeStamp = m.stamp();
    m_rt.ending.enterLoop();
    m_rt.ending.threadBegins();
    m_rt.host.startThread(std::string("m").append(std::to_string(fresh.id)), [this, &fresh] { m_rt.runM(fresh); });
}

void Threads::create(M& m, P* p) {
    M* fresh = nullptr;
    {
        const StateGuard guard(m_rt.state, m);
        fresh = reserve(m, trace::MWhy::startm);
    }
    if (fresh)
        launch(m, *fresh, p, false);
}

M* Threads::reserve(M& by, trace::MWhy why) {
    SchedulerState& state = m_rt.state;
    if (state.ending.load())
        return nullptr;
    const std::size_t made = state.allMs.size();
    const auto limit = static_cast<std::uint32_t>(m_rt.config.maxThreads);
    const bool exceeded = made - static_cast<std::size_t>(state.lostMs) >= limit;
    if (exceeded || made >= kMostThreadsEver) {
        endExhausted(by, exceeded
                             ? "runtime: program exceeds " + std::to_string(limit) + "-thread limit"
                             : "runtime: program has made " + std::to_string(made) + " threads, all that a run can");
        return nullptr;
    }
    state.allMs.push_back(std::make_unique<M>(m_rt, static_cast<std::uint16_t>(state.allMs.size())));
    M* fresh = state.allMs.back().get();
    fresh->why = why;
    fresh->parent = by.id;
    by.count(Tally::msCreated);
    return fresh;
}

void Threads::endExhausted(M& by, std::string_view line) {
    if (by.tracing())
        by.emit({.kind = EventKind::MLimit, .a = static_cast<std::uint32_t>(m_rt.config.maxThreads)});
    constexpr std::string_view kText = "fatal error: thread exhaustion";
    const G* g = by.current.load(std::memory_order_relaxed);
    m_rt.traceback.line(by, g ? idOf(*g) : trace::kNoG, line);
    m_rt.traceback.fatal(by, nullptr, kText);
    m_rt.ending.beginLocked(&by, {trace::RunStatus::crash, 2, std::string(kText)}, trace::FatalKind::threadExhaustion);
}

void Threads::wake(M& m, M& sleeper, P* p, bool spinning) {
    if (m.tracing())
        m.emit({.kind = EventKind::MUnpark,
                .aux = word(spinning),
                .m = sleeper.id,
                .p = p ? p->id : trace::kNoP,
                .a = m.id});
    sleeper.nextP = p;
    sleeper.spinning = spinning;
    sleeper.wakeStamp = m.stamp();
    // release: it wakes up with the three fields above.
    sleeper.note.store(1, std::memory_order_release);
    m_rt.host.unpark(sleeper.threadId());
}

void Threads::stop(M& m) {
    {
        const StateGuard guard(m_rt.state, m);
        if (m_rt.state.ending.load())
            return;
        putIdleM(m);
    }
    sleep(m);
}

void Threads::sleep(M& m) {
    while (m.note.load(std::memory_order_acquire) == 0) {
        if (m_rt.state.ending.load())
            return;
        m_rt.host.park(std::nullopt);
    }
    m.note.store(0, std::memory_order_relaxed);
    m.takeOver(m.wakeStamp);
    P* p = m.nextP;
    m.nextP = nullptr;
    if (p)
        acquire(m, *p, trace::PWhy::acquire);
}

void Threads::stopForWorld(M& m) {
    SchedulerState& state = m_rt.state;
    if (m.spinning)
        m_rt.finder.endSpinning(m);
    {
        const StateGuard guard(state, m);
        P& p = *m.p;
        change(m, p, PStatus::gcstop, trace::PWhy::stw);
        p.m.store(nullptr, std::memory_order_relaxed);
        p.stoppedM = &m;
        m.p = nullptr;
        m_rt.world.oneStopped(m);
    }
    stop(m);
}

void Threads::handOff(M& m, P& p) {
    using trace::HandoffBranch;
    SchedulerState& state = m_rt.state;
    m.count(Tally::handoffs);
    const auto tell = [&](HandoffBranch branch) {
        if (!m.tracing())
            return;
        m.takeOver(p.stamp.load(std::memory_order_relaxed));
        m.emit({.kind = EventKind::PHandoff, .aux = word(branch), .p = p.id, .a = m.handedFrom});
        p.stamp.store(m.stamp(), std::memory_order_relaxed);
    };
    std::optional<HandoffBranch> branch = branchAtOnce(state, p);
    std::int32_t none = 0;
    if (branch == HandoffBranch::noSpinning && !state.spinning.compare_exchange_strong(none, 1))
        branch.reset();
    std::int64_t when = 0;
    if (!branch) {
        const StateGuard guard(state, m);
        branch = branchLocked(state);
        if (*branch == HandoffBranch::stwPending) {
            tell(*branch);
            change(m, p, PStatus::gcstop, trace::PWhy::stw);
            m_rt.world.oneStopped(m);
            return;
        }
        if (*branch == HandoffBranch::idleList) {
            tell(*branch);
            when = p.earliestTimer.load();
            putIdleP(m, p);
        }
    }
    if (*branch != HandoffBranch::idleList) {
        tell(*branch);
        start(m, &p, *branch == HandoffBranch::noSpinning);
    } else if (when != 0) {
        m_rt.timers.wakePoller(m, when);
    }
}

std::optional<trace::HandoffBranch> Threads::branchAtOnce(const SchedulerState& state, const P& p) {
    if (!p.queue.empty() || state.globalSize.load() != 0)
        return trace::HandoffBranch::localOrGlobalWork;
    if (state.spinning.load() + state.idlePCount.load() == 0)
        return trace::HandoffBranch::noSpinning;
    return std::nullopt;
}

trace::HandoffBranch Threads::branchLocked(const SchedulerState& state) {
    if (state.stopWanted.load())
        return trace::HandoffBranch::stwPending;
    if (state.globalSize.load() != 0)
        return trace::HandoffBranch::globalAgain;
    if (state.idlePCount.load() == state.procs.load() - 1 && state.lastPoll.load() != 0)
        return trace::HandoffBranch::lastRunning;
    return trace::HandoffBranch::idleList;
}

void Threads::checkDead(M& m) {
    SchedulerState& state = m_rt.state;
    if (state.ending.load())
        return;
    const auto all = static_cast<std::int32_t>(state.allMs.size());
    if (all - state.lostMs - state.idleMCount - state.idleLockedMs - state.systemMs > 0)
        return;
    const std::int32_t procs = state.procs.load();
    for (std::int32_t i = 0; i < procs; ++i)
        if (state.allPs[static_cast<std::size_t>(i)].load()->earliestTimer.load() != 0)
            return;
    // The collector's workers are the runtime's own, and count for nobody.
    const bool nobody = m_rt.scheduler.live() == m_rt.collector.workers();
    const std::string text = nobody ? "fatal error: no goroutines (main called runtime.Goexit) - deadlock!"
                                    : "fatal error: all goroutines are asleep - deadlock!";
    m_rt.traceback.deadlock(m, text);
    m_rt.ending.beginLocked(&m, {trace::RunStatus::deadlock, 2, text},
                            nobody ? trace::FatalKind::noGoroutines : trace::FatalKind::deadlock);
}

OutsideWork::OutsideWork(Runtime::Impl& rt, M& m) : m_rt(rt), m_m(m) {
    const StateGuard guard(rt.state, m);
    --rt.state.idleLockedMs;
}

OutsideWork::~OutsideWork() {
    const StateGuard guard(m_rt.state, m_m);
    ++m_rt.state.idleLockedMs;
    m_rt.threads.checkDead(m_m);
}

}  // namespace interleave::gmp
