// Sizes the layout works with, in px at 1080p and scale 1, multiplied by the theme's factor.
#pragma once

#include <QString>
#include <cmath>
#include <functional>

#include "ui/theme/theme.h"

namespace interleave::ui::geometry {

struct StageMetrics {
    double factor = 1.0;
    // Width of a text in the theme's font, in px. Tests give a fixed one, so that geometry does not depend on fonts.
    std::function<double(theme::Role, const QString&)> textWidth;

    double px(double n) const { return std::round(n * factor); }
    double width(theme::Role role, const QString& text) const { return std::ceil(textWidth(role, text)); }
};

}  // namespace interleave::ui::geometry
