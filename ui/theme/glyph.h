// The shapes that tell a state beside its colour. Painted paths, not font glyphs.
#pragma once

#include <QPainterPath>
#include <QRectF>

#include "ui/theme/palette.h"

namespace interleave::ui::theme {

// The glyph as a filled path that fits the square in the middle of `box`.
QPainterPath glyphPath(Glyph glyph, const QRectF& box);

}  // namespace interleave::ui::theme
