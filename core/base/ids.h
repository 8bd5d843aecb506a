// Strong ids: a P is never passed where an M is meant. All are small integers, equal from run to run under
// conducted time.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace interleave::base {

template <class Tag, class Rep>
struct Id {
    using Representation = Rep;
    static constexpr Rep kNone = static_cast<Rep>(~Rep{0});

    Rep value = kNone;

    constexpr Id() = default;
    constexpr explicit Id(Rep v) : value(v) {}
    constexpr bool valid() const { return value != kNone; }
    friend constexpr auto operator<=>(Id, Id) = default;
};

using GoroutineId = Id<struct GoroutineTag, std::uint32_t>;  // main is 1; 0 is nobody (the runtime itself)
using MId = Id<struct MTag, std::uint16_t>;                  // a worker thread of the M:N runtime
using PId = Id<struct PTag, std::uint16_t>;                  // a processor of the M:N runtime
using CoreId = Id<struct CoreTag, std::uint16_t>;            // a core: virtual when conducted
using ThreadId = Id<struct ThreadTag, std::uint16_t>;        // a thread of kernel::Host, in order of creation

}  // namespace interleave::base

template <class Tag, class Rep>
struct std::hash<interleave::base::Id<Tag, Rep>> {
    std::size_t operator()(interleave::base::Id<Tag, Rep> id) const noexcept { return std::hash<Rep>{}(id.value); }
};
