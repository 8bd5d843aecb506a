// Animator: what did not move itself, but stands elsewhere now; threads; flights whose goal moved.
#include <algorithm>
#include <cmath>

#include "ui/stage/animator.h"

namespace interleave::ui::stage {

using geometry::Belt;
using geometry::StageLayout;
using geometry::Token;

namespace {

constexpr double kShift = 180;
constexpr double kGhostDelay = 260;

// The belt that the token stands on in both layouts, unchanged itself; null: there is none.
const Belt* sharedBelt(int before, const StageLayout& was, int now, const StageLayout& is) {
    if (before < 0 || now < 0)
        return nullptr;
    const Belt& belt = is.belts[static_cast<std::size_t>(now)];
    return was.belts[static_cast<std::size_t>(before)] == belt ? &belt : nullptr;
}

}  // namespace

// How far each belt moved on, and which wait until what was stolen from them has left.
struct Animator::Shifts {
    std::vector<int> by;
    std::vector<double> delay;
    std::vector<bool> overtaken;  // by token: another that stood behind it on its belt stands before it now
};

void Animator::startShifts(const StageLayout& before, const StageLayout& next) {
    Shifts shifts{std::vector<int>(next.belts.size(), 0), std::vector<double>(next.belts.size(), 0),
                  std::vector<bool>(next.tokens.size(), false)};
    std::vector<int> last(next.belts.size(), -1);
    std::vector<bool> shared(next.belts.size(), false);
    for (std::size_t i = 0; i < next.tokens.size(); ++i) {
        const Token& token = next.tokens[i];
        const Token* from = before.token(token.g);
        if (from && sharedBelt(from->belt, before, token.belt, next)) {
            int& most = last[static_cast<std::size_t>(token.belt)];
            shifts.overtaken[i] = from->slot < most;
            most = std::max(most, from->slot);
            shared[static_cast<std::size_t>(token.belt)] = true;
            int& by = shifts.by[static_cast<std::size_t>(token.belt)];
            by = std::max(by, from->slot - token.slot);
        }
    }
    // All that was drawn has left: the rest comes out of the pile.
    for (const geometry::Pile& pile : before.piles)
        for (std::size_t i = 0; i < next.belts.size(); ++i)
            if (next.belts[i].place == pile.place && !shared[i])
                shifts.by[i] = next.belts[i].capacity();
    for (const Flight& flight : m_flights)
        for (std::size_t i = 0; flight.ghost && flight.fresh && i < next.belts.size(); ++i)
            if (next.belts[i].area.contains(flight.from.center()))
                shifts.delay[i] = std::max(shifts.delay[i], kGhostDelay * flight.duration / 400);
    for (std::size_t i = 0; i < next.tokens.size(); ++i)
        if (!flies(next.tokens[i].g))
            shiftToken(i, before, next, shifts);
    fadeCrossing(next);
}

// Two that change their order in a panel would go through each other.
void Animator::fadeCrossing(const StageLayout& next) {
    struct Seen {
        Flight* flight;
        QRectF at;
    };
    std::vector<Seen> seen;
    for (Flight& flight : m_flights)
        if (flight.kind == Flight::Kind::token && !flight.moves &&
            (flight.course == Course::slide || flight.course == Course::belt))
            seen.push_back({&flight, position(flight, next)});
    const auto fade = [](Seen& s) {
        s.flight->from = s.at;
        s.flight->course = Course::fade;
    };
    for (std::size_t i = 0; i < seen.size(); ++i)
        for (std::size_t k = i + 1; k < seen.size(); ++k) {
            const Flight& a = *seen[i].flight;
            const Flight& b = *seen[k].flight;
            const QPointF was = seen[i].at.center() - seen[k].at.center();
            const QPointF is = a.to.center() - b.to.center();
            const bool turned = a.course == Course::belt && b.course == Course::belt
                                    ? a.goal == b.goal && (slotOf(a) - slotOf(b)) * (a.look.slot - b.look.slot) < 0
                                    : std::abs(is.x()) < a.to.width() && was.y() * is.y() < 0;
            if (!turned)
                continue;
            fade(seen[i]);
            fade(seen[k]);
        }
}

void Animator::shiftToken(std::size_t index, const StageLayout& before, const StageLayout& next, const Shifts& shifts) {
    const Token& token = next.tokens[index];
    const Token* from = before.token(token.g);
    const auto at = static_cast<std::size_t>(std::max(token.belt, 0));
    Flight flight;
    flight.moves = false;
    flight.id = token.g;
    flight.look = token;
    flight.departed = from ? *from : token;
    flight.to = token.rect;
    flight.duration = kShift;
    if (token.belt >= 0) {
        flight.goal = next.belts[at].place;
        flight.delay = shifts.delay[at];
    }
    if (!from) {
        // It was counted in the pile, and moves up with the others.
        if (token.belt < 0 || shifts.by[at] == 0 || !before.pile(flight.goal)) {
            m_landed.push_back(token.g);
            return;
        }
        flight.course = Course::belt;
        flight.fromSlot = token.slot + shifts.by[at];
        flight.from = token.rect;
    } else {
        if (sameRect(from->rect, token.rect))
            return;
        flight.from = from->rect;
        flight.fromSlot = from->slot;
        flight.course = sharedBelt(from->belt, before, token.belt, next) ? Course::belt
                                                                         : courseOfShift(from->rect, token.rect, next);
        if (narrow(flight.course))
            flight.duration = 2 * kShift;
        else if (flight.course != Course::belt)
            flight.duration = m_besideBelts;
    }
    if (fit(flight, flight.course == Course::belt ? allowed(flight.goal) : flight.duration))
        launch(std::move(flight));
    else
        m_landed.push_back(token.g);
}

// Who stands at once where another still moves away makes that one stand at once, too.
void Animator::clearLanded(const StageLayout& next) {
    for (std::size_t i = 0; i < m_landed.size(); ++i) {
        const Token* landed = next.token(m_landed[i]);
        if (!landed)
            continue;
        const QRectF place = landed->rect.adjusted(3, 3, -3, -3);
        const auto inTheWay = [&](const Flight& f) {
            return f.kind == Flight::Kind::token && !f.moves && position(f, next).intersects(place);
        };
        const std::size_t before = m_landed.size();
        for (const Flight& flight : m_flights)
            if (inTheWay(flight))
                m_landed.push_back(flight.id);
        if (m_landed.size() > before && std::erase_if(m_flights, inTheWay) > 0)
            reindex();
    }
}

void Animator::startMachines(const StageLayout& before, const StageLayout& next) {
    for (const geometry::MachineBox& box : next.machines) {
        const geometry::MachineBox* from = before.machine(box.m);
        if (!from || sameRect(from->rect, box.rect))
            continue;
        const auto flying = m_machines.find(box.m);
        Flight flight;
        flight.kind = Flight::Kind::machine;
        flight.id = box.m;
        flight.from = flying != m_machines.end() ? position(m_flights[flying->second], next) : from->rect;
        flight.to = box.rect;
        flight.machine = box;
        flight.course = courseOfMachine(flight.from, flight.to, next);
        flight.duration = flight.course == Course::under ? 400 : 200;
        launch(std::move(flight));
    }
}

// Flights that are under way follow their goal.
void Animator::retarget(const StageLayout& before, const StageLayout& next) {
    // Who comes into a panel finds the place free.
    m_besideBelts = kShift;
    for (const Flight& flight : m_flights)
        if (flight.fresh && flight.moves)
            m_besideBelts = std::min(m_besideBelts, 0.6 * (flight.delay + flight.duration));
    for (Flight& flight : m_flights) {
        if (flight.kind == Flight::Kind::token) {
            if (!flight.fresh)
                retargetToken(flight, before, next);
        } else if (flight.kind == Flight::Kind::machine) {
            if (const geometry::MachineBox* to = next.machine(static_cast<std::uint16_t>(flight.id)))
                flight.machine = *to;
        }
    }
    const auto lost = [&](const Flight& f) {
        return f.kind == Flight::Kind::machine && !next.machine(static_cast<std::uint16_t>(f.id));
    };
    if (std::erase_if(m_flights, lost) > 0)
        reindex();
}

void Animator::retargetToken(Flight& flight, const StageLayout& before, const StageLayout& next) {
    const Token* to = next.token(flight.id);
    flight.vanishes = !to;
    if (!to) {
        // It has come to stand in a pile, or is drawn no more.
        if (flight.goal.kind != model::PlaceKind::nowhere)
            flight.to = next.anchor(flight.goal);
        flight.ghost = false;
        return;
    }
    const bool offBelt = flight.course == Course::belt && !sharedBelt(flight.look.belt, before, to->belt, next);
    if (sameRect(flight.to, to->rect) && !offBelt) {
        flight.look = *to;
        return;
    }
    if (flight.course == Course::belt) {
        // The whole belt moves on together, each from where it is seen.
        flight.fromSlot = slotOf(flight);
        flight.age = 0;
        flight.delay = 0;
        flight.duration = kShift;
        flight.departed = *to;
        if (offBelt || !fit(flight, allowed(flight.goal))) {
            flight.age = flight.delay + flight.duration;
            flight.course = Course::slide;
        }
        flight.to = to->rect;
        flight.look = *to;
        return;
    }
    const QRectF seen = position(flight, before);
    const bool otherRow = (flight.look.belt < 0) != (to->belt < 0) && !flight.moves;
    flight.nudge = {};
    flight.to = to->rect;
    flight.look = *to;
    if (flight.delay + flight.duration - flight.age > kShift) {
        flight.nudge = seen.center() - position(flight, next).center();
        flight.nudgedAt = flight.progress();
        return;
    }
    // Nearly there: it goes on from where it is seen, no quicker than those that make room for it.
    flight.from = seen;
    flight.departed = flight.shown();
    flight.course = otherRow || flight.course == Course::fade ? Course::fade : Course::slide;
    flight.age = flight.delay = 0;
    flight.duration = to->belt >= 0 ? std::min(kShift, allowed(flight.goal)) : m_besideBelts;
}

}  // namespace interleave::ui::stage
