// The strip of words under a film.
#pragma once

#include <QRect>
#include <QSize>

#include "ui/capture/captions.h"

class QPainter;

namespace interleave::ui::capture {

// Height in pixels of the strip in a frame of this size: a tenth, even.
int captionStripHeight(QSize frame);
// Fills the strip and writes the caption in it, title above text; text too long for two lines is set smaller, down
// to readable, and then elided.
void paintCaptionStrip(QPainter* painter, const QRect& strip, const Caption& caption);

}  // namespace interleave::ui::capture
