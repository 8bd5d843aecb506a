#include "engine/control_thread.h"

#include "gmp/go.h"

namespace interleave::engine {

using trace::InterveneKind;

ControlThread::ControlThread(kernel::Host& host, SegmentSink& sink, link::ControlPage& page,
                             const link::Request& request, std::function<void()> release)
    : m_host(host), m_sink(sink), m_page(page), m_request(request), m_release(std::move(release)) {}

base::ThreadId ControlThread::start() {
    m_thread = m_host.startThread("control", [this] { run(); });
    return m_thread;
}

void ControlThread::programStarted(gmp::Runtime& runtime) {
    m_runtime.store(&runtime, std::memory_order_release);
    m_host.unpark(m_thread);
}

void ControlThread::programEnded() {
    m_ended.store(true, std::memory_order_release);
    m_host.unpark(m_thread);
}

void ControlThread::nudge() {
    if (m_host.kind() == kernel::HostKind::free && m_thread.valid())
        m_host.unpark(m_thread);
}

void ControlThread::run() {
    m_writer = m_sink.writerForThisThread();
    while (serve())
        m_host.park(nextDue());
}

bool ControlThread::serve() {
    if (m_ended.load(std::memory_order_acquire))
        return false;
    gmp::Runtime* runtime = m_runtime.load(std::memory_order_acquire);
    const auto reason = static_cast<link::StopReason>(m_page.stop.load(std::memory_order_acquire));
    if (!runtime) {
        // The main goroutine will unpark this thread; a run that is to stop must get so far.
        if (reason != link::StopReason::none)
            m_release();
        return true;
    }
    serveReplay();
    serveCommands();
    const bool timeIsUp = m_request.limitRun >= 0 && m_host.now().count() >= m_request.limitRun;
    if (reason == link::StopReason::none && !timeIsUp)
        return true;
    m_stopped.store(reason, std::memory_order_relaxed);
    m_reachedLimit.store(timeIsUp && reason == link::StopReason::none, std::memory_order_relaxed);
    m_release();
    runtime->stop();
    return false;
}

std::optional<base::Time> ControlThread::nextDue() const {
    std::optional<base::Time> due;
    if (!m_runtime.load(std::memory_order_acquire))
        return due;
    if (m_request.limitRun >= 0)
        due = base::Time(m_request.limitRun);
    if (m_replayed < m_request.replay.size()) {
        const base::Time at(m_request.replay[m_replayed].at);
        if (!due || at < *due)
            due = at;
    }
    return due;
}

void ControlThread::serveReplay() {
    while (m_replayed < m_request.replay.size() && m_request.replay[m_replayed].at <= m_host.now().count()) {
        const link::Replay& change = m_request.replay[m_replayed++];
        apply({change.kind, change.g, change.value});
    }
}

void ControlThread::serveCommands() {
    for (link::Command command; m_page.commands.pop(command);)
        apply(command);
}

void ControlThread::apply(const link::Command& command) {
    gmp::Runtime& runtime = *m_runtime.load(std::memory_order_acquire);
    const auto kind = static_cast<InterveneKind>(command.kind);
    trace::Event event{.kind = trace::EventKind::Intervene, .aux = static_cast<std::uint8_t>(kind), .g = command.g};
    event.setWide(static_cast<std::uint64_t>(command.value));
    m_writer.write(event);
    switch (kind) {
        case InterveneKind::spawn:
            runtime.injectGo([work = base::Duration(command.value)] { gmp::work(work); }, "spawned");
            break;
        case InterveneKind::block:
            runtime.blockInSyscall(base::GoroutineId(command.g), base::Duration(command.value));
            break;
        case InterveneKind::procs:
            runtime.setMaxProcs(static_cast<int>(command.value), trace::ProcsWhy::intervention);
            break;
        case InterveneKind::preemption:
            runtime.setPreemption(command.value != 0);
            break;
    }
}

}  // namespace interleave::engine
