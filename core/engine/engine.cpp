// One run. The order of things matters: the watch before all, so that a lost client is noticed and the thread is not
// bound to the conductor's processor; RunBegin before any other event; the control thread while the program runs;
// RunEnd after every other thread has ended; the outcome last, for its reader takes it as the end.
#include "engine/engine.h"

#include <sys/utsname.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <memory>
#include <system_error>
#include <thread>

#include "conductor/conducted_host.h"
#include "engine/clock.h"
#include "engine/control_thread.h"
#include "engine/kernel_switches.h"
#include "engine/last_words.h"
#include "engine/run_observer.h"
#include "engine/segment_sink.h"
#include "engine/watch.h"
#include "gmp/runtime.h"
#include "kernel/free_host.h"
#include "kernel/limits.h"
#include "kernel/process_sampler.h"
#include "kernel/signal_stack.h"
#include "link/messages.h"
#include "link/segment.h"
#include "workload/go_programs.h"

namespace interleave::engine {
namespace {

using link::EngineState;
using link::StopReason;
using trace::RunStatus;

// Threads for which there are rings, without the main thread and the control thread.
constexpr int kThreadBudget = static_cast<int>(link::kMaxThreads) - 24;
// Threads and processes in all: those of the runtime, the engine's own, and children.
constexpr std::uint64_t kTaskBudget = 2 * link::kMaxThreads;
constexpr int kCannotBegin = 3;

void setState(link::ControlPage& page, EngineState state) {
    page.state.store(static_cast<std::uint32_t>(state), std::memory_order_release);
}

void publishOutcome(link::ControlPage& page, link::Outcome outcome) {
    std::string json = link::toJson(outcome);
    if (json.size() > page.outcome.size()) {  // a panic with a very long text
        outcome.text.resize(std::min<std::size_t>(outcome.text.size(), 1024));
        outcome.warnings.clear();
        json = link::toJson(outcome);
    }
    std::memcpy(page.outcome.data(), json.data(), json.size());
    page.outcomeBytes.store(static_cast<std::uint32_t>(json.size()), std::memory_order_release);
    setState(page, EngineState::ended);
}

std::map<std::string, std::uint64_t> counterMap(const gmp::RuntimeCounters& c) {
    return {{"gs_created", c.gsCreated},
            {"gs_done", c.gsDone},
            {"switches", c.switches},
            {"steals", c.steals},
            {"stolen_gs", c.stolenGs},
            {"spills", c.spills},
            {"handoffs", c.handoffs},
            {"preemptions", c.preemptions},
            {"ms_created", c.msCreated},
            {"retakes", c.retakes},
            {"parks", c.parks},
            {"wakeps", c.wakeps},
            {"timers_fired", c.timersFired}};
}

const char* guardName(gmp::StackGuard guard) {
    switch (guard) {
        case gmp::StackGuard::madvise:
            return "MADV_GUARD_INSTALL";
        case gmp::StackGuard::page:
            return "a guard page each";
        case gmp::StackGuard::canary:
            return "a canary each, checked when its goroutine ends";
    }
    return "unknown";
}

gmp::Profile profileNamed(std::string_view name) {
    return name == "go1.26" ? gmp::Profile::go126 : gmp::Profile::go119;
}

std::string signalsFact(const gmp::Runtime& runtime, bool wanted) {
    if (runtime.signals())
        return "on";
    const auto possible = gmp::Runtime::signalsAvailable();
    return wanted && !possible ? "refused: " + possible.error().sentence() : "off";
}

// What the operating system is told to refuse, so that no scenario freezes the machine: address space (generous, as
// stacks are reserved and not used), threads and processes beyond what a run may have, and core files.
void setLimits() {
    kernel::Limits limits;
    limits.coreFile = base::Bytes{0};
    if (const auto others = kernel::tasksOfTheMachine())
        limits.processes = *others + kTaskBudget;
#ifndef INTERLEAVE_SANITIZED  // sanitizers reserve terabytes
    limits.addressSpace = base::Bytes{std::uint64_t{256} << 30};
#endif
    if (const auto set = kernel::applyLimits(limits); !set)
        std::fprintf(stderr, "interleave-engine: %s\n", set.error().sentence().c_str());
}

class Run {
public:
    Run(link::Segment& segment, const link::Request& request, workload::GoProgram program, Watch& watch)
        : m_page(segment.page()),
          m_request(request),
          m_program(std::move(program)),
          m_watch(watch),
          m_sink(segment, request.tracing),
          m_switches(request.conducted || !request.tracing ? nullptr : std::make_unique<KernelSwitches>(segment)),
          m_observer(m_page, m_switches.get()),
          m_host(makeHost()),
          m_control(*m_host, m_sink, m_page, m_request, [this] { release(); }) {
        m_sink.attach(*m_host);
    }

