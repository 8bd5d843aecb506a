// The M:N runtime: goroutines (G) on processors (P) on threads (M), after Go 1.19's runtime/proc.go.
//
// A Runtime is made on the main thread of a kernel::Host and run once. Inside run(), free functions of
// gmp/go.h (go, gosched, sleep, work, …) and the types of gmp/chan.h and gmp/sync.h are for goroutines; the
// functions here marked "control" are for the engine's control thread, which has no P.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/ids.h"
#include "base/result.h"
#include "base/task.h"
#include "base/units.h"
#include "gmp/constants.h"
#include "kernel/host.h"
#include "trace/writer.h"

namespace interleave::gmp {

using base::Bytes;
using base::Duration;
using base::GoroutineId;
using base::Time;

// Where the runtime's threads write. One writer a thread; null trace: writers that write nothing.
class TraceSink {
public:
    virtual ~TraceSink() = default;
    // A writer for the calling thread, which keeps it until it ends. Called once a thread.
    virtual trace::Writer writerForThisThread() = 0;
};

enum class StackGuard : std::uint8_t { madvise, page, canary };

// Whose scheduler the runtime follows (runtime-truth 2.11). go119: Go 1.19 to 1.25. go126: a yield to the global queue
// calls wakep (V-02), who stops for the world stays on its P and gets its M back (V-09), spinning Ms look at the global
// queue once more and a failed wake leaves word (V-10).
enum class Profile : std::uint8_t { go119, go126 };

struct Config {
    Profile profile = Profile::go119;
    int maxProcs = 1;                      // GOMAXPROCS at start, 1..256
    Bytes stackSize{64 * 1024};            // of a goroutine
    bool preemption = true;                // false: "Go before 1.14"
    bool signals = false;                  // preemption by signal in leaf code (leaf.h), where the machine has it
    Duration forcePreempt{kForcePreempt};  // sysmon's slice limit; tests of golden orders raise it
    bool sysmon = true;
    int maxThreads = 10'000;
    // go126: what GOMAXPROCS should be, asked by sysmon once a second (kernel::defaultProcs); empty, or once the
    // program has set it itself: it stays.
    std::function<int()> automaticProcs;
    // The synthetic collector (collector.h): modelled work, real stops, workers and assists.
    bool collector = false;
    int gcPercent = 100;                              // GOGC
    Duration markMebibyte{250'000};                   // CPU time that marking one MiB takes
    StackGuard strongestGuard = StackGuard::madvise;  // what stacks are guarded with where the kernel has it
};

// How a run ended; text is Go's own where it is a runtime error.
struct Exit {
    trace::RunStatus status = trace::RunStatus::ok;
    int code = 0;  // 0, or 2 for a panic or a deadlock
    std::string text;
};

struct RuntimeCounters {
    std::uint64_t gsCreated = 0, gsDone = 0, switches = 0, steals = 0, stolenGs = 0, spills = 0, handoffs = 0,
                  preemptions = 0, msCreated = 0, retakes = 0, parks = 0, wakeps = 0, timersFired = 0;
    Bytes stackBytes;  // address space of the stacks in use now
    Bytes peakStackBytes;
};

// What is in use after run() has returned; all zero but for a defect.
struct LeakLedger {
    std::uint64_t goroutines = 0;   // live Gs that main left behind (Go leaves them, too)
    std::uint64_t stacksInUse = 0;  // after the Gs above were dropped
    std::uint64_t timers = 0;
    std::uint64_t waiters = 0;      // entries of wait queues
    std::uint64_t descriptors = 0;  // network descriptors that nobody closed (closed with the run, as Go's are)
};

class Runtime {
public:
    // The host and the sink outlive the runtime. sink may be null: no tracing.
    Runtime(kernel::Host& host, TraceSink* sink, const Config& config);
    ~Runtime();
    Runtime(const Runtime&) = delete;
    Runtime& operator=(const Runtime&) = delete;

    // Runs `main` as goroutine 1 until it returns, panics or deadlocks, or stop() is called. Blocks; called once, on
    // the host's main thread, which becomes M0. On return all Ms have stopped and other Gs were dropped where they
    // stood; the bodies of the runtime's threads are about to return, and the caller joins them (Host::joinThreads).
    // The caller frames the trace with RunBegin and RunEnd.
    Exit run(std::function<void()> main);

    // Receives what goroutines print, by whole lines, on the printing thread. Default: only the trace.
    void setOutput(std::function<void(trace::OutputStream, std::string_view)> output);

    // --- control: from a thread of the host that is no M, once main has begun
    // A new goroutine on the global queue, as from outside (injectglist).
    void injectGo(base::Task body, std::string_view function);
    // The goroutine makes a blocking call of that length at its next safe point. False: no such live G.
    bool blockInSyscall(GoroutineId g, Duration length);
    // GOMAXPROCS(n), 1..256, with stop-the-world.
    void setMaxProcs(int n, trace::ProcsWhy why);
    void setPreemption(bool on);
    // Preemption by signal, too. Error: this machine or build has none (conducted time always has).
    base::Result<void> setSignals(bool on);
    // Whether free time can do that here; the error says what is in the way.
    static base::Result<void> signalsAvailable();
    // Ends the run from outside: run() returns status stopped. From any thread of the host.
    void stop();

    RuntimeCounters counters() const;  // from any thread, at any time; exact after run()
    LeakLedger ledger() const;         // after run()
    StackGuard stackGuard() const;
    bool signals() const;  // from any thread
    int maxProcs() const;

    class Impl;
    Impl& impl() { return *m_impl; }

private:
    std::unique_ptr<Impl> m_impl;
};

}  // namespace interleave::gmp
