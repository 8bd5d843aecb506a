#include "gmp/net.h"

#include <cerrno>
#include <initializer_list>
#include <string>
#include <system_error>

#include "gmp/running.h"

namespace interleave::gmp::net {

namespace {

using kernel::IoResult;

constexpr const char* kClosed = "use of closed network connection";

base::Error errorOf(const char* object, int error) {
    std::string cause;
    switch (error) {
        case ECONNREFUSED:
            cause = "connection refused";
            break;
        case ECONNRESET:
            cause = "connection reset by peer";
            break;
        case EPIPE:
            cause = "broken pipe";
            break;
        case EMFILE:
            cause = "too many open files";
            break;
        default:
            cause = std::generic_category().message(error);
    }
    return {object, cause, ""};
}

base::Error closed(const char* object) {
    return {object, kClosed, ""};
}

// A system call that the descriptor does not let wait.
template <class Call>
IoResult callOnce(G& g, trace::SyscallName name, Call call) {
    Runtime::Impl& rt = g.m->rt;
    rt.charge(kernel::Operation::syscallEnter);
    rt.syscalls.enter(g, name, false);
    const IoResult result = call(rt.host.network());
    rt.syscalls.exit(g);
    return result;
}

// FD.Read and its like: tries, and parks where there is nothing to do yet.
template <class Call>
Result<std::int64_t> untilDone(PollDesc& desc, IoSide side, trace::SyscallName name, const char* object, Call call) {
    G& g = runningG();
    Netpoll& poller = g.m->rt.netpoll;
    if (g.unwinding || !poller.use(desc))
        return closed(object);
    pollAt(g, trace::PreemptAt::call);
    for (;;) {
        // Before each try: what has come in time and was not read in time is not read any more.
        if (desc.expired(side)) {
            poller.release(desc);
            return base::Error{object, "i/o timeout", ""};
        }
        const IoResult result = callOnce(g, name, call);
        if (result.error != EAGAIN && result.error != EINTR) {
            poller.release(desc);
            if (result.error != 0)
                return errorOf(object, result.error);
            return result.value;
        }
        if (result.error == EAGAIN && !poller.wait(g, desc, side) && desc.closing()) {
            poller.release(desc);
            return closed(object);
        }
    }
}

Result<void> setDeadlines(PollDesc& desc, std::initializer_list<IoSide> sides, std::optional<base::Time> when) {
    G& g = runningG();
    Netpoll& poller = g.m->rt.netpoll;
    if (g.unwinding || !poller.use(desc))
        return closed("set tcp");
    pollAt(g, trace::PreemptAt::call);
    g.m->rt.charge(kernel::Operation::timer);
    for (const IoSide side : sides)
        poller.setDeadline(g, desc, side, when ? std::optional(when->count()) : std::nullopt);
    poller.release(desc);
    return {};
}

Result<void> closeDesc(PollDesc& desc, const char* object) {
    G& g = runningG();
    if (g.unwinding || !g.m->rt.netpoll.close(g, desc))
        return closed(object);
    return {};
}

}  // namespace

Result<std::size_t> Conn::read(std::span<char> into) {
    if (into.empty())
        return std::size_t{0};
    const int fd = m_desc->fd;
    const auto n = untilDone(*m_desc, IoSide::read, trace::SyscallName::read, "read tcp",
                             [fd, into](kernel::Network& network) { return network.read(fd, into); });
    if (!n)
        return n.error();
    if (n.value() == 0)
        return base::Error{"read tcp", "EOF", ""};
    return static_cast<std::size_t>(n.value());
}

Result<std::size_t> Conn::write(std::span<const char> from) {
    const int fd = m_desc->fd;
    std::size_t done = 0;
    while (done < from.size()) {
        const auto rest = from.subspan(done);
        const auto n = untilDone(*m_desc, IoSide::write, trace::SyscallName::write, "write tcp",
                                 [fd, rest](kernel::Network& network) { return network.write(fd, rest); });
        if (!n)
            return n.error();
        done += static_cast<std::size_t>(n.value());
    }
    return done;
}

Result<void> Conn::setReadDeadline(std::optional<base::Time> when) {
    return setDeadlines(*m_desc, {IoSide::read}, when);
}

Result<void> Conn::setWriteDeadline(std::optional<base::Time> when) {
    return setDeadlines(*m_desc, {IoSide::write}, when);
}

Result<void> Conn::setDeadline(std::optional<base::Time> when) {
    return setDeadlines(*m_desc, {IoSide::read, IoSide::write}, when);
}

Result<void> Conn::close() {
    return closeDesc(*m_desc, "close tcp");
}

Result<Conn> Listener::accept() {
    const int fd = m_desc->fd;
    const auto accepted = untilDone(*m_desc, IoSide::read, trace::SyscallName::accept, "accept tcp",
                                    [fd](kernel::Network& network) { return network.accept(fd); });
    if (!accepted)
        return accepted.error();
    int error = 0;
    PollDesc* desc = runningG().m->rt.netpoll.open(static_cast<int>(accepted.value()), error);
    if (!desc)
        return errorOf("accept tcp", error);
    return Conn(*desc);
}

Result<void> Listener::setDeadline(std::optional<base::Time> when) {
    return setDeadlines(*m_desc, {IoSide::read}, when);
}

Result<void> Listener::close() {
    return closeDesc(*m_desc, "close tcp");
}

Result<Listener> listen() {
    Runtime::Impl& rt = runningG().m->rt;
    const IoResult listener = rt.host.network().listen();
    if (listener.error != 0)
        return errorOf("listen tcp", listener.error);
    const int fd = static_cast<int>(listener.value);
    int error = 0;
    PollDesc* desc = rt.netpoll.open(fd, error);
    if (!desc)
        return errorOf("listen tcp", error);
    return Listener(*desc, static_cast<int>(rt.host.network().port(fd).value));
}

Result<Conn> dial(int port) {
    G& g = runningG();
    Netpoll& poller = g.m->rt.netpoll;
    const IoResult begun =
        callOnce(g, trace::SyscallName::connect, [port](kernel::Network& network) { return network.connect(port); });
    if (begun.error != 0)
        return errorOf("dial tcp", begun.error);
    const int fd = static_cast<int>(begun.value);
    int error = 0;
    PollDesc* desc = poller.open(fd, error);
    if (!desc)
        return errorOf("dial tcp", error);
    const auto connected = untilDone(*desc, IoSide::write, trace::SyscallName::connect, "dial tcp",
                                     [fd](kernel::Network& network) { return network.connected(fd); });
    if (connected)
        return Conn(*desc);
    static_cast<void>(closeDesc(*desc, "dial tcp"));
    return connected.error();
}

}  // namespace interleave::gmp::net
