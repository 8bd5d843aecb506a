// Movement on the stage: from where things really were to where they really are.
//
// A layout says where everything stands now. The animator compares it with the one before: what is drawn in another
// place gets a flight from where it is seen at that moment (in the air, too: every flight can be interrupted) to its
// new place, along a path that tells why. A flight's goal is looked up in the newest layout, so all that ends, ends
// where the World has it. Only advance() moves time; the same calls give the same frames.
//
// More moves in one frame than the eye can follow are not flown: everything stands at once where it belongs,
// aggregated() says so, and the arcs carry counts.
#pragma once

#include <QPainterPath>
#include <map>
#include <span>
#include <unordered_map>
#include <vector>

#include "model/recording.h"
#include "ui/geometry/stage_layout.h"

namespace interleave::ui::stage {

using base::Duration;

enum class Course : std::uint8_t { slide, arc, drop, under };

struct Flight {
    enum class Kind : std::uint8_t { token, machine, pile } kind = Kind::token;
    std::uint32_t id = 0;  // of the G or M; a pile: its count
    QRectF from, to;
    Course course = Course::slide;
    bool appears = false;   // came from nowhere: fades in
    bool vanishes = false;  // goes where it is not drawn itself: fades out
    bool trail = false;
    bool ghost = false;                                   // leaves a faded copy where it was, while it flies
    double delay = 0, duration = 0, age = 0;              // ms of screen
    theme::UnitState state = theme::UnitState::runnable;  // of a pile, or where the goal is not drawn
    geometry::Token departed, look;  // how the token looked where it was, and looks where it is going
    geometry::MachineBox machine;

    double progress() const;  // eased, 0..1
    // How it looks now: it changes over on the way.
    const geometry::Token& shown() const;
    bool over() const { return age >= delay + duration; }
};

// What happened between two places, with words.
struct Arc {
    enum class Kind : std::uint8_t { steal, toGlobal, fromGlobal, handoff, wake, preempt } kind = Kind::steal;
    std::uint16_t from = trace::kNoP, to = trace::kNoP;  // Ps, or Ms of a hand-off
    QString caption;
    double age = 0, life = 1500;
    double opacity() const;
};

// The curve of a flight or arc between two points.
QPainterPath coursePath(Course course, QPointF from, QPointF to, const geometry::StageLayout& layout);

class Animator {
public:
    struct Change {
        std::span<const model::Move> moves;
        std::span<const model::PMove> pMoves;
        std::span<const model::FullEvent> events;
        bool jumped = false;
    };

    // The stage now looks like `next`; it looked like `before`, of which `was` is the snapshot.
    void change(const geometry::StageLayout& before, const geometry::StageSnapshot& was,
                const geometry::StageLayout& next, const Change& change);
    void advance(Duration screen);
    void settle();
    // No flights: things are at once where they belong.
    void setReducedMotion(bool on);

    bool moving() const { return !m_flights.empty() || !m_arcs.empty(); }
    bool aggregated() const { return m_aggregated; }
    const std::vector<Flight>& flights() const { return m_flights; }
    const std::vector<Arc>& arcs() const { return m_arcs; }
    // Where the flight is now.
    QRectF position(const Flight& flight, const geometry::StageLayout& layout) const;
    bool flies(std::uint32_t g) const { return m_tokens.contains(g); }
    bool machineFlies(std::uint16_t m) const { return m_machines.contains(m); }

private:
    struct Journey;
    static std::vector<Journey> journeysOf(std::span<const model::Move> moves);
    Flight flightOf(const Journey& journey, const geometry::StageLayout& before,
                    const geometry::StageLayout& next) const;
    void startJourneys(const geometry::StageLayout& before, const geometry::StageLayout& next, const Change& change);
    void startShifts(const geometry::StageLayout& before, const geometry::StageLayout& next);
    void startMachines(const geometry::StageLayout& before, const geometry::StageLayout& next);
    void startPiles(const std::vector<Journey>& hidden, const geometry::StageLayout& before,
                    const geometry::StageLayout& next);
    void retarget(const geometry::StageLayout& next);
    void noteArcs(const geometry::StageSnapshot& was, const Change& change);
    void noteHandoffs(const Change& change);
    void addArc(Arc arc);
    void launch(Flight flight);
    void reindex();

    std::vector<Flight> m_flights;
    std::vector<Arc> m_arcs;
    std::unordered_map<std::uint32_t, std::size_t> m_tokens;
    std::unordered_map<std::uint16_t, std::size_t> m_machines;
    struct Loose {
        std::uint16_t fromM = trace::kNoM;
        bool bySysmon = false;
    };
    std::map<std::uint16_t, Loose> m_handedOff;  // by P: given up by a hand-off, and by whom
    bool m_reduced = false;
    bool m_aggregated = false;
};

}  // namespace interleave::ui::stage