    link::Outcome play() {
        const gmp::Config config = makeConfig();
        m_wantsSignals = config.signals;
        publishClock();
        if (m_switches)
            m_switches->begin();
        trace::Writer writer = m_sink.writerForThisThread();
        writer.write({.kind = trace::EventKind::RunBegin,
                      .a = static_cast<std::uint32_t>(config.maxProcs),
                      .b = static_cast<std::uint32_t>(m_host->cores())});
        m_observer.open(m_sink);
        setState(m_page, EngineState::running);

        gmp::Runtime runtime(*m_host, &m_sink, config);
        const base::ThreadId control = m_control.start();
        if (m_conducted)
            m_conducted->setControlThread(control);
        m_watch.serve([this] { m_control.nudge(); }, [&runtime] { return runtime.counters().stackBytes.value; });
        const gmp::Exit exit = runtime.run([this, &runtime] {
            m_control.programStarted(runtime);
            m_program.main();
        });
        m_watch.clear();
        m_control.programEnded();
        m_host->joinThreads();
        if (m_switches)
            m_switches->finish();

        link::Outcome outcome = describe(runtime, exit);
        writer.observe(m_sink.newestStamp());
        writer.write({.kind = trace::EventKind::RunEnd,
                      .aux = static_cast<std::uint8_t>(m_status),
                      .a = static_cast<std::uint32_t>(outcome.exit)});
        return outcome;
    }

private:
    std::unique_ptr<kernel::Host> makeHost() {
        if (!m_request.conducted) {
            m_rate = measureTicks();
            auto host = std::make_unique<kernel::FreeHost>(m_request.seed, &m_observer);
            m_startedAt = host->startedAt();
            return host;
        }
        conductor::ConductedOptions options;
        options.cores = m_request.cores;
        options.seed = m_request.seed;
        options.horizon = &m_page.horizon;
        options.observer = &m_observer;
        auto host = std::make_unique<conductor::ConductedHost>(std::move(options));
        m_conducted = host.get();
        return host;
    }

    void publishClock() {
        if (m_conducted)
            publishVirtualClock(m_page.clock);
        else
            publishFreeClock(m_rate, m_startedAt, m_page.clock);
    }

    gmp::Config makeConfig() const {
        gmp::Config config;
        config.maxProcs = m_request.procs > 0 ? m_request.procs : m_request.cores;
        config.maxThreads = kThreadBudget;
        if (const auto profile = m_request.parameters.find("profile"); profile != m_request.parameters.end())
            config.profile = profileNamed(std::get<std::string>(profile->second));
        if (m_program.configure)
            m_program.configure(config);
        return config;
    }

    void release() {
        if (m_conducted)
            m_conducted->release();
    }

    link::Outcome describe(const gmp::Runtime& runtime, const gmp::Exit& exit) {
        link::Outcome outcome;
        m_status = exit.status;
        outcome.text = exit.text;
        outcome.exit = exit.code;
        if (exit.status == RunStatus::stopped && m_control.stoppedBy() == StopReason::limit) {
            m_status = RunStatus::limit;
            outcome.text = m_watch.limitText();
            outcome.exit = kLimitReached;
        } else if (exit.status == RunStatus::stopped && m_control.reachedLimit()) {
            outcome.text = "the time asked for is over";
        }
        outcome.status = nameOf(m_status);
        outcome.duration = m_host->now().count();
        const gmp::RuntimeCounters counters = runtime.counters();
        outcome.counters = counterMap(counters);
        outcome.stacks = counters.peakStackBytes.value;
        // Resident without the trace's shared memory.
        if (const auto sample = kernel::ProcessSampler(::getpid()).sample()) {
            const kernel::ProcessSample& memory = sample.value();
            outcome.rss = memory.rssAnonymous.value + memory.rssFiles.value;
            outcome.peakRss =
                std::max(outcome.rss, memory.peakRss.value - std::min(memory.peakRss, memory.rssShared).value);
        }
        addFacts(outcome, runtime);
        addWarnings(outcome, runtime.ledger());
        return outcome;
    }

