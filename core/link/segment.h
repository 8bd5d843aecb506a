// The shared memory of one run: a control page, the request, and the trace rings, in one anonymous file that both
// processes map. It has no name and needs no cleaning up: it goes with the last of its users.
//
// The client creates it and hands the file to the engine under a known descriptor; the engine adopts it. Size seals
// keep either side from shrinking it under the other. Rings are sparse: one that is never written to costs nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "kernel/shared_memory.h"
#include "link/control_page.h"
#include "trace/ring.h"

namespace interleave::link {

// The descriptors under which the engine finds its segment, and the pipe that closes when its client is gone.
inline constexpr int kSegmentDescriptor = 3;
inline constexpr int kLifelineDescriptor = 4;

struct RingPlan {
    std::uint32_t count = 1;
    std::uint32_t capacity = 1u << 16;  // events each, a power of two
};

class Segment {
public:
    // The client's side: makes a segment that holds the request. Errors: the system's own.
    static base::Result<Segment> create(std::string_view request, RingPlan rings);
    // The engine's side: maps the segment behind the descriptor, which it then owns. Errors: no segment, another
    // version, sizes that do not fit the file.
    static base::Result<Segment> adopt(int descriptor);

    int descriptor() const { return m_memory.descriptor(); }
    ControlPage& page() const { return *reinterpret_cast<ControlPage*>(m_start); }
    std::string_view request() const;
    std::uint32_t ringCount() const { return page().ringCount; }
    // The ring as it lies there; its capacity is 0 while nobody opened it.
    trace::RingHeader* ring(std::uint32_t index) const;
    // The engine's side: makes the ring ready for its producer and counts it in ringsInUse.
    trace::RingHeader* openRing(std::uint32_t index) const;

private:
    explicit Segment(kernel::SharedMemory memory) : m_memory(std::move(memory)), m_start(m_memory.bytes().data()) {}

    kernel::SharedMemory m_memory;
    std::byte* m_start;
};

}  // namespace interleave::link
