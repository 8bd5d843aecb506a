#include "gmp/lock.h"

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <ctime>

#include "gmp/pause.h"

namespace interleave::gmp {
namespace {
constexpr int kSpins = 100;
constexpr timespec kNap{.tv_sec = 0, .tv_nsec = 200'000};
}  // namespace

void Lock::lockSlowly() {
    for (;;) {
        for (int spin = 0; spin < kSpins; ++spin) {
            if (tryLock())
                return;
            pauseProcessor();
        }
        m_sleepers.fetch_add(1, std::memory_order_relaxed);
        syscall(SYS_futex, &m_held, FUTEX_WAIT_PRIVATE, 1, &kNap, nullptr, 0);
        m_sleepers.fetch_sub(1, std::memory_order_relaxed);
    }
}

void Lock::wakeOne() {
    syscall(SYS_futex, &m_held, FUTEX_WAKE_PRIVATE, 1, nullptr, nullptr, 0);
}

}  // namespace interleave::gmp
