// What the timeline adds to the theme: how the states of a slice are painted.
#pragma once

#include <QColor>

#include "ui/theme/theme.h"
#include "ui/timeline/lane_raster.h"

namespace interleave::ui::timeline {

RasterColors rasterColors(const theme::Theme& theme);
// Text on a slice of that state.
QColor labelColor(const theme::Theme& theme, SliceState state);
// a moved towards b by share.
QColor mixed(const QColor& a, const QColor& b, double share);

// How far what has not happened yet, and what is not selected, is mixed towards the ground.
inline constexpr double kFutureFade = 0.66;
inline constexpr double kUnselectedFade = 0.48;

}  // namespace interleave::ui::timeline
