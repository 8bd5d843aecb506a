// In which order a thief visits the Ps: a random start and a random stride coprime to their number, so that each is
// visited once (Go 1.19 runtime/proc.go randomOrder).
#pragma once

#include <cstdint>
#include <numeric>
#include <vector>

namespace interleave::gmp {

class StealOrder {
public:
    explicit StealOrder(std::uint32_t count = 1) { reset(count); }

    void reset(std::uint32_t count) {
        m_count = count;
        m_coprimes.clear();
        for (std::uint32_t i = 1; i <= count; ++i)
            if (std::gcd(i, count) == 1)
                m_coprimes.push_back(i);
    }

    class Walk {
    public:
        Walk(std::uint32_t count, std::uint32_t start, std::uint32_t stride)
            : m_count(count), m_position(start), m_stride(stride) {}
        bool done() const { return m_visited == m_count; }
        std::uint32_t position() const { return m_position; }
        void next() {
            ++m_visited;
            m_position = (m_position + m_stride) % m_count;
        }

    private:
        std::uint32_t m_count;
        std::uint32_t m_position;
        std::uint32_t m_stride;
        std::uint32_t m_visited = 0;
    };

    Walk walk(std::uint32_t random) const {
        const auto coprimes = static_cast<std::uint32_t>(m_coprimes.size());
        return {m_count, random % m_count, m_coprimes[random / m_count % coprimes]};
    }

private:
    std::uint32_t m_count = 1;
    std::vector<std::uint32_t> m_coprimes;
};

}  // namespace interleave::gmp
