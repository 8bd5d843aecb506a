#include "app/argument_reader.h"

#include <algorithm>
#include <charconv>

#include "catalogue/catalogue.h"

namespace interleave::app {

ArgumentReader::ArgumentReader(Arguments arguments) {
    const auto end = std::find(arguments.begin(), arguments.end(), "--");
    m_left.assign(arguments.begin(), end);
    if (end != arguments.end())
        m_literal.assign(end + 1, arguments.end());
}

void ArgumentReader::complain(std::string object, std::string cause, std::string remedy) {
    if (!m_error)
        m_error = base::Error{std::move(object), std::move(cause), std::move(remedy)};
}

bool ArgumentReader::flag(std::string_view name) {
    return std::erase(m_left, std::string(name)) > 0;
}

std::vector<std::string> ArgumentReader::options(std::string_view name) {
    std::vector<std::string> values;
    const std::string joined = std::string(name) + "=";
    for (auto it = m_left.begin(); it != m_left.end();) {
        if (it->starts_with(joined)) {
            values.push_back(it->substr(joined.size()));
            it = m_left.erase(it);
        } else if (*it == name) {
            it = m_left.erase(it);
            if (it == m_left.end()) {
                complain("option " + std::string(name), "its value is missing", "write " + joined + "VALUE");
                break;
            }
            values.push_back(*it);
            it = m_left.erase(it);
        } else {
            ++it;
        }
    }
    return values;
}

std::optional<std::string> ArgumentReader::option(std::string_view name) {
    auto values = options(name);
    if (values.empty())
        return std::nullopt;
    return std::move(values.back());
}

std::optional<std::int64_t> ArgumentReader::number(std::string_view name, std::int64_t minimum, std::int64_t maximum) {
    const auto text = option(name);
    if (!text)
        return std::nullopt;
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
    if (error == std::errc{} && end == text->data() + text->size() && value >= minimum && value <= maximum)
        return value;
    const std::string range = "a whole number from " + std::to_string(minimum) + " to " + std::to_string(maximum);
    complain("option " + std::string(name), "“" + *text + "” is not " + range, "give " + range);
    return std::nullopt;
}

std::optional<base::Duration> ArgumentReader::duration(std::string_view name) {
    const auto text = option(name);
    if (!text)
        return std::nullopt;
    const auto length = catalogue::parseDuration(*text);
    if (length)
        return length.value();
    complain("option " + std::string(name), length.error().object + ": " + length.error().cause, length.error().remedy);
    return std::nullopt;
}

void ArgumentReader::exclusive(std::string_view first, bool firstGiven, std::string_view second, bool secondGiven) {
    if (firstGiven && secondGiven)
        complain("options " + std::string(first) + " and " + std::string(second), "they exclude each other",
                 "give one of them");
}

base::Result<std::vector<std::string>> ArgumentReader::finish(std::size_t minimum, std::size_t maximum,
                                                              std::string_view what) {
    for (const std::string& argument : m_left)
        if (argument.size() > 1 && argument.front() == '-')
            complain("option " + argument.substr(0, argument.find('=')), "there is no such option", "see --help");
    if (m_error)
        return *m_error;
    std::vector<std::string> positional = std::move(m_left);
    positional.insert(positional.end(), m_literal.begin(), m_literal.end());
    if (positional.size() < minimum)
        return base::Error{"arguments", std::string(what) + " is missing", "see --help"};
    if (positional.size() > maximum)
        return base::Error{"argument " + positional[maximum], "one too many", "see --help"};
    return positional;
}

}  // namespace interleave::app
