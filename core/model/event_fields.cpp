#include "model/event_fields.h"

namespace interleave::model {
namespace {

std::uint8_t bitOf(trace::Slot slot) {
    switch (slot) {
        case trace::Slot::g:
            return kSlotG;
        case trace::Slot::a:
            return kSlotA;
        case trace::Slot::b:
            return kSlotB;
        case trace::Slot::c:
            return kSlotC;
        default:
            return 0;
    }
}

FieldMasks makeMasks() {
    FieldMasks masks;
    for (std::size_t kind = 0; kind < trace::kEventKinds; ++kind) {
        for (const trace::Field& field : trace::descriptor(static_cast<trace::EventKind>(kind)).fields()) {
            if (field.type == trace::FieldType::G)
                masks.g[kind] |= bitOf(field.slot);
            if (field.type == trace::FieldType::P)
                masks.p[kind] |= bitOf(field.slot);
            if (field.type == trace::FieldType::M)
                masks.m[kind] |= bitOf(field.slot);
        }
        // Some events name their goroutine in g without a field of that name.
        if (static_cast<trace::EventKind>(kind) != trace::EventKind::NameDef)
            masks.g[kind] |= kSlotG;
    }
    masks.g[static_cast<std::size_t>(trace::EventKind::More)] = kSlotG | kSlotA | kSlotB | kSlotC;
    for (std::size_t kind = 0; kind < trace::kEventKinds; ++kind)
        masks.more[kind] = (masks.g[kind] & ~kSlotG) != 0 || masks.p[kind] != 0 || masks.m[kind] != 0;
    return masks;
}

}  // namespace

const FieldMasks& fieldMasks() {
    static const FieldMasks masks = makeMasks();
    return masks;
}

}  // namespace interleave::model
