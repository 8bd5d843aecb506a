#include "trace/writer.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <thread>

namespace interleave::trace {

bool Writer::reserveSlowly(std::size_t n) {
    if (!m_clock.isVirtual()) {
        m_producer->countDropped(n);
        return false;
    }
    // The reader is another process that drains every few milliseconds; if it is gone, the engine's watch on its
    // parent ends this process.
    while (!m_producer->hasRoom(n))
        std::this_thread::yield();
    return true;
}

void Writer::writeIds(Event event, std::span<const std::uint32_t> ids) {
    if (!m_producer)
        return;
    stampNow(event);
    if (!reserve(1 + moreForIds(ids.size())))
        return;
    m_producer->next() = event;
    for (std::size_t i = 0; i < ids.size(); i += kMoreIds) {
        Event more{.time = event.time, .kind = EventKind::More, .m = event.m, .p = event.p};
        const std::size_t n = std::min(kMoreIds, ids.size() - i);
        more.aux = static_cast<std::uint8_t>(n);
        std::array<std::uint32_t, kMoreIds> part{};
        std::copy_n(ids.begin() + static_cast<std::ptrdiff_t>(i), n, part.begin());
        more.g = part[0], more.a = part[1], more.b = part[2], more.c = part[3];
        m_producer->next() = more;
    }
    m_producer->publish();
}

void Writer::writeText(Event event, std::string_view text) {
    if (!m_producer)
        return;
    stampNow(event);
    if (!reserve(1 + moreForBytes(text.size())))
        return;
    m_producer->next() = event;
    for (std::size_t i = 0; i < text.size(); i += kMoreBytes) {
        Event more{.time = event.time, .kind = EventKind::More, .m = event.m, .p = event.p};
        const std::size_t n = std::min(kMoreBytes, text.size() - i);
        more.aux = static_cast<std::uint8_t>(n);
        std::array<std::uint32_t, kMoreIds> part{};
        std::memcpy(part.data(), text.data() + i, n);
        more.g = part[0], more.a = part[1], more.b = part[2], more.c = part[3];
        m_producer->next() = more;
    }
    m_producer->publish();
}

}  // namespace interleave::trace
