#include "model/event_walk.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace interleave::model {

void TailBuffer::add(const trace::Event& more) {
    const std::array<std::uint32_t, trace::kMoreIds> part{more.g, more.a, more.b, more.c};
    if (m_kind == trace::Tail::ids) {
        m_ids.insert(m_ids.end(), part.begin(), part.begin() + std::min<std::size_t>(more.aux, trace::kMoreIds));
    } else if (m_kind == trace::Tail::text) {
        std::array<char, trace::kMoreBytes> bytes{};
        std::memcpy(bytes.data(), part.data(), bytes.size());
        m_text.append(bytes.data(), std::min<std::size_t>(more.aux, trace::kMoreBytes));
    }
}

bool StoreWalk::next() {
    const trace::Event* event = nullptr;
    // A tail whose owner lies before the walk's beginning is passed over.
    while (m_next < m_to && (event = at(m_next)) && trace::isTail(*event))
        ++m_next;
    if (m_next >= m_to || !event)
        return false;
    m_event = *event;
    m_index = m_next++;
    m_tail.start(m_event);
    for (const trace::Event* more; (more = at(m_next)) && trace::isTail(*more); ++m_next)
        m_tail.add(*more);
    return true;
}

}  // namespace interleave::model
