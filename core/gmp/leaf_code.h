// Computations into which a signal may break at any instruction (runtime-truth DV-03 to DV-05).
//
// They lie in a linker section of their own, so that a signal's handler tells them by their address. Each is a leaf: it
// makes no call, touches no thread-local variable, allocates nothing and holds no lock, so the goroutine can be left
// in the middle of it and go on on another thread. The compiler must know nothing of them: it would otherwise keep
// values across the call in registers that a call may change, or believe that nothing can throw there. So they are
// reached through leafCall() alone.
#pragma once

#include <cstdint>
#include <type_traits>

namespace interleave::gmp {

namespace leaf {

// value → value · a + c, so often; what BusyLoop computes.
std::uint64_t rounds(std::uint64_t count);
// sum + √from + √(from + 1) + … + √(to − 1).
double squareRoots(double sum, std::uint64_t from, std::uint64_t to);
struct Primes {
    std::uint64_t found = 0;
    std::uint64_t divisions = 0;
};
// Primes in [from, to), by trial division.
Primes primes(std::uint64_t from, std::uint64_t to);

}  // namespace leaf

// Whether that is the address of an instruction of theirs. Safe in a signal's handler.
bool isLeafCode(std::uintptr_t address) noexcept;

// Calls one of them with memory and registers as a function from elsewhere would leave them.
template <class R, class... A>
R leafCall(R (*code)(A...), std::type_identity_t<A>... arguments) {
    asm volatile("" : "+r"(code) : : "memory");
    R result = code(arguments...);
    asm volatile("" : : : "memory");
    return result;
}

}  // namespace interleave::gmp
