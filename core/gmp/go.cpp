#include "gmp/go.h"

#include <algorithm>
#include <utility>

#include "gmp/running.h"
#include "gmp/runtime_impl.h"

namespace interleave::gmp {

void poll() {
    G& g = runningG();
    pollAt(g, trace::PreemptAt::call);
}

GoroutineId go(base::Task body, Site site) {
    G& g = runningG();
    if (g.unwinding)
        return GoroutineId(0);
    pollAt(g, trace::PreemptAt::call);
    M& m = *g.m;
    const std::uint32_t id = idOf(*m.rt.scheduler.create(m, std::move(body), site));
    m.rt.threads.wakeOne(m);
    m.rt.charge(kernel::Operation::goCreate);
    return GoroutineId(id);
}

void gosched() {
    G& g = runningG();
    if (g.unwinding)
        return;
    g.m->rt.scheduler.yield(g, trace::StopWhy::gosched);
    if (g.m->rt.state.ending.load(std::memory_order_relaxed))
        poll();
}

void sleep(Duration length) {
    G& g = runningG();
    if (g.unwinding || length.count() <= 0)
        return;
    Runtime::Impl& rt = g.m->rt;
    pollAt(g, trace::PreemptAt::call);
    rt.charge(kernel::Operation::timer);
    g.timer.when = std::max<std::int64_t>(1, rt.now() + length.count());
    rt.scheduler.park(
        g, trace::BlockReason::sleep, 0,
        [](M& m, G& left, void*) {
            m.rt.timers.armSleep(m, left, left.timer.when);
            return Given::away;
        },
        nullptr);
}

void work(Duration cpu) {
    G& g = runningG();
    if (g.unwinding)
        return;
    Runtime::Impl& rt = g.m->rt;
    if (!rt.preemption.load(std::memory_order_relaxed)) {
        workWithoutPolls(cpu);
        return;
    }
    pollAt(g, trace::PreemptAt::call);
    while (cpu.count() > 0) {
        cpu = rt.host.spend(cpu, &g.interrupt);
        pollAt(g, trace::PreemptAt::loop);
    }
}

void workWithoutPolls(Duration cpu) {
    G& g = runningG();
    if (g.unwinding)
        return;
    Runtime::Impl& rt = g.m->rt;
    while (cpu.count() > 0 && !rt.state.ending.load())
        cpu = rt.host.spend(cpu, &rt.state.ending);
    if (rt.state.ending.load())
        pollAt(g, trace::PreemptAt::call);
}

void blockingCall(Duration length, trace::SyscallName call) {
    G& g = runningG();
    if (g.unwinding)
        return;
    pollAt(g, trace::PreemptAt::call);
    g.m->rt.syscalls.block(g, length, call, false);
    pollAt(g, trace::PreemptAt::call);
}

void blockingCallHandingOff(Duration length, trace::SyscallName call) {
    G& g = runningG();
    if (g.unwinding)
        return;
    pollAt(g, trace::PreemptAt::call);
    g.m->rt.syscalls.block(g, length, call, true);
    pollAt(g, trace::PreemptAt::call);
}

void lockOSThread() {
    G& g = runningG();
    if (!g.unwinding)
        g.m->rt.locks.lock(g);
}

void unlockOSThread() {
    G& g = runningG();
    if (!g.unwinding)
        g.m->rt.locks.unlock(g);
}

GoroutineId self() {
    return GoroutineId(idOf(runningG()));
}

int gomaxprocs(int n) {
    G& g = runningG();
    Runtime::Impl& rt = g.m->rt;
    const int old = rt.state.procs.load();
    if (n < 1 || g.unwinding)
        return old;
    rt.world.resize(*g.m, std::min(n, static_cast<int>(SchedulerState::kMaxPs)), trace::ProcsWhy::user);
    pollAt(g, trace::PreemptAt::call);
    return old;
}

int numGoroutine() {
    const Runtime::Impl& rt = runningG().m->rt;
    return static_cast<int>(rt.scheduler.live() - rt.collector.workers());
}

Time now() {
    return runningG().m->rt.host.now();
}

std::uint64_t random() {
    return runningG().m->rt.host.random();
}

void print(std::string_view text) {
    G& g = runningG();
    if (g.unwinding)
        return;
    pollAt(g, trace::PreemptAt::call);
    M& m = *g.m;
    if (m.tracing())
        m.emitText({.kind = trace::EventKind::Output, .aux = word(trace::OutputStream::out), .g = idOf(g)}, text);
    if (m.rt.output)
        m.rt.output(trace::OutputStream::out, text);
    m.rt.charge(kernel::Operation::print);
}

void panic(std::string_view text) {
    G& g = runningG();
    pollAt(g, trace::PreemptAt::call);
    g.m->rt.panic(g, text);
}

}  // namespace interleave::gmp
