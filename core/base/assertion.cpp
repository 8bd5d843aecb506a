#include "base/assertion.h"

#include <cstdio>
#include <cstdlib>

namespace interleave::base {

void failAssertion(const char* file, int line, std::string_view expression, std::int64_t actual,
                   std::int64_t expected) {
    std::fprintf(stderr, "%s:%d: assertion failed: %.*s: actual %lld, expected %lld\n", file, line,
                 static_cast<int>(expression.size()), expression.data(), static_cast<long long>(actual),
                 static_cast<long long>(expected));
    std::abort();
}

void failAssertion(const char* file, int line, std::string_view expression) {
    std::fprintf(stderr, "%s:%d: assertion failed: %.*s\n", file, line, static_cast<int>(expression.size()),
                 expression.data());
    std::abort();
}

}  // namespace interleave::base
