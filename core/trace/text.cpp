#include "trace/text.h"

#include <array>
#include <charconv>
#include <optional>

namespace interleave::trace {
namespace {

std::string translated(std::string_view english, const TextOptions& options) {
    return options.translate ? options.translate(english) : std::string(english);
}

std::string numbered(char letter, std::uint64_t id) {
    return letter + std::to_string(id);
}

// What kind of object a field names: by the reason of a wait, by its own kind, or by the field's name.
std::optional<ObjectKind> objectKindOf(const Event& event, const Field& field) {
    if (event.kind == EventKind::NameDef)
        return event.auxAs<ObjectKind>();
    if (event.kind == EventKind::GoBlock) {
        switch (event.auxAs<BlockReason>()) {
            case BlockReason::chanReceive:
            case BlockReason::chanSend:
                return ObjectKind::channel;
            case BlockReason::mutexLock:
            case BlockReason::rwMutexRLock:
            case BlockReason::rwMutexLock:
                return ObjectKind::mutex;
            case BlockReason::waitGroupWait:
                return ObjectKind::waitGroup;
            case BlockReason::condWait:
                return ObjectKind::cond;
            case BlockReason::semacquire:
                return ObjectKind::semaphore;
            case BlockReason::ioWait:
                return ObjectKind::fd;
            case BlockReason::timerWait:
                return ObjectKind::timer;
            default:
                return std::nullopt;
        }
    }
    if (field.name == "channel")
        return ObjectKind::channel;
    if (field.name == "mutex")
        return ObjectKind::mutex;
    if (field.name == "group")
        return ObjectKind::waitGroup;
    if (field.name == "cond")
        return ObjectKind::cond;
    if (field.name == "context" || field.name == "parent")
        return ObjectKind::context;
    return std::nullopt;
}

std::string objectText(const Event& event, const Field& field, const TextOptions& options) {
    const auto id = static_cast<std::uint32_t>(fieldValue(event, field));
    const auto kind = objectKindOf(event, field);
    if (kind && options.name)
        if (std::string name = options.name(*kind, id); !name.empty())
            return name;
    return kind ? translated(nameOf(*kind), options) + ' ' + std::to_string(id) : '#' + std::to_string(id);
}

// {m} and {p} in a sentence are the actor's, even where the table lists no such field.
std::optional<std::string> actorText(std::string_view place, const Event& event, const TextOptions& options) {
    const auto field = [&](Slot slot, FieldType type) {
        return valueText(event, Field{place, slot, type, {}}, options);
    };
    if (place == "m")
        return field(Slot::m, FieldType::M);
    if (place == "p")
        return field(Slot::p, FieldType::P);
    if (place == "g")
        return field(Slot::g, FieldType::G);
    return std::nullopt;
}

std::string scaled(double value, std::string_view unit) {
    // to_chars, not printf: the same under every locale.
    std::array<char, 48> text{};
    const int digits = value < 10 ? 2 : value < 100 ? 1 : 0;
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, digits).ptr;
    std::string number(text.data(), end);
    if (number.find('.') != std::string::npos) {
        while (number.back() == '0')
            number.pop_back();
        if (number.back() == '.')
            number.pop_back();
    }
    return number + ' ' + std::string(unit);
}

std::string_view typeName(FieldType type) {
    constexpr std::array<std::string_view, 15> kNames{"G",      "M",           "P",     "thread", "core",
                                                      "number", "signed",      "ns",    "bytes",  "flag",
                                                      "object", "function id", "timer", "line",   "word"};
    return kNames[static_cast<std::size_t>(type)];
}

std::string_view groupTitle(Group group) {
    constexpr std::array<std::string_view, 8> kNames{"The run",
                                                     "Cores and threads",
                                                     "Goroutines",
                                                     "Run queues",
                                                     "Ps and Ms",
                                                     "The monitor and stop-the-world",
                                                     "Time and input/output",
                                                     "Channels and sync"};
    return kNames[static_cast<std::size_t>(group)];
}

std::string fieldLegend(const Field& field) {
    std::string text = "`" + std::string(field.name) + "` ";
    if (field.type != FieldType::Word)
        return text + std::string(typeName(field.type));
    text += "∈ ";
    for (std::size_t n = 0; !nthName(field.words, n).empty(); ++n)
        text += (n ? ", " : "") + std::string(nthName(field.words, n));
    return text;
}

}  // namespace

std::string durationText(std::int64_t nanoseconds) {
    const double ns = static_cast<double>(nanoseconds);
    const double size = ns < 0 ? -ns : ns;
    if (size < 1e3)
        return std::to_string(nanoseconds) + " ns";
    const std::string sign = ns < 0 ? "−" : "";
    if (size < 1e6)
        return sign + scaled(size / 1e3, "µs");
    if (size < 1e9)
        return sign + scaled(size / 1e6, "ms");
    return sign + scaled(size / 1e9, "s");
}

