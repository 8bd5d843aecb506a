// Names of functions and objects in the trace: each is told once, before its first use.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "gmp/scheduler_state.h"

namespace interleave::gmp {

class Names {
public:
    // The number of a function's name; 0 for the empty name, and while nothing is traced.
    std::uint32_t function(M& m, std::string_view name);
    // The name of that number; empty for 0.
    std::string nameOf(std::uint32_t function);
    // Names an object (a channel, a mutex) of that number.
    static void object(M& m, trace::ObjectKind kind, std::uint32_t number, std::string_view name);

private:
    Lock m_lock;
    trace::Stamp m_stamp ILV_GUARDED_BY(m_lock) = 0;
    std::map<std::string, std::uint32_t, std::less<>> m_functions ILV_GUARDED_BY(m_lock);
};

}  // namespace interleave::gmp
