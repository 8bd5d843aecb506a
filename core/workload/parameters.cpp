#include "workload/parameters.h"

#include <cstdio>

#include "base/assertion.h"

namespace interleave::workload {

template <class T>
const T& Parameters::get(std::string_view name) const {
    const auto it = m_values.find(name);
    const T* value = it == m_values.end() ? nullptr : std::get_if<T>(&it->second);
    if (!value) {
        std::fprintf(stderr, "parameter %.*s is missing or of another type\n", static_cast<int>(name.size()),
                     name.data());
        ILV_ASSERT(value != nullptr);
    }
    return *value;
}

template const std::int64_t& Parameters::get<std::int64_t>(std::string_view) const;
template const bool& Parameters::get<bool>(std::string_view) const;

}  // namespace interleave::workload
