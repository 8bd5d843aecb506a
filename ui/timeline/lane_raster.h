// Writes the lanes' pixels: rows of a QImage, by hand, because thousands of small rectangles through a painter
// cost a hundred times as much. Text goes on top by a painter.
#pragma once

#include <QImage>
#include <array>
#include <span>

#include "ui/timeline/timeline_geometry.h"

namespace interleave::ui::timeline {

// What each state of a slice is painted with, opaque.
struct RasterColors {
    struct Pair {
        QRgb fill = 0;
        QRgb edge = 0;
    };
    std::array<Pair, model::kSliceStates> states;
    Pair runningAlternate;  // for Gs of odd id, so that neighbours are told apart
    QRgb hatch = 0;         // lines on idle and stopped lanes
    QRgb lit = 0;           // frame of the selected G
    QRgb ground = 0;        // what lanes lie on

    // The same, mixed towards the ground: 0 as it is, 1 ground.
    RasterColors faded(double share) const;
};

struct RasterStyle {
    RasterColors colors;
    RasterColors dimmed;  // for all but the selected G
    std::uint32_t selectedG = 0;
    double ratio = 1;  // device pixels a unit
};

// Paints one row into image rows [top, top + height). The image is opaque RGB32.
void paintRow(QImage& image, const LaneRow& row, int top, int height, const RasterStyle& style);

// Paints the visible rows of a layout: rows[0] is the first visible lane's.
void paintRows(QImage& image, std::span<const LaneRow> rows, const LaneLayout& layout, const RasterStyle& style);

// A copy of the opaque pixels of columns [x0, x1), mixed towards the ground by share. Both images are of one size.
void fadeInto(const QImage& from, QImage& to, QRgb ground, double share, int x0, int x1);

}  // namespace interleave::ui::timeline
