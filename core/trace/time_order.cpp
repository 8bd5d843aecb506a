#include "trace/time_order.h"

#include <algorithm>
#include <array>
#include <utility>

namespace interleave::trace {
namespace {

constexpr unsigned kDigitBits = 11;
constexpr std::size_t kDigits = std::size_t{1} << kDigitBits;

}  // namespace

// By digits of the time from the lowest, each pass keeping the order of the former.
void TimeOrder::sort() {
    if (std::is_sorted(m_keys.begin(), m_keys.end()))
        return;
    std::uint64_t bits = 0;
    for (const std::uint64_t key : m_keys)
        bits |= key;
    m_other.resize(m_keys.size());
    for (unsigned shift = kRingBits; shift < 64 && bits >> shift != 0; shift += kDigitBits) {
        std::array<std::uint32_t, kDigits> places{};
        for (const std::uint64_t key : m_keys)
            ++places[key >> shift & (kDigits - 1)];
        std::uint32_t place = 0;
        for (std::uint32_t& count : places)
            place += std::exchange(count, place);
        for (const std::uint64_t key : m_keys)
            m_other[places[key >> shift & (kDigits - 1)]++] = key;
        m_keys.swap(m_other);
    }
}

}  // namespace interleave::trace
