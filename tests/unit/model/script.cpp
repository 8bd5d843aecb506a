#include "script.h"

#include <cstdlib>
#include <cstring>
#include <sstream>
#include <stdexcept>

#include "model/event_walk.h"
#include "model/world_text.h"

namespace interleave::model {
namespace {

using trace::Event;

std::uint64_t valueOf(const trace::Field& field, const std::string& text) {
    if (field.type == trace::FieldType::Word || !field.words.empty())
        for (std::size_t n = 0; !trace::nthName(field.words, n).empty(); ++n)
            if (trace::nthName(field.words, n) == text)
                return n;
    char* end = nullptr;
    const auto value = static_cast<std::uint64_t>(std::strtoll(text.c_str(), &end, 10));
    if (text.empty() || *end != 0)
        throw std::runtime_error("no value of " + std::string(field.name) + ": " + text);
    return value;
}

void set(Event& event, trace::Slot slot, std::uint64_t value) {
    const auto narrow = static_cast<std::uint32_t>(value);
    switch (slot) {
        case trace::Slot::m:
            event.m = static_cast<std::uint16_t>(value);
            break;
        case trace::Slot::p:
            event.p = static_cast<std::uint16_t>(value);
            break;
        case trace::Slot::g:
            event.g = narrow;
            break;
        case trace::Slot::a:
            event.a = narrow;
            break;
        case trace::Slot::b:
            event.b = narrow;
            break;
        case trace::Slot::c:
            event.c = narrow;
            break;
        case trace::Slot::aux:
            event.aux = static_cast<std::uint8_t>(value);
            break;
        case trace::Slot::w:
            event.setWide(value);
            break;
    }
}

void setByName(Event& event, const std::string& name, const std::string& value) {
    if (const trace::Field* field = trace::descriptor(event.kind).field(name))
        return set(event, field->slot, valueOf(*field, value));
    const trace::Field actor{name, trace::Slot::a, trace::FieldType::Count, {}};
    if (name == "m")
        return set(event, trace::Slot::m, valueOf(actor, value));
    if (name == "p")
        return set(event, trace::Slot::p, valueOf(actor, value));
    if (name == "g")
        return set(event, trace::Slot::g, valueOf(actor, value));
    throw std::runtime_error(std::string(trace::descriptor(event.kind).name) + " has no field " + name);
}

void addTail(std::vector<Event>& events, const void* bytes, std::size_t size, std::size_t unit) {
    const Event owner = events.back();
    for (std::size_t i = 0; i < size; i += 16) {
        const std::size_t n = std::min<std::size_t>(16, size - i);
        std::uint32_t part[4] = {};
        std::memcpy(part, static_cast<const char*>(bytes) + i, n);
        events.push_back(Event{.time = owner.time,
                               .kind = trace::EventKind::More,
                               .aux = static_cast<std::uint8_t>(n / unit),
                               .m = owner.m,
                               .p = owner.p,
                               .g = part[0],
                               .a = part[1],
                               .b = part[2],
                               .c = part[3]});
    }
}

void parseLine(const std::string& line, std::vector<Event>& events) {
    std::istringstream words(line);
    std::string word;
    Event event;
    if (!(words >> event.time >> word))
        return;
    event.kind = trace::kindNamed(word);
    if (event.kind == trace::EventKind::count)
        throw std::runtime_error("no event " + word);
    std::vector<std::uint32_t> ids;
    std::string text;
    while (words >> word) {
        if (word.front() == '[') {
            std::string list = line.substr(line.find('[') + 1, line.find(']') - line.find('[') - 1);
            // "1-129" stands for all between.
            std::istringstream numbers(list);
            for (std::string number; numbers >> number;) {
                const std::size_t dash = number.find('-');
                const auto first = static_cast<std::uint32_t>(std::stoul(number));
                const auto last =
                    dash == std::string::npos ? first : static_cast<std::uint32_t>(std::stoul(number.substr(dash + 1)));
                for (std::uint32_t id = first; id <= last; ++id)
                    ids.push_back(id);
            }
            break;
        }
        if (word.front() == '"') {
            text = line.substr(line.find('"') + 1, line.rfind('"') - line.find('"') - 1);
            break;
        }
        const std::size_t equal = word.find('=');
        setByName(event, word.substr(0, equal), word.substr(equal + 1));
    }
    events.push_back(event);
    if (!ids.empty())
        addTail(events, ids.data(), ids.size() * 4, 4);
    if (!text.empty())
        addTail(events, text.data(), text.size(), 1);
}

}  // namespace

std::vector<Event> script(std::string_view text) {
    std::vector<Event> events;
    std::istringstream lines{std::string(text)};
    for (std::string line; std::getline(lines, line);)
        parseLine(line, events);
    return events;
}

World worldAfter(std::string_view text) {
    World world;
    TailBuffer tail;
    walkEvents(script(text), 0, tail,
               [&](const WholeEvent& whole) { world.apply(whole.event, whole.ids, whole.text, whole.index); });
    return world;
}

std::string lastMoves(std::string_view text) {
    World world;
    TailBuffer tail;
    std::vector<Move> moves;
    std::vector<PMove> pMoves;
    walkEvents(script(text), 0, tail, [&](const WholeEvent& whole) {
        moves.clear();
        pMoves.clear();
        world.apply(whole.event, whole.ids, whole.text, whole.index, &moves, &pMoves);
    });
    std::string result;
    for (const Move& move : moves)
        result += "g" + std::to_string(move.g) + " " + textOf(move.from) + " -> " + textOf(move.to) + "\n";
    for (const PMove& move : pMoves)
        result += "P" + std::to_string(move.p) + " m" + std::to_string(move.fromM) + " -> m" +
                  std::to_string(move.toM) + "\n";
    return result;
}

}  // namespace interleave::model
