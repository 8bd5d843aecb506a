// The parts of one runtime, put together.
#pragma once

#include <functional>
#include <string_view>

#include "fiber/stack_pool.h"
#include "gmp/async_preempt.h"
#include "gmp/collector.h"
#include "gmp/ending.h"
#include "gmp/finder.h"
#include "gmp/monitor.h"
#include "gmp/names.h"
#include "gmp/netpoll.h"
#include "gmp/panics.h"
#include "gmp/queues.h"
#include "gmp/runtime.h"
#include "gmp/scheduler.h"
#include "gmp/scheduler_state.h"
#include "gmp/syscalls.h"
#include "gmp/thread_locks.h"
#include "gmp/threads.h"
#include "gmp/timers.h"
#include "gmp/traceback.h"
#include "gmp/world.h"

namespace interleave::gmp {

class Runtime::Impl {
public:
    Impl(kernel::Host& theHost, TraceSink* theSink, const Config& theConfig);

    // Conducted time: lets the price of an operation pass. A gate.
    void charge(kernel::Operation operation) {
        if (conducted) [[unlikely]]
            host.charge(operation);
    }
    std::int64_t now() const { return host.now().count(); }
    // The body of every thread that becomes an M, and of the main thread.
    void runM(M& m);
    void adoptThread(M& m);
    void startMonitor(M& m);
    // A panic of g; see Panics::raise.
    [[noreturn]] void panic(G& g, std::string_view text) { panics.raise(g, text); }
    // Ends the run with an error that no recover could catch; text without "fatal error: ".
    [[noreturn]] void fatal(G& g, std::string_view text, trace::FatalKind kind);
    void finish(M& m);
    // The control thread's stand-in for an M.
    M& control();
    // By any thread. Acquire: what is seen is whole.
    const M* controlIfAny() const { return m_shownControl.load(std::memory_order_acquire); }

    kernel::Host& host;
    TraceSink* const sink;
    const Config config;
    const bool conducted;
    const bool newer;  // the profile go126
    std::atomic<bool> preemption;

    SchedulerState state;
    fiber::StackPool stacks;
    Queues queues{state};
    Threads threads{*this};
    Finder finder{*this};
    Timers timers{*this};
    Netpoll netpoll{*this};
    Scheduler scheduler{*this};
    Syscalls syscalls{*this};
    AsyncPreemption async{*this};
    Monitor monitor{*this};
    World world{*this};
    Collector collector{*this};
    Ending ending{*this};
    Panics panics{*this};
    ThreadLocks locks{*this};
    Traceback traceback{*this};
    Names names;
    M* monitorM = nullptr;
    std::function<void(trace::OutputStream, std::string_view)> output;
    LeakLedger ledger;

private:
    std::unique_ptr<M> m_control;
    std::atomic<const M*> m_shownControl{nullptr};
};

}  // namespace interleave::gmp
