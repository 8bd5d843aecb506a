#include "trace/event.h"

#include "base/assertion.h"

namespace interleave::trace {
namespace {

// The type of a field by the word in the table: a plain type, or a closed set of vocabulary.h.
template <class Word>
constexpr Field wordField(std::string_view name, Slot slot) {
    return Field{name, slot, FieldType::Word, listOf(Word{})};
}
struct PlainField {
    FieldType type;
};
template <auto Type>
constexpr Field plainField(std::string_view name, Slot slot) {
    return Field{name, slot, Type, {}};
}

template <class... Fields>
constexpr Descriptor makeDescriptor(EventKind kind, std::string_view name, Group group, Provenance provenance,
                                    Tail tail, std::string_view sentence, Fields... fields) {
    static_assert(sizeof...(fields) <= kMaxFields);
    return Descriptor{kind, name, group, provenance, tail, sentence, {fields...}, sizeof...(fields)};
}

// Each type name of the table, as a tag that tells how to make the field.
namespace types {
#define ILV_PLAIN(T)                                                                                       \
    struct T {                                                                                             \
        static constexpr Field make(std::string_view n, Slot s) { return plainField<FieldType::T>(n, s); } \
    };
ILV_PLAIN(G)
ILV_PLAIN(M)
ILV_PLAIN(P)
ILV_PLAIN(Thread)
ILV_PLAIN(Core)
ILV_PLAIN(Count)
ILV_PLAIN(Signed)
ILV_PLAIN(Nanoseconds)
ILV_PLAIN(Bytes) ILV_PLAIN(Flag) ILV_PLAIN(Object) ILV_PLAIN(String) ILV_PLAIN(Timer) ILV_PLAIN(Line)
#undef ILV_PLAIN
#define ILV_WORD(T)                                                                                   \
    struct T {                                                                                        \
        static constexpr Field make(std::string_view n, Slot s) { return wordField<trace::T>(n, s); } \
    };
    ILV_WORD(StartSource) ILV_WORD(StopWhy) ILV_WORD(QueueDest) ILV_WORD(BlockReason) ILV_WORD(RqSlot) ILV_WORD(GlobEnd)
        ILV_WORD(PStatus) ILV_WORD(PWhy) ILV_WORD(MWhy) ILV_WORD(SmWakeWhy) ILV_WORD(ParkPlace) ILV_WORD(HandoffBranch)
            ILV_WORD(WakepResult) ILV_WORD(PreemptVia) ILV_WORD(PreemptAt) ILV_WORD(PreemptMissWhy) ILV_WORD(ProcsWhy)
                ILV_WORD(StwWhy) ILV_WORD(GcPhaseName) ILV_WORD(GcMode) ILV_WORD(TimerKind) ILV_WORD(NetPollCall)
                    ILV_WORD(SyscallName) ILV_WORD(SyscallPath) ILV_WORD(ChanPath) ILV_WORD(SelectHow) ILV_WORD(MuPath)
                        ILV_WORD(MuUnlockPath) ILV_WORD(MuModeName) ILV_WORD(RwOp) ILV_WORD(CondOp)
                            ILV_WORD(CancelCause) ILV_WORD(FatalKind) ILV_WORD(ObjectKind) ILV_WORD(OutputStream)
                                ILV_WORD(RunStatus) ILV_WORD(CoreSwitchWhy) ILV_WORD(InterveneKind)
#undef ILV_WORD
}  // namespace types

constexpr std::array<Descriptor, kEventKinds> kTable{{
#define F(label, slot, type) types::type::make(#label, Slot::slot)
#define ILV_EVENT(name, group, provenance, tail, sentence, ...)                              \
    makeDescriptor(EventKind::name, #name, Group::group, Provenance::provenance, Tail::tail, \
                   sentence __VA_OPT__(, ) __VA_ARGS__),
#include "trace/events.def"
#undef ILV_EVENT
#undef F
}};

}  // namespace

const Descriptor& descriptor(EventKind kind) {
    ILV_ASSERT(kind < EventKind::count);
    return kTable[static_cast<std::size_t>(kind)];
}

EventKind kindNamed(std::string_view name) {
    for (const Descriptor& row : kTable)
        if (row.name == name)
            return row.kind;
    return EventKind::count;
}

std::uint64_t fieldValue(const Event& event, const Field& field) {
    switch (field.slot) {
        case Slot::m:
            return event.m;
        case Slot::p:
            return event.p;
        case Slot::g:
            return event.g;
        case Slot::a:
            return event.a;
        case Slot::b:
            return event.b;
        case Slot::c:
            return event.c;
        case Slot::aux:
            return event.aux;
        case Slot::w:
            return event.wide();
    }
    return 0;
}

std::int64_t fieldSigned(const Event& event, const Field& field) {
    if (field.slot == Slot::w)
        return static_cast<std::int64_t>(event.wide());
    return static_cast<std::int32_t>(fieldValue(event, field));
}

}  // namespace interleave::trace
