#include "gmp/names.h"

namespace interleave::gmp {

std::uint32_t Names::function(M& m, std::string_view name) {
    if (name.empty() || !m.tracing())
        return 0;
    const LockGuard guard(m_lock);
    m.takeOver(m_stamp);
    const auto known = m_functions.find(name);
    if (known != m_functions.end())
        return known->second;
    const auto number = static_cast<std::uint32_t>(m_functions.size() + 1);
    m_functions.emplace(name, number);
    object(m, trace::ObjectKind::function, number, name);
    m_stamp = m.stamp();
    return number;
}

std::string Names::nameOf(std::uint32_t function) {
    const LockGuard guard(m_lock);
    for (const auto& [name, number] : m_functions)
        if (number == function)
            return name;
    return {};
}

void Names::object(M& m, trace::ObjectKind kind, std::uint32_t number, std::string_view name) {
    if (!m.tracing())
        return;
    m.emitText({.kind = trace::EventKind::NameDef, .aux = static_cast<std::uint8_t>(kind), .a = number}, name);
}

}  // namespace interleave::gmp
