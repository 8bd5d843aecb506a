// An epoll instance with a way to break its wait.
#pragma once

#include <atomic>
#include <optional>
#include <span>

#include "base/units.h"
#include "kernel/network.h"

namespace interleave::kernel {

class Poller {
public:
    // Asserts that the system grants the two descriptors.
    Poller();
    ~Poller();
    Poller(const Poller&) = delete;
    Poller& operator=(const Poller&) = delete;

    // Blocks until a watched descriptor is ready, the deadline (of monotonicNow), or breakWait; returns how many
    // are ready, and puts them into `ready` as far as there is room. One thread at a time.
    int wait(std::optional<base::Time> deadline, std::span<IoReady> ready = {});
    // What is ready now, without blocking and without taking a breakWait. Beside others.
    int look(std::span<IoReady> ready);
    // Makes the wait that runs, or else the next one, return. From any thread.
    void breakWait();
    // The epoll descriptor, to watch others with epoll_ctl. Owned by the poller.
    int descriptor() const { return m_epoll; }

private:
    int m_epoll;
    int m_event;
    // Set by the first of several breakWait calls, so that only that one pays for the system call.
    std::atomic<bool> m_broken{false};
};

}  // namespace interleave::kernel
