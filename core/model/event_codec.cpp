#include "model/event_codec.h"

#include <zstd.h>

#include <cstring>

#include "base/assertion.h"

namespace interleave::model {
namespace {

constexpr std::size_t kColumns = sizeof(trace::Event);
constexpr std::size_t kTile = 64;  // events that are turned at a time, in the nearest cache

using Row = std::array<std::byte, kColumns>;

void toColumns(std::span<const trace::Event> events, std::byte* columns) {
    const std::size_t n = events.size();
    std::uint64_t last = 0;
    std::array<Row, kTile> tile;
    for (std::size_t first = 0; first < n; first += kTile) {
        const std::size_t count = std::min(kTile, n - first);
        for (std::size_t i = 0; i < count; ++i) {
            trace::Event event = events[first + i];
            const std::uint64_t time = event.time;
            event.time = time - last;
            last = time;
            std::memcpy(tile[i].data(), &event, kColumns);
        }
        for (std::size_t column = 0; column < kColumns; ++column) {
            std::byte* to = columns + column * n + first;
            for (std::size_t i = 0; i < count; ++i)
                to[i] = tile[i][column];
        }
    }
}

void fromColumns(const std::byte* columns, std::span<trace::Event> events) {
    const std::size_t n = events.size();
    std::uint64_t last = 0;
    std::array<Row, kTile> tile;
    for (std::size_t first = 0; first < n; first += kTile) {
        const std::size_t count = std::min(kTile, n - first);
        for (std::size_t column = 0; column < kColumns; ++column) {
            const std::byte* from = columns + column * n + first;
            for (std::size_t i = 0; i < count; ++i)
                tile[i][column] = from[i];
        }
        for (std::size_t i = 0; i < count; ++i) {
            trace::Event& event = events[first + i];
            std::memcpy(&event, tile[i].data(), kColumns);
            last += event.time;
            event.time = last;
        }
    }
}

}  // namespace

struct EventCodec::Contexts {
    ZSTD_CCtx* pack = ZSTD_createCCtx();
    ZSTD_DCtx* unpack = ZSTD_createDCtx();
    Contexts() = default;
    Contexts(const Contexts&) = delete;
    Contexts& operator=(const Contexts&) = delete;
    ~Contexts() {
        ZSTD_freeCCtx(pack);
        ZSTD_freeDCtx(unpack);
    }
};

EventCodec::EventCodec() : m_contexts(std::make_unique<Contexts>()) {}
EventCodec::~EventCodec() = default;

std::vector<std::byte> EventCodec::pack(std::span<const trace::Event> events) {
    m_columns.resize(events.size() * kColumns);
    toColumns(events, m_columns.data());
    std::vector<std::byte> packed(ZSTD_compressBound(m_columns.size()));
    const std::size_t size =
        ZSTD_compressCCtx(m_contexts->pack, packed.data(), packed.size(), m_columns.data(), m_columns.size(), 1);
    ILV_ASSERT(ZSTD_isError(size) == 0);  // the room is enough, and nothing else can fail
    packed.resize(size);
    packed.shrink_to_fit();
    return packed;
}

bool EventCodec::unpack(std::span<const std::byte> packed, std::span<trace::Event> out) {
    m_columns.resize(out.size() * kColumns);
    const std::size_t size =
        ZSTD_decompressDCtx(m_contexts->unpack, m_columns.data(), m_columns.size(), packed.data(), packed.size());
    if (ZSTD_isError(size) != 0 || size != m_columns.size())
        return false;
    fromColumns(m_columns.data(), out);
    return true;
}

}  // namespace interleave::model
