// What can be selected or hovered, anywhere in the window. One selection is shared by all views.
#pragma once

#include <cstdint>

#include "trace/vocabulary.h"

namespace interleave::ui::geometry {

enum class ObjectType : std::uint8_t {
    none,
    goroutine,
    processor,
    machine,
    globalQueue,
    netpoller,
    timers,
    syncObject,
    runQueue,            // the local queue of P id
    runnext,             // of P id
    timersAndNetpoller,  // the panel of both
    idleProcessors,
    idleMachines,
    syscallMachines,
    sysmon,
    syncObjects  // the panel of channels and locks
};

struct SelectedObject {
    ObjectType type = ObjectType::none;
    std::uint32_t id = 0;                                 // of the G, P, M or sync object
    trace::ObjectKind kind = trace::ObjectKind::channel;  // of a sync object

    constexpr bool empty() const { return type == ObjectType::none; }
    static constexpr SelectedObject goroutine(std::uint32_t g) { return {ObjectType::goroutine, g, {}}; }
    static constexpr SelectedObject place(ObjectType type, std::uint32_t id = 0) { return {type, id, {}}; }
    static constexpr SelectedObject processor(std::uint32_t p) { return {ObjectType::processor, p, {}}; }
    static constexpr SelectedObject machine(std::uint32_t m) { return {ObjectType::machine, m, {}}; }
    friend constexpr bool operator==(const SelectedObject&, const SelectedObject&) = default;
};

}  // namespace interleave::ui::geometry
