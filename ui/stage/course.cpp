#include <algorithm>

#include "ui/stage/animator.h"

namespace interleave::ui::stage {

using geometry::StageLayout;

QPainterPath coursePath(Course course, QPointF from, QPointF to, const StageLayout& layout) {
    QPainterPath path(from);
    switch (course) {
        case Course::slide:
            path.lineTo(to);
            break;
        case Course::arc: {
            // The curve is highest in the upper part of the band; captions stand in its lower part.
            const double base = (from.y() + to.y()) / 2;
            const double peak =
                layout.flightBand.top() + std::min(layout.flightBand.height() * 0.32, 30 * layout.factor);
            const double control = base - (base - peak) / 0.75;
            path.cubicTo(QPointF(from.x() + (to.x() - from.x()) * 0.12, control),
                         QPointF(from.x() + (to.x() - from.x()) * 0.80, control), to);
            break;
        }
        case Course::drop: {
            const double bend = (to.y() - from.y()) * 0.55;
            path.cubicTo(QPointF(from.x(), from.y() + bend), QPointF(to.x(), to.y() - bend), to);
            break;
        }
        case Course::under: {
            const double low = std::max({layout.bottomStrip.center().y(), from.y(), to.y()});
            const double way = to.x() - from.x();
            path.cubicTo(QPointF(from.x() + way * 0.05, low), QPointF(from.x() + way * 0.1, low),
                         QPointF(from.x() + way * 0.3, low));
            path.lineTo(QPointF(from.x() + way * 0.8, low));
            path.cubicTo(QPointF(from.x() + way * 0.95, low), QPointF(to.x(), low), to);
            break;
        }
    }
    return path;
}

}  // namespace interleave::ui::stage
