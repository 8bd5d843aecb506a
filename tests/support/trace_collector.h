// Takes the events of a run out of its rings while it goes, and puts them in one order, as the session does.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "gmp/runtime.h"
#include "kernel/host.h"
#include "trace/ring.h"
#include "trace/writer.h"

namespace interleave::test {

// An event with its tail.
struct Told {
    trace::Event event;
    std::vector<std::uint32_t> ids;
    std::string text;
};

// One ring a thread under free time, one for all under conducted time. A thread of its own empties them.
class TraceCollector final : public gmp::TraceSink {
public:
    explicit TraceCollector(kernel::Host& host);
    ~TraceCollector() override;

    trace::Writer writerForThisThread() override;
    // Everything, sorted by (time, ring). Called once, after the run.
    std::vector<Told> take();
    // As they lie in the rings, tails as More events, in that order.
    const std::vector<trace::Event>& raw() const { return m_sorted; }
    std::uint64_t dropped() const { return m_dropped; }

private:
    struct Ring;

    Ring& addRing();
    bool drain();
    void pump();
    void sortRaw();

    kernel::Host& m_host;
    std::mutex m_mutex;
    std::vector<std::unique_ptr<Ring>> m_rings;
    std::vector<trace::Event> m_sorted;
    std::uint64_t m_dropped = 0;
    std::atomic<bool> m_ended{false};
    std::thread m_pump;
};

}  // namespace interleave::test
