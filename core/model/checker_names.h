// How the checker's sentences name goroutines, Ms and Ps. Only checker_*.cpp include this.
#pragma once

#include <cstdint>
#include <string>

#include "trace/event.h"

namespace interleave::model {

inline std::string gName(std::uint32_t g) {
    return "G" + std::to_string(g);
}
inline std::string mName(std::uint32_t m) {
    return m == trace::kNoM ? "no M" : "M" + std::to_string(m);
}
inline std::string pName(std::uint32_t p) {
    return p == trace::kNoP ? "no P" : "P" + std::to_string(p);
}

}  // namespace interleave::model
