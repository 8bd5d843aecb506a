// Looks after the engine in real time, on a thread of its own that is no thread of the host and writes no events: ends
// the process when its client is gone, keeps it within its budgets, and shows gauges that differ from run to run.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>

#include "base/annotations.h"
#include "base/units.h"
#include "link/control_page.h"

namespace interleave::engine {

struct Budgets {
    base::Duration computing{60'000'000'000};  // wall-clock time in which the run was not held at the horizon
    base::Bytes resident;                      // memory of this process without the trace's; 0: no limit
};

// Half of the machine's memory.
base::Bytes defaultResidentBudget();

// Adds up the time in which a run could compute, look by look.
class ComputingTime {
public:
    explicit ComputingTime(base::Time begin) : m_last(begin) {}
    // held: the run stands at its horizon. A gap between two looks that is longer than any load explains is one in
    // which the whole process was stopped (SIGSTOP, a suspended machine), and does not count.
    void look(base::Time now, bool held);
    base::Duration sum() const { return m_sum; }

private:
    base::Time m_last;
    base::Duration m_sum{0};
};

class Watch {
public:
    // `lifeline`: a pipe whose other end the client holds; −1: none. Starts the thread.
    Watch(link::ControlPage& page, int lifeline, Budgets budgets);
    ~Watch();
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

    // Called on the watch's thread every few milliseconds while they are set; cleared under a lock, so that nothing
    // is called after clear() returned. `nudge`: a command may have come. `stackBytes`: for the gauge.
    void serve(std::function<void()> nudge, std::function<std::uint64_t()> stackBytes);
    void clear();

    // Which budget was overdrawn, as a sentence; empty: none.
    std::string limitText() const;

private:
    void run();
    void look();
    void overdraw(std::string text);

    link::ControlPage& m_page;
    const int m_lifeline;
    const Budgets m_budgets;
    std::uint32_t m_seenCommands = 0;
    int m_looks = 0;
    int m_stopEvent = -1;  // wakes the thread for its end

    mutable std::mutex m_lock;
    std::function<void()> m_nudge ILV_GUARDED_BY(m_lock);
    std::function<std::uint64_t()> m_stackBytes ILV_GUARDED_BY(m_lock);
    std::string m_limitText ILV_GUARDED_BY(m_lock);
    std::thread m_thread;  // last: it uses all of the above
};

}  // namespace interleave::engine
