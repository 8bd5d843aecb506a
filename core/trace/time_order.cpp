#include "trace/time_order.h"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

namespace interleave::trace {
namespace {

// Of a digit at most; the fewer, the more of the places that are written to lie in near caches.
constexpr unsigned kMostBits = 11;

}  // namespace

// By digits of the time from the lowest, each pass keeping the order of the former.
void TimeOrder::sort() {
    if (std::is_sorted(m_keys.begin(), m_keys.end()))
        return;
    std::uint64_t bits = 0;
    for (const std::uint64_t key : m_keys)
        bits |= key;
    m_other.resize(m_keys.size());
    const auto used = static_cast<unsigned>(std::bit_width(bits >> kRingBits));
    const unsigned passes = std::max(1u, (used + kMostBits - 1) / kMostBits);
    const unsigned digitBits = (used + passes - 1) / passes;
    const std::uint64_t mask = (std::uint64_t{1} << digitBits) - 1;
    for (unsigned pass = 0; pass < passes; ++pass) {
        const unsigned shift = kRingBits + pass * digitBits;
        std::array<std::uint32_t, std::size_t{1} << kMostBits> places{};
        for (const std::uint64_t key : m_keys)
            ++places[key >> shift & mask];
        std::uint32_t place = 0;
        for (std::uint64_t digit = 0; digit <= mask; ++digit)
            place += std::exchange(places[digit], place);
        for (const std::uint64_t key : m_keys)
            m_other[places[key >> shift & mask]++] = key;
        m_keys.swap(m_other);
    }
}

}  // namespace interleave::trace
