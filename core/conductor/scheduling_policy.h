// The choices that virtual time leaves open: who goes first of those whose moment is the same, and who of the
// threads that wait for a core gets the next free one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "base/ids.h"
#include "base/units.h"

namespace interleave::conductor {

class SchedulingPolicy {
public:
    virtual ~SchedulingPolicy() = default;
    // Among threads for which something is due at the same time, the lowest rank goes first (equal ranks: the
    // lowest id). A function of its arguments and of what the policy was made with, and of nothing else: the
    // conductor asks as often as it likes, and more often where a run is paused or looked at.
    virtual std::uint64_t rank(base::ThreadId thread, base::Time time) const = 0;
    // Which of the ready threads (at least one; the one that has waited longest is first) takes a free core: its
    // index. The same rule holds.
    virtual std::size_t pick(std::span<const base::ThreadId> ready, base::Time time) const = 0;
};

// What a run has unless it explores: ties by the seed, cores by turns.
class SeededPolicy final : public SchedulingPolicy {
public:
    explicit SeededPolicy(std::uint64_t seed) : m_seed(seed) {}
    std::uint64_t rank(base::ThreadId thread, base::Time time) const override;
    std::size_t pick(std::span<const base::ThreadId> ready, base::Time time) const override;

private:
    std::uint64_t m_seed;
};

}  // namespace interleave::conductor
