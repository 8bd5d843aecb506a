#include "exchange/file_format.h"

#include <bit>
#include <cstring>

namespace interleave::exchange {

static_assert(std::endian::native == std::endian::little, "trace files are written as they lie in memory");

// Each step is a bijection of the sum for a given word, and of the word for a given sum: so one changed word always
// changes the result.
std::uint64_t checksum(std::span<const std::byte> bytes, std::uint64_t seed) {
    std::uint64_t sum = seed ^ (bytes.size() * 0x9E37'79B9'7F4A'7C15ull);
    const auto take = [&sum](std::uint64_t word) {
        sum = (sum ^ word) * 0xFF51'AFD7'ED55'8CCDull;
        sum ^= sum >> 32;
    };
    while (bytes.size() >= 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data(), 8);
        take(word);
        bytes = bytes.subspan(8);
    }
    if (!bytes.empty()) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data(), bytes.size());
        take(word);
    }
    return sum;
}

std::uint64_t checksum(const SectionHead& head, std::span<const std::byte> payload) {
    SectionHead summed = head;
    summed.checksum = 0;
    return checksum(payload, checksum(std::as_bytes(std::span(&summed, 1))));
}

}  // namespace interleave::exchange
