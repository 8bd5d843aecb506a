#include "model/block_packer.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstring>

namespace interleave::model {
namespace {

using trace::Event;

static_assert(trace::kEventKinds <= 256, "a kind takes one byte");

// Bytes that one event takes at most, and so the room behind a block: whoever writes or reads four bytes for a number
// of one stays within it.
constexpr std::size_t kMost = 64;
constexpr std::uint64_t kLong = 1ull << 32;

// Places in the codes, two bits each: how long a number is.
enum Code : unsigned { kTime = 0, kActor = 2, kG = 4, kA = 6, kB = 8, kC = 10, kFlags = 12, kLongTime = 14 };

constexpr std::array<std::uint32_t, 4> kMask{0, 0xFF, 0xFFFF, 0xFFFF'FFFF};
constexpr std::array<std::uint8_t, 4> kLength{0, 1, 2, 4};

// m and p as one number whose low half is all where both are small; and back.
constexpr std::uint32_t actorOf(std::uint32_t m, std::uint32_t p) {
    return (m & 0xFF) | (p & 0xFF) << 8 | (m & 0xFF00) << 8 | (p & 0xFF00) << 16;
}
constexpr std::uint16_t mOf(std::uint32_t actor) {
    return static_cast<std::uint16_t>((actor & 0xFF) | (actor >> 8 & 0xFF00));
}
constexpr std::uint16_t pOf(std::uint32_t actor) {
    return static_cast<std::uint16_t>((actor >> 8 & 0xFF) | (actor >> 16 & 0xFF00));
}
static_assert(mOf(actorOf(0xABCD, 0x1234)) == 0xABCD && pOf(actorOf(0xABCD, 0x1234)) == 0x1234);

class Out {
public:
    explicit Out(std::byte* to) : m_to(to) {}
    void number(std::uint32_t value, Code code) {
        const unsigned n = (value != 0) + (value > 0xFF) + (value > 0xFFFF);
        std::memcpy(m_to, &value, sizeof value);
        m_to += n + (n == 3);
        m_codes |= n << code;
    }
    std::byte* m_to;
    unsigned m_codes = 0;
};

class In {
public:
    In(const std::byte* from, unsigned codes) : m_from(from), m_codes(codes) {}
    std::uint32_t number(Code code) {
        const unsigned n = m_codes >> code & 3;
        std::uint32_t value;
        std::memcpy(&value, m_from, sizeof value);
        m_from += kLength[n];
        return value & kMask[n];
    }
    const std::byte* m_from;

private:
    unsigned m_codes;
};

std::byte* packOne(PackContext& context, const Event& event, std::byte* to) {
    PackContext::OfKind& last = context.last[static_cast<std::size_t>(event.kind)];
    const std::uint64_t since = event.time - context.time;
    const std::uint32_t actor = actorOf(event.m, event.p);
    to[0] = static_cast<std::byte>(event.kind);
    to[1] = static_cast<std::byte>(event.aux);
    Out out(to + 4);
    out.number(since < kLong ? static_cast<std::uint32_t>(since) : 0, kTime);
    // Events of one actor, and of one goroutine, often follow each other.
    if (actor != context.actor)
        out.number(actor ^ context.actor, kActor);
    if (event.g != context.g)
        out.number(event.g ^ context.g, kG);
    const std::uint32_t a = event.a ^ last.a, b = event.b ^ last.b, c = event.c ^ last.c;
    // What the kind says in them has not changed since its last event, or it does not use them.
    if (a != 0)
        out.number(a, kA);
    if (b != 0)
        out.number(b, kB);
    if (c != 0)
        out.number(c, kC);
    if (event.flags != 0) [[unlikely]]
        out.number(event.flags, kFlags);
    if (since >= kLong) [[unlikely]] {
        std::memcpy(out.m_to, &since, sizeof since);
        out.m_to += sizeof since;
        out.m_codes |= 1u << kLongTime;
    }
    const auto codes = static_cast<std::uint16_t>(out.m_codes);
    std::memcpy(to + 2, &codes, sizeof codes);
    last = {event.a, event.b, event.c};
    context.time = event.time;
    context.actor = actor;
    context.g = event.g;
    return out.m_to;
}

}  // namespace

void BlockPacker::add(std::span<const Event> events) {
    const std::size_t room = m_size + (events.size() + 1) * kMost;
    if (m_bytes.size() < room)
        m_bytes.resize(std::max(room, m_bytes.size() * 2));
    PackContext context = m_context;  // so that nothing that is written to could be it
    std::byte* to = m_bytes.data() + m_size;
    for (const Event& event : events) {
        to = packOne(context, event, to);
    }
    m_context = context;
    m_size = static_cast<std::size_t>(to - m_bytes.data());
}

PackedBlock BlockPacker::finish() {
    std::fill_n(m_bytes.begin() + static_cast<std::ptrdiff_t>(m_size), kMost, std::byte{0});
    PackedBlock packed(m_size + kMost);
    std::memcpy(packed.bytes().data(), m_bytes.data(), packed.bytes().size());
    m_size = 0;
    m_context = {};
    return packed;
}

PackedBlock::PackedBlock(std::size_t size) : m_bytes(new std::byte[size]), m_size(size) {
    // Many new pages at once cost less than one fault for each. Where the system does not know this, faults do.
    constexpr std::uintptr_t kPage = 4096;
    const auto begin = (reinterpret_cast<std::uintptr_t>(m_bytes.get()) + kPage - 1) & ~(kPage - 1);
    const auto end = (reinterpret_cast<std::uintptr_t>(m_bytes.get()) + size) & ~(kPage - 1);
    if (begin < end)
        (void)::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_POPULATE_WRITE);
}

bool unpackBlock(std::span<const std::byte> packed, std::span<Event> out) {
    if (packed.size() < kMost)
        return false;
    PackContext context;
    Event event;
    const std::byte* from = packed.data();
    const std::byte* const end = from + (packed.size() - kMost);
    for (Event& to : out) {
        const auto kind = std::to_integer<std::size_t>(from[0]);
        if (from >= end || kind >= trace::kEventKinds)
            return false;
        std::uint16_t codes;
        std::memcpy(&codes, from + 2, sizeof codes);
        PackContext::OfKind& last = context.last[kind];
        event.kind = static_cast<trace::EventKind>(kind);
        event.aux = std::to_integer<std::uint8_t>(from[1]);
        In in(from + 4, codes);
        event.time += in.number(kTime);
        context.actor ^= in.number(kActor);
        event.m = mOf(context.actor);
        event.p = pOf(context.actor);
        event.g ^= in.number(kG);
        event.a = last.a ^= in.number(kA);
        event.b = last.b ^= in.number(kB);
        event.c = last.c ^= in.number(kC);
        event.flags = static_cast<std::uint8_t>(in.number(kFlags));
        from = in.m_from;
        if (codes >> kLongTime != 0) [[unlikely]] {
            std::uint64_t since;
            std::memcpy(&since, from, sizeof since);
            from += sizeof since;
            event.time += since;
        }
        to = event;
    }
    return from == end;
}

}  // namespace interleave::model
