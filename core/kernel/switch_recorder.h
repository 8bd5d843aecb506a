// The kernel's own word on when a thread of ours was taken off its processor and put back.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <utility>

#include "base/result.h"
#include "base/units.h"

namespace interleave::kernel {

struct SwitchRecord {
    base::Time at{0};        // of monotonicNow()
    int thread = 0;          // gettid()
    int cpu = 0;             // on which it was or is
    bool out = false;        // taken off; else put on
    bool preempted = false;  // out only: it could have gone on
};

// Records the context switches of one thread of this user, by perf_event_open with context_switch=1, which the kernel
// grants without privileges at perf_event_paranoid 2. Read from one thread at a time, which may be another than the
// recorded one.
class SwitchRecorder {
public:
    // From then on. Fails where the kernel refuses, and says how to allow it. The buffer is a power of two of pages, 32
    // records to the kilobyte; where the kernel locks no more memory for this user, it is a page. Keeps no descriptor.
    static base::Result<SwitchRecorder> start(pid_t thread, std::size_t bufferPages = 8);
    SwitchRecorder(SwitchRecorder&& other) noexcept
        : m_mapping(std::exchange(other.m_mapping, {})), m_lost(other.m_lost) {}
    SwitchRecorder& operator=(SwitchRecorder&&) = delete;
    ~SwitchRecorder();

    // Hands over what was recorded since the last call, oldest first. Does not block.
    void drain(const std::function<void(const SwitchRecord&)>& take);
    // How many records found no room.
    std::uint64_t lost() const { return m_lost; }

private:
    explicit SwitchRecorder(std::span<std::byte> mapping) : m_mapping(mapping) {}

    std::span<std::byte> m_mapping;
    std::uint64_t m_lost = 0;
};

}  // namespace interleave::kernel
