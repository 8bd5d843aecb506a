// How a block of events lies in memory and in the temporary file: packed event by event, at a few nanoseconds
// each. Files for others have another, denser form (event_codec.h).
//
// An event is written as what differs from what one would guess:
//
//   kind, aux   a byte each
//   codes       2 bytes: how long each of the following is, 0, 1, 2 or 4 bytes
//   time        since the event before
//   m with p, and g: exclusive-or with those of the event before
//   a, b, c     exclusive-or with those of the last event of the kind
//   flags
//
// so that most events take seven to twelve bytes. Nearly no branch depends on what a number is: always four bytes are
// written, and the place moves on by as many as count. A time that leaves 32 bits stands in eight bytes after the
// event.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "trace/event.h"

namespace interleave::model {

// What the packing guesses from; both sides keep the same.
struct PackContext {
    std::uint64_t time = 0;
    std::uint32_t actor = 0;
    std::uint32_t g = 0;
    struct OfKind {
        std::uint32_t a = 0, b = 0, c = 0;
    };
    std::array<OfKind, trace::kEventKinds> last{};
};

// Bytes of a packed block, or room for them: a plain piece of memory.
class PackedBlock {
public:
    explicit PackedBlock(std::size_t size);
    std::span<const std::byte> bytes() const { return {m_bytes.get(), m_size}; }
    std::span<std::byte> bytes() { return {m_bytes.get(), m_size}; }
    std::size_t size() const { return m_size; }

private:
    std::unique_ptr<std::byte[]> m_bytes;
    std::size_t m_size;
};

// Packs a block, in as many parts as one likes. One thread.
class BlockPacker {
public:
    // Adds to the open block. Kinds must be known ones.
    void add(std::span<const trace::Event> events);
    // The block as it lies packed; the next add() begins a new one.
    PackedBlock finish();

private:
    PackContext m_context;
    std::vector<std::byte> m_bytes;  // with room for what add() is about to write
    std::size_t m_size = 0;
};

// Fills exactly out.size() events from what a BlockPacker gave; false where the bytes are no such block. Never reads
// past `packed` nor writes past `out`.
bool unpackBlock(std::span<const std::byte> packed, std::span<trace::Event> out);

}  // namespace interleave::model
