// Loopback TCP of the kernel.
#pragma once

#include "kernel/network.h"

namespace interleave::kernel {

class FreeNetwork final : public Network {
public:
    // poller: the epoll descriptor on which `watch` arms; it outlives this.
    explicit FreeNetwork(int poller) : m_poller(poller) {}

    IoResult listen() override;
    IoResult port(int listener) override;
    IoResult connect(int port) override;
    IoResult connected(int descriptor) override;
    IoResult accept(int listener) override;
    IoResult read(int descriptor, std::span<char> into) override;
    IoResult write(int descriptor, std::span<const char> from) override;
    IoResult watch(int descriptor, std::uint64_t tag) override;
    void close(int descriptor) override;

private:
    int m_poller;
};

}  // namespace interleave::kernel
