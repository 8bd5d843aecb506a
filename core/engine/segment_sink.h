// Hands out writers over the rings of the segment.
//
// Free: one ring a thread, at the index of its ThreadId + 1; ring 0 is KernelSwitches'. Conducted: one ring for all, as
// one thread proceeds at a time.
#pragma once

#include <memory>
#include <vector>

#include "gmp/runtime.h"
#include "kernel/host.h"
#include "link/segment.h"
#include "trace/ring.h"
#include "trace/writer.h"

namespace interleave::engine {

class SegmentSink final : public gmp::TraceSink {
public:
    // Both outlive the sink. tracing false: writers that write nothing.
    SegmentSink(link::Segment& segment, bool tracing);

    // Says which host the run has; before the first writer is asked for.
    void attach(kernel::Host& host) { m_host = &host; }

    // A writer for the calling thread; more than one for the same thread share its ring. A thread beyond the last ring
    // gets one that writes nothing, and is counted in ControlPage::unwritten.
    trace::Writer writerForThisThread() override;

    // The newest time in any ring, in the clock's ticks: what a last event must come after.
    trace::Stamp newestStamp() const;

private:
    link::Segment& m_segment;
    const bool m_tracing;
    kernel::Host* m_host = nullptr;
    std::vector<trace::RingProducer> m_producers;  // by ring; each slot belongs to the ring's thread
};

}  // namespace interleave::engine
