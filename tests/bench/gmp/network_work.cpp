#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <utility>
#include <vector>

#include <sys/resource.h>

#include "gmp/net.h"
#include "tests/bench/gmp/runtime_work.h"

namespace interleave::bench {
namespace {

using Clock = std::chrono::steady_clock;
namespace net = gmp::net;

constexpr std::size_t kMessage = 32;
// Descriptors beside those of the connections.
constexpr std::size_t kOthers = 100;

// As Go does when it starts: up to what the system allows.
std::size_t mostDescriptors() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return 0;
    limit.rlim_cur = limit.rlim_max;
    static_cast<void>(setrlimit(RLIMIT_NOFILE, &limit));
    return limit.rlim_cur;
}

// How many fit, two descriptors each; fewer than were asked for are told of.
int fitting(int connections) {
    const std::size_t limit = mostDescriptors();
    const auto most = static_cast<int>(std::min<std::size_t>((limit - std::min(limit, kOthers)) / 2, 1'000'000));
    if (most < connections)
        std::fprintf(stderr, "echo: %d connections instead of %d, as there may be %zu descriptors\n", most, connections,
                     limit);
    return std::min(most, connections);
}

template <class Value>
Value need(base::Result<Value> result) {
    if (result)
        return std::move(result).value();
    std::fprintf(stderr, "echo: %s: %s\n", result.error().object.c_str(), result.error().cause.c_str());
    std::exit(1);
}

bool readAll(net::Conn& conn, std::span<char> into) {
    while (!into.empty()) {
        const auto n = conn.read(into);
        if (!n)
            return false;
        into = into.subspan(n.value());
    }
    return true;
}

void serve(net::Conn conn) {
    std::array<char, kMessage> bytes{};
    while (readAll(conn, bytes))
        need(conn.write(bytes));
    static_cast<void>(conn.close());
}

void ask(net::Conn conn, int times) {
    std::array<char, kMessage> bytes{};
    for (int i = 0; i < times; ++i) {
        need(conn.write(bytes));
        if (!readAll(conn, bytes))
            std::exit(1);
    }
    static_cast<void>(conn.close());
}

Nanoseconds echo(int connections, int n) {
    connections = std::min(fitting(connections), n);
    net::Listener listener = need(net::listen());
    gmp::Chan<int> begin;
    gmp::WaitGroup ended;
    gmp::WaitGroup served;
    ended.add(connections);
    served.add(connections);
    for (int i = 0; i < connections; ++i) {
        const net::Conn near = need(net::dial(listener.port()));
        const net::Conn far = need(listener.accept());
        gmp::go([far, &served] {
            serve(far);
            served.done();
        });
        const int times = n / connections + (i < n % connections ? 1 : 0);
        gmp::go([begin, near, times, &ended]() mutable {
            begin.receive();
            ask(near, times);
            ended.done();
        });
    }
    static_cast<void>(listener.close());
    gmp::sleep(std::chrono::milliseconds(1));
    const auto since = Clock::now();
    begin.close();
    ended.wait();
    const Nanoseconds took = Clock::now() - since;
    served.wait();
    return took;
}

}  // namespace

Nanoseconds echoOverThousand(int n) {
    return echo(1'000, n);
}

Nanoseconds echoOverTenThousand(int n) {
    return echo(10'000, n);
}

}  // namespace interleave::bench
