// What the host does with threads, as facts of the run (names, ids of the system) and as events (cores).
#pragma once

#include <string>
#include <vector>

#include "engine/kernel_switches.h"
#include "engine/segment_sink.h"
#include "kernel/host.h"
#include "link/segment.h"
#include "trace/event.h"

namespace interleave::engine {

class RunObserver final : public kernel::HostObserver {
public:
    // Both outlive it. switches: where threads get their recorders; null: nowhere.
    RunObserver(link::ControlPage& page, KernelSwitches* switches) : m_page(page), m_switches(switches) {}

    // From now on switches of cores are written; those that the host told of while it was made come first.
    // On the main thread, before other threads are started.
    void open(SegmentSink& sink);

    void threadStarted(base::ThreadId thread, const std::string& name, int osTid) override;
    void threadEnded(base::ThreadId thread) override;
    void threadRefused(const base::Error& error) override;
    void coreSwitch(base::CoreId core, base::ThreadId in, base::ThreadId out, bool voluntary) override;

private:
    link::ControlPage& m_page;
    KernelSwitches* const m_switches;
    // Conducted only: one thread at a time is here, ordered by the host.
    trace::Writer m_writer;
    bool m_open = false;
    std::vector<trace::Event> m_early;
};

}  // namespace interleave::engine
