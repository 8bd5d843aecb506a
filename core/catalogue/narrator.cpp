#include "catalogue/narrator.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "trace/text.h"

namespace interleave::catalogue {
namespace {

using trace::Event;
using trace::EventKind;
using trace::Field;
using trace::FieldType;
using trace::Slot;

constexpr std::array<Field, 3> kActorFields{Field{"g", Slot::g, FieldType::G, {}},
                                            Field{"p", Slot::p, FieldType::P, {}},
                                            Field{"m", Slot::m, FieldType::M, {}}};

// The field of that name: the event's own, else one of the actor's.
const Field* fieldNamed(EventKind kind, std::string_view name) {
    if (const Field* own = trace::descriptor(kind).field(name))
        return own;
    for (const Field& field : kActorFields)
        if (field.name == name)
            return &field;
    return nullptr;
}

enum class Comparison { equal, notEqual, less, lessOrEqual, greater, greaterOrEqual };

Comparison takeComparison(std::string_view& value) {
    constexpr std::array<std::pair<std::string_view, Comparison>, 5> kSigns{{{">=", Comparison::greaterOrEqual},
                                                                             {"<=", Comparison::lessOrEqual},
                                                                             {"!=", Comparison::notEqual},
                                                                             {">", Comparison::greater},
                                                                             {"<", Comparison::less}}};
    for (const auto& [sign, comparison] : kSigns) {
        if (!value.starts_with(sign))
            continue;
        value.remove_prefix(sign.size());
        return comparison;
    }
    return Comparison::equal;
}

bool holds(Comparison comparison, std::int64_t actual, std::int64_t wanted) {
    switch (comparison) {
        case Comparison::equal:
            return actual == wanted;
        case Comparison::notEqual:
            return actual != wanted;
        case Comparison::less:
            return actual < wanted;
        case Comparison::lessOrEqual:
            return actual <= wanted;
        case Comparison::greater:
            return actual > wanted;
        case Comparison::greaterOrEqual:
            return actual >= wanted;
    }
    return false;
}

std::optional<std::int64_t> wordIndex(std::string_view words, std::string_view word) {
    for (std::size_t i = 0;; ++i) {
        const std::string_view one = trace::nthName(words, i);
        if (one.empty())
            return std::nullopt;
        if (one == word)
            return static_cast<std::int64_t>(i);
    }
}

// The number that a value of a When stands for in that field.
std::optional<std::int64_t> valueFor(const Field& field, std::string_view value) {
    if (field.type == FieldType::Word) {
        if (const auto index = wordIndex(field.words, value))
            return index;
    }
    if (value == "true")
        return 1;
    if (value == "false")
        return 0;
    // "G1", "P0", "M2": as they are shown.
    if (value.size() > 1 &&
        ((field.type == FieldType::G && value[0] == 'G') || (field.type == FieldType::P && value[0] == 'P') ||
         (field.type == FieldType::M && value[0] == 'M')))
        value.remove_prefix(1);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error == std::errc{} && end == value.data() + value.size())
        return number;
    if (field.type == FieldType::Nanoseconds)
        if (const auto length = parseDuration(value))
            return length.value().count();
    return std::nullopt;
}

std::int64_t actualValue(const Event& event, const Field& field) {
    if (field.type == FieldType::Signed)
        return trace::fieldSigned(event, field);
    return static_cast<std::int64_t>(trace::fieldValue(event, field));
}

// Calls f(place) for each {place} of a text, in order.
template <class F>
void forEachPlace(std::string_view text, F f) {
    for (std::size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
        const std::size_t close = text.find('}', open);
        if (close == std::string_view::npos)
            return;
        f(text.substr(open + 1, close - open - 1), open, close + 1);
    }
}

}  // namespace

