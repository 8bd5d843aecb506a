// The parameters of a run, by name, each with the type that its scenario declares. Asking for one that is not there, or
// by another type, is a defect of the scenario and asserts.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>

#include "base/units.h"

namespace interleave::workload {

class Parameters {
public:
    using Value = std::variant<std::int64_t, double, bool, std::string>;  // durations are nanoseconds

    explicit Parameters(std::map<std::string, Value> values) : m_values(values.begin(), values.end()) {}

    std::int64_t integer(std::string_view name) const { return get<std::int64_t>(name); }
    int count(std::string_view name) const { return static_cast<int>(integer(name)); }
    base::Duration duration(std::string_view name) const { return base::Duration(integer(name)); }
    bool flag(std::string_view name) const { return get<bool>(name); }

private:
    template <class T>
    const T& get(std::string_view name) const;

    std::map<std::string, Value, std::less<>> m_values;
};

}  // namespace interleave::workload
