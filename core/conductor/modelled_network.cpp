#include "conductor/modelled_network.h"

#include <algorithm>
#include <cerrno>

namespace interleave::conductor {

ModelledNetwork::End* ModelledNetwork::find(int descriptor) {
    const auto found = m_ends.find(descriptor);
    return found == m_ends.end() ? nullptr : &found->second;
}

int ModelledNetwork::add(End end) {
    m_ends.emplace(++m_lastDescriptor, std::move(end));
    return m_lastDescriptor;
}

// 20 to 60 microseconds from now, and not before what was sent earlier.
Time ModelledNetwork::arrival(Time after) {
    const auto latency = static_cast<std::int64_t>(20'000 + m_random.next() % 40'001);
    return std::max(after, m_machine.now() + Time(latency));
}

void ModelledNetwork::tell(int descriptor, Time at, bool read, bool write) {
    m_changes.emplace(std::pair{at, ++m_order}, Change{descriptor, read, write});
    // Whoever waits in the poller reckons anew when it has to wake.
    m_machine.stirIo();
}

IoResult ModelledNetwork::listen() {
    End end;
    end.port = ++m_lastPort;
    return {add(std::move(end)), 0};
}

IoResult ModelledNetwork::port(int listener) {
    const End* end = find(listener);
    return end ? IoResult{end->port, 0} : IoResult{0, EBADF};
}

IoResult ModelledNetwork::connect(int port) {
    const auto listener =
        std::find_if(m_ends.begin(), m_ends.end(), [port](const auto& each) { return each.second.port == port; });
    End near;
    near.connectedAt = near.lastArrival = arrival(Time::zero());
    if (port == 0 || listener == m_ends.end()) {
        near.error = ECONNREFUSED;
        return {add(std::move(near)), 0};
    }
    const Time reached = near.connectedAt;
    const int dialler = add(std::move(near));
    End far;
    far.peer = dialler;
    far.lastArrival = reached;
    const int accepting = add(std::move(far));
    find(dialler)->peer = accepting;
    listener->second.backlog.emplace_back(reached, accepting);
    tell(listener->first, reached, true, false);
    return {dialler, 0};
}

IoResult ModelledNetwork::connected(int descriptor) {
    const End* end = find(descriptor);
    if (!end)
        return {0, EBADF};
    return {0, m_machine.now() < end->connectedAt ? EAGAIN : end->error};
}

IoResult ModelledNetwork::accept(int listener) {
    End* end = find(listener);
    if (!end)
        return {0, EBADF};
    const auto first = std::min_element(end->backlog.begin(), end->backlog.end());
    if (first == end->backlog.end() || first->first > m_machine.now())
        return {0, EAGAIN};
    const int accepted = first->second;
    end->backlog.erase(first);
    return {accepted, 0};
}

IoResult ModelledNetwork::read(int descriptor, std::span<char> into) {
    End* end = find(descriptor);
    if (!end)
        return {0, EBADF};
    std::size_t n = 0;
    while (n < into.size() && !end->inbox.empty() && end->inbox.front().at <= m_machine.now()) {
        std::string& bytes = end->inbox.front().bytes;
        const std::size_t part = bytes.copy(into.data() + n, into.size() - n);
        n += part;
        bytes.erase(0, part);
        if (bytes.empty())
            end->inbox.pop_front();
    }
    if (n == 0)
        return {0, end->inbox.empty() && end->endAt && *end->endAt <= m_machine.now() ? 0 : EAGAIN};
    const bool wasFull = end->held >= kWindow;
    end->held -= n;
    if (wasFull && find(end->peer))
        tell(end->peer, arrival(Time::zero()), false, true);
    return {static_cast<std::int64_t>(n), 0};
}

IoResult ModelledNetwork::write(int descriptor, std::span<const char> from) {
    End* end = find(descriptor);
    if (!end)
        return {0, EBADF};
    End* peer = find(end->peer);
    if (!peer)
        return {0, EPIPE};
    const std::size_t n = std::min(from.size(), kWindow - peer->held);
    if (n == 0)
        return {0, from.empty() ? 0 : EAGAIN};
    peer->held += n;
    peer->lastArrival = arrival(peer->lastArrival);
    peer->inbox.push_back({peer->lastArrival, std::string(from.data(), n)});
    tell(end->peer, peer->lastArrival, true, false);
    return {static_cast<std::int64_t>(n), 0};
}

IoResult ModelledNetwork::watch(int descriptor, std::uint64_t tag) {
    End* end = find(descriptor);
    if (!end)
        return {0, EBADF};
    end->tag = tag;
    // As the kernel does: what is ready already is told once. What arrived before has no change left to tell it.
    const bool readable = (!end->inbox.empty() && end->inbox.front().at <= m_machine.now()) ||
                          (end->endAt && *end->endAt <= m_machine.now());
    if (end->port == 0)
        tell(descriptor, std::max(m_machine.now(), end->connectedAt), readable, true);
    return {};
}

void ModelledNetwork::close(int descriptor) {
    const auto found = m_ends.find(descriptor);
    if (found == m_ends.end())
        return;
    const End end = std::move(found->second);
    m_ends.erase(found);
    if (End* peer = find(end.peer)) {
        peer->endAt = peer->lastArrival = arrival(peer->lastArrival);
        tell(end.peer, *peer->endAt, true, true);
    }
    for (const auto& [at, waiting] : end.backlog)
        close(waiting);
}

std::optional<Time> ModelledNetwork::nextReady() const {
    if (m_changes.empty())
        return std::nullopt;
    return m_changes.begin()->first.first;
}

int ModelledNetwork::takeReady(std::span<IoReady> into) {
    into = into.first(std::min(into.size(), kernel::kIoReadyBatch));
    std::size_t n = 0;
    while (n < into.size() && !m_changes.empty() && m_changes.begin()->first.first <= m_machine.now()) {
        const Change change = m_changes.begin()->second;
        m_changes.erase(m_changes.begin());
        if (const End* end = find(change.descriptor); end && end->tag)
            into[n++] = {*end->tag, change.read, change.write};
    }
    return static_cast<int>(n);
}

}  // namespace interleave::conductor
