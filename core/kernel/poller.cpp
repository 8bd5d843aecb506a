#include "kernel/poller.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <ctime>

#include "base/assertion.h"
#include "kernel/futex.h"

namespace interleave::kernel {

namespace {

constexpr std::uint64_t kBreakTag = ~std::uint64_t{0};

timespec lengthUntil(base::Time deadline) {
    const std::int64_t left = std::max<std::int64_t>((deadline - monotonicNow()).count(), 0);
    timespec length{};
    length.tv_sec = static_cast<time_t>(left / 1'000'000'000);
    length.tv_nsec = static_cast<long>(left % 1'000'000'000);
    return length;
}

// As many events as there is room for: of an edge that was taken and not told nobody would hear again. Without room
// only their number counts.
int limitOf(std::span<IoReady> ready) {
    return static_cast<int>(ready.empty() ? kIoReadyBatch : std::min(ready.size(), kIoReadyBatch));
}

int tell(std::span<const epoll_event> events, std::span<IoReady> ready, bool& broken) {
    std::size_t told = 0;
    for (const epoll_event& event : events) {
        if (event.data.u64 == kBreakTag) {
            broken = true;
            continue;
        }
        if (told < ready.size())
            ready[told] = {event.data.u64, (event.events & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0,
                           (event.events & (EPOLLOUT | EPOLLHUP | EPOLLERR)) != 0};
        ++told;
    }
    return static_cast<int>(told);
}

}  // namespace

Poller::Poller() : m_epoll(epoll_create1(EPOLL_CLOEXEC)), m_event(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    ILV_ASSERT(m_epoll >= 0);
    ILV_ASSERT(m_event >= 0);
    epoll_event watch{};
    watch.events = EPOLLIN;
    watch.data.u64 = kBreakTag;
    ILV_ASSERT_EQ(epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_event, &watch), 0);
}

Poller::~Poller() {
    close(m_event);
    close(m_epoll);
}

int Poller::wait(std::optional<base::Time> deadline, std::span<IoReady> ready) {
    std::array<epoll_event, kIoReadyBatch> events;
    for (;;) {
        timespec length{};
        if (deadline)
            length = lengthUntil(*deadline);
        const int count = epoll_pwait2(m_epoll, events.data(), limitOf(ready), deadline ? &length : nullptr, nullptr);
        if (count < 0) {
            ILV_ASSERT_EQ(errno, EINTR);
            continue;
        }
        bool broken = false;
        const int told = tell(std::span(events).first(static_cast<std::size_t>(count)), ready, broken);
        if (broken) {
            std::uint64_t times = 0;
            static_cast<void>(!read(m_event, &times, sizeof times));
            // After the read: a breakWait that comes before this store finds the flag set and leaves the work to
            // this very return. Release pairs with its exchange, so what it announced is seen by our caller.
            m_broken.exchange(false, std::memory_order_acq_rel);
        }
        return told;
    }
}

int Poller::look(std::span<IoReady> ready) {
    std::array<epoll_event, kIoReadyBatch> events;
    for (;;) {
        const int count = epoll_wait(m_epoll, events.data(), limitOf(ready), 0);
        if (count < 0) {
            ILV_ASSERT_EQ(errno, EINTR);
            continue;
        }
        bool broken = false;
        return tell(std::span(events).first(static_cast<std::size_t>(count)), ready, broken);
    }
}

void Poller::breakWait() {
    if (m_broken.exchange(true, std::memory_order_acq_rel))
        return;
    const std::uint64_t one = 1;
    ILV_ASSERT_EQ(write(m_event, &one, sizeof one), static_cast<ssize_t>(sizeof one));
}

}  // namespace interleave::kernel
