#include "kernel/futex.h"

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <ctime>

#include "base/assertion.h"

namespace interleave::kernel {

static_assert(sizeof(std::atomic<std::uint32_t>) == sizeof(std::uint32_t));
static_assert(std::atomic<std::uint32_t>::is_always_lock_free);

namespace {

int privacy(FutexScope scope) {
    return scope == FutexScope::process ? FUTEX_PRIVATE_FLAG : 0;
}

}  // namespace

base::Time monotonicNow() {
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

bool futexWait(const std::atomic<std::uint32_t>& word, std::uint32_t expected, std::optional<base::Time> deadline,
               FutexScope scope) {
    timespec until{};
    if (deadline) {
        const std::int64_t ns = deadline->count() > 0 ? deadline->count() : 0;
        until.tv_sec = static_cast<time_t>(ns / 1'000'000'000);
        until.tv_nsec = static_cast<long>(ns % 1'000'000'000);
    }
    // The bitset form takes its deadline as a moment of CLOCK_MONOTONIC and not as a length.
    const long result = syscall(SYS_futex, &word, FUTEX_WAIT_BITSET | privacy(scope), expected,
                                deadline ? &until : nullptr, nullptr, FUTEX_BITSET_MATCH_ANY);
    if (result == 0)
        return true;
    const int error = errno;
    ILV_ASSERT(error == EAGAIN || error == EINTR || error == ETIMEDOUT);
    return error != ETIMEDOUT;
}

int futexWake(const std::atomic<std::uint32_t>& word, int count, FutexScope scope) {
    const long woken = syscall(SYS_futex, &word, FUTEX_WAKE | privacy(scope), count, nullptr, nullptr, 0);
    ILV_ASSERT(woken >= 0);
    return static_cast<int>(woken);
}

}  // namespace interleave::kernel
