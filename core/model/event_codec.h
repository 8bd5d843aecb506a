// How a block of events is packed in files: times as differences, bytes of a column together (so that the many zeros
// and repeats lie side by side), then zstd at its fastest level. In memory they are packed otherwise (block_packer.h).
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "trace/event.h"

namespace interleave::model {

// Events of a block; positions are counted in blocks of this size.
inline constexpr std::size_t kBlockEvents = 65'536;

// Packs and unpacks blocks of up to kBlockEvents events. Equal events give equal bytes with one version of zstd.
// Keeps its buffers: one thread at a time.
class EventCodec {
public:
    EventCodec();
    ~EventCodec();
    EventCodec(const EventCodec&) = delete;
    EventCodec& operator=(const EventCodec&) = delete;

    std::vector<std::byte> pack(std::span<const trace::Event> events);
    // Fills exactly out.size() events; false where the bytes are no such block. Never writes past out, and takes no
    // more memory than out.size() events do.
    bool unpack(std::span<const std::byte> packed, std::span<trace::Event> out);

private:
    struct Contexts;
    std::unique_ptr<Contexts> m_contexts;
    std::vector<std::byte> m_columns;
};

}  // namespace interleave::model
