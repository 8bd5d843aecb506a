// Follows a run's events and tells which steps of the narration they have reached, and fills the places of a step's
// texts from the event that it is tied to. Knows events and nothing of who keeps them.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "catalogue/catalogue.h"
#include "trace/event.h"

namespace interleave::catalogue {

// Copies events [first, first + out.size()) that exist so far; returns how many.
using EventReader = std::function<std::size_t(std::uint64_t first, std::span<trace::Event> out)>;

// Gives the name of an object or a function that an event's field names, or an empty text.
using NameOf = std::function<std::string(trace::FieldType type, std::uint32_t object)>;

// Whether a When names a known event, and known fields with values that they can have.
base::Result<void> checkWhen(const When& when);
// Whether every {place} of a text is one that the event has.
base::Result<void> checkPlaces(std::string_view text, const When& when);
// Whether an event is of a When's kind and its fields match. Values are words, numbers ("3"), durations ("10ms"),
// or one of these after >, <, >=, <= or != (">1").
bool matches(const When& when, const trace::Event& event);

// One field as a person reads it: "G7", "P0", "20 µs", "runnext".
std::string fieldText(const trace::Event& event, const trace::Field& field, const NameOf& names = {});
// The text with its {field} places filled; {g} {p} {m} are the event's own. Places that are not known stay.
std::string fill(std::string_view text, const trace::Event& event, const NameOf& names = {});

// Steps are reached in their order, each at the first matching event after the one of the step before. A step
// with no event is reached with the step before it (the first: at the start of the run).
//
// One thread at a time. The scenario outlives it.
class Narrator {
public:
    explicit Narrator(const Scenario& scenario);

    struct Reached {
        std::size_t step = 0;        // index in Scenario::narration
        std::uint64_t index = 0;     // of the event
        std::uint64_t position = 0;  // holds once so many events have happened: index + 1, or 0 at the start
        trace::Event event;  // with time in ns; for a step without an event: kind RunBegin, time of the run so far
    };

    // Reads on from where it stopped, as far as there are events. Cost: the new events.
    void advance(const EventReader& read);
    const std::vector<Reached>& reached() const { return m_reached; }
    bool complete() const;
    // The step that holds when `position` events have happened; nothing before the first.
    std::optional<Reached> at(std::uint64_t position) const;

private:
    void take(std::uint64_t index, const trace::Event& event);
    void passUntied(std::uint64_t index, std::uint64_t position, const trace::Event& event);

    const Scenario* m_scenario;
    std::vector<trace::EventKind> m_kinds;  // of each step; count: none
    std::vector<Reached> m_reached;
    std::uint64_t m_next = 0;
    int m_seen = 0;  // matching events for the step that is awaited
};

}  // namespace interleave::catalogue
