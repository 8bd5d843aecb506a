#include "ui/stage/animator.h"

#include <QCoreApplication>
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
constexpr std::size_t kMostArcs = 3;
constexpr double kGhostDelay = 260;

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

Course courseOf(MoveWhy why, const Place& from, const Place& to) {
    if (why == MoveWhy::steal)
        return Course::arc;
    if (from.kind == PlaceKind::global || to.kind == PlaceKind::global)
        return Course::drop;
    return Course::slide;
}

double ease(double t) {
    t = std::clamp(t, 0.0, 1.0);
    return t < 0.5 ? 4 * t * t * t : 1 - std::pow(-2 * t + 2, 3) / 2;
}

bool sameRect(const QRectF& a, const QRectF& b) {
    return std::abs(a.x() - b.x()) < 0.5 && std::abs(a.y() - b.y()) < 0.5 && std::abs(a.width() - b.width()) < 0.5 &&
           std::abs(a.height() - b.height()) < 0.5;
}

}  // namespace

struct Animator::Journey {
    std::uint32_t g = 0;
    Place from, to;
    MoveWhy why = MoveWhy::start;
    std::uint64_t event = 0;
};

double Flight::progress() const {
    return duration <= 0 ? 1 : ease((age - delay) / duration);
}

const Token& Flight::shown() const {
    return progress() < 0.6 ? departed : look;
}

double Arc::opacity() const {
    return std::clamp(std::min(age / 120, (life - age) / 350), 0.0, 1.0);
}

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

QRectF Animator::position(const Flight& flight, const StageLayout& layout) const {
    const double t = flight.progress();
    const QPainterPath path = coursePath(flight.course, flight.from.center(), flight.to.center(), layout);
    const QPointF center = flight.course == Course::slide
                               ? flight.from.center() + (flight.to.center() - flight.from.center()) * t
                               : path.pointAtPercent(t);
    const QSizeF size(flight.from.width() + (flight.to.width() - flight.from.width()) * t,
                      flight.from.height() + (flight.to.height() - flight.from.height()) * t);
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
        m_flights.clear();
        reindex();
        return;
    }
    startJourneys(before, next, change);
    if (m_aggregated)
        return;
    startShifts(before, next);
    startMachines(before, next);
    retarget(next);
}

// One journey for each goroutine that moved, from where it was first to where it is last.
void Animator::startJourneys(const StageLayout& before, const StageLayout& next, const Change& change) {
    std::vector<Journey> journeys;
    std::unordered_map<std::uint32_t, std::size_t> indexOf;
    for (const Move& move : change.moves) {
        const auto [it, isNew] = indexOf.try_emplace(move.g, journeys.size());
        if (isNew)
            journeys.push_back({move.g, move.from, move.to, move.why, move.event});
        Journey& journey = journeys[it->second];
        journey.to = move.to;
        if (!isNew && weight(move.why) > weight(journey.why)) {
            journey.why = move.why;
            journey.event = move.event;
        }
    }
    const auto drawn = [&](const Journey& j) { return before.token(j.g) || next.token(j.g) || flies(j.g); };
    if (static_cast<std::size_t>(std::ranges::count_if(journeys, drawn)) > kMostMoves) {
        m_aggregated = true;
        m_flights.clear();
        reindex();
        return;
    }
    std::vector<Journey> hidden;
    std::map<std::uint64_t, int> order;
    for (const Journey& journey : journeys) {
        if (!drawn(journey)) {
            hidden.push_back(journey);
            continue;
        }
        Flight flight;
        flight.id = journey.g;
        const Token* to = next.token(journey.g);
        const Token* from = before.token(journey.g);
        if (to)
            flight.look = *to;
        else if (from)
            flight.look = *from;
        else if (const auto it = m_tokens.find(journey.g); it != m_tokens.end())
            flight.look = m_flights[it->second].look;
        flight.state = flight.look.state;
        if (const auto it = m_tokens.find(journey.g); it != m_tokens.end())
            flight.from = position(m_flights[it->second], next);
        else if (from)
            flight.from = from->rect;
        else
            flight.from = before.anchor(journey.from.kind == PlaceKind::nowhere ? journey.to : journey.from);
        flight.departed = from ? *from : flight.look;
        if (const auto it = m_tokens.find(journey.g); it != m_tokens.end())
            flight.departed = m_flights[it->second].shown();
        flight.appears = !from && !flies(journey.g);
        flight.vanishes = !to;
        flight.to = to ? to->rect : journey.to.kind == PlaceKind::nowhere ? flight.from : next.anchor(journey.to);
        flight.course = courseOf(journey.why, journey.from, journey.to);
        flight.duration = durationOf(journey.why);
        const bool steal = journey.why == MoveWhy::steal && journey.from.kind == PlaceKind::ring;
        flight.trail = steal;
        flight.ghost = steal && from;
        // Goroutines of one event leave one after the other.
        if (const int place = order[journey.event]++; place > 0)
            flight.delay = std::min(place * (steal ? 55.0 : 25.0), 165.0);
        if (!sameRect(flight.from, flight.to) || flight.appears || flight.vanishes)
            launch(std::move(flight));
    }
    startPiles(hidden, before, next);
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
        flight.course = courseOf(group.first.why, group.first.from, group.first.to);
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
        launch(std::move(flight));
    }
}

