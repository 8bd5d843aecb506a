// How goroutines and threads are painted, from below: who moves up, who stands, the counted rests, who flies.
#include <algorithm>
#include <cmath>

#include "ui/stage/stage_scene.h"

namespace interleave::ui::stage {

using geometry::BoxStyle;
using geometry::SelectedObject;
using geometry::Token;

namespace {

// On a narrow way it is small in the middle, and grows at both ends.
constexpr double kShrunkFrom = 0.16;
constexpr double kShrunkTo = 0.84;

QPointF cornerOf(const QRectF& rect, QPointF center) {
    return center - QPointF(rect.width() / 2, rect.height() / 2);
}

void paintScaled(QPainter& painter, QPointF center, double scale, const auto& paint) {
    painter.save();
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.translate(center);
    painter.scale(scale, scale);
    paint();
    painter.restore();
}

}  // namespace

void StageScene::paintTokens(QPainter& painter) {
    paintShifts(painter);
    for (const Token& token : m_layout.tokens)
        if (!m_animator.flies(token.g))
            m_sprites.token(painter, token, token.rect.topLeft(),
                            lit(SelectedObject::goroutine(token.g)) ? TokenLook::lit : TokenLook::plain);
    for (const geometry::Pile& pile : m_layout.piles)
        m_sprites.pile(painter, pile, pile.rect.topLeft(), TokenLook::plain);
}

// What stands elsewhere since others left, and what comes out from under its creator: below all that rests.
void StageScene::paintShifts(QPainter& painter) {
    for (const Flight& flight : m_animator.flights()) {
        if (flight.kind != Flight::Kind::token || (flight.moves && !flight.born))
            continue;
        if (flight.course == Course::belt) {
            paintOnBelt(painter, flight);
            continue;
        }
        const double t = flight.progress();
        painter.setOpacity(flight.course == Course::fade ? std::abs(1 - 2 * t) : 1);
        paintFlight(painter, flight);
        painter.setOpacity(1);
    }
}

// Leaves its row at one end and comes into the next at the other.
void StageScene::paintOnBelt(QPainter& painter, const Flight& flight) {
    const geometry::Belt* belt = m_layout.belt(flight.goal);
    if (!belt)
        return;
    const double at = m_animator.slotOf(flight);
    const auto last = static_cast<int>(std::floor(at));
    const double part = at - last;
    const double pitch = belt->slotWidth + belt->gap;
    const TokenLook look = lit(SelectedObject::goroutine(flight.id)) ? TokenLook::lit : TokenLook::plain;
    painter.save();
    const double rim = theme().pxF(3);
    painter.setClipRect(belt->area.adjusted(-rim, -rim, rim, rim));
    m_sprites.token(painter, flight.look, belt->cell(last).topLeft() + QPointF(part * pitch, 0), look);
    if (part > 0 && last % belt->columns == belt->columns - 1)
        m_sprites.token(painter, flight.look, belt->cell(last + 1).topLeft() - QPointF((1 - part) * pitch, 0), look);
    painter.restore();
}

void StageScene::paintFlights(QPainter& painter) {
    for (const Flight& flight : m_animator.flights())
        if (flight.ghost) {
            painter.setOpacity(0.32 * std::clamp(1.3 - flight.progress() * 1.6, 0.0, 1.0));
            m_sprites.token(painter, flight.departed, flight.from.topLeft(), TokenLook::plain);
        }
    painter.setOpacity(1);
    for (const Flight& flight : m_animator.flights())
        if (flight.kind == Flight::Kind::token && flight.moves && !flight.vanishes)
            m_sprites.box(painter, {flight.to, BoxStyle::slotTarget, {}}, false);
    for (const Flight& flight : m_animator.flights()) {
        if (flight.kind == Flight::Kind::machine)
            paintMachineFlight(painter, flight);
        else if (flight.kind == Flight::Kind::pile)
            paintPileFlight(painter, flight);
        else if (flight.moves && !flight.born)
            paintFlight(painter, flight);
    }
    painter.setOpacity(1);
}

// On a long way the box is small; it opens where it arrives.
void StageScene::paintMachineFlight(QPainter& painter, const Flight& flight) {
    const QRectF at = m_animator.position(flight, m_layout);
    const double t = flight.progress();
    painter.setOpacity(flight.course == Course::fade ? std::abs(1 - 2 * t) : 1);
    if (flight.course == Course::under && t < 0.85) {
        geometry::MachineBox small = flight.machine;
        small.style = BoxStyle::machineSmall;
        small.detail.clear();
        const QSizeF size(theme().px(42), theme().px(22));
        m_sprites.machine(painter, small, QRectF(at.center() - QPointF(size.width() / 2, size.height() / 2), size),
                          false);
        return;
    }
    const QRectF rect(cornerOf(flight.to, at.center()), flight.to.size());
    m_sprites.machine(painter, flight.machine, rect,
                      lit(SelectedObject::machine(static_cast<std::uint16_t>(flight.id))));
}

void StageScene::paintPileFlight(QPainter& painter, const Flight& flight) {
    painter.setOpacity(std::clamp((1 - flight.progress()) * 4, 0.0, 1.0));
    const geometry::Pile pile{flight.id, QRectF(0, 0, theme().px(64), theme().px(30)), flight.state, {}, true};
    m_sprites.pile(painter, pile, cornerOf(pile.rect, m_animator.position(flight, m_layout).center()),
                   TokenLook::lifted);
}

void StageScene::paintTrail(QPainter& painter, const Flight& flight) {
    Flight earlier = flight;
    for (const double back : {60.0, 42.0, 24.0}) {
        earlier.age = flight.age - back;
        painter.setOpacity(0.10 + (60 - back) * 0.004);
        m_sprites.token(painter, flight.shown(),
                        cornerOf(flight.shown().rect, m_animator.position(earlier, m_layout).center()),
                        TokenLook::plain);
    }
}

void StageScene::paintFlight(QPainter& painter, const Flight& flight) {
    const QPointF center = m_animator.position(flight, m_layout).center();
    const double t = flight.progress();
    const TokenLook look = lit(SelectedObject::goroutine(flight.id)) ? TokenLook::lit
                           : flight.moves                            ? TokenLook::lifted
                                                                     : TokenLook::plain;
    if (flight.trail && t > 0.02 && t < 0.98)
        paintTrail(painter, flight);
    if (flight.moves)
        painter.setOpacity(flight.vanishes                  ? std::clamp((1 - t) * 4, 0.0, 1.0)
                           : flight.appears && !flight.born ? std::clamp(0.3 + t * 4, 0.0, 1.0)
                                                            : 1);
    Token token = flight.shown();
    if (!narrow(flight.course)) {
        m_sprites.token(painter, token, cornerOf(token.rect, center), look);
        return;
    }
    const QSizeF small(theme().px(44), theme().px(24));
    if (t > kShrunkFrom && t < kShrunkTo) {
        token.rect.setSize(small);
        token.role = theme::Role::tokenSmall;
        token.glyph = false;
        m_sprites.token(painter, token, cornerOf(token.rect, center), look);
        return;
    }
    const double open = t < 0.5 ? 1 - t / kShrunkFrom : (t - kShrunkTo) / (1 - kShrunkTo);
    const double least = small.height() / std::max(1.0, token.rect.height());
    paintScaled(painter, center, std::min(1.0, least + (1 - least) * open),
                [&] { m_sprites.token(painter, token, cornerOf(token.rect, {}), look); });
}

}  // namespace interleave::ui::stage