std::string bytesText(std::uint64_t bytes) {
    const double size = static_cast<double>(bytes);
    if (bytes < 1024)
        return std::to_string(bytes) + " B";
    if (size < 1024.0 * 1024)
        return scaled(size / 1024, "KiB");
    if (size < 1024.0 * 1024 * 1024)
        return scaled(size / (1024.0 * 1024), "MiB");
    return scaled(size / (1024.0 * 1024 * 1024), "GiB");
}

std::string valueText(const Event& event, const Field& field, const TextOptions& options) {
    const std::uint64_t value = fieldValue(event, field);
    switch (field.type) {
        case FieldType::G:
            return value == kNoG ? translated("the runtime", options) : numbered('G', value);
        case FieldType::M:
            return value == kNoM || value == 0xFFFF'FFFF ? translated("the runtime", options) : numbered('M', value);
        case FieldType::P:
            return value == kNoP || value == 0xFFFF'FFFF ? translated("no P", options) : numbered('P', value);
        case FieldType::Thread:
            return value == 0xFFFF ? translated("nobody", options) : numbered('T', value);
        case FieldType::Signed:
            return std::to_string(fieldSigned(event, field));
        case FieldType::Nanoseconds:
            return durationText(static_cast<std::int64_t>(value));
        case FieldType::Bytes:
            return bytesText(value);
        case FieldType::Flag:
            return translated(value != 0 ? "yes" : "no", options);
        case FieldType::Object:
            return objectText(event, field, options);
        case FieldType::String:
            if (options.name)
                if (std::string name = options.name(ObjectKind::function, static_cast<std::uint32_t>(value));
                    !name.empty())
                    return name;
            return '#' + std::to_string(value);
        case FieldType::Word:
            if (const auto word = nthName(field.words, value); !word.empty())
                return translated(word, options);
            return std::to_string(value);
        case FieldType::Timer:
            if (options.name)
                if (std::string name = options.name(ObjectKind::timer, static_cast<std::uint32_t>(value));
                    !name.empty())
                    return name;
            return std::to_string(value);
        case FieldType::Core:
        case FieldType::Count:
        case FieldType::Line:
            return std::to_string(value);
    }
    return {};
}

std::string describe(const Event& event, std::span<const std::uint32_t> ids, std::string_view text,
                     const TextOptions& options) {
    const Descriptor& row = descriptor(event.kind);
    const std::string sentence = translated(row.sentence, options);
    std::string result;
    for (std::size_t at = 0; at < sentence.size();) {
        const std::size_t open = sentence.find('{', at);
        const std::size_t close = open == std::string::npos ? open : sentence.find('}', open);
        result += sentence.substr(at, close == std::string::npos ? close : open - at);
        if (close == std::string::npos)
            break;
        const std::string_view place = std::string_view(sentence).substr(open + 1, close - open - 1);
        if (place == "text")
            result += text;
        else if (const Field* field = row.field(place))
            result += valueText(event, *field, options);
        else if (const auto actor = actorText(place, event, options))
            result += *actor;
        at = close + 1;
    }
    if (ids.empty())
        return result;
    constexpr std::size_t kShown = 8;
    result += ": ";
    for (std::size_t i = 0; i < ids.size() && i < kShown; ++i)
        result += (i ? " G" : "G") + std::to_string(ids[i]);
    if (ids.size() > kShown)
        result += " …";
    return result;
}

std::string legend() {
    std::string text;
    std::optional<Group> group;
    for (std::size_t kind = 0; kind < kEventKinds; ++kind) {
        const Descriptor& row = descriptor(static_cast<EventKind>(kind));
        if (row.kind == EventKind::More)
            continue;
        if (group != row.group) {
            group = row.group;
            text += (text.empty() ? "## " : "\n## ") + std::string(groupTitle(row.group)) +
                    "\n\n| Event | Fields | It says | |\n| --- | --- | --- | --- |\n";
        }
        text += "| " + std::string(row.name) + " | ";
        for (std::size_t i = 0; i < row.fieldCount; ++i)
            text += (i ? "; " : "") + fieldLegend(row.fieldArray[i]);
        if (row.tail == Tail::ids)
            text += (row.fieldCount ? "; " : "") + std::string("list of Gs");
        text += " | " + std::string(row.sentence) + " | " + (row.provenance == Provenance::real ? "real" : "modelled") +
                " |\n";
    }
    return text;
}

}  // namespace interleave::trace
