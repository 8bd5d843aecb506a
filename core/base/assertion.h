// Assertions for broken invariants. They stand in release builds too: a wrong world is worse than a stopped one.
#pragma once

#include <cstdint>
#include <string_view>

namespace interleave::base {

// Prints file, line, the expression and both values on standard error, then aborts. Callable from any thread.
[[noreturn]] void failAssertion(const char* file, int line, std::string_view expression, std::int64_t actual,
                                std::int64_t expected);
[[noreturn]] void failAssertion(const char* file, int line, std::string_view expression);

}  // namespace interleave::base

// Holds that a condition is true.
#define ILV_ASSERT(condition)                                                     \
    do {                                                                          \
        if (!(condition)) [[unlikely]]                                            \
            ::interleave::base::failAssertion(__FILE__, __LINE__, #condition);    \
    } while (false)

// Holds that two integers (or enumerators) are equal; prints both where they are not.
#define ILV_ASSERT_EQ(actual, expected)                                                                           \
    do {                                                                                                          \
        const auto ilvActual = (actual);                                                                          \
        const auto ilvExpected = (expected);                                                                      \
        if (!(ilvActual == ilvExpected)) [[unlikely]]                                                             \
            ::interleave::base::failAssertion(__FILE__, __LINE__, #actual " == " #expected,                       \
                                              static_cast<std::int64_t>(ilvActual),                               \
                                              static_cast<std::int64_t>(ilvExpected));                            \
    } while (false)
