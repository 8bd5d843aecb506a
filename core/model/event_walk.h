// Walks over whole events: an event and the tail that follows it as More events, read together.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/event_store.h"
#include "trace/event.h"

namespace interleave::model {

// An event with its tail, on the way past; valid until the walk goes on.
struct WholeEvent {
    const trace::Event& event;
    std::uint64_t index = 0;
    std::span<const std::uint32_t> ids;
    std::string_view text;
};

// Gathers the tail of an event from the More events after it. Keeps its buffers.
class TailBuffer {
public:
    void start(const trace::Event& owner) {
        m_kind = trace::descriptor(owner.kind).tail;
        m_ids.clear();
        m_text.clear();
    }
    void add(const trace::Event& more);
    std::span<const std::uint32_t> ids() const { return m_ids; }
    std::string_view text() const { return m_text; }

private:
    trace::Tail m_kind = trace::Tail::none;
    std::vector<std::uint32_t> m_ids;
    std::string m_text;
};

// Calls f(WholeEvent) for each whole event among `events`, whose first has that index. A tail without its owner at
// the beginning is passed over.
template <class F>
void walkEvents(std::span<const trace::Event> events, std::uint64_t firstIndex, TailBuffer& tail, F f) {
    std::size_t i = 0;
    while (i < events.size()) {
        const trace::Event& event = events[i];
        std::size_t next = i + 1;
        if (!trace::isTail(event)) {
            if (next < events.size() && trace::isTail(events[next])) {
                tail.start(event);
                for (; next < events.size() && trace::isTail(events[next]); ++next)
                    tail.add(events[next]);
                f(WholeEvent{event, firstIndex + i, tail.ids(), tail.text()});
            } else {
                f(WholeEvent{event, firstIndex + i, {}, {}});
            }
        }
        i = next;
    }
}

// Walks over a store from one position to another; a tail that begins before `to` is read to its end.
class StoreWalk {
public:
    StoreWalk(const EventStore& store, std::uint64_t from, std::uint64_t to) : m_store(store), m_next(from), m_to(to) {}

    // The next whole event; false at the end.
    bool next();
    WholeEvent current() const { return WholeEvent{m_event, m_index, m_tail.ids(), m_tail.text()}; }
    // The position after the current event.
    std::uint64_t position() const { return m_next; }

private:
    // The event at that index, or null past the end.
    const trace::Event* at(std::uint64_t index) {
        if (index - m_block.first >= m_block.count) [[unlikely]] {
            m_block = m_store.block(index);
            if (!m_block)
                return nullptr;
        }
        return &m_block.events[static_cast<std::ptrdiff_t>(index - m_block.first)];
    }

    const EventStore& m_store;
    std::uint64_t m_next;
    std::uint64_t m_to;
    Block m_block;
    trace::Event m_event;
    std::uint64_t m_index = 0;
    TailBuffer m_tail;
};

}  // namespace interleave::model
