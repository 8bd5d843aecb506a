#include "engine/switch_order.h"

#include <algorithm>

namespace interleave::engine {
namespace {

// Two readings that lie closer together say too little of how fast the clocks run.
constexpr base::Duration kShortestSpan{500'000};

trace::Event eventOf(const ThreadSwitch& one, trace::Stamp time) {
    constexpr std::uint32_t kNobody = base::ThreadId::kNone;
    return {.time = time,
            .kind = trace::EventKind::CoreSwitch,
            .aux = static_cast<std::uint8_t>(one.why),
            .a = one.cpu,
            .b = one.out ? kNobody : one.thread.value,
            .c = one.out ? one.thread.value : kNobody};
}

}  // namespace

trace::Stamp SwitchOrder::ticksAt(base::Time at) const {
    const double span = static_cast<double>((m_to.time - m_from.time).count());
    const double ticks = span > 0 ? static_cast<double>(m_to.ticks - m_from.ticks) / span : 1;
    return m_to.ticks +
           static_cast<trace::Stamp>(static_cast<std::int64_t>(static_cast<double>((at - m_to.time).count()) * ticks));
}

void SwitchOrder::take(const ClockPair& clocks, base::Time upTo, std::vector<trace::Event>& out) {
    if (m_to.ticks != 0 && clocks.time - m_to.time >= kShortestSpan)
        m_from = m_to;
    m_to = clocks;
    const auto after = std::stable_partition(m_pending.begin(), m_pending.end(),
                                             [&](const ThreadSwitch& one) { return one.at <= upTo; });
    // Stable: what one thread's record has first stays first.
    std::stable_sort(m_pending.begin(), after,
                     [](const ThreadSwitch& a, const ThreadSwitch& b) { return a.at < b.at; });
    for (auto one = m_pending.begin(); one != after; ++one)
        out.push_back(eventOf(*one, ticksAt(one->at)));
    m_pending.erase(m_pending.begin(), after);
}

}  // namespace interleave::engine
