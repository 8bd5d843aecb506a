#include "gmp/runtime.h"

#include <algorithm>
#include <string>
#include <utility>

#include "gmp/runtime_impl.h"

namespace interleave::gmp {

namespace {

thread_local M* t_machine = nullptr;

}  // namespace

[[gnu::noinline]] M* currentM() noexcept {
    M* m = t_machine;
    asm volatile("" : "+r"(m));
    return m;
}

[[gnu::noinline]] void setCurrentM(M* m) noexcept {
    t_machine = m;
}

namespace {

fiber::Guard guardOf(StackGuard guard) {
    switch (guard) {
        case StackGuard::madvise:
            return fiber::Guard::madvise;
        case StackGuard::page:
            return fiber::Guard::page;
        case StackGuard::canary:
            break;
    }
    return fiber::Guard::canary;
}

}  // namespace

Runtime::Impl::Impl(kernel::Host& theHost, TraceSink* theSink, const Config& theConfig)
    : host(theHost),
      sink(theSink),
      config(theConfig),
      conducted(theHost.kind() == kernel::HostKind::conducted),
      newer(theConfig.profile == Profile::go126),
      preemption(theConfig.preemption),
      stacks(theConfig.stackSize, guardOf(theConfig.strongestGuard)) {}

void Runtime::Impl::adoptThread(M& m) {
    m.thread.store(host.self().value, std::memory_order_release);
    async.beginThread(m);
    if (sink)
        m.writer = sink->writerForThisThread();
}

M& Runtime::Impl::control() {
    if (!m_control) {
        m_control = std::make_unique<M>(*this, trace::kNoM);
        adoptThread(*m_control);
        m_shownControl.store(m_control.get(), std::memory_order_release);
    }
    return *m_control;
}

void Runtime::Impl::runM(M& m) {
    setCurrentM(&m);
    adoptThread(m);
    m.takeOver(m.wakeStamp);
    if (m.tracing())
        m.emit({.kind = trace::EventKind::MNew,
                .aux = word(m.why),
                .a = m.parent,
                .b = m.thread.load(std::memory_order_relaxed)});
    if (m.why == trace::MWhy::sysmon) {
        monitor.run(m);
    } else {
        if (m.startSpinning) {
            m.spinning = true;
            if (m.tracing())
                m.emit({.kind = trace::EventKind::MSpin,
                        .aux = 1,
                        .a = static_cast<std::uint32_t>(state.spinning.load())});
        }
        if (P* p = std::exchange(m.nextP, nullptr))
            threads.acquire(m, *p, trace::PWhy::acquire);
        scheduler.loop(m);
        if (m.lost)
            ending.lose(m);
        else
            ending.leaveLoop(m);
    }
    if (m.tracing() && m.why != trace::MWhy::main)
        m.emit({.kind = trace::EventKind::MExit});
    setCurrentM(nullptr);
    ending.threadEnds();
}

void Runtime::Impl::fatal(G& g, std::string_view text, trace::FatalKind kind) {
    const std::string whole = std::string("fatal error: ").append(text);
    traceback.fatal(*g.m, &g, whole);
    ending.begin(g.m, {trace::RunStatus::crash, 2, whole}, kind);
    for (;;)
        scheduler.leaveOverScheduler(g, nullptr, nullptr);
}

Runtime::Runtime(kernel::Host& host, TraceSink* sink, const Config& config)
    : m_impl(std::make_unique<Impl>(host, sink, config)) {
    if (config.signals)
        static_cast<void>(m_impl->async.setOn(true));  // refused: signals() says so
}

Runtime::~Runtime() = default;

Exit Runtime::run(std::function<void()> main) {
    Impl& rt = *m_impl;
    SchedulerState& state = rt.state;
    M* m0 = nullptr;
    {
        const LockGuard guard(state.lock);
        state.allMs.push_back(std::make_unique<M>(rt, std::uint16_t{0}));
        m0 = state.allMs.back().get();
        m0->why = trace::MWhy::main;
    }
    M& m = *m0;
    M* const former = currentM();
    setCurrentM(&m);
    rt.adoptThread(m);
    m.count(Tally::msCreated);
    if (m.tracing())
        m.emit(
            {.kind = trace::EventKind::MNew, .aux = word(trace::MWhy::main), .a = trace::kNoM, .b = m.thread.load()});
    rt.world.begin(m, rt.config.maxProcs);
    rt.scheduler.create(m, std::move(main), {"main.main", 0});
    rt.startMonitor(m);
    rt.ending.enterLoop();
    if (!state.ending.load())
        rt.scheduler.loop(m);
    rt.ending.leaveLoop(m);
    rt.ending.waitForThreads();
    const Exit exit = rt.ending.exit();
    rt.finish(m);
    setCurrentM(former);
    return exit;
}

void Runtime::Impl::startMonitor(M& m) {
    if (!config.sysmon)
        return;
    {
        const StateGuard guard(state, m);
        monitorM = threads.reserve(m, trace::MWhy::sysmon);
        if (!monitorM)
            return;
        ++state.systemMs;
    }
    monitorM->wakeStamp = m.stamp();
    ending.threadBegins();
    host.startThread("sysmon", [this] { runM(*monitorM); });
}

// Drops what main left behind and counts what it should not have.
void Runtime::Impl::finish(M& m) {
    const LockGuard guard(state.lock);
    for (const auto& slot : state.allPs)
        if (P* p = slot.load())
            timers.dropAll(*p);
    scheduler.dropAll(m);
    ledger.descriptors = netpoll.closeAll();
    ledger.stacksInUse = stacks.inUse();
}

void Runtime::setOutput(std::function<void(trace::OutputStream, std::string_view)> output) {
    m_impl->output = std::move(output);
}

void Runtime::injectGo(base::Task body, std::string_view function) {
    Impl& rt = *m_impl;
    M& m = rt.control();
    // Nobody may find that nothing runs while there is a goroutine that no M knows of yet.
    const OutsideWork working(rt, m);
    rt.scheduler.createOutside(m, std::move(body), {function, 0});
    // injectglist without a P: a thread for it, if a P is idle.
    if (rt.state.idlePCount.load() != 0)
        rt.threads.start(m, nullptr, false);
}

bool Runtime::blockInSyscall(GoroutineId id, Duration length) {
    Impl& rt = *m_impl;
    const G* asked = nullptr;
    {
        const LockGuard guard(rt.state.freeLock);
        for (const auto& slab : rt.state.allGs)
            for (std::uint32_t i = 0; i < SchedulerState::kGsMadeAtOnce; ++i) {
                G& g = slab[i];
                const GState was = g.state.load();
                if (idOf(g) != id.value || was == GState::dead || was == GState::idle)
                    continue;
                g.blockFor.store(length.count());
                g.interrupt.store(true);
                asked = &g;
            }
    }
    if (!asked)
        return false;
    // It may be computing: conducted time need not wait for the end of that.
    const LockGuard guard(rt.state.lock);
    for (const auto& m : rt.state.allMs)
        if (m->current.load() == asked)
            rt.host.interrupt(m->threadId());
    return true;
}

void Runtime::setMaxProcs(int n, trace::ProcsWhy why) {
    m_impl->world.resize(m_impl->control(), std::clamp(n, 1, static_cast<int>(SchedulerState::kMaxPs)), why);
}

void Runtime::setPreemption(bool on) {
    m_impl->preemption.store(on);
}

base::Result<void> Runtime::setSignals(bool on) {
    return m_impl->async.setOn(on);
}

base::Result<void> Runtime::signalsAvailable() {
    return AsyncPreemption::available();
}

bool Runtime::signals() const {
    return m_impl->async.on();
}

void Runtime::stop() {
    m_impl->ending.begin(nullptr, {trace::RunStatus::stopped, 0, ""});
}

RuntimeCounters Runtime::counters() const {
    Impl& rt = *m_impl;
    RuntimeCounters sum;
    std::uint64_t* const cells[] = {&sum.gsCreated, &sum.gsDone,   &sum.switches,    &sum.steals,    &sum.stolenGs,
                                    &sum.spills,    &sum.handoffs, &sum.preemptions, &sum.msCreated, &sum.retakes,
                                    &sum.parks,     &sum.wakeps,   &sum.timersFired};
    const auto add = [&cells](const M& m) {
        for (std::size_t i = 0; i < m.tallies.size(); ++i)
            *cells[i] += m.tallies[i].load(std::memory_order_relaxed);
    };
    {
        const LockGuard guard(rt.state.lock);
        for (const auto& m : rt.state.allMs)
            add(*m);
        if (const M* control = rt.controlIfAny())
            add(*control);
    }
    sum.stackBytes = rt.stacks.bytesInUse();
    sum.peakStackBytes = rt.stacks.peakBytesInUse();
    return sum;
}

LeakLedger Runtime::ledger() const {
    return m_impl->ledger;
}

StackGuard Runtime::stackGuard() const {
    switch (m_impl->stacks.guard()) {
        case fiber::Guard::madvise:
            return StackGuard::madvise;
        case fiber::Guard::page:
            return StackGuard::page;
        case fiber::Guard::canary:
            break;
    }
    return StackGuard::canary;
}

int Runtime::maxProcs() const {
    return m_impl->state.procs.load();
}

}  // namespace interleave::gmp
