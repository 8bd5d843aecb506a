// Stream connections that never wait: each call does what can be done at once, or says EAGAIN. Waiting is the poller's
// (Host::waitIo). Free: loopback TCP of the kernel (free_network.h). Conducted: modelled connections with latencies
// from the run's seed (conductor/modelled_network.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace interleave::kernel {

// What the poller found on one watched descriptor; edge-triggered, so each change is told once.
struct IoReady {
    std::uint64_t tag = 0;  // as given to Network::watch
    bool read = false;
    bool write = false;
};

// How many a call of the poller tells at most (Go 1.19 runtime/netpoll_epoll.go).
inline constexpr std::size_t kIoReadyBatch = 128;

// value: a descriptor, a port or a number of bytes. error: an errno, 0 where it went well.
struct IoResult {
    std::int64_t value = 0;
    int error = 0;
};

// From any thread of the host; not gates, nothing here blocks. Descriptors are the caller's to close.
class Network {
public:
    virtual ~Network() = default;
    // A listener on a free port of 127.0.0.1.
    virtual IoResult listen() = 0;
    virtual IoResult port(int listener) = 0;
    // Begins to connect; the value is the descriptor, which turns writable when `connected` can tell more.
    virtual IoResult connect(int port) = 0;
    virtual IoResult connected(int descriptor) = 0;
    virtual IoResult accept(int listener) = 0;
    // 0 bytes: the peer has closed.
    virtual IoResult read(int descriptor, std::span<char> into) = 0;
    virtual IoResult write(int descriptor, std::span<const char> from) = 0;
    // Arms the poller for both directions, until the descriptor is closed.
    virtual IoResult watch(int descriptor, std::uint64_t tag) = 0;
    virtual void close(int descriptor) = 0;
};

}  // namespace interleave::kernel
