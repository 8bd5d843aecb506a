// Takes options out of a command line, in any order, as --name value or --name=value; what is left at the end is
// positional, or wrong. Keeps the first thing that was wrong, so that a command asks once, in finish().
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/command.h"
#include "base/result.h"
#include "base/units.h"

namespace interleave::app {

class ArgumentReader {
public:
    explicit ArgumentReader(Arguments arguments);

    // Whether --name is there.
    bool flag(std::string_view name);
    // The value of --name; the last one where it is given more than once.
    std::optional<std::string> option(std::string_view name);
    // All values of --name, in order.
    std::vector<std::string> options(std::string_view name);
    // The same as a number within a range, or as a duration ("20us").
    std::optional<std::int64_t> number(std::string_view name, std::int64_t minimum, std::int64_t maximum);
    std::optional<base::Duration> duration(std::string_view name);
    // Says that both of two options were given and exclude each other.
    void exclusive(std::string_view first, bool firstGiven, std::string_view second, bool secondGiven);

    // The positional arguments. Errors: the first wrong thing, an unknown option, or more or fewer positionals.
    base::Result<std::vector<std::string>> finish(std::size_t minimum, std::size_t maximum, std::string_view what);

private:
    void complain(std::string object, std::string cause, std::string remedy);

    std::vector<std::string> m_left;     // not taken yet, up to "--"
    std::vector<std::string> m_literal;  // after "--": positional whatever they look like
    std::optional<base::Error> m_error;
};

}  // namespace interleave::app
