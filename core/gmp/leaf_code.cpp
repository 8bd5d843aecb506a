#include "gmp/leaf_code.h"

#include <cmath>

// What the linker puts at the two ends of the section.
extern "C" {
extern const char __start_ilv_leaf[] __attribute__((visibility("hidden")));  // NOLINT(bugprone-reserved-identifier)
extern const char __stop_ilv_leaf[] __attribute__((visibility("hidden")));   // NOLINT(bugprone-reserved-identifier)
}

// No instrumentation: what a sanitizer adds are calls.
#define ILV_LEAF \
    __attribute__((section("ilv_leaf"), noinline, no_stack_protector, no_sanitize("address", "undefined", "thread")))

namespace interleave::gmp {

namespace leaf {

ILV_LEAF std::uint64_t rounds(std::uint64_t count) {
    std::uint64_t value = count | 1;
    for (std::uint64_t i = 0; i < count; ++i) {
        value = value * 0x5851F42D4C957F2Du + 0x14057B7EF767814Fu;
        asm volatile("" : "+r"(value));
    }
    return value;
}

ILV_LEAF double squareRoots(double sum, std::uint64_t from, std::uint64_t to) {
    for (std::uint64_t i = from; i < to; ++i) {
        const auto value = static_cast<double>(static_cast<std::int64_t>(i));
#if defined(__x86_64__)
        double root;
        asm("sqrtsd %1, %0" : "=x"(root) : "x"(value));  // std::sqrt may be a call
        sum += root;
#else
        sum += std::sqrt(value);
#endif
    }
    return sum;
}

ILV_LEAF Primes primes(std::uint64_t from, std::uint64_t to) {
    std::uint64_t found = 0;
    std::uint64_t divisions = 0;
    for (std::uint64_t n = from < 2 ? 2 : from; n < to; ++n) {
        bool prime = true;
        for (std::uint64_t d = 2; d * d <= n; ++d) {
            ++divisions;
            if (n % d == 0) {
                prime = false;
                break;
            }
        }
        found += prime ? 1 : 0;
    }
    return {found, divisions};
}

}  // namespace leaf

bool isLeafCode(std::uintptr_t address) noexcept {
    return address >= reinterpret_cast<std::uintptr_t>(static_cast<const char*>(__start_ilv_leaf)) &&
           address < reinterpret_cast<std::uintptr_t>(static_cast<const char*>(__stop_ilv_leaf));
}

}  // namespace interleave::gmp
