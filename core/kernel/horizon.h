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
    // Virtual time reached; the limit itself while the conductor stands there. Written by the conductor, with release.
    alignas(64) std::atomic<std::int64_t> now{0};
    // Virtual time of the next thing that will happen, while the conductor waits at the horizon (INT64_MAX: nothing
    // will without an intervention); a step moves `limit` here. Written before `waiting` is set.
    std::atomic<std::int64_t> next{0};
    // 1 while the conductor stands at the horizon and waits.
    std::atomic<std::uint32_t> waiting{0};
    // Futex word: bumped by the session after any change of limit, commands or stop.
    alignas(64) std::atomic<std::uint32_t> wake{0};
    // Bumped by the session after it put a command into the control page; the conductor then wakes the control
    // thread: at the limit where it stands at the horizon, else at the time that the run has reached.
    std::atomic<std::uint32_t> commands{0};
    // The `commands` that the control thread has been woken for, when the conductor last came to stand. Written before
    // `waiting` is set.
    std::atomic<std::uint32_t> served{0};
};

// For the session, which set that limit: the run stands there now, all that is due up to it and all that its commands
// led to at this time has happened, and `next` is right. Does not block. The order of the first two reads is what makes
// it true: a `waiting` of a former limit is never taken for one of this. (Words: Horizon, or a test's that watches the
// order.)
template <class Words>
bool standsAt(const Words& horizon, std::int64_t limit) {
    return horizon.now.load(std::memory_order_acquire) == limit &&
           horizon.waiting.load(std::memory_order_acquire) == 1 &&
           horizon.served.load(std::memory_order_acquire) == horizon.commands.load(std::memory_order_relaxed);
}

// For the session: lets the run go on up to that limit, which is not below the former one.
void moveHorizon(Horizon& horizon, std::int64_t limit);
// For the session: there is a command in the control page.
void announceCommand(Horizon& horizon);

}  // namespace interleave::kernel
