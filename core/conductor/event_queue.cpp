#include "conductor/event_queue.h"

#include "base/assertion.h"

namespace interleave::conductor {

bool EventQueue::contains(base::ThreadId thread) const {
    return thread.value < m_places.size() && m_places[thread.value] != kNowhere;
}

const DueKey& EventQueue::of(base::ThreadId thread) const {
    ILV_ASSERT(contains(thread));
    return m_heap[m_places[thread.value]];
}

void EventQueue::set(const DueKey& key) {
    const std::size_t id = key.thread.value;
    if (id >= m_places.size())
        m_places.resize(id + 1, kNowhere);
    if (m_places[id] == kNowhere) {
        m_heap.push_back(key);
        rise(m_heap.size() - 1, key);
    } else if (key < m_heap[m_places[id]]) {
        rise(m_places[id], key);
    } else {
        sink(m_places[id], key);
    }
}

void EventQueue::remove(base::ThreadId thread) {
    if (!contains(thread))
        return;
    const std::size_t hole = m_places[thread.value];
    m_places[thread.value] = kNowhere;
    const DueKey last = m_heap.back();
    m_heap.pop_back();
    if (hole == m_heap.size())
        return;
    if (hole > 0 && last < m_heap[(hole - 1) / 2])
        rise(hole, last);
    else
        sink(hole, last);
}

void EventQueue::place(std::size_t at, const DueKey& key) {
    m_heap[at] = key;
    m_places[key.thread.value] = at;
}

void EventQueue::rise(std::size_t at, const DueKey& key) {
    const DueKey moving = key;
    while (at > 0) {
        const std::size_t parent = (at - 1) / 2;
        if (!(moving < m_heap[parent]))
            break;
        place(at, m_heap[parent]);
        at = parent;
    }
    place(at, moving);
}

void EventQueue::sink(std::size_t at, const DueKey& key) {
    const DueKey moving = key;
    for (;;) {
        std::size_t child = 2 * at + 1;
        if (child >= m_heap.size())
            break;
        if (child + 1 < m_heap.size() && m_heap[child + 1] < m_heap[child])
            ++child;
        if (!(m_heap[child] < moving))
            break;
        place(at, m_heap[child]);
        at = child;
    }
    place(at, moving);
}

}  // namespace interleave::conductor
