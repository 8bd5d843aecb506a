// The simulated machine of conducted time: a clock, virtual cores, a queue of ready threads, and what is due when.
// It is a plain state machine that starts no threads and waits for nothing; ConductedHost gives it real ones.
//
// The idea. A thread runs its code in no time at all and tells at each gate how long that took or what it now waits
// for. The machine then looks for the first thing that is due anywhere, moves the clock there, and says which thread
// goes on. A thread is in one of these states:
//
//   running     its real code is being run, at now(); one thread at most
//   computing   on a core until its time is over, then running
//   ready       has something left to compute and waits for a core
//   blocked     parked, asleep, in the poller or joining, perhaps with a deadline
//   waking      was unparked, reached its deadline or was started, and is not ready yet: the latency
//   exited
//
// Invariants
// - computing, and running where it is not the control thread: on exactly one core; else on none.
// - In the event queue: all that compute, are waking, or are blocked with a deadline; nobody else.
// - While threads are ready every core is taken, but inside fillCores().
// - now() never goes back, and never passes the limit that advance() was given.
//
// Order at equal times. Ends of computing, deadlines and wakes go by the policy's rank; slice ends come behind them, so
// that a thread whose work ends with its slice has ended; the control thread comes last of all. The control thread
// is the hand that reaches in from outside: it needs no core, pays nothing, and nothing that it does by itself draws
// on what orders the others. So a run in which it was woken by a command at horizon T, and a run in
// which it slept until T and then did the same, have one order.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/assertion.h"
#include "base/ids.h"
#include "base/units.h"
#include "conductor/costs.h"
#include "conductor/event_queue.h"
#include "conductor/scheduling_policy.h"
#include "kernel/host.h"

namespace interleave::conductor {

using base::CoreId;
using base::ThreadId;
using base::Time;

enum class Block : std::uint8_t { park, sleep, io, join };

class Machine {
public:
    static constexpr int kMaxCores = 64;

    // The observer may be null. Thread 0 is the main thread: it runs, on core 0, at time 0.
    Machine(int cores, const Costs& costs, std::unique_ptr<SchedulingPolicy> policy, kernel::HostObserver* observer);

    int cores() const { return static_cast<int>(m_cores.size()); }
    Time now() const { return Time(static_cast<std::int64_t>(m_now)); }
    const std::uint64_t* nowWord() const { return &m_now; }
    ThreadId running() const { return m_running; }
    const Costs& costs() const { return m_costs; }

    // Tells the observer of thread 0 on core 0; apart from the constructor so that the host can stand first.
    void announceMain();
    // A new thread, ready after the latency of a start; the running thread owes its price.
    ThreadId addThread();
    // Makes that thread the control thread: itself, or one that has not run yet.
    void setControl(ThreadId thread);
    bool isControl(ThreadId thread) const { return thread == m_control; }

    // --- gates of the running thread: what it does next. After each but a true passQuickly the host calls advance().
    // Computes for that long, if nothing else is due before that is over; else false, and nothing has happened.
    bool passQuickly(Duration length) {
        if (m_running == m_control)
            return true;
        Thread& thread = m_threads[m_running.value];
        const std::int64_t end = static_cast<std::int64_t>(m_now) + (thread.debt + length).count();
        if (end >= m_quietUntil.count())
            return false;
        thread.debt = Duration::zero();
        m_now = static_cast<std::uint64_t>(end);
        return true;
    }
    // Computes for that long; cuttable: interrupt() may end it at a microsecond of it.
    void compute(Duration length, bool cuttable);
    void block(Block why, std::optional<Time> deadline);
    void exit();

    // --- results of the last gate, for the thread that is running again
    // What an interrupt cut off its computing.
    Duration takeCut();
    // True, and the token is gone, if it was unparked.
    bool takeToken();
    // The same for breakIo.
    bool takeIoBreak();

    // --- not gates
    void unpark(ThreadId thread);
    void interrupt(ThreadId thread);
    void breakIo();
    // Wakes who is blocked in the poller, without a break and at nobody's expense: the network has news.
    void stirIo();
    // As unpark, but from outside: nobody pays.
    void wakeControl();

    // Lets everything happen that is due until a thread is to run, which is returned; nothing: all that is due up to
    // the limit has happened.
    std::optional<ThreadId> advance(Time limit);
    // When the next thing is due, after advance() returned nothing.
    std::optional<Time> nextDue() const;
    // Moves the clock to a time before which nothing is due.
    void moveTo(Time time);

    int liveThreads() const { return m_live; }
    // One line a thread, for a person who looks for a deadlock.
    std::string describe() const;

private:
    enum class State : std::uint8_t { running, computing, ready, blocked, waking, exited };

    struct Thread {
        State state = State::waking;
        Block why = Block::park;
        bool token = false;  // unparked, not parked since
        bool cuttable = false;
        CoreId core;          // where it is
        CoreId lastCore;      // where it was last
        Duration debt{0};     // what calls that are no gates cost; due at the next gate
        Duration left{0};     // of the present computing, counted from computeFrom
        Duration work{0};     // how much of it, at its end, can be cut
        Duration cut{0};      // how much was
        Time computeFrom{0};  // when the computing began or goes on, on a core
    };
    struct Core {
        ThreadId thread;  // whom it has
        ThreadId last;    // whom it had last, for the price of a switch
        ThreadId leaver;  // who left it just now, until the observer was told
        bool leftByItself = true;
        Time sliceEnd{0};
    };
    struct SliceEnd {
        Time time;
        std::size_t core;
    };

    Thread& at(ThreadId thread) { return m_threads[thread.value]; }
    void setDue(ThreadId thread, Time time);
    void wake(ThreadId thread, Duration latency);
    void owe(Duration price);
    void leaveCore(ThreadId thread, bool voluntary);
    void fillCores();
    std::size_t freeCoreFor(const Thread& thread) const;
    void assign(ThreadId thread, std::size_t core);
    void preempt(std::size_t core);
    std::optional<SliceEnd> firstSliceEnd() const;
    Duration leftNow(const Thread& thread) const;
    bool happen(const DueKey& due);
    void run(ThreadId thread, Time limit);
    void tell(std::size_t core, ThreadId in, ThreadId out, bool voluntary);

    const Costs m_costs;
    const std::unique_ptr<SchedulingPolicy> m_policy;
    kernel::HostObserver* const m_observer;
    std::uint64_t m_now = 0;
    // Nothing but the running thread itself can do anything before this time; never too late, perhaps too early.
    Time m_quietUntil{0};
    ThreadId m_running{0};
    ThreadId m_control;
    std::vector<Thread> m_threads;
    std::vector<Core> m_cores;
    std::uint64_t m_freeCores = 0;  // one bit a core
    std::uint64_t m_leftCores = 0;  // cores with a leaver
    std::vector<ThreadId> m_ready;  // longest waiting first
    EventQueue m_events;
    ThreadId m_ioWaiter;
    bool m_ioBreak = false;
    ThreadId m_joiner;
    int m_live = 1;
};

}  // namespace interleave::conductor
