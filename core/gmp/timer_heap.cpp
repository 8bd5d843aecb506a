#include "gmp/timer_heap.h"

#include <algorithm>

namespace interleave::gmp {
namespace {
constexpr std::size_t kChildren = 4;
}

void TimerHeap::push(HeapTimer& timer, std::int64_t when, std::uint64_t order) {
    m_heap.push_back({when, order, &timer});
    siftUp(m_heap.size() - 1);
}

HeapTimer* TimerHeap::pop() {
    HeapTimer* first = m_heap.front().timer;
    m_heap.front() = m_heap.back();
    m_heap.pop_back();
    if (!m_heap.empty())
        siftDown(0);
    return first;
}

void TimerHeap::retimeTop(std::int64_t when) {
    m_heap.front().when = when;
    siftDown(0);
}

// initHeap.
void TimerHeap::restore() {
    if (m_heap.size() < 2)
        return;
    for (std::size_t i = (m_heap.size() - 2) / kChildren + 1; i > 0; --i)
        siftDown(i - 1);
}

void TimerHeap::siftUp(std::size_t i) {
    const Entry moving = m_heap[i];
    while (i > 0) {
        const std::size_t parent = (i - 1) / kChildren;
        if (!before(moving, m_heap[parent]))
            break;
        m_heap[i] = m_heap[parent];
        i = parent;
    }
    m_heap[i] = moving;
}

void TimerHeap::siftDown(std::size_t i) {
    const Entry moving = m_heap[i];
    for (;;) {
        const std::size_t first = i * kChildren + 1;
        if (first >= m_heap.size())
            break;
        const std::size_t last = std::min(first + kChildren, m_heap.size());
        std::size_t least = first;
        for (std::size_t child = first + 1; child < last; ++child)
            if (before(m_heap[child], m_heap[least]))
                least = child;
        if (!before(m_heap[least], moving))
            break;
        m_heap[i] = m_heap[least];
        i = least;
    }
    m_heap[i] = moving;
}

}  // namespace interleave::gmp