// What did not move, but stands elsewhere since others left. Where ghosts lie in the way it waits for them.
void Animator::startShifts(const StageLayout& before, const StageLayout& next) {
    std::vector<QRectF> ghosts;
    for (const Flight& flight : m_flights)
        if (flight.ghost && flight.age == 0)
            ghosts.push_back(flight.from);
    for (const Token& token : next.tokens) {
        if (flies(token.g))
            continue;
        const Token* from = before.token(token.g);
        if (!from || sameRect(from->rect, token.rect))
            continue;
        Flight flight;
        flight.id = token.g;
        flight.look = token;
        flight.departed = *from;
        flight.from = from->rect;
        flight.to = token.rect;
        flight.duration = 180;
        for (const geometry::ProcessorCard& card : next.cards)
            if (card.ring.contains(token.rect.center()) &&
                std::ranges::any_of(ghosts, [&](const QRectF& g) { return card.ring.contains(g.center()); }))
                flight.delay = kGhostDelay;
        launch(std::move(flight));
    }
}

void Animator::startMachines(const StageLayout& before, const StageLayout& next) {
    for (const geometry::MachineBox& box : next.machines) {
        const geometry::MachineBox* from = before.machine(box.m);
        if (!from)
            continue;
        const auto flying = m_machines.find(box.m);
        if (flying != m_machines.end() && sameRect(m_flights[flying->second].to, box.rect))
            continue;
        if (flying == m_machines.end() && sameRect(from->rect, box.rect))
            continue;
        Flight flight;
        flight.kind = Flight::Kind::machine;
        flight.id = box.m;
        flight.from = flying != m_machines.end() ? position(m_flights[flying->second], next) : from->rect;
        flight.to = box.rect;
        flight.machine = box;
        const bool far = std::abs(flight.from.center().x() - box.rect.center().x()) > next.idlePanel.width();
        flight.course = far ? Course::under : Course::slide;
        flight.duration = far ? 400 : 200;
        launch(std::move(flight));
    }
}

// Flights that are under way follow their goal.
void Animator::retarget(const StageLayout& next) {
    for (Flight& flight : m_flights) {
        if (flight.kind == Flight::Kind::token) {
            if (const Token* to = next.token(flight.id)) {
                flight.to = to->rect;
                flight.look = *to;
                flight.vanishes = false;
            } else {
                flight.vanishes = true;  // it has come to stand in a pile
            }
        } else if (flight.kind == Flight::Kind::machine) {
            if (const geometry::MachineBox* to = next.machine(static_cast<std::uint16_t>(flight.id))) {
                flight.to = to->rect;
                flight.machine = *to;
            }
        }
    }
    const auto lost = [&](const Flight& f) {
        return f.kind == Flight::Kind::machine && !next.machine(static_cast<std::uint16_t>(f.id));
    };
    if (std::erase_if(m_flights, lost) > 0)
        reindex();
}

