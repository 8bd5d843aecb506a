// The look of ordinary widgets: a palette for Fusion and a style sheet on top of it. See README.md for the dynamic
// properties it reads (`card`, `kind`, `tone`, `role`).
#pragma once

#include <QPalette>
#include <QString>

#include "ui/theme/theme.h"

namespace interleave::ui::theme {

QPalette applicationPalette(const Theme& theme);
QString styleSheet(const Theme& theme);
// How wide and high the handle of a slider is, in px.
int sliderHandle(const Theme& theme);

}  // namespace interleave::ui::theme
