// How quickly changes follow each other at a place of the stage, and how long a flight there may take so that it is
// over before the next begins. Deterministic: time comes in.
#pragma once

#include <cstdint>
#include <unordered_map>

namespace interleave::ui::stage {

class Tempo {
public:
    // Something changes at this place, `now` ms after the beginning. Several changes of one moment count once.
    void touch(std::uint32_t place, double now);
    // The longest that a flight to or from there may take now, in ms.
    double allowed(std::uint32_t place, double now) const;
    void clear() { m_rates.clear(); }

private:
    struct Rate {
        double perMs = 0;
        double at = -1;
    };
    static double decayed(const Rate& rate, double now);

    std::unordered_map<std::uint32_t, Rate> m_rates;
};

}  // namespace interleave::ui::stage
