#include "link/segment.h"

#include <cstring>
#include <new>
#include <utility>

#include "base/assertion.h"

namespace interleave::link {
namespace {

constexpr std::size_t kPage = 4096;

constexpr std::size_t toPages(std::size_t bytes) {
    return (bytes + kPage - 1) / kPage * kPage;
}

base::Error foreign(std::string cause) {
    return {"shared segment", std::move(cause), "start the engine through interleave of the same build"};
}

// Whether what the page says of itself fits into a file of that size.
bool fits(const ControlPage& page, std::size_t bytes) {
    const std::uint64_t capacity = page.ringCapacity;
    return page.segmentBytes == bytes && page.requestOffset <= bytes &&
           page.requestBytes <= bytes - page.requestOffset && page.ringsOffset <= bytes && page.ringCount > 0 &&
           capacity > 0 && (capacity & (capacity - 1)) == 0 && page.ringStride >= trace::ringBytes(capacity) &&
           page.ringStride <= (bytes - page.ringsOffset) / page.ringCount;
}

}  // namespace

base::Result<Segment> Segment::create(std::string_view request, RingPlan rings) {
    ILV_ASSERT(rings.count > 0 && rings.capacity > 0 && (rings.capacity & (rings.capacity - 1)) == 0);
    const std::size_t requestOffset = toPages(sizeof(ControlPage));
    const std::size_t ringsOffset = requestOffset + toPages(request.size());
    const std::size_t stride = toPages(trace::ringBytes(rings.capacity));
    const std::size_t bytes = ringsOffset + stride * rings.count;

    auto memory = kernel::SharedMemory::create(base::Bytes{bytes}, "interleave-run");
    if (!memory)
        return memory.error();
    Segment segment(std::move(memory).value());
    auto* page = new (segment.m_start) ControlPage;
    page->headBytes = sizeof(ControlPage);
    page->segmentBytes = bytes;
    page->requestOffset = requestOffset;
    page->requestBytes = request.size();
    page->ringsOffset = ringsOffset;
    page->ringStride = stride;
    page->ringCount = rings.count;
    page->ringCapacity = rings.capacity;
    std::memcpy(segment.m_start + requestOffset, request.data(), request.size());
    return segment;
}

base::Result<Segment> Segment::adopt(int descriptor) {
    auto memory = kernel::SharedMemory::map(kernel::Descriptor(descriptor));
    if (!memory)
        return memory.error();
    const std::size_t bytes = memory.value().size().value;
    if (bytes < sizeof(ControlPage))
        return foreign("what was handed over is none");
    Segment segment(std::move(memory).value());
    const ControlPage& page = segment.page();
    if (page.magic != kMagic)
        return foreign("what was handed over is none");
    if (page.version != kVersion || page.headBytes != sizeof(ControlPage))
        return foreign("it is of another version");
    if (!fits(page, bytes))
        return foreign("its sizes do not fit together");
    return segment;
}

std::string_view Segment::request() const {
    return {reinterpret_cast<const char*>(m_start) + page().requestOffset, page().requestBytes};
}

trace::RingHeader* Segment::ring(std::uint32_t index) const {
    ILV_ASSERT(index < page().ringCount);
    return reinterpret_cast<trace::RingHeader*>(m_start + page().ringsOffset + std::size_t{index} * page().ringStride);
}

trace::RingHeader* Segment::openRing(std::uint32_t index) const {
    trace::RingHeader* header = ring(index);
    // Zeroed memory with a capacity is an empty ring.
    header->capacity = page().ringCapacity;
    header->thread.store(index, std::memory_order_relaxed);
    auto& inUse = page().ringsInUse;
    std::uint32_t seen = inUse.load(std::memory_order_relaxed);
    // Release: who sees the ring counted also sees its capacity.
    while (seen <= index && !inUse.compare_exchange_weak(seen, index + 1, std::memory_order_release)) {
    }
    return header;
}

}  // namespace interleave::link
