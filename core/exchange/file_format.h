// How a trace file (.ilv) lies on the disk. All numbers are little-endian.
//
//   prologue   magic (8 bytes), version, length of the head, checksum of the head
//   head       JSON: what the run was, and the names of the event kinds in the order of their numbers in this file
//   section*   tag, length, count, checksum of tag, count and payload; then the payload
//              EVTS  a block of `count` events, 65,536 at most, packed (model/event_codec.h); an event's tail may go on
//                    in the next
//              FACT  JSON of `count` bytes, compressed: threads, memory samples, notice; at most one, optional
//              DONE  nothing; count is 0: the file is whole
//
// A reader maps kinds by their names, so kinds may be added or moved without a new version. The version changes when
// a field changes its slot, or a word its number. Nothing in a file depends on when, where or by whom it was written
// but FACT, so two equal conducted runs give equal bytes.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace interleave::exchange {

inline constexpr std::array<char, 8> kMagic{'I', 'L', 'V', 'T', 'R', 'A', 'C', 'E'};
inline constexpr std::uint32_t kVersion = 1;
inline constexpr std::uint32_t kMaxHead = 1u << 20;
inline constexpr std::uint32_t kMaxFacts = 64u << 20;

constexpr std::uint32_t tagOf(char a, char b, char c, char d) {
    return static_cast<std::uint32_t>(a) | static_cast<std::uint32_t>(b) << 8 | static_cast<std::uint32_t>(c) << 16 |
           static_cast<std::uint32_t>(d) << 24;
}
inline constexpr std::uint32_t kEventsTag = tagOf('E', 'V', 'T', 'S');
inline constexpr std::uint32_t kFactsTag = tagOf('F', 'A', 'C', 'T');
inline constexpr std::uint32_t kDoneTag = tagOf('D', 'O', 'N', 'E');

struct Prologue {
    std::array<char, 8> magic = kMagic;
    std::uint32_t version = kVersion;
    std::uint32_t headLength = 0;
    std::uint64_t headChecksum = 0;
};
static_assert(sizeof(Prologue) == 24);

struct SectionHead {
    std::uint32_t tag = 0;
    std::uint32_t length = 0;
    std::uint32_t count = 0;
    std::uint32_t reserved = 0;
    std::uint64_t checksum = 0;
};
static_assert(sizeof(SectionHead) == 24);

// A 64-bit sum that tells damage, not malice: any flipped byte changes it.
std::uint64_t checksum(std::span<const std::byte> bytes, std::uint64_t seed = 0);
// The checksum that belongs into a section's head.
std::uint64_t checksum(const SectionHead& head, std::span<const std::byte> payload);

}  // namespace interleave::exchange
