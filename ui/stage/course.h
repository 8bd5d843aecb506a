// Which way something goes on the stage, and where that way leads: through the free lanes between what stands, so that
// what flies hides nothing that rests.
//
// The lanes: the gutters at both sides of a card, the gap under a card, the strip under the threads, the gap beside
// the panels, the band above the cards.
#pragma once

#include <QPainterPath>

#include "model/world.h"
#include "ui/geometry/stage_layout.h"

namespace interleave::ui::stage {

enum class Course : std::uint8_t {
    slide,        // straight
    arc,          // from P to P, over the cards
    drop,         // between the global queue and what is beside or below it
    under,        // a thread's way under the threads
    belt,         // along a row, and from row to row
    fade,         // out here, in there: nothing to be followed
    gutterLeft,   // down beside the card, to the seat
    gutterRight,  // up beside the card, away from the seat or to the end of the ring
    corridor      // under the card, to or from the panels
};

// The way of a goroutine that moves from here to there, for this reason.
Course courseOf(model::MoveWhy why, QPointF from, QPointF to, const geometry::StageLayout& layout);
// The way of a goroutine that stands elsewhere now although it did not move.
Course courseOfShift(const QRectF& from, const QRectF& to, const geometry::StageLayout& layout);
// The way of a thread's box.
Course courseOfMachine(const QRectF& from, const QRectF& to, const geometry::StageLayout& layout);
// The curve of a flight or arc between two points.
QPainterPath coursePath(Course course, QPointF from, QPointF to, const geometry::StageLayout& layout);
// Whether it makes itself small on the way, since the lane is narrow.
bool narrow(Course course);

}  // namespace interleave::ui::stage
