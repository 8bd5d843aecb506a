#include <algorithm>

#include "ui/geometry/stage_layout.h"

namespace interleave::ui::geometry {

SelectedObject objectAt(const StageLayout& layout, QPointF point) {
    for (auto it = layout.tokens.rbegin(); it != layout.tokens.rend(); ++it)
        if (it->rect.contains(point))
            return SelectedObject::goroutine(it->g);
    for (const MachineBox& m : layout.machines)
        if (m.rect.contains(point))
            return SelectedObject::machine(m.m);
    for (auto it = layout.boxes.rbegin(); it != layout.boxes.rend(); ++it)
        if (!it->object.empty() && it->rect.contains(point))
            return it->object;
    return {};
}

std::vector<Target> targets(const StageLayout& layout) {
    std::vector<Target> all;
    for (const Box& box : layout.boxes)
        if (!box.object.empty() && box.object.type != ObjectType::goroutine && box.object.type != ObjectType::machine &&
            box.rect.height() > 0)
            all.push_back({box.object, box.rect});
    for (const MachineBox& m : layout.machines)
        all.push_back({SelectedObject::machine(m.m), m.rect});
    for (const Token& token : layout.tokens)
        all.push_back({SelectedObject::goroutine(token.g), token.rect});
    return all;
}

}  // namespace interleave::ui::geometry
