#include "gmp/timer_heap.h"

#include <algorithm>

namespace interleave::gmp {
namespace {
constexpr std::size_t kChildren = 4;
}

void TimerHeap::push(Timer* timer) {
    m_heap.push_back(timer);
    siftUp(m_heap.size() - 1);
}

Timer* TimerHeap::pop() {
    Timer* first = m_heap.front();
    m_heap.front() = m_heap.back();
    m_heap.pop_back();
    if (!m_heap.empty())
        siftDown(0);
    return first;
}

void TimerHeap::siftUp(std::size_t i) {
    Timer* moving = m_heap[i];
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
    Timer* moving = m_heap[i];
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
