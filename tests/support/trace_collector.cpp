#include "tests/support/trace_collector.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <new>

namespace interleave::test {
namespace {
constexpr std::size_t kCapacity = 1u << 20;
}

struct TraceCollector::Ring {
    Ring() {
        const std::size_t bytes = trace::ringBytes(kCapacity);
        memory.reset(static_cast<std::byte*>(std::aligned_alloc(64, bytes)));
        header = new (memory.get()) trace::RingHeader;
        header->capacity = kCapacity;
        producer = trace::RingProducer(header);
    }
    struct Free {
        void operator()(std::byte* p) const { std::free(p); }
    };
    std::unique_ptr<std::byte, Free> memory;
    trace::RingHeader* header = nullptr;
    trace::RingProducer producer;
    std::vector<trace::Event> events;
};

TraceCollector::TraceCollector(kernel::Host& host) : m_host(host), m_pump([this] { pump(); }) {}

TraceCollector::~TraceCollector() {
    m_ended.store(true);
    if (m_pump.joinable())
        m_pump.join();
}

TraceCollector::Ring& TraceCollector::addRing() {
    m_rings.push_back(std::make_unique<Ring>());
    return *m_rings.back();
}

trace::Writer TraceCollector::writerForThisThread() {
    const std::lock_guard lock(m_mutex);
    const bool shared = m_host.kind() == kernel::HostKind::conducted;
    Ring& ring = shared && !m_rings.empty() ? *m_rings.front() : addRing();
    return {&ring.producer, trace::Clock(m_host.virtualNow())};
}

bool TraceCollector::drain() {
    bool any = false;
    const std::lock_guard lock(m_mutex);
    for (const auto& ring : m_rings) {
        const std::uint64_t head = ring->header->head.load(std::memory_order_acquire);
        std::uint64_t tail = ring->header->tail.load(std::memory_order_relaxed);
        for (; tail != head; ++tail, any = true)
            ring->events.push_back(ring->header->slots()[tail & (kCapacity - 1)]);
        ring->header->tail.store(tail, std::memory_order_release);
    }
    return any;
}

void TraceCollector::pump() {
    while (!m_ended.load())
        if (!drain())
            std::this_thread::sleep_for(std::chrono::microseconds(100));
}

void TraceCollector::sortRaw() {
    // A group (an event and its tail) stays together: More events have their event's time, and the sort is stable.
    for (const auto& ring : m_rings) {
        m_sorted.insert(m_sorted.end(), ring->events.begin(), ring->events.end());
        m_dropped += ring->header->dropped.load();
    }
    std::stable_sort(m_sorted.begin(), m_sorted.end(),
                     [](const trace::Event& a, const trace::Event& b) { return a.time < b.time; });
}

std::vector<Told> TraceCollector::take() {
    m_ended.store(true);
    if (m_pump.joinable())
        m_pump.join();
    drain();
    sortRaw();
    std::vector<Told> told;
    for (const trace::Event& event : m_sorted) {
        if (event.kind != trace::EventKind::More) {
            told.push_back({event, {}, {}});
            continue;
        }
        const std::uint32_t part[] = {event.g, event.a, event.b, event.c};
        Told& whole = told.back();
        if (trace::descriptor(whole.event.kind).tail == trace::Tail::ids)
            whole.ids.insert(whole.ids.end(), part, part + event.aux);
        else
            whole.text.append(reinterpret_cast<const char*>(part), event.aux);
    }
    return told;
}

}  // namespace interleave::test