    void addFacts(link::Outcome& outcome, const gmp::Runtime& runtime) const {
        utsname system{};
        if (uname(&system) == 0)
            outcome.facts["kernel"] = std::string(system.sysname) + " " + system.release;
        outcome.facts["stack_guard"] = guardName(runtime.stackGuard());
        outcome.facts["preemption_by_signal"] = signalsFact(runtime, m_wantsSignals);
        outcome.facts["clock"] = m_page.clock.isVirtual != 0 ? "virtual" : "time-stamp counter";
        outcome.facts["kernel_switches"] = m_switches ? m_switches->source() : "/proc: counters, sampled";
        outcome.facts["machine_cores"] = std::to_string(std::thread::hardware_concurrency());
    }

    void addWarnings(link::Outcome& outcome, const gmp::LeakLedger& ledger) const {
        if (ledger.stacksInUse != 0)
            outcome.warnings.push_back(std::to_string(ledger.stacksInUse) + " stacks were not given back");
        if (const auto unwritten = m_page.unwritten.load(std::memory_order_relaxed); unwritten != 0)
            outcome.warnings.push_back(std::to_string(unwritten) + " threads found no ring; their events are lost");
        if (const std::string losses = m_switches ? m_switches->losses() : ""; !losses.empty())
            outcome.warnings.push_back(losses);
    }

    link::ControlPage& m_page;
    const link::Request& m_request;
    const workload::GoProgram m_program;
    Watch& m_watch;
    SegmentSink m_sink;
    const std::unique_ptr<KernelSwitches> m_switches;  // free and traced only
    RunObserver m_observer;
    conductor::ConductedHost* m_conducted = nullptr;  // m_host, where it is conducted
    TickRate m_rate;                                  // where it is free
    base::Time m_startedAt{0};
    std::unique_ptr<kernel::Host> m_host;
    ControlThread m_control;
    RunStatus m_status = RunStatus::ok;
    bool m_wantsSignals = false;
};

int cannotBegin(link::Segment* segment, const base::Error& error) {
    std::fprintf(stderr, "interleave-engine: %s\n", error.sentence().c_str());
    if (segment) {
        link::Outcome outcome;
        outcome.status = nameOf(RunStatus::crash);
        outcome.text = error.sentence();
        outcome.exit = kCannotBegin;
        publishOutcome(segment->page(), std::move(outcome));
    }
    return kCannotBegin;
}

Budgets budgetsOf(const link::Request& request) {
    Budgets budgets;
    if (request.limitWall > 0)
        budgets.computing = base::Duration(request.limitWall);
    budgets.resident = request.limitMemory > 0 ? base::Bytes{request.limitMemory} : defaultResidentBudget();
    return budgets;
}

}  // namespace

int runEngine(int segmentDescriptor, int lifeline) {
    setLimits();
    const kernel::SignalStack signalStack;
    auto adopted = link::Segment::adopt(segmentDescriptor);
    if (!adopted)
        return cannotBegin(nullptr, adopted.error());
    link::Segment segment = std::move(adopted).value();
    setState(segment.page(), EngineState::starting);
    installLastWords();
    const auto request = link::requestFromJson(segment.request());
    if (!request)
        return cannotBegin(&segment, request.error());
    const link::Request& wanted = request.value();
    auto program = workload::goProgram(wanted.scenario, workload::Parameters(wanted.parameters));
    if (!program)
        return cannotBegin(&segment, program.error());

    try {
        Watch watch(segment.page(), lifeline, budgetsOf(wanted));
        link::Outcome outcome;
        {
            Run run(segment, wanted, std::move(program).value(), watch);
            outcome = run.play();
        }
        const int exit = outcome.exit;
        publishOutcome(segment.page(), std::move(outcome));
        return exit;
    } catch (const std::system_error& why) {
        // Of the engine's own threads, before the first of the run's.
        endHere(RunStatus::limit, std::string("thread of the engine: the system grants no more: ") + why.what(),
                kLimitReached);
    }
}

}  // namespace interleave::engine
