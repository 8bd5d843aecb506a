// The one seam through which the engine waits, sleeps, computes and chooses at random.
//
// Two implementations. Free (kernel/free_host.h): futexes, epoll, the real clock, real parallelism, nothing in
// the way. Conducted (conductor/conducted_host.h): the same threads, but exactly one proceeds at a time, in order
// of virtual time on N virtual cores, ties broken by the seed.
//
// Rules for callers
// - Every thread that uses a host was started by its startThread, or adopted as the main thread.
// - spend, charge, park, sleepUntil and waitIo are gates: under conducted time other threads may run inside them,
//   so no runtime lock is held across them. now, unpark, interrupt, random and breakIo are not gates.
// - park is a binary semaphore a thread: an unpark before park is not lost, two are one.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>

#include "base/ids.h"
#include "base/result.h"
#include "base/units.h"
#include "kernel/network.h"

namespace interleave::kernel {

using base::Duration;
using base::ThreadId;
using base::Time;

enum class HostKind : std::uint8_t { free, conducted };

// What charge() prices under conducted time; free time takes what it takes. The table of prices is
// conductor/costs.h, measured on this machine by the lab, with defaults shipped.
enum class Operation : std::uint8_t {
    goCreate,      // make a G and put it on a queue
    goSwitch,      // leave one G, enter the next
    channel,       // one send or receive, without the switch
    lock,          // one lock or unlock of a sync object
    findWork,      // one look at the local and global queues
    stealPass,     // one walk over the other Ps
    spinPause,     // thirty processor pauses
    timer,         // one operation on a timer heap
    netpoll,       // one non-blocking look at the poller
    syscallEnter,  // entering and leaving a system call
    sysmonRound,   // one round of sysmon
    print,         // one line of output
    count
};

// Who is told what the host does with threads. Called on the thread concerned while it holds the host's order (so
// it may write to the trace), never with a host lock held.
class HostObserver {
public:
    virtual ~HostObserver() = default;
    // osTid: gettid() of the thread. The first call is for the main thread.
    virtual void threadStarted(ThreadId thread, const std::string& name, int osTid) = 0;
    virtual void threadEnded(ThreadId thread) = 0;
    // The system grants no thread; on the one that asked for it, whatever it holds. Where it returns, the process is
    // aborted.
    virtual void threadRefused(const base::Error&) {}
    // Conducted only: a virtual core takes another thread. in or out is invalid where the core was or becomes
    // idle. voluntary: the thread blocked; false: its slice was over.
    virtual void coreSwitch(base::CoreId core, ThreadId in, ThreadId out, bool voluntary) = 0;
};

class Host {
public:
    virtual ~Host() = default;

    virtual HostKind kind() const = 0;
    // Cores the run has: virtual ones when conducted, else those of this process's affinity.
    virtual int cores() const = 0;
    // Time since the start of the run. Not a gate.
    virtual Time now() = 0;
    // The word that holds now() for the trace's clock; null under free time (it uses the time-stamp counter).
    virtual const std::uint64_t* virtualNow() const = 0;

    // Computes for `work` of CPU time. Polls *interrupt (if not null) about every microsecond and returns early
    // when it is set; returns what is left of the work, zero when done. Free: real computing, calibrated. A gate.
    virtual Duration spend(Duration work, const std::atomic<bool>* interrupt) = 0;
    // Conducted: lets the operation's price pass. Free: nothing; callers skip it by kind(). A gate.
    virtual void charge(Operation operation) = 0;

    // Sleeps until unparked or until the deadline; true: unparked. A gate.
    virtual bool park(std::optional<Time> deadline) = 0;
    // Wakes a thread, from any thread of this host. Not a gate: the price falls due at the caller's next gate.
    virtual void unpark(ThreadId thread) = 0;
    // Says that a flag which `thread` polls in spend() was set, so that conducted time can cut its spend short.
    virtual void interrupt(ThreadId thread) = 0;
    // Sleeps until then, whatever is unparked meanwhile: a real blocking call. A gate.
    virtual void sleepUntil(Time when) = 0;
    // Blocks in the I/O poller until something is ready, the deadline, or breakIo; returns how many of `ready` it
    // filled in (with an empty span changes that were watched for are lost). At most one thread at a time. A gate.
    virtual int waitIo(std::optional<Time> deadline, std::span<IoReady> ready = {}) = 0;
    // The same without blocking; from any thread, beside one in waitIo. Leaves a breakIo to that one. Not a gate.
    virtual int lookIo(std::span<IoReady> ready) = 0;
    // The connections that the poller watches.
    virtual Network& network() = 0;
    // Makes the thread in waitIo return (or the next waitIo return at once). From any thread. Not a gate.
    virtual void breakIo() = 0;

    // Starts a thread; its id is the next small number. Ends the process where the system grants none. The body ends
    // before joinThreads() returns.
    virtual ThreadId startThread(std::string name, std::function<void()> body) = 0;
    // The calling thread's id.
    virtual ThreadId self() const = 0;
    // Waits until every other thread's body has returned; called once, by the main thread. A gate.
    virtual void joinThreads() = 0;

    // 64 random bits from the run's seed. Not a gate.
    virtual std::uint64_t random() = 0;
};

}  // namespace interleave::kernel
