// The head of the shared segment: everything that the engine and its client tell each other besides events.
//
// One side of each word is named as its writer. There are no pointers here: two processes map it at different
// addresses. All atomics are lock-free; a reader that sees a release store of a state word also sees what its writer
// wrote before it.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

#include "kernel/horizon.h"
#include "link/command_queue.h"
#include "trace/tick_scale.h"

namespace interleave::link {

inline constexpr std::uint64_t kMagic = 0x31454e4947454c49;  // "ILEGINE1"
inline constexpr std::uint32_t kVersion = 1;
inline constexpr std::size_t kMaxThreads = 1024;
inline constexpr std::size_t kOutcomeBytes = 32 * 1024;

// How far the engine has come. Written by the engine alone, with release.
enum class EngineState : std::uint32_t { created, starting, running, ended };

// Why the engine is asked to end. Written by the session (stopped) or the engine's own watch (limit).
enum class StopReason : std::uint32_t { none, stopped, limit };

// What turns the ticks in the rings into nanoseconds since the start of the run. Written once by the engine before
// it writes its first event; `ready` is stored last.
struct ClockFact {
    std::atomic<std::uint32_t> ready{0};
    std::uint32_t isVirtual = 0;  // ticks are nanoseconds already
    trace::TickScale scale;
};

// One thread of the engine, at the index of its ThreadId. Facts that differ from run to run. Written by the engine.
struct ThreadEntry {
    enum State : std::uint32_t { none, alive, ended };
    std::atomic<std::uint32_t> state{none};  // stored last
    std::int32_t osTid = 0;
    std::array<char, 24> name{};  // cut where longer, always ends in 0
};

struct ControlPage {
    // --- written by the session before the engine starts, and never again
    std::uint64_t magic = kMagic;
    std::uint32_t version = kVersion;
    std::uint32_t headBytes = 0;  // sizeof(ControlPage), so that two builds do not mix
    std::uint64_t segmentBytes = 0;
    std::uint64_t requestOffset = 0;
    std::uint64_t requestBytes = 0;
    std::uint64_t ringsOffset = 0;
    std::uint64_t ringStride = 0;
    std::uint32_t ringCount = 0;
    std::uint32_t ringCapacity = 0;

    // --- pace and commands: written by the session but where Horizon says otherwise
    alignas(64) kernel::Horizon horizon;
    std::atomic<std::uint32_t> stop{0};  // StopReason
    CommandQueue commands;

    // --- written by the engine
    alignas(64) std::atomic<std::uint32_t> state{0};  // EngineState
    std::atomic<std::uint32_t> ringsInUse{0};         // rings 0 .. ringsInUse − 1 may hold events
    std::atomic<std::uint64_t> stackBytes{0};         // goroutine stacks in use
    std::atomic<std::uint64_t> unwritten{0};          // threads that found no ring: their events are lost
    ClockFact clock;
    // Free: ticks up to which the kernel's context switches have been written into their ring, which comes a little
    // after they happened; what other rings hold beyond it waits for them. 0: none are recorded.
    std::atomic<std::uint64_t> switchesUpTo{0};
    std::array<ThreadEntry, kMaxThreads> threads{};
    // How the run ended, as JSON (link::Outcome). Read only once outcomeBytes is not 0.
    std::atomic<std::uint32_t> outcomeBytes{0};
    std::array<char, kOutcomeBytes> outcome{};
};

static_assert(std::atomic<std::int64_t>::is_always_lock_free);
static_assert(std::atomic<std::uint32_t>::is_always_lock_free);

}  // namespace interleave::link
