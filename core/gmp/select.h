// select, as Go has it:
//
//     int value = 0;
//     switch (select(receiveFrom(results, value), sendTo(work, 42), otherwise)) {
//         case 0: …value…; break;        // a value came, or results is closed
//         case 1: …; break;              // 42 went
//         case kOtherwise: …;            // neither could be done at once
//     }
//
// Without `otherwise` it blocks until one of the cases can be done; of several that can, chance takes one. A case
// whose channel is nil is never done. Only by goroutines.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <type_traits>
#include <utility>

#include "gmp/chan.h"
#include "gmp/selection.h"

namespace interleave::gmp {

class ReceiveFrom {
public:
    ReceiveFrom(ChannelCore* channel, void* into) : m_channel(channel), m_into(into) {}
    operator SelectCase() const { return {m_channel, m_into, false}; }

private:
    ChannelCore* m_channel;
    void* m_into;
};
// v := <-channel. `into` takes the value, and stays as it is if the channel is closed (Selected::ok tells).
template <class T>
ReceiveFrom receiveFrom(const Chan<T>& channel, T& into) {
    return {channel.core(), &into};
}
// <-channel: nobody wants the value.
template <class T>
ReceiveFrom receiveFrom(const Chan<T>& channel) {
    return {channel.core(), nullptr};
}

// channel <- value. Panics with "send on closed channel" if this case is taken and the channel is closed.
template <class T>
class SendTo {
public:
    SendTo(const Chan<T>& channel, T value) : m_channel(channel.core()), m_value(std::move(value)) {}
    // For as long as this lives.
    operator SelectCase() { return {m_channel, &m_value, true}; }

private:
    ChannelCore* m_channel;
    T m_value;
};
template <class T>
SendTo<T> sendTo(const Chan<T>& channel, std::type_identity_t<T> value) {
    return SendTo<T>(channel, std::move(value));
}

// default, the last of the cases.
struct Otherwise {};
inline constexpr Otherwise otherwise{};

template <class T>
concept IsSelectCase = std::convertible_to<T, SelectCase>;
template <class T>
concept IsOtherwise = std::same_as<std::remove_cvref_t<T>, Otherwise>;

// select { cases… }, for a number of cases that the program text gives. selectAmong is for any number.
template <class... Cases>
requires((IsSelectCase<Cases> || IsOtherwise<Cases>)&&...) Selected select(Cases&&... cases) {
    constexpr bool kWithDefault = (IsOtherwise<Cases> || ...);
    constexpr std::size_t kCases = sizeof...(Cases) - (kWithDefault ? 1 : 0);
    if constexpr (kCases == 0) {
        return selectAmong({}, {}, kWithDefault);
    } else {
        const auto given = std::forward_as_tuple(cases...);
        using Last = std::tuple_element_t<sizeof...(Cases) - 1, decltype(given)>;
        static_assert(IsOtherwise<Last> == kWithDefault, "otherwise comes last, and once");
        return [&given]<std::size_t... i>(std::index_sequence<i...>) {
            SelectCase list[]{static_cast<SelectCase>(std::get<i>(given))...};
            std::array<std::uint16_t, 2 * kCases> orders;
            return selectAmong(list, orders, kWithDefault);
        }
        (std::make_index_sequence<kCases>{});
    }
}

}  // namespace interleave::gmp
