#include <gtest/gtest.h>

#include <set>

#include "trace/event.h"

namespace interleave::trace {
namespace {

TEST(EventTable, EveryKindIsFoundByItsNameAndNoNameTwice) {
    std::set<std::string_view> names;
    for (std::size_t kind = 0; kind < kEventKinds; ++kind) {
        const Descriptor& row = descriptor(static_cast<EventKind>(kind));
        EXPECT_EQ(static_cast<std::size_t>(row.kind), kind);
        EXPECT_EQ(kindNamed(row.name), row.kind);
        EXPECT_TRUE(names.insert(row.name).second) << row.name;
    }
    EXPECT_EQ(kindNamed("NoSuchEvent"), EventKind::count);
}

TEST(EventTable, NoTwoFieldsOfAnEventShareASlot) {
    for (std::size_t kind = 0; kind < kEventKinds; ++kind) {
        const Descriptor& row = descriptor(static_cast<EventKind>(kind));
        std::set<Slot> slots;
        for (const Field& field : row.fields()) {
            EXPECT_TRUE(slots.insert(field.slot).second) << row.name << " " << field.name;
            if (field.slot == Slot::w) {
                EXPECT_FALSE(slots.contains(Slot::b) || slots.contains(Slot::c)) << row.name;
                slots.insert({Slot::b, Slot::c});
            }
        }
    }
}

TEST(EventTable, EveryPlaceInASentenceIsAFieldOrTheActorOrTheTail) {
    for (std::size_t kind = 0; kind < kEventKinds; ++kind) {
        const Descriptor& row = descriptor(static_cast<EventKind>(kind));
        for (std::size_t open = row.sentence.find('{'); open != std::string_view::npos;
             open = row.sentence.find('{', open + 1)) {
            const std::string_view place = row.sentence.substr(open + 1, row.sentence.find('}', open) - open - 1);
            const bool actor = place == "m" || place == "p" || place == "g";
            const bool text = place == "text" && row.tail == Tail::text;
            EXPECT_TRUE(actor || text || row.field(place)) << row.name << ": " << place;
        }
    }
}

TEST(EventTable, SignedFieldsKeepTheirSign) {
    Event event{.kind = EventKind::WgEv, .b = static_cast<std::uint32_t>(-3)};
    EXPECT_EQ(fieldSigned(event, *descriptor(event.kind).field("delta")), -3);
    event = Event{.kind = EventKind::Intervene};
    event.setWide(static_cast<std::uint64_t>(-5'000'000'000));
    EXPECT_EQ(fieldSigned(event, *descriptor(event.kind).field("value")), -5'000'000'000);
}

}  // namespace
}  // namespace interleave::trace
