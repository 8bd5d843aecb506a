// What a P is doing, in the words of the stage.
#pragma once

#include "ui/geometry/snapshot.h"

namespace interleave::ui::geometry {

enum class Condition : std::uint8_t { idle, running, looking, spinning, syscall, stopped };

inline Condition conditionOf(const ProcessorView& p) {
    switch (p.status) {
        case trace::PStatus::idle:
            return Condition::idle;
        case trace::PStatus::syscall:
            return Condition::syscall;
        case trace::PStatus::gcstop:
        case trace::PStatus::dead:
            return Condition::stopped;
        case trace::PStatus::running:
            break;
    }
    if (p.running != 0)
        return Condition::running;
    return p.spinning ? Condition::spinning : Condition::looking;
}

}  // namespace interleave::ui::geometry
