// The kernel's own context switches of the run's threads, as CoreSwitch events of a free run.
//
// Every thread of the host gets a recorder of the kernel's when it starts. A thread of this object's own, which is no
// thread of the host, reads them every few milliseconds, puts what they hold into one order on the trace's clock, and
// writes it into ring 0. As that comes later than what the threads themselves write, it says up to which time it
// has come (ControlPage::switchesUpTo), and the reader lets the other rings wait so long. Nothing is done on the
// threads themselves but that the kernel writes 32 bytes at a switch.
//
// The kernel tells of a switch when it happens; that a thread is on a processor when it starts, and leaves it when
// it ends, is noted by the thread.
#pragma once

#include <condition_variable>
#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/annotations.h"
#include "base/ids.h"
#include "engine/switch_order.h"
#include "kernel/switch_recorder.h"
#include "link/segment.h"
#include "trace/ring.h"

namespace interleave::engine {

class KernelSwitches {
public:
    // How a thread gets its recorder; tests refuse it.
    using Open = std::function<base::Result<kernel::SwitchRecorder>(int osTid)>;

    // The segment outlives it. On the main thread, before the host is made and the clock is published.
    explicit KernelSwitches(link::Segment& segment, Open open = {});
    ~KernelSwitches();
    KernelSwitches(const KernelSwitches&) = delete;
    KernelSwitches& operator=(const KernelSwitches&) = delete;

    // On the thread concerned. Once the kernel has refused the first, the others are not asked for.
    void threadStarted(base::ThreadId thread, int osTid);
    void threadEnded(base::ThreadId thread);

    // Starts the thread that collects; the clock has been published.
    void begin();
    // Reads and writes what has happened up to now. By that thread, or where it was not started.
    void collect();
    // The host's threads have ended, or wait: collects all that is left, and ends the thread. Only once.
    void finish();

    // Whether switches are recorded one by one.
    bool recording() const;
    // Where this run's figures of kernel switches come from, for a person.
    std::string source() const;
    // What is missing, for a person; empty: nothing.
    std::string losses() const;

private:
    struct Recorded {
        base::ThreadId thread;
        kernel::SwitchRecorder recorder;
        base::Time from{0};                    // when the thread was first noted to be on a processor …
        base::Time until = base::Time::max();  // … and when it was last
        bool ended = false;
    };

    void run();
    void collectUpTo(base::Time upTo);
    void drain(Recorded& one) ILV_REQUIRES(m_lock);
    void write(const std::vector<trace::Event>& events);

    link::Segment& m_segment;
    const Open m_open;

    mutable std::mutex m_lock;
    std::condition_variable m_changed;
    bool m_over ILV_GUARDED_BY(m_lock) = false;
    std::list<Recorded> m_recorded ILV_GUARDED_BY(m_lock);
    SwitchOrder m_order ILV_GUARDED_BY(m_lock);
    std::uint64_t m_lost ILV_GUARDED_BY(m_lock) = 0;     // records of the kernel's
    std::uint64_t m_refused ILV_GUARDED_BY(m_lock) = 0;  // threads
    std::optional<base::Error> m_why ILV_GUARDED_BY(m_lock);
    bool m_recording ILV_GUARDED_BY(m_lock) = false;

    // The collecting thread's.
    trace::RingProducer m_ring;
    std::vector<trace::Event> m_batch;
    std::thread m_thread;  // last: it uses all of the above
};

}  // namespace interleave::engine
