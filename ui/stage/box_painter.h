// How each style of box looks.
#pragma once

#include <QPainter>

#include "ui/geometry/stage_layout.h"
#include "ui/theme/theme.h"

namespace interleave::ui::stage {

void paintBox(QPainter& painter, const theme::Theme& theme, const QRectF& rect, geometry::BoxStyle style, bool lit);
void paintMachine(QPainter& painter, const theme::Theme& theme, const QRectF& rect, const geometry::MachineBox& machine,
                  bool lit);

}  // namespace interleave::ui::stage
