// The words of the control page by which a run under conducted time is paced. They lie in memory shared with
// the session; the engine's conductor is the only one that waits on them.
#pragma once

#include <atomic>
#include <cstdint>

namespace interleave::kernel {

// Lock-free atomics only, no pointers: two processes map it.
struct Horizon {
    // Virtual time, in ns, that the run may not pass. Written by the session, with release, then `wake` is bumped
    // and futex-woken. INT64_MAX: as fast as it goes.
    std::atomic<std::int64_t> limit{0};
    // Virtual time reached. Written by the conductor; the session reads it.
    alignas(64) std::atomic<std::int64_t> now{0};
    // Virtual time of the next thing that will happen, while the conductor waits at the horizon (INT64_MAX: nothing
    // will without an intervention); a step moves `limit` here. Written before `waiting` is set.
    std::atomic<std::int64_t> next{0};
    // 1 while the conductor stands at the horizon and waits.
    std::atomic<std::uint32_t> waiting{0};
    // Futex word: bumped by the session after any change of limit, commands or stop.
    alignas(64) std::atomic<std::uint32_t> wake{0};
    // Bumped by the session after it put a command into the control page; the conductor then runs the control
    // thread at the horizon.
    std::atomic<std::uint32_t> commands{0};
};

}  // namespace interleave::kernel
