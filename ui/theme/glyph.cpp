#include "ui/theme/glyph.h"

#include <QPainterPathStroker>
#include <algorithm>

namespace interleave::ui::theme {
namespace {

// Everything below is drawn in the unit square and scaled.
QPainterPath stroked(const QPainterPath& line, double width) {
    QPainterPathStroker stroker;
    stroker.setWidth(width);
    stroker.setCapStyle(Qt::RoundCap);
    stroker.setJoinStyle(Qt::RoundJoin);
    return stroker.createStroke(line).simplified();
}

QPainterPath play() {
    QPainterPath path;
    path.moveTo(0.16, 0.06);
    path.lineTo(0.94, 0.50);
    path.lineTo(0.16, 0.94);
    path.closeSubpath();
    return path;
}

QPainterPath pause() {
    QPainterPath path;
    path.addRoundedRect(QRectF(0.14, 0.10, 0.26, 0.80), 0.08, 0.08);
    path.addRoundedRect(QRectF(0.60, 0.10, 0.26, 0.80), 0.08, 0.08);
    return path;
}

QPainterPath diamond() {
    QPainterPath path;
    path.moveTo(0.5, 0.0);
    path.lineTo(1.0, 0.5);
    path.lineTo(0.5, 1.0);
    path.lineTo(0.0, 0.5);
    path.closeSubpath();
    return path;
}

// A source and two waves that go out from it.
QPainterPath wave() {
    QPainterPath path;
    path.addEllipse(QPointF(0.5, 0.82), 0.14, 0.14);
    for (const double r : {0.34, 0.62}) {
        QPainterPath arc;
        const QRectF circle(0.5 - r, 0.82 - r, 2 * r, 2 * r);
        arc.arcMoveTo(circle, 45);
        arc.arcTo(circle, 45, 90);
        path = path.united(stroked(arc, 0.15));
    }
    return path;
}

// A ring with a gap, and an arrow's head at its end.
QPainterPath loop() {
    QPainterPath ring;
    const QRectF circle(0.14, 0.18, 0.68, 0.68);
    ring.arcMoveTo(circle, 55);
    ring.arcTo(circle, 55, 275);
    QPainterPath head;
    head.moveTo(0.52, 0.06);
    head.lineTo(0.98, 0.12);
    head.lineTo(0.72, 0.50);
    head.closeSubpath();
    return stroked(ring, 0.17).united(head);
}

QPainterPath unit(Glyph glyph) {
    QPainterPath path;
    switch (glyph) {
        case Glyph::play:
            return play();
        case Glyph::dot:
            path.addEllipse(QPointF(0.5, 0.5), 0.30, 0.30);
            return path;
        case Glyph::pause:
            return pause();
        case Glyph::diamond:
            return diamond();
        case Glyph::wave:
            return wave();
        case Glyph::loop:
            return loop();
    }
    return path;
}

}  // namespace

QPainterPath glyphPath(Glyph glyph, const QRectF& box) {
    const double side = std::min(box.width(), box.height());
    QTransform transform;
    transform.translate(box.center().x() - side / 2, box.center().y() - side / 2);
    transform.scale(side, side);
    return transform.map(unit(glyph));
}

}  // namespace interleave::ui::theme
