#include "kernel/random.h"

#include <bit>

namespace interleave::kernel {

Random::Random(std::uint64_t seed, std::uint64_t stream) : m_state{} {
    std::uint64_t word = mix(seed) ^ mix(~stream);
    for (std::uint64_t& part : m_state) {
        part = mix(word);
        word += 0x9E3779B97F4A7C15u;
    }
    if ((m_state[0] | m_state[1] | m_state[2] | m_state[3]) == 0)
        m_state[0] = 1;  // the one state it could not leave
}

std::uint64_t Random::next() {
    const std::uint64_t result = std::rotl(m_state[1] * 5, 7) * 9;
    const std::uint64_t shifted = m_state[1] << 17;
    m_state[2] ^= m_state[0];
    m_state[3] ^= m_state[1];
    m_state[1] ^= m_state[2];
    m_state[0] ^= m_state[3];
    m_state[2] ^= shifted;
    m_state[3] = std::rotl(m_state[3], 45);
    return result;
}

}  // namespace interleave::kernel
