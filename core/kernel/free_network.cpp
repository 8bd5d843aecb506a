#include "kernel/free_network.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

namespace interleave::kernel {

namespace {

IoResult outcome(std::int64_t value) {
    return value < 0 ? IoResult{0, errno} : IoResult{value, 0};
}

sockaddr_in loopback(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

int openSocket() {
    return ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
}

void sendAtOnce(int descriptor) {
    const int on = 1;
    static_cast<void>(::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on));
}

IoResult failed(int descriptor) {
    const IoResult result{0, errno};
    ::close(descriptor);
    return result;
}

}  // namespace

IoResult FreeNetwork::listen() {
    const int descriptor = openSocket();
    if (descriptor < 0)
        return outcome(descriptor);
    const sockaddr_in address = loopback(0);
    if (::bind(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        ::listen(descriptor, SOMAXCONN) != 0)
        return failed(descriptor);
    return {descriptor, 0};
}

IoResult FreeNetwork::port(int listener) {
    sockaddr_in address{};
    socklen_t size = sizeof address;
    if (::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) != 0)
        return outcome(-1);
    return {ntohs(address.sin_port), 0};
}

IoResult FreeNetwork::connect(int port) {
    const int descriptor = openSocket();
    if (descriptor < 0)
        return outcome(descriptor);
    sendAtOnce(descriptor);
    const sockaddr_in address = loopback(port);
    if (::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 && errno != EINPROGRESS)
        return failed(descriptor);
    return {descriptor, 0};
}

IoResult FreeNetwork::connected(int descriptor) {
    int error = 0;
    socklen_t size = sizeof error;
    if (::getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size) != 0)
        return outcome(-1);
    if (error != 0)
        return {0, error};
    sockaddr_in peer{};
    size = sizeof peer;
    if (::getpeername(descriptor, reinterpret_cast<sockaddr*>(&peer), &size) != 0)
        return {0, errno == ENOTCONN ? EAGAIN : errno};
    return {};
}

IoResult FreeNetwork::accept(int listener) {
    const int descriptor = ::accept4(listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (descriptor >= 0)
        sendAtOnce(descriptor);
    return outcome(descriptor);
}

IoResult FreeNetwork::read(int descriptor, std::span<char> into) {
    return outcome(::recv(descriptor, into.data(), into.size(), 0));
}

IoResult FreeNetwork::write(int descriptor, std::span<const char> from) {
    return outcome(::send(descriptor, from.data(), from.size(), MSG_NOSIGNAL));
}

IoResult FreeNetwork::watch(int descriptor, std::uint64_t tag) {
    epoll_event event{};
    event.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
    event.data.u64 = tag;
    return outcome(::epoll_ctl(m_poller, EPOLL_CTL_ADD, descriptor, &event));
}

void FreeNetwork::close(int descriptor) {
    ::close(descriptor);
}

}  // namespace interleave::kernel
