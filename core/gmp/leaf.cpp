#include "gmp/leaf.h"

#include <algorithm>

#include "gmp/leaf_code.h"
#include "gmp/running.h"
#include "kernel/busy_loop.h"

namespace interleave::gmp {

namespace {

// Prices under conducted time.
constexpr base::Duration kRoot{5};
constexpr base::Duration kDivision{2};

// Pieces of about a millisecond.
constexpr std::uint64_t kRootsAPiece = 200'000;
constexpr std::uint64_t kNumbersAPiece = 4'000;
constexpr base::Duration kPiece = std::chrono::milliseconds(1);

void lookForTheEnd(G& g) {
    if (g.m->rt.state.ending.load(std::memory_order_relaxed))
        pollAt(g, trace::PreemptAt::call);
}

// Conducted time: what computes is only the clock.
void spendInLeaf(G& g, base::Duration cpu) {
    Runtime::Impl& rt = g.m->rt;
    g.inLeaf.store(true, std::memory_order_relaxed);
    while (cpu.count() > 0) {
        cpu = rt.host.spend(cpu, &g.signalled);
        if (rt.state.ending.load())
            break;
        if (g.signalled.exchange(false))
            rt.async.arrived(g);
    }
    g.inLeaf.store(false, std::memory_order_relaxed);
    lookForTheEnd(g);
}

}  // namespace

void computeWithoutCalls(base::Duration cpu) {
    G& g = runningG();
    if (g.unwinding)
        return;
    if (g.m->rt.conducted) {
        spendInLeaf(g, cpu);
        return;
    }
    const double perNanosecond = kernel::BusyLoop::calibrated().roundsPerMicrosecond() / 1000;
    while (cpu.count() > 0) {
        const base::Duration piece = std::min(cpu, kPiece);
        leafCall(leaf::rounds, static_cast<std::uint64_t>(perNanosecond * static_cast<double>(piece.count())));
        cpu -= piece;
        lookForTheEnd(g);
    }
}

double sumOfSquareRoots(std::uint64_t n) {
    G& g = runningG();
    double sum = 0;
    for (std::uint64_t from = 0; from < n && !g.unwinding; from += kRootsAPiece) {
        sum = leafCall(leaf::squareRoots, sum, from, std::min(n, from + kRootsAPiece));
        if (!g.m->rt.conducted)
            lookForTheEnd(g);
    }
    if (!g.unwinding && g.m->rt.conducted)
        spendInLeaf(g, kRoot * n);
    return sum;
}

std::uint64_t countPrimes(std::uint64_t n) {
    G& g = runningG();
    leaf::Primes all;
    for (std::uint64_t from = 0; from < n && !g.unwinding; from += kNumbersAPiece) {
        const leaf::Primes some = leafCall(leaf::primes, from, std::min(n, from + kNumbersAPiece));
        all.found += some.found;
        all.divisions += some.divisions;
        if (!g.m->rt.conducted)
            lookForTheEnd(g);
    }
    if (!g.unwinding && g.m->rt.conducted)
        spendInLeaf(g, kDivision * all.divisions);
    return all.found;
}

}  // namespace interleave::gmp