// --- words on what happened

void Animator::addArc(Arc arc) {
    const auto same = [&](const Arc& a) { return a.kind == arc.kind && a.from == arc.from && a.to == arc.to; };
    std::erase_if(m_arcs, same);
    if (m_arcs.size() >= kMostArcs)
        m_arcs.erase(m_arcs.begin());
    m_arcs.push_back(std::move(arc));
}

// Lengths of the rings are followed through the moves, so that "3 of 6" holds at the moment of the steal.
void Animator::noteArcs(const StageSnapshot& was, const Change& change) {
    std::map<std::uint32_t, std::int64_t> length;
    for (const geometry::ProcessorView& p : was.processors)
        length[p.id] = p.ringSize;
    std::map<std::uint64_t, std::pair<Move, std::uint32_t>> grouped;  // by event: its first move, and how many
    std::map<std::uint64_t, std::int64_t> lengthBefore;
    for (const Move& move : change.moves) {
        auto& [first, count] = grouped[move.event];
        if (count++ == 0) {
            first = move;
            if (move.from.kind == PlaceKind::ring)
                lengthBefore[move.event] = length[move.from.index];
        }
        if (move.from.kind == PlaceKind::ring)
            --length[move.from.index];
        if (move.to.kind == PlaceKind::ring)
            ++length[move.to.index];
    }
    for (const auto& [event, group] : grouped) {
        const auto& [move, count] = group;
        const auto from = static_cast<std::uint16_t>(move.from.index);
        const auto to = static_cast<std::uint16_t>(move.to.index);
        if (move.why == MoveWhy::steal) {
            const bool next = move.from.kind == PlaceKind::runnext;
            addArc({Arc::Kind::steal, from, to,
                    next ? QStringLiteral("runqgrab(): runnext G%1").arg(move.g)
                         : QCoreApplication::translate("Stage", "runqsteal(): %1 of %2")
                               .arg(count)
                               .arg(lengthBefore[event])});
        } else if (move.why == MoveWhy::enqueue && move.to.kind == PlaceKind::global && count > 1) {
            addArc({Arc::Kind::toGlobal, from, trace::kNoP, QStringLiteral("globrunqputbatch(): %1").arg(count)});
        } else if (move.why == MoveWhy::globalGet) {
            addArc({Arc::Kind::fromGlobal, trace::kNoP, to, QStringLiteral("globrunqget(): %1").arg(count)});
        } else if (move.why == MoveWhy::preempt) {
            addArc({Arc::Kind::preempt, to, trace::kNoP,
                    QCoreApplication::translate("Stage", "G%1 preempted").arg(move.g)});
        }
    }
}

void Animator::noteHandoffs(const Change& change) {
    for (const model::FullEvent& event : change.events) {
        if (event.event.kind == trace::EventKind::PRetake)
            m_handedOff[event.event.p] = {static_cast<std::uint16_t>(event.event.a), true};
        if (event.event.kind == trace::EventKind::PHandoff && !m_handedOff.contains(event.event.p))
            m_handedOff[event.event.p] = {static_cast<std::uint16_t>(event.event.a), false};
    }
    for (const model::PMove& move : change.pMoves) {
        if (move.toM == trace::kNoM)
            continue;
        const auto it = m_handedOff.find(move.p);
        if (it == m_handedOff.end())
            continue;
        const Loose loose = it->second;
        m_handedOff.erase(it);
        if (loose.fromM == trace::kNoM || loose.fromM == move.toM)
            continue;
        const QString words = loose.bySysmon ? QCoreApplication::translate("Stage", "sysmon handed P%1 from M%2 to M%3")
                                             : QCoreApplication::translate("Stage", "P%1 handed off from M%2 to M%3");
        addArc({Arc::Kind::handoff, loose.fromM, move.toM, words.arg(move.p).arg(loose.fromM).arg(move.toM)});
    }
}

}  // namespace interleave::ui::stage
