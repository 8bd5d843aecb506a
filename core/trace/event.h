// The 32-byte event and the table that describes every kind. See events.def for the vocabulary.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "trace/vocabulary.h"

namespace interleave::trace {

enum class EventKind : std::uint16_t {
#define ILV_EVENT(name, ...) name,
#include "trace/events.def"
#undef ILV_EVENT
    count
};

inline constexpr std::size_t kEventKinds = static_cast<std::size_t>(EventKind::count);
inline constexpr std::uint16_t kNoM = 0xFFFF;
inline constexpr std::uint16_t kNoP = 0xFFFF;
inline constexpr std::uint32_t kNoG = 0;  // goroutine ids begin with 1

// One event. Plain data, the same bytes in shared memory, in history and (after compression) in files.
//
// time: in a ring, ticks of the host's clock (virtual nanoseconds when conducted, the time-stamp counter when
// free); everywhere past the drain, nanoseconds since the start of the run.
struct Event {
    std::uint64_t time = 0;
    EventKind kind = EventKind::RunBegin;
    std::uint8_t flags = 0;  // see EventFlag
    std::uint8_t aux = 0;
    std::uint16_t m = kNoM;
    std::uint16_t p = kNoP;
    std::uint32_t g = kNoG;
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    std::uint32_t c = 0;

    constexpr std::uint64_t wide() const { return (static_cast<std::uint64_t>(c) << 32) | b; }
    constexpr void setWide(std::uint64_t w) {
        b = static_cast<std::uint32_t>(w);
        c = static_cast<std::uint32_t>(w >> 32);
    }
    template <class Word>
    constexpr Word auxAs() const {
        return static_cast<Word>(aux);
    }

    friend bool operator==(const Event&, const Event&) = default;
};
static_assert(sizeof(Event) == 32);

enum EventFlag : std::uint8_t {
    kModelled = 1,  // provenance: stands for something the engine does not do
};

// A tail (ids or text) follows its event at once in the same ring, as More events that carry up to
// kMoreIds ids in g, a, b, c, or up to kMoreBytes bytes of UTF-8 in the same sixteen bytes; aux counts them.
inline constexpr std::size_t kMoreIds = 4;
inline constexpr std::size_t kMoreBytes = 16;

enum class Slot : std::uint8_t { m, p, g, a, b, c, aux, w };
enum class FieldType : std::uint8_t {
    G,
    M,
    P,
    Thread,
    Core,
    Count,
    Signed,
    Nanoseconds,
    Bytes,
    Flag,
    Object,
    String,
    Timer,
    Line,
    Word
};
enum class Group : std::uint8_t { Run, Os, Go, Queue, Proc, Monitor, Time, Sync };
enum class Provenance : std::uint8_t { real, modelled };
enum class Tail : std::uint8_t { none, ids, text };

struct Field {
    std::string_view name;
    Slot slot = Slot::a;
    FieldType type = FieldType::Count;
    std::string_view words;  // for FieldType::Word: the closed set's names, comma-separated
};

inline constexpr std::size_t kMaxFields = 6;

struct Descriptor {
    EventKind kind;
    std::string_view name;
    Group group;
    Provenance provenance;
    Tail tail;
    std::string_view sentence;  // English, with {field} places; {m} {p} {text} stand for the actor and the tail
    std::array<Field, kMaxFields> fieldArray;
    std::size_t fieldCount;

    constexpr std::span<const Field> fields() const { return {fieldArray.data(), fieldCount}; }
    // The field of that name, or nothing.
    constexpr const Field* field(std::string_view fieldName) const {
        for (const Field& f : fields())
            if (f.name == fieldName)
                return &f;
        return nullptr;
    }
};

// The row of a kind; kind must be below EventKind::count.
const Descriptor& descriptor(EventKind kind);
// The kind of that name, or EventKind::count.
EventKind kindNamed(std::string_view name);
// The raw number in a field's slot (Signed fields are sign-extended by the caller through fieldSigned).
std::uint64_t fieldValue(const Event& event, const Field& field);
std::int64_t fieldSigned(const Event& event, const Field& field);
// How many More events a tail of n ids, or of n bytes, takes.
constexpr std::size_t moreForIds(std::size_t n) {
    return (n + kMoreIds - 1) / kMoreIds;
}
constexpr std::size_t moreForBytes(std::size_t n) {
    return (n + kMoreBytes - 1) / kMoreBytes;
}
// How many More events follow this event, read from its own fields where the tail is of ids; text tails run as
// long as More events follow.
inline bool isTail(const Event& event) {
    return event.kind == EventKind::More;
}

}  // namespace interleave::trace
