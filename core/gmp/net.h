// Loopback connections for goroutines, after Go's package net and internal/poll's FD. Only inside Runtime::run.
//
// Each call is tried first, as a system call; only where it would wait the goroutine parks, and tries again when the
// poller says so. Handles are as Go's: copies are the same connection, and what is not closed is closed with the run.
// The cause of an error is Go's text: "EOF", "use of closed network connection", "connection refused", "broken pipe",
// "i/o timeout".
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "base/result.h"
#include "base/units.h"

namespace interleave::gmp {
struct PollDesc;
}

namespace interleave::gmp::net {

using base::Result;

class Conn {
public:
    explicit Conn(PollDesc& desc) : m_desc(&desc) {}
    // Parks until there are bytes; at least one, at most into.size(). A gate.
    Result<std::size_t> read(std::span<char> into);
    // Parks until all are written. A gate.
    Result<std::size_t> write(std::span<const char> from);
    // SetReadDeadline, SetWriteDeadline, SetDeadline: from then on calls fail with "i/o timeout", those that wait
    // included. Nothing: no deadline. Gates.
    Result<void> setReadDeadline(std::optional<base::Time> when);
    Result<void> setWriteDeadline(std::optional<base::Time> when);
    Result<void> setDeadline(std::optional<base::Time> when);
    // Whoever waits on it goes on with an error.
    Result<void> close();

private:
    PollDesc* m_desc;
};

class Listener {
public:
    Listener(PollDesc& desc, int port) : m_desc(&desc), m_port(port) {}
    // Parks until somebody dials. A gate.
    Result<Conn> accept();
    // As Conn's, for accept.
    Result<void> setDeadline(std::optional<base::Time> when);
    Result<void> close();
    int port() const { return m_port; }

private:
    PollDesc* m_desc;
    int m_port;
};

// On a free port of 127.0.0.1.
Result<Listener> listen();
// To a port of 127.0.0.1. A gate.
Result<Conn> dial(int port);

}  // namespace interleave::gmp::net