base::Result<void> checkWhen(const When& when) {
    if (when.event.empty()) {
        if (when.where.empty())
            return {};
        return base::Error{"when", "it has fields but no event", "name the event"};
    }
    const EventKind kind = trace::kindNamed(when.event);
    if (kind == EventKind::count)
        return base::Error{"when", "there is no event “" + when.event + "”", "use a name of core/trace/events.def"};
    for (const auto& [name, value] : when.where) {
        const Field* field = fieldNamed(kind, name);
        if (!field)
            return base::Error{"when", when.event + " has no field “" + name + "”", "see core/trace/events.def"};
        std::string_view bare = value;
        takeComparison(bare);
        if (!valueFor(*field, bare))
            return base::Error{"when", "field “" + name + "” of " + when.event + " cannot be “" + value + "”",
                               "use a number, or a word of core/trace/vocabulary.h"};
    }
    return {};
}

base::Result<void> checkPlaces(std::string_view text, const When& when) {
    const EventKind kind = when.event.empty() ? EventKind::RunBegin : trace::kindNamed(when.event);
    if (kind == EventKind::count)
        return {};  // told by checkWhen
    std::string unknown;
    forEachPlace(text, [&](std::string_view place, std::size_t, std::size_t) {
        if (unknown.empty() && !fieldNamed(kind, place))
            unknown = place;
    });
    if (unknown.empty())
        return {};
    return base::Error{"text", "the event has no field for {" + unknown + "}", "see core/trace/events.def"};
}

bool matches(const When& when, const Event& event) {
    if (trace::descriptor(event.kind).name != when.event)
        return false;
    for (const auto& [name, value] : when.where) {
        const Field* field = fieldNamed(event.kind, name);
        if (!field)
            return false;
        std::string_view bare = value;
        const Comparison comparison = takeComparison(bare);
        const auto wanted = valueFor(*field, bare);
        if (!wanted || !holds(comparison, actualValue(event, *field), *wanted))
            return false;
    }
    return true;
}

std::string fieldText(const Event& event, const Field& field, const NameOf& names) {
    trace::TextOptions options;
    if (names)
        options.name = [&](trace::ObjectKind kind, std::uint32_t object) {
            return names(kind == trace::ObjectKind::function ? FieldType::String : FieldType::Object, object);
        };
    return trace::valueText(event, field, options);
}

std::string fill(std::string_view text, const Event& event, const NameOf& names) {
    std::string filled;
    std::size_t done = 0;
    forEachPlace(text, [&](std::string_view place, std::size_t from, std::size_t to) {
        const Field* field = fieldNamed(event.kind, place);
        if (!field)
            return;
        filled += text.substr(done, from - done);
        filled += fieldText(event, *field, names);
        done = to;
    });
    filled += text.substr(done);
    return filled;
}

Narrator::Narrator(const Scenario& scenario) : m_scenario(&scenario) {
    for (const Step& step : scenario.narration)
        m_kinds.push_back(trace::kindNamed(step.when.event));
}

bool Narrator::complete() const {
    return m_reached.size() == m_scenario->narration.size();
}

void Narrator::passUntied(std::uint64_t index, std::uint64_t position, const Event& event) {
    while (!complete() && m_kinds[m_reached.size()] == EventKind::count) {
        Event begin = event;
        begin.kind = EventKind::RunBegin;
        m_reached.push_back({m_reached.size(), index, position, begin});
    }
}

void Narrator::take(std::uint64_t index, const Event& event) {
    if (m_reached.empty())
        passUntied(index, 0, event);
    if (complete() || event.kind != m_kinds[m_reached.size()])
        return;
    const When& when = m_scenario->narration[m_reached.size()].when;
    if (!matches(when, event) || ++m_seen < when.nth)
        return;
    m_seen = 0;
    m_reached.push_back({m_reached.size(), index, index + 1, event});
    passUntied(index, index + 1, event);
}

void Narrator::advance(const EventReader& read) {
    std::array<Event, 1024> part;
    while (!complete()) {
        const std::size_t n = read(m_next, part);
        for (std::size_t i = 0; i < n; ++i)
            take(m_next + i, part[i]);
        m_next += n;
        if (n < part.size())
            return;
    }
}

std::optional<Narrator::Reached> Narrator::at(std::uint64_t position) const {
    const auto after = std::partition_point(m_reached.begin(), m_reached.end(),
                                            [&](const Reached& r) { return r.position <= position; });
    if (after == m_reached.begin())
        return std::nullopt;
    return *std::prev(after);
}

}  // namespace interleave::catalogue
