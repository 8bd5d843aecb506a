#include "ui/stage/course.h"

#include <algorithm>
#include <cmath>

namespace interleave::ui::stage {

using geometry::CardVariant;
using geometry::ProcessorCard;
using geometry::StageLayout;
using model::MoveWhy;

namespace {

struct Region {
    enum class Kind : std::uint8_t { elsewhere, card, global, leftPanel, rightPanel } kind = Kind::elsewhere;
    const ProcessorCard* card = nullptr;
    friend bool operator==(const Region&, const Region&) = default;
};

Region regionOf(QPointF point, const StageLayout& layout) {
    for (const ProcessorCard& card : layout.cards)
        if (card.card.contains(point) || card.machine.contains(point))
            return {Region::Kind::card, &card};
    if (layout.globalPanel.contains(point))
        return {Region::Kind::global, nullptr};
    if (point.x() <= layout.syscallPanel.right())
        return {Region::Kind::leftPanel, nullptr};
    if (point.x() >= layout.netPanel.left())
        return {Region::Kind::rightPanel, nullptr};
    return {};
}

const ProcessorCard* cardAt(QPointF point, const StageLayout& layout) {
    const Region region = regionOf(point, layout);
    if (region.card)
        return region.card;
    // In the air: the card it is nearest to.
    const ProcessorCard* nearest = nullptr;
    double least = 1e12;
    for (const ProcessorCard& card : layout.cards) {
        const QPointF way = card.card.center() - point;
        const double distance = std::abs(way.x()) + std::abs(way.y());
        if (distance < least) {
            least = distance;
            nearest = &card;
        }
    }
    return nearest;
}

bool isPanel(Region region) {
    return region.kind == Region::Kind::leftPanel || region.kind == Region::Kind::rightPanel;
}

double gapBetweenCards(const StageLayout& layout) {
    const double unit = layout.variant == CardVariant::full     ? 12
                        : layout.variant == CardVariant::medium ? 14
                        : layout.variant == CardVariant::tiny   ? 8
                                                                : 10;
    return unit * layout.factor;
}

// The middle of the free space under the card, above its thread.
double underCard(const ProcessorCard& card, const StageLayout& layout) {
    const bool threadBelow = card.machine.top() >= card.card.bottom();
    return threadBelow ? (card.card.bottom() + card.machine.top()) / 2
                       : card.card.bottom() + gapBetweenCards(layout) / 2;
}

double underMachine(const ProcessorCard& card, const StageLayout& layout) {
    const double bottom = std::max(card.card.bottom(), card.machine.bottom());
    return bottom +
           (layout.bottomStrip.height() >= 16 * layout.factor ? layout.bottomStrip.height() : gapBetweenCards(layout)) /
               2;
}

double besidePanel(QPointF point, const StageLayout& layout) {
    const double gap = 9 * layout.factor;
    return point.x() > layout.flightBand.center().x() ? layout.netPanel.left() - gap
                                                      : layout.syscallPanel.right() + gap;
}

// Straight pieces with round corners.
QPainterPath rounded(std::vector<QPointF> points, double radius) {
    QPainterPath path(points.front());
    for (std::size_t i = 1; i + 1 < points.size(); ++i) {
        const QPointF in = points[i] - points[i - 1];
        const QPointF out = points[i + 1] - points[i];
        const double lengthIn = std::hypot(in.x(), in.y());
        const double lengthOut = std::hypot(out.x(), out.y());
        if (lengthIn < 1 || lengthOut < 1)
            continue;
        const double r = std::min({radius, lengthIn / 2, lengthOut / 2});
        path.lineTo(points[i] - in / lengthIn * r);
        path.quadTo(points[i], points[i] + out / lengthOut * r);
    }
    path.lineTo(points.back());
    return path;
}

QPainterPath gutterPath(Course course, QPointF from, QPointF to, const StageLayout& layout) {
    const bool down = regionOf(from, layout).kind == Region::Kind::global;
    const ProcessorCard* card = cardAt(down ? to : from, layout);
    if (!card)
        return rounded({from, to}, 0);
    const double side = gapBetweenCards(layout) / 2;
    const double x = course == Course::gutterLeft ? card->card.left() - side : card->card.right() + side;
    const double above = card->card.top() - 10 * layout.factor;
    if (down)
        return rounded({from, {x, above}, {x, to.y()}, to}, 18 * layout.factor);
    if (regionOf(to, layout).kind == Region::Kind::global)
        return rounded({from, {x, from.y()}, {x, above}, to}, 18 * layout.factor);
    return rounded({from, {x, from.y()}, {x, to.y()}, to}, 18 * layout.factor);
}

// From the card's side of the way to the panel's.
std::vector<QPointF> corridorPoints(QPointF atCard, QPointF atPanel, const StageLayout& layout) {
    const ProcessorCard* card = cardAt(atCard, layout);
    if (!card)
        return {atCard, atPanel};
    const double low = underCard(*card, layout);
    const double side = besidePanel(atPanel, layout);
    std::vector<QPointF> points{atCard};
    if (card->ring.contains(atCard) && card->ring != card->runnext) {
        const double x = card->card.right() + gapBetweenCards(layout) / 2;
        points.emplace_back(x, atCard.y());
        points.emplace_back(x, low);
    } else {
        points.emplace_back(atCard.x(), low);
    }
    points.emplace_back(side, low);
    points.emplace_back(side, atPanel.y());
    points.push_back(atPanel);
    return points;
}

QPainterPath corridorPath(QPointF from, QPointF to, const StageLayout& layout) {
    const bool away = isPanel(regionOf(to, layout));
    std::vector<QPointF> points = away ? corridorPoints(from, to, layout) : corridorPoints(to, from, layout);
    if (!away)
        std::ranges::reverse(points);
    return rounded(std::move(points), 16 * layout.factor);
}

QPainterPath underPath(QPointF from, QPointF to, const StageLayout& layout) {
    const bool fromPanel = isPanel(regionOf(from, layout));
    const bool toPanel = isPanel(regionOf(to, layout));
    const ProcessorCard* card = cardAt(fromPanel ? to : from, layout);
    if (!card)
        return rounded({from, to}, 0);
    const double low = underMachine(*card, layout);
    std::vector<QPointF> points{from};
    if (fromPanel) {
        points.emplace_back(besidePanel(from, layout), from.y());
        points.emplace_back(besidePanel(from, layout), low);
    } else {
        points.emplace_back(from.x(), low);
    }
    if (toPanel) {
        points.emplace_back(besidePanel(to, layout), low);
        points.emplace_back(besidePanel(to, layout), to.y());
    } else {
        points.emplace_back(to.x(), low);
    }
    points.push_back(to);
    return rounded(std::move(points), 16 * layout.factor);
}

// The curve is highest in the upper part of the band; captions stand in its lower part.
QPainterPath arcPath(QPointF from, QPointF to, const StageLayout& layout) {
    QPainterPath path(from);
    const double base = (from.y() + to.y()) / 2;
    const double peak = layout.flightBand.top() + std::min(layout.flightBand.height() * 0.32, 30 * layout.factor);
    const double control = base - (base - peak) / 0.75;
    path.cubicTo(QPointF(from.x() + (to.x() - from.x()) * 0.12, control),
                 QPointF(from.x() + (to.x() - from.x()) * 0.80, control), to);
    return path;
}

}  // namespace

Course courseOf(MoveWhy why, QPointF from, QPointF to, const StageLayout& layout) {
    if (why == MoveWhy::steal)
        return Course::arc;
    const Region a = regionOf(from, layout);
    const Region b = regionOf(to, layout);
    if (a.card && a.card == b.card) {
        const bool downToSeat = a.card->ring.contains(from) && b.card->seat.contains(to);
        if (downToSeat && a.card->ring.height() > 40 * layout.factor)
            return Course::gutterLeft;
        // From runnext to the end of the ring there are only empty places to cross.
        return a.card->seat.contains(from) && b.card->ring.contains(to) ? Course::gutterRight : Course::slide;
    }
    // In the air among the cards counts as one of them.
    const auto among = [](Region r) { return r.card || r.kind == Region::Kind::elsewhere; };
    if ((among(a) && isPanel(b)) || (among(b) && isPanel(a)))
        return Course::corridor;
    if (a.card && b.card)
        return Course::arc;
    if (a.kind == Region::Kind::global && b.card)
        return b.card->seat.contains(to) ? Course::gutterLeft : Course::gutterRight;
    if (b.kind == Region::Kind::global && a.card)
        return Course::gutterRight;
    return a.kind == Region::Kind::global || b.kind == Region::Kind::global ? Course::drop : Course::slide;
}

Course courseOfShift(const QRectF& from, const QRectF& to, const StageLayout& layout) {
    const Region a = regionOf(from.center(), layout);
    const Region b = regionOf(to.center(), layout);
    if (a != b)
        return courseOf(MoveWhy::start, from.center(), to.center(), layout);
    const bool level = std::abs(from.center().y() - to.center().y()) < 2;
    const bool upright = std::abs(from.left() - to.left()) < 2 || std::abs(from.right() - to.right()) < 2;
    // Another height is another kind of row.
    const bool alike = std::abs(from.height() - to.height()) < 1;
    return alike && (level || upright) ? Course::slide : Course::fade;
}

Course courseOfMachine(const QRectF& from, const QRectF& to, const StageLayout& layout) {
    const Region a = regionOf(from.center(), layout);
    const Region b = regionOf(to.center(), layout);
    if (a.card || b.card || isPanel(a) != isPanel(b))
        return a == b ? Course::slide : Course::under;
    return a == b && std::abs(from.center().x() - to.center().x()) >= 2 ? Course::fade : Course::slide;
}

bool narrow(Course course) {
    return course == Course::gutterLeft || course == Course::gutterRight || course == Course::corridor;
}

QPainterPath coursePath(Course course, QPointF from, QPointF to, const StageLayout& layout) {
    switch (course) {
        case Course::arc:
            return arcPath(from, to, layout);
        case Course::under:
            return underPath(from, to, layout);
        case Course::gutterLeft:
        case Course::gutterRight:
            return gutterPath(course, from, to, layout);
        case Course::corridor:
            return corridorPath(from, to, layout);
        case Course::drop: {
            QPainterPath path(from);
            const double bend = (to.y() - from.y()) * 0.55;
            path.cubicTo(QPointF(from.x(), from.y() + bend), QPointF(to.x(), to.y() - bend), to);
            return path;
        }
        case Course::slide:
        case Course::belt:
        case Course::fade:
            break;
    }
    QPainterPath path(from);
    path.lineTo(to);
    return path;
}

}  // namespace interleave::ui::stage
