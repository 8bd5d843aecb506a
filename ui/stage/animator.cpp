#include "ui/stage/animator.h"

#include <algorithm>
#include <cmath>

namespace interleave::ui::stage {

using geometry::StageLayout;
using geometry::StageSnapshot;
using geometry::Token;
using model::Move;
using model::MoveWhy;
using model::Place;
using model::PlaceKind;
using theme::UnitState;

namespace {

constexpr std::size_t kMostMoves = 96;  // of goroutines that are drawn, in one frame
constexpr std::size_t kMostFlights = 260;
constexpr double kLeastFlight = 60;  // ms: shorter ones are not seen
constexpr double kSayFor = 1200;     // ms for which skipped moves are told

// How telling a reason is: where one frame holds several moves of a goroutine, the most telling names the path.
int weight(MoveWhy why) {
    switch (why) {
        case MoveWhy::steal:
            return 10;
        case MoveWhy::spill:
            return 9;
        case MoveWhy::preempt:
            return 8;
        case MoveWhy::create:
            return 7;
        case MoveWhy::globalGet:
            return 6;
        case MoveWhy::timer:
        case MoveWhy::wake:
            return 5;
        case MoveWhy::runnextKick:
            return 4;
        default:
            return 1;
    }
}

double durationOf(MoveWhy why) {
    switch (why) {
        case MoveWhy::steal:
        case MoveWhy::spill:
            return 400;
        case MoveWhy::preempt:
        case MoveWhy::globalGet:
            return 360;
        case MoveWhy::wake:
        case MoveWhy::timer:
        case MoveWhy::block:
        case MoveWhy::syscallEnter:
        case MoveWhy::syscallExit:
            return 320;
        case MoveWhy::create:
            return 260;
        default:
            return 220;
    }
}

// What shares one pace: a P with all in its card, the global queue. Panels take whatever comes.
std::uint32_t paceKey(const Place& place) {
    switch (place.kind) {
        case PlaceKind::transit:
        case PlaceKind::running:
        case PlaceKind::runnext:
        case PlaceKind::ring:
            return place.index;
        case PlaceKind::global:
            return 1U << 20;
        default:
            return ~0U;
    }
}

double ease(double t) {
    t = std::clamp(t, 0.0, 1.0);
    return t < 0.5 ? 4 * t * t * t : 1 - std::pow(-2 * t + 2, 3) / 2;
}

}  // namespace

bool sameRect(const QRectF& a, const QRectF& b) {
    return std::abs(a.x() - b.x()) < 0.5 && std::abs(a.y() - b.y()) < 0.5 && std::abs(a.width() - b.width()) < 0.5 &&
           std::abs(a.height() - b.height()) < 0.5;
}

struct Animator::Journey {
    std::uint32_t g = 0;
    Place from, to;
    Place first;  // where its first move of the frame led
    MoveWhy why = MoveWhy::start;
    std::uint64_t event = 0;
};

double Flight::progress() const {
    return duration <= 0 ? 1 : ease((age - delay) / duration);
}

const Token& Flight::shown() const {
    return progress() < 0.6 ? departed : look;
}

double Animator::slotOf(const Flight& flight) const {
    return flight.fromSlot + (flight.look.slot - flight.fromSlot) * flight.progress();
}

QRectF Animator::position(const Flight& flight, const StageLayout& layout) const {
    const double t = flight.progress();
    const QSizeF size(flight.from.width() + (flight.to.width() - flight.from.width()) * t,
                      flight.from.height() + (flight.to.height() - flight.from.height()) * t);
    QPointF center;
    if (const geometry::Belt* belt = layout.belt(flight.goal); belt && flight.course == Course::belt) {
        const double at = slotOf(flight);
        const auto last = static_cast<int>(std::floor(at));
        const double part = at - last;
        // Between the end of a row and the head of the next it is where the larger part of it is.
        const bool wraps = last % belt->columns == belt->columns - 1;
        const int near = part < 0.5 ? last : last + 1;
        const double aside = wraps ? (part < 0.5 ? part : part - 1) : part < 0.5 ? part : part - 1;
        center = belt->cell(near).center() + QPointF(aside * (belt->slotWidth + belt->gap), 0);
    } else if (flight.course == Course::fade) {
        center = t < 0.5 ? flight.from.center() : flight.to.center();
    } else if (flight.course == Course::slide) {
        center = flight.from.center() + (flight.to.center() - flight.from.center()) * t;
    } else {
        center = coursePath(flight.course, flight.from.center(), flight.to.center(), layout).pointAtPercent(t);
    }
    if (!flight.nudge.isNull())
        center += flight.nudge * ((1 - t) / std::max(1e-3, 1 - flight.nudgedAt));
    return QRectF(center - QPointF(size.width() / 2, size.height() / 2), size);
}

void Animator::setReducedMotion(bool on) {
    m_reduced = on;
    if (on)
        settle();
}

void Animator::settle() {
    m_flights.clear();
    m_arcs.clear();
    reindex();
}

void Animator::advance(Duration screen) {
    const double ms = static_cast<double>(screen.count()) / 1e6;
    m_clock += ms;
    for (Flight& flight : m_flights)
        flight.age += ms;
    for (Arc& arc : m_arcs)
        arc.age += ms;
    const bool some = std::erase_if(m_flights, [](const Flight& f) { return f.over(); }) > 0;
    std::erase_if(m_arcs, [](const Arc& a) { return a.age >= a.life; });
    if (some)
        reindex();
}

void Animator::reindex() {
    m_tokens.clear();
    m_machines.clear();
    for (std::size_t i = 0; i < m_flights.size(); ++i) {
        if (m_flights[i].kind == Flight::Kind::token)
            m_tokens[m_flights[i].id] = i;
        if (m_flights[i].kind == Flight::Kind::machine)
            m_machines[static_cast<std::uint16_t>(m_flights[i].id)] = i;
    }
}

void Animator::launch(Flight flight) {
    if (m_flights.size() >= kMostFlights)
        return;
    auto& index = m_tokens;
    if (flight.kind == Flight::Kind::token) {
        if (const auto it = index.find(flight.id); it != index.end()) {
            m_flights[it->second] = std::move(flight);
            return;
        }
        index[flight.id] = m_flights.size();
    } else if (flight.kind == Flight::Kind::machine) {
        const auto m = static_cast<std::uint16_t>(flight.id);
        if (const auto it = m_machines.find(m); it != m_machines.end()) {
            m_flights[it->second] = std::move(flight);
            return;
        }
        m_machines[m] = m_flights.size();
    }
    m_flights.push_back(std::move(flight));
}

void Animator::change(const StageLayout& before, const StageSnapshot& was, const StageLayout& next,
                      const Change& change) {
    const bool sameShape = before.size == next.size && before.factor == next.factor &&
                           before.cards.size() == next.cards.size() && !before.cards.empty();
    m_aggregated = !change.jumped && change.moves.size() > kMostMoves * 4;
    if (change.jumped || !sameShape || m_reduced) {
        m_flights.clear();
        m_tempo.clear();
        if (change.jumped || !sameShape)
            m_arcs.clear();
        reindex();
    }
    if (change.jumped || !sameShape)
        return;
    noteArcs(was, change);
    noteHandoffs(change);
    if (m_reduced)
        return;
    if (m_aggregated) {
        aggregate();
        return;
    }
    m_landed.clear();
    startJourneys(before, next, change);
    if (m_aggregated)
        return;
    retarget(before, next);
    startShifts(before, next);
    clearLanded(next);
    startMachines(before, next);
    for (Flight& flight : m_flights)
        flight.fresh = false;
}

void Animator::aggregate() {
    m_aggregated = true;
    m_saySkippedUntil = m_clock + kSayFor;
    m_flights.clear();
    reindex();
}

void Animator::touch(std::span<const Journey> journeys) {
    for (const Journey& journey : journeys)
        for (const Place& place : {journey.from, journey.to})
            if (const std::uint32_t key = paceKey(place); key != ~0U)
                m_tempo.touch(key, m_clock);
}

double Animator::allowed(const Place& place) const {
    return m_tempo.allowed(paceKey(place), m_clock);
}

bool Animator::fit(Flight& flight, double allowed) {
    const double whole = flight.delay + flight.duration;
    if (whole <= allowed)
        return true;
    flight.delay *= allowed / whole;
    flight.duration *= allowed / whole;
    if (flight.delay + flight.duration >= kLeastFlight)
        return true;
    m_saySkippedUntil = m_clock + kSayFor;
    return false;
}

// Lets a goroutine stand where it belongs at once.
void Animator::land(std::uint32_t g) {
    m_landed.push_back(g);
    const auto it = m_tokens.find(g);
    if (it == m_tokens.end())
        return;
    m_flights.erase(m_flights.begin() + static_cast<std::ptrdiff_t>(it->second));
    reindex();
}

// One journey for each goroutine that moved, from where it was first to where it is last.
std::vector<Animator::Journey> Animator::journeysOf(std::span<const Move> moves) {
    std::vector<Journey> journeys;
    std::unordered_map<std::uint32_t, std::size_t> indexOf;
    for (const Move& move : moves) {
        const auto [it, isNew] = indexOf.try_emplace(move.g, journeys.size());
        if (isNew)
            journeys.push_back({move.g, move.from, move.to, move.to, move.why, move.event});
        Journey& journey = journeys[it->second];
        journey.to = move.to;
        if (!isNew && weight(move.why) > weight(journey.why)) {
            journey.why = move.why;
            journey.event = move.event;
        }
    }
    return journeys;
}

void Animator::startJourneys(const StageLayout& before, const StageLayout& next, const Change& change) {
    const std::vector<Journey> journeys = journeysOf(change.moves);
    const auto drawn = [&](const Journey& j) { return before.token(j.g) || next.token(j.g) || flies(j.g); };
    if (static_cast<std::size_t>(std::ranges::count_if(journeys, drawn)) > kMostMoves) {
        aggregate();
        return;
    }
    touch(journeys);
    std::vector<Journey> hidden;
    std::map<std::uint64_t, int> order;
    for (const Journey& journey : journeys) {
        if (!drawn(journey)) {
            hidden.push_back(journey);
            continue;
        }
        Flight flight = flightOf(journey, before, next);
        // Goroutines of one event leave one after the other.
        if (const int place = order[journey.event]++; place > 0)
            flight.delay = std::min(place * (flight.trail ? 55.0 : 25.0), 165.0);
        const double most = std::min(allowed(journey.from), allowed(journey.to));
        const bool stays = sameRect(flight.from, flight.to) && !flight.appears && !flight.vanishes;
        if (!stays && fit(flight, most))
            launch(std::move(flight));
        else
            land(journey.g);
    }
    startPiles(hidden, before, next);
}

// A new goroutine comes out from under the one that runs where it was made.
void Animator::bear(Flight& flight, const Journey& journey, const StageLayout& before, const StageLayout& next) {
    for (const Place& place : {journey.first, journey.to}) {
        const geometry::ProcessorCard* card = next.card(static_cast<std::uint16_t>(place.index));
        if (paceKey(place) >= (1U << 20) || !card)
            continue;
        for (const Token& token : before.tokens)
            if (card->seat.contains(token.rect.center())) {
                flight.from = QRectF(token.rect.center() - QPointF(flight.to.width() / 2, flight.to.height() / 2),
                                     flight.to.size());
                return;
            }
    }
}

// Begins where the goroutine is seen: in the air, else in its place, else where its pile is.
Flight Animator::flightOf(const Journey& journey, const StageLayout& before, const StageLayout& next) const {
    Flight flight;
    flight.id = journey.g;
    const Token* to = next.token(journey.g);
    const Token* from = before.token(journey.g);
    const auto it = m_tokens.find(journey.g);
    const Flight* flying = it == m_tokens.end() ? nullptr : &m_flights[it->second];
    flight.look = to ? *to : from ? *from : flying->look;
    flight.departed = flying ? flying->shown() : from ? *from : flight.look;
    flight.state = flight.look.state;
    flight.from = flying ? position(*flying, next)
                  : from ? from->rect
                         : before.anchor(journey.from.kind == PlaceKind::nowhere ? journey.to : journey.from);
    flight.goal = journey.to;
    flight.appears = !from && !flying;
    flight.vanishes = !to;
    flight.to = to ? to->rect : journey.to.kind == PlaceKind::nowhere ? flight.from : next.anchor(journey.to);
    flight.born = flight.appears && journey.why == MoveWhy::create;
    if (flight.born)
        bear(flight, journey, before, next);
    flight.course = courseOf(journey.why, flight.from.center(), flight.to.center(), next);
    flight.duration = durationOf(journey.why);
    flight.trail = journey.why == MoveWhy::steal && journey.from.kind == PlaceKind::ring;
    flight.ghost = flight.trail && from;
    return flight;
}

// Those that are drawn at neither end fly together, counted.
void Animator::startPiles(const std::vector<Journey>& hidden, const StageLayout& before, const StageLayout& next) {
    struct Group {
        std::uint32_t count = 0;
        Journey first;
    };
    std::map<std::tuple<std::uint8_t, std::uint32_t, std::uint8_t, std::uint32_t>, Group> groups;
    for (const Journey& journey : hidden) {
        Group& group = groups[{static_cast<std::uint8_t>(journey.from.kind), journey.from.index,
                               static_cast<std::uint8_t>(journey.to.kind), journey.to.index}];
        if (group.count++ == 0)
            group.first = journey;
    }
    for (const auto& [key, group] : groups) {
        if (group.first.from.kind == PlaceKind::nowhere || group.first.to.kind == PlaceKind::nowhere ||
            group.first.from == group.first.to)
            continue;
        Flight flight;
        flight.from = before.anchor(group.first.from);
        flight.to = next.anchor(group.first.to);
        flight.goal = group.first.to;
        flight.course = courseOf(group.first.why, flight.from.center(), flight.to.center(), next);
        flight.duration = durationOf(group.first.why);
        flight.vanishes = true;
        if (group.count == 1) {
            flight.id = group.first.g;
            flight.look = Token{flight.id, flight.state, QRectF(QPointF(0, 0), flight.from.size()),
                                theme::Role::tokenSmall, false};
            flight.departed = flight.look;
        } else {
            flight.kind = Flight::Kind::pile;
            flight.id = group.count;
        }
        if (fit(flight, std::min(allowed(group.first.from), allowed(group.first.to))))
            launch(std::move(flight));
    }
}

}  // namespace interleave::ui::stage
