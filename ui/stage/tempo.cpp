#include "ui/stage/tempo.h"

#include <cmath>

namespace interleave::ui::stage {

namespace {

constexpr double kMemory = 500;  // ms over which changes are counted
constexpr double kShare = 0.8;   // of the time between two changes that a flight may take
constexpr double kLongest = 1000;

}  // namespace

double Tempo::decayed(const Rate& rate, double now) {
    return rate.perMs * std::exp(-(now - rate.at) / kMemory);
}

void Tempo::touch(std::uint32_t place, double now) {
    Rate& rate = m_rates[place];
    if (rate.at == now)
        return;
    rate.perMs = decayed(rate, now) + 1 / kMemory;
    rate.at = now;
}

double Tempo::allowed(std::uint32_t place, double now) const {
    const auto it = m_rates.find(place);
    if (it == m_rates.end())
        return kLongest;
    return std::min(kLongest, kShare / std::max(1e-6, decayed(it->second, now)));
}

}  // namespace interleave::ui::stage
