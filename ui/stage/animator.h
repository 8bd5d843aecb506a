// Movement on the stage: from where things really were to where they really are.
//
// A layout says where everything stands now. The animator compares it with the one before: what is drawn in another
// place gets a flight from where it is seen at that moment (in the air, too: every flight can be interrupted) to its
// new place, along a path that tells why. A flight's goal is looked up in the newest layout, so all that ends, ends
// where the World has it. Only advance() moves time; the same calls give the same frames.
//
// A flight is over before the next change at its place is due: where changes follow each other quickly, flights are
// shorter, and where they would be too short to be seen, things stand at once where they belong. The same holds where
// one frame has more moves than the eye can follow. aggregated() says so, and the arcs carry counts.
#pragma once

#include <map>
#include <span>
#include <unordered_map>
#include <vector>

#include "model/recording.h"
#include "ui/geometry/stage_layout.h"
#include "ui/stage/course.h"
#include "ui/stage/tempo.h"

namespace interleave::ui::stage {

using base::Duration;

struct Flight {
    enum class Kind : std::uint8_t { token, machine, pile } kind = Kind::token;
    std::uint32_t id = 0;  // of the G or M; a pile: its count
    QRectF from, to;
    Course course = Course::slide;
    bool moves = true;      // it really moved; else it only stands elsewhere, since others did
    bool fresh = true;      // begun in this frame
    bool appears = false;   // came from nowhere: fades in
    bool vanishes = false;  // goes where it is not drawn itself: fades out
    bool born = false;      // comes out from under the goroutine that created it
    bool trail = false;
    bool ghost = false;                                   // leaves a faded copy where it was, while it flies
    double delay = 0, duration = 0, age = 0;              // ms of screen
    theme::UnitState state = theme::UnitState::runnable;  // of a pile, or where the goal is not drawn
    geometry::Token departed, look;  // how the token looked where it was, and looks where it is going
    geometry::MachineBox machine;
    model::Place goal;    // where the World has it
    double fromSlot = 0;  // on a belt; the goal's slot is look.slot
    QPointF nudge;        // the goal moved under way: what is left of the difference
    double nudgedAt = 0;  // progress at that moment

    double progress() const;  // eased, 0..1
    // How it looks now: it changes over on the way.
    const geometry::Token& shown() const;
    bool over() const { return age >= delay + duration; }
};

// No difference that is seen.
bool sameRect(const QRectF& a, const QRectF& b);

// What happened between two places, with words.
struct Arc {
    enum class Kind : std::uint8_t { steal, toGlobal, fromGlobal, handoff, wake, preempt } kind = Kind::steal;
    std::uint16_t from = trace::kNoP, to = trace::kNoP;  // Ps, or Ms of a hand-off
    QString caption;
    double age = 0, life = 1500;
    double opacity() const;
};

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
    // Moves of the last moments were not shown one by one.
    bool aggregated() const { return m_aggregated || m_clock < m_saySkippedUntil; }
    const std::vector<Flight>& flights() const { return m_flights; }
    const std::vector<Arc>& arcs() const { return m_arcs; }
    // Where the flight is now.
    QRectF position(const Flight& flight, const geometry::StageLayout& layout) const;
    // Where on its belt, counted in slots.
    double slotOf(const Flight& flight) const;
    bool flies(std::uint32_t g) const { return m_tokens.contains(g); }
    bool machineFlies(std::uint16_t m) const { return m_machines.contains(m); }

private:
    struct Journey;
    static std::vector<Journey> journeysOf(std::span<const model::Move> moves);
    Flight flightOf(const Journey& journey, const geometry::StageLayout& before,
                    const geometry::StageLayout& next) const;
    static void bear(Flight& flight, const Journey& journey, const geometry::StageLayout& before,
                     const geometry::StageLayout& next);
    void startJourneys(const geometry::StageLayout& before, const geometry::StageLayout& next, const Change& change);
    void startPiles(const std::vector<Journey>& hidden, const geometry::StageLayout& before,
                    const geometry::StageLayout& next);

    // --- animator_shifts.cpp
    struct Shifts;
    void startShifts(const geometry::StageLayout& before, const geometry::StageLayout& next);
    void shiftToken(std::size_t index, const geometry::StageLayout& before, const geometry::StageLayout& next,
                    const Shifts& shifts);
    void fadeCrossing(const geometry::StageLayout& next);
    void clearLanded(const geometry::StageLayout& next);
    void startMachines(const geometry::StageLayout& before, const geometry::StageLayout& next);
    void retarget(const geometry::StageLayout& before, const geometry::StageLayout& next);
    void retargetToken(Flight& flight, const geometry::StageLayout& before, const geometry::StageLayout& next);

    // --- pace
    void touch(std::span<const Journey> journeys);
    // Shortens the flight to what its places allow; false where it would be too short to be seen.
    bool fit(Flight& flight, double allowed);
    double allowed(const model::Place& place) const;
    void land(std::uint32_t g);
    void aggregate();

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
    std::vector<std::uint32_t> m_landed;         // in this frame without a flight
    Tempo m_tempo;
    double m_besideBelts = 0;  // ms that what makes room in a panel takes now
    double m_clock = 0;        // ms of screen
    double m_saySkippedUntil = -1;
    bool m_reduced = false;
    bool m_aggregated = false;
};

}  // namespace interleave::ui::stage
