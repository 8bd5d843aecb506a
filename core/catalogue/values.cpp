// Values of parameters as text: what --set reads and what --json prints.
#include <array>
#include <charconv>
#include <cmath>
#include <string>

#include "catalogue/catalogue.h"

namespace interleave::catalogue {
namespace {

struct Unit {
    std::string_view name;
    double nanoseconds;
};
// The longer name first where one begins another.
constexpr std::array kUnits{Unit{"ns", 1},   Unit{"us", 1e3}, Unit{"µs", 1e3}, Unit{"μs", 1e3},
                            Unit{"ms", 1e6}, Unit{"s", 1e9},  Unit{"m", 6e10}};
constexpr double kLongest = 9e18;

template <class Number>
std::optional<Number> wholeNumber(std::string_view text) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

std::string shortNumber(double value) {
    std::array<char, 32> buffer{};
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    return {buffer.data(), result.ptr};
}

std::string rangeOf(const Parameter& parameter) {
    using base::Duration;
    switch (parameter.type) {
        case Parameter::Type::duration:
            return "a duration from " + toString(Duration(static_cast<std::int64_t>(parameter.minimum))) + " to " +
                   toString(Duration(static_cast<std::int64_t>(parameter.maximum)));
        case Parameter::Type::integer:
            return "a whole number from " + shortNumber(parameter.minimum) + " to " + shortNumber(parameter.maximum);
        case Parameter::Type::real:
            return "a number from " + shortNumber(parameter.minimum) + " to " + shortNumber(parameter.maximum);
        case Parameter::Type::boolean:
            return "true or false";
        case Parameter::Type::choice:
            break;
    }
    std::string all = "one of";
    for (const std::string& choice : parameter.choices)
        all += (&choice == parameter.choices.data() ? " " : ", ") + choice;
    return all;
}

base::Error wrongValue(const Parameter& parameter, std::string_view text) {
    return {"parameter " + parameter.name, "“" + std::string(text) + "” is not " + rangeOf(parameter),
            "give " + rangeOf(parameter)};
}

bool inRange(const Parameter& parameter, double value) {
    return value >= parameter.minimum && value <= parameter.maximum;
}

}  // namespace

base::Result<base::Duration> parseDuration(std::string_view text) {
    const auto wrong = [&] {
        return base::Error{"duration “" + std::string(text) + "”", "it is no number with a unit",
                           "write it as 100ns, 20us, 1.5ms or 3s"};
    };
    for (const Unit& unit : kUnits) {
        if (!text.ends_with(unit.name))
            continue;
        const auto number = wholeNumber<double>(text.substr(0, text.size() - unit.name.size()));
        if (!number)
            continue;  // "1ms" also ends in "s"
        const double nanoseconds = *number * unit.nanoseconds;
        if (!(nanoseconds >= 0 && nanoseconds <= kLongest))
            return wrong();
        return base::Duration(std::llround(nanoseconds));
    }
    if (text == "0")
        return base::Duration(0);
    return wrong();
}

base::Result<Value> parseValue(const Parameter& parameter, std::string_view text) {
    switch (parameter.type) {
        case Parameter::Type::integer:
            if (const auto n = wholeNumber<std::int64_t>(text); n && inRange(parameter, static_cast<double>(*n)))
                return Value(*n);
            break;
        case Parameter::Type::real:
            if (const auto n = wholeNumber<double>(text); n && inRange(parameter, *n))
                return Value(*n);
            break;
        case Parameter::Type::boolean:
            if (text == "true" || text == "on" || text == "1")
                return Value(true);
            if (text == "false" || text == "off" || text == "0")
                return Value(false);
            break;
        case Parameter::Type::choice:
            for (const std::string& choice : parameter.choices)
                if (choice == text)
                    return Value(choice);
            break;
        case Parameter::Type::duration: {
            const auto length = parseDuration(text);
            if (length && inRange(parameter, static_cast<double>(length.value().count())))
                return Value(length.value());
            break;
        }
    }
    return wrongValue(parameter, text);
}

std::string toString(const Value& value) {
    struct Writer {
        std::string operator()(std::int64_t v) const { return std::to_string(v); }
        std::string operator()(double v) const { return shortNumber(v); }
        std::string operator()(bool v) const { return v ? "true" : "false"; }
        std::string operator()(const std::string& v) const { return v; }
        std::string operator()(base::Duration v) const {
            const std::int64_t ns = v.count();
            if (ns == 0)
                return "0s";
            if (ns % 1'000'000'000 == 0)
                return std::to_string(ns / 1'000'000'000) + "s";
            if (ns >= 1'000'000 && ns % 1'000 == 0)
                return shortNumber(static_cast<double>(ns) / 1e6) + "ms";
            if (ns >= 1'000)
                return shortNumber(static_cast<double>(ns) / 1e3) + "us";
            return std::to_string(ns) + "ns";
        }
    };
    return std::visit(Writer{}, value);
}

}  // namespace interleave::catalogue
