// Connections under conducted time. Nothing here comes from the kernel: bytes lie in queues and arrive after a latency
// that the run's seed gives. Descriptors are numbered from 3 and ports from 40000 up, never used twice, so that a run
// repeats byte for byte.
//
// Owned by the conducted host; called by the holder of the baton only, so it needs no lock.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "conductor/machine.h"
#include "kernel/network.h"
#include "kernel/random.h"

namespace interleave::conductor {

using kernel::IoReady;
using kernel::IoResult;

class ModelledNetwork final : public kernel::Network {
public:
    ModelledNetwork(Machine& machine, std::uint64_t seed) : m_machine(machine), m_random(seed, kStream) {}

    IoResult listen() override;
    IoResult port(int listener) override;
    IoResult connect(int port) override;
    IoResult connected(int descriptor) override;
    IoResult accept(int listener) override;
    IoResult read(int descriptor, std::span<char> into) override;
    IoResult write(int descriptor, std::span<const char> from) override;
    IoResult watch(int descriptor, std::uint64_t tag) override;
    void close(int descriptor) override;

    // When the next descriptor turns ready; nothing: none will by itself.
    std::optional<Time> nextReady() const;
    // Takes what is ready by now, in the order of its time.
    int takeReady(std::span<IoReady> into);

private:
    static constexpr std::uint64_t kStream = 0x6E6574;
    static constexpr std::size_t kWindow = 64 * 1024;  // bytes on their way in one direction

    struct Piece {
        Time at;
        std::string bytes;
    };
    struct End {
        int port = 0;        // of a listener, else 0
        int peer = -1;       // of a connection
        int error = 0;       // of a refused connect
        Time connectedAt{};  // of the side that dialled
        Time lastArrival{};  // so that nothing overtakes
        std::size_t held = 0;
        std::deque<Piece> inbox;
        std::deque<std::pair<Time, int>> backlog;  // of a listener: the accepting ends
        std::optional<Time> endAt;                 // when the peer's close arrives
        std::optional<std::uint64_t> tag;
    };
    struct Change {
        int descriptor;
        bool read;
        bool write;
    };

    End* find(int descriptor);
    int add(End end);
    Time arrival(Time after);
    void tell(int descriptor, Time at, bool read, bool write);

    Machine& m_machine;
    kernel::Random m_random;
    int m_lastDescriptor = 2;
    int m_lastPort = 40'000;
    std::uint64_t m_order = 0;
    std::map<int, End> m_ends;
    std::map<std::pair<Time, std::uint64_t>, Change> m_changes;
};

}  // namespace interleave::conductor
