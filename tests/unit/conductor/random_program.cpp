#include "random_program.h"

#include <atomic>
#include <memory>

namespace interleave::conductor {

using base::ThreadId;
using base::Time;
using kernel::Operation;

std::string difference(const std::vector<LogEntry>& a, const std::vector<LogEntry>& b) {
    const auto text = [](const std::vector<LogEntry>& log, std::size_t i) {
        if (i >= log.size())
            return std::string("nothing");
        return std::to_string(log[i].time) + " thread " + std::to_string(log[i].thread) + " " + log[i].what;
    };
    for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i)
        if (i >= a.size() || i >= b.size() || !(a[i] == b[i]))
            return "entry " + std::to_string(i) + ": " + text(a, i) + " against " + text(b, i);
    return "";
}

void CoreChecker::coreSwitch(base::CoreId core, ThreadId in, ThreadId out, bool voluntary) {
    ++m_switches;
    if (!voluntary)
        ++m_involuntary;
    const std::string where = "core " + std::to_string(core.value) + ": ";
    if (m_on.at(core.value) != out)
        m_faults.push_back(where + "the one that leaves is not the one that was there");
    if (!in.valid() && !out.valid())
        m_faults.push_back(where + "nobody gives way to nobody");
    if (in.valid() && isOnACore(in))
        m_faults.push_back(where + "the one that comes is on a core already");
    m_on.at(core.value) = in;
}

bool CoreChecker::isOnACore(ThreadId thread) const {
    for (const ThreadId on : m_on)
        if (on == thread)
            return true;
    return false;
}

namespace {

// All fields but those that say otherwise belong to the holder of the baton.
class Program {
public:
    explicit Program(const ProgramOptions& options) : m_options(options) {}

    ProgramResult run() {
        ConductedOptions host;
        host.cores = m_options.cores;
        host.seed = m_options.seed;
        host.horizon = m_options.horizon;
        host.observer = &m_checker;
        host.pinToOneCpu = m_options.pin;
        m_host = std::make_unique<ConductedHost>(std::move(host));
        m_flags = std::vector<std::atomic<bool>>(static_cast<std::size_t>(m_options.threads) + 1);
        m_working = m_options.threads;
        for (int i = 1; i <= m_options.threads; ++i)
            m_host->startThread("worker", [this] { work(); });
        const bool controlled = m_options.live || !m_options.replay.empty();
        if (controlled) {
            m_control = m_host->startThread("control", [this] { control(); });
            m_host->setControlThread(m_control);
        }
        while (m_working > 0)
            m_host->park({});
        m_done = true;
        if (controlled)
            m_host->unpark(m_control);
        m_host->joinThreads();
        log("end");
        return {std::move(m_log), std::move(m_interventions), m_checker.faults()};
    }

private:
    void log(std::string what) { m_log.push_back({m_host->now().count(), m_host->self().value, std::move(what)}); }

    ThreadId someWorker() {
        return ThreadId(static_cast<std::uint16_t>(m_host->random() % static_cast<unsigned>(m_options.threads) + 1));
    }

    void work() {
        const std::uint16_t me = m_host->self().value;
        for (int step = 0; step < m_options.steps; ++step) {
            if (m_host->self() != ThreadId(0) && m_host->self().value > m_options.threads)
                break;  // one that the control thread started only computes
            doStep(me, m_host->random());
            if (!m_checker.isOnACore(ThreadId(me)))
                log("RUNS ON NO CORE");
        }
        log("done");
        if (--m_working == 0)
            m_host->unpark(ThreadId(0));
    }

    void doStep(std::uint16_t me, std::uint64_t choice) {
        const auto amount = base::Duration(static_cast<std::int64_t>((choice >> 8) % 40) * 500);
        switch (choice % 8) {
            case 0:
            case 1: {
                m_flags[me] = false;
                const base::Duration left = m_host->spend(amount * 20, &m_flags[me]);
                return log("spent, left " + std::to_string(left.count()));
            }
            case 2:
                return log(m_host->park(m_host->now() + amount) ? "unparked" : "timed out");
            case 3: {
                const ThreadId other = someWorker();
                m_host->unpark(other);
                return log("unparks " + std::to_string(other.value));
            }
            case 4:
                m_host->sleepUntil(m_host->now() + amount);
                return log("slept");
            case 5: {
                const ThreadId other = someWorker();
                m_flags[other.value] = true;
                m_host->interrupt(other);
                return log("interrupts " + std::to_string(other.value));
            }
            case 6:
                m_host->charge(Operation::stealPass);
                return log("charged");
            default:
                m_host->charge(Operation::goSwitch);
                return log("switched");
        }
    }

    void control() {
        std::uint32_t served = 0;
        std::size_t replayed = 0;
        while (!m_done) {
            const auto commands =
                m_options.live ? m_options.horizon->commands.load(std::memory_order_acquire) : std::uint32_t{0};
            std::optional<Time> next;
            if (replayed < m_options.replay.size())
                next = m_options.replay[replayed];
            if (served != commands) {
                ++served;
                intervene();
            } else if (next && *next <= m_host->now()) {
                ++replayed;
                intervene();
            } else {
                m_host->park(next);
            }
        }
    }

    // All kinds of meddling: wake one, cut one short, and every third time start one more.
    void intervene() {
        m_interventions.push_back(m_host->now());
        const ThreadId first = someWorker();
        const ThreadId second = someWorker();
        log("intervenes: unparks " + std::to_string(first.value) + ", interrupts " + std::to_string(second.value));
        m_host->unpark(first);
        m_flags[second.value] = true;
        m_host->interrupt(second);
        if (m_interventions.size() % 3 == 0) {
            ++m_working;
            m_host->startThread("late", [this] {
                m_host->spend(std::chrono::microseconds(50), nullptr);
                work();
            });
        }
    }

    const ProgramOptions m_options;
    CoreChecker m_checker;
    std::unique_ptr<ConductedHost> m_host;
    std::vector<std::atomic<bool>> m_flags;
    std::vector<LogEntry> m_log;
    std::vector<Time> m_interventions;
    ThreadId m_control;
    int m_working = 0;
    bool m_done = false;
};

}  // namespace

ProgramResult runProgram(const ProgramOptions& options) {
    return Program(options).run();
}

Burner::Burner()
    : m_thread([this] {
          // Relaxed: it only ends the loop.
          while (!m_stop.load(std::memory_order_relaxed)) {
          }
      }) {}

Burner::~Burner() {
    m_stop = true;
    m_thread.join();
}

}  // namespace interleave::conductor
