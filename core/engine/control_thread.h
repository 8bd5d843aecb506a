// The engine's hand on the running program: a thread of the host that has no P. It parks; it wakes to make a change
// that the session asked for (or that is due, when a recorded run is repeated), and to end the run. Every change is
// written as an Intervene event right before it is made.
//
// Under conducted time it is the host's control thread: outside the simulated machine, last at its time. What it does
// at a time T of the run is the same whether a command woke it at horizon T or it slept until T.
#pragma once

#include <atomic>
#include <cstddef>
#include <optional>
#include <vector>

#include "engine/segment_sink.h"
#include "gmp/runtime.h"
#include "kernel/host.h"
#include "link/control_page.h"
#include "link/messages.h"

namespace interleave::engine {

class ControlThread {
public:
    // All outlive it. `release` is called before a run under conducted time is stopped, so that it ends at once.
    ControlThread(kernel::Host& host, SegmentSink& sink, link::ControlPage& page, const link::Request& request,
                  std::function<void()> release);

    // Starts it; on the main thread. Returns its id.
    base::ThreadId start();
    // The program's main goroutine is running: changes may be made from now on. On any thread of the host.
    void programStarted(gmp::Runtime& runtime);
    // The program has ended: the thread ends, too. On the main thread.
    void programEnded();
    // Looks for commands soon. From any thread of the process; under conducted time nothing, as the horizon does it.
    void nudge();
    // Why the run was stopped, if it was.
    link::StopReason stoppedBy() const { return m_stopped.load(std::memory_order_relaxed); }
    // Whether the limit of run time ended it.
    bool reachedLimit() const { return m_reachedLimit.load(std::memory_order_relaxed); }

private:
    void run();
    bool serve();  // false: the thread's work is over
    void serveCommands();
    void serveReplay();
    void apply(const link::Command& command);
    std::optional<base::Time> nextDue() const;

    kernel::Host& m_host;
    SegmentSink& m_sink;
    link::ControlPage& m_page;
    const link::Request& m_request;
    const std::function<void()> m_release;
    base::ThreadId m_thread;
    trace::Writer m_writer;  // the thread's own
    std::size_t m_replayed = 0;
    // Set with release by the main goroutine's thread, so that the runtime is seen whole.
    std::atomic<gmp::Runtime*> m_runtime{nullptr};
    std::atomic<bool> m_ended{false};
    std::atomic<link::StopReason> m_stopped{link::StopReason::none};
    std::atomic<bool> m_reachedLimit{false};
};

}  // namespace interleave::engine
