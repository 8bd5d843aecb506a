// The network poller and the connections on top of it.
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "conductor/costs.h"
#include "gmp/chan.h"
#include "gmp/go.h"
#include "gmp/net.h"
#include "gmp/sync.h"
#include "kernel/network.h"
#include "tests/support/gmp_fixture.h"

namespace interleave::test {
namespace {

using gmp::go;
using gmp::WaitGroup;
using trace::EventKind;
using namespace std::chrono_literals;
namespace net = gmp::net;

class NetpollWithAnyPs : public WithAnyNumberOfPs {};
INSTANTIATE_TEST_SUITE_P(HostsAndPs, NetpollWithAnyPs, bothHostsAndPs(), hostAndPsOf);
class Netpoll : public UnderBothHosts {};
INSTANTIATE_TEST_SUITE_P(Hosts, Netpoll, bothHosts(), hostOf);

// Sends back what comes, until the peer closes.
void echo(net::Conn conn) {
    std::array<char, 64> bytes;
    for (;;) {
        const auto n = conn.read(bytes);
        if (!n || !conn.write(std::span(bytes).first(n.value())))
            break;
    }
    static_cast<void>(conn.close());
}

net::Listener serve() {
    net::Listener listener = net::listen().value();
    go([listener]() mutable {
        for (;;) {
            auto conn = listener.accept();
            if (!conn)
                return;
            go([c = conn.value()] { echo(c); });
        }
    });
    return listener;
}

// `rounds` times there and back; how many came back right.
int talk(int port, int rounds) {
    auto conn = net::dial(port);
    if (!conn)
        return -1;
    int right = 0;
    for (int i = 0; i < rounds; ++i) {
        const std::string sent = "message " + std::to_string(i);
        if (!conn.value().write(sent))
            break;
        std::string got;
        while (got.size() < sent.size()) {
            std::array<char, 64> bytes;
            const auto n = conn.value().read(bytes);
            if (!n)
                return right;
            got.append(bytes.data(), n.value());
        }
        right += got == sent;
    }
    static_cast<void>(conn.value().close());
    return right;
}

void talkAtOnce(int clients, int rounds, std::vector<int>& right) {
    net::Listener listener = serve();
    WaitGroup group;
    group.add(clients);
    for (int i = 0; i < clients; ++i)
        go([&, i] {
            right[static_cast<std::size_t>(i)] = talk(listener.port(), rounds);
            group.done();
        });
    group.wait();
    static_cast<void>(listener.close());
}

TEST_P(NetpollWithAnyPs, T_03_CallsAreTriedFirstAndOnlyThenTheirGoroutinesPark) {
    std::vector<int> right(20);
    const GmpRun told = run([&right] { talkAtOnce(20, 10, right); });
    EXPECT_EQ(right, std::vector<int>(20, 10));
    EXPECT_GT(told.count(EventKind::IoWait), 0u);
    EXPECT_GT(told.count(EventKind::IoReady), 0u);
    EXPECT_EQ(told.exit.status, trace::RunStatus::ok);
    // Each wait follows a call of the same goroutine, with no other wait in between.
    std::vector<bool> tried;
    for (const Told& each : told.events) {
        if (each.event.kind != EventKind::SysBegin && each.event.kind != EventKind::IoWait)
            continue;
        if (tried.size() <= each.event.g)
            tried.resize(each.event.g + 1);
        if (each.event.kind == EventKind::IoWait) {
            EXPECT_TRUE(tried[each.event.g]) << "goroutine " << each.event.g;
        }
        tried[each.event.g] = each.event.kind == EventKind::SysBegin;
    }
}

TEST_P(NetpollWithAnyPs, T_04_OneMAtATimeBlocksInThePollerForConnections) {
    std::vector<int> right(8);
    const GmpRun told = run([&right] { talkAtOnce(8, 20, right); });
    EXPECT_EQ(right, std::vector<int>(8, 20));
    int inside = 0;
    for (const Told* poll : told.of(EventKind::NetPoll)) {
        const auto call = poll->event.auxAs<trace::NetPollCall>();
        if (call == trace::NetPollCall::blockBegin) {
            EXPECT_EQ(++inside, 1);
        } else if (call == trace::NetPollCall::blockEnd) {
            EXPECT_EQ(--inside, 0);
        }
    }
}

TEST_P(Netpoll, T_02_TwoThatWaitToReadOneConnectionAreFatal) {
    const GmpRun told = runGoroutines(options(2), [] {
        net::Listener listener = net::listen().value();
        net::Conn conn = net::dial(listener.port()).value();
        for (int i = 0; i < 2; ++i)
            go([conn]() mutable {
                std::array<char, 8> bytes;
                static_cast<void>(conn.read(bytes));
            });
        gmp::sleep(10s);
    });
    EXPECT_NE(told.exit.status, trace::RunStatus::ok);
    EXPECT_NE(told.exit.text.find("double wait"), std::string::npos) << told.exit.text;
}

TEST_P(Netpoll, T_01_MoreThan128ReadyConnectionsAreAllServed) {
    constexpr int kClients = 200;
    std::vector<int> right(kClients);
    const GmpRun told = runGoroutines(options(2), [&right] { talkAtOnce(kClients, 2, right); });
    EXPECT_EQ(right, std::vector<int>(kClients, 2));
    for (const Told* poll : told.of(EventKind::NetPoll))
        if (poll->event.auxAs<trace::NetPollCall>() != trace::NetPollCall::blockBegin) {
            EXPECT_LE(poll->event.a, kernel::kIoReadyBatch);
        }
}

TEST_P(Netpoll, ErrorsAreToldInGosWords) {
    std::vector<std::string> causes;
    const GmpRun told = runGoroutines(options(2), [&causes] {
        net::Listener listener = net::listen().value();
        net::Conn near = net::dial(listener.port()).value();
        net::Conn far = listener.accept().value();
        std::array<char, 8> bytes;
        static_cast<void>(far.close());
        causes.push_back(near.read(bytes).error().cause);
        causes.push_back(far.read(bytes).error().cause);
        WaitGroup group;
        group.add(1);
        go([&] {
            causes.push_back(listener.accept().error().cause);
            group.done();
        });
        gmp::sleep(1ms);
        static_cast<void>(listener.close());
        group.wait();
        causes.push_back(net::dial(listener.port()).error().cause);
        static_cast<void>(near.close());
    });
    EXPECT_EQ(causes, (std::vector<std::string>{"EOF", "use of closed network connection",
                                                "use of closed network connection", "connection refused"}));
    EXPECT_EQ(told.ledger.descriptors, 0u);
}

TEST_P(Netpoll, WhatNobodyClosesIsClosedWithTheRun) {
    const GmpRun told = runGoroutines(options(2), [] {
        const net::Listener listener = net::listen().value();
        static_cast<void>(net::dial(listener.port()));
    });
    EXPECT_EQ(told.ledger.descriptors, 2u);
}

// A pair of connected ends.
struct Pair {
    net::Conn near;
    net::Conn far;
};
Pair connect() {
    net::Listener listener = net::listen().value();
    net::Conn near = net::dial(listener.port()).value();
    const Pair pair{near, listener.accept().value()};
    static_cast<void>(listener.close());
    return pair;
}

// One reader for each of `n` connections, all of which wait when it returns; they end when they have read a byte.
std::vector<net::Conn> readers(int n, WaitGroup& done) {
    std::vector<net::Conn> ends;
    done.add(n);
    for (int i = 0; i < n; ++i) {
        const Pair pair = connect();
        ends.push_back(pair.near);
        go([&done, far = pair.far]() mutable {
            std::array<char, 8> bytes;
            EXPECT_EQ(far.read(bytes).value(), 1u);
            static_cast<void>(far.close());
            done.done();
        });
    }
    gmp::sleep(1ms);
    return ends;
}

void sendToAll(std::vector<net::Conn>& ends) {
    for (net::Conn& end : ends)
        EXPECT_EQ(end.write(std::string_view("x")).value(), 1u);
}

TEST_P(Netpoll, P_03_TheMonitorPollsWhenAllPsAreBusy) {
    const auto scene = [](int times) {
        WaitGroup group;
        std::vector<net::Conn> ends = readers(1, group);
        sendToAll(ends);
        // What is sent arrives while nobody looks into the poller.
        gmp::workWithoutPolls(60ms * times);
        group.wait();
    };
    // By a poll of who has no P and does not block; and what it found goes to the global queue.
    const auto seen = [](const GmpRun& run) {
        std::uint16_t monitor = trace::kNoM;
        for (const Told& told : run.events) {
            const trace::Event& e = told.event;
            if (e.kind == EventKind::NetPoll && e.p == trace::kNoP && e.a == 1 &&
                e.auxAs<trace::NetPollCall>() == trace::NetPollCall::nonBlocking)
                monitor = e.m;
            if (e.kind == EventKind::GlobPut && e.m == monitor && monitor != trace::kNoM)
                return true;
        }
        return false;
    };
    const GmpRun run = runUntilSeen(options(1), scene, seen);
    EXPECT_TRUE(seen(run));
}

// The destinations that one M tells of after a look into the poller that found so many.
std::vector<trace::QueueDest> destinations(const GmpRun& run, std::uint32_t found) {
    std::vector<trace::QueueDest> dests;
    std::uint16_t by = trace::kNoM;
    for (const Told& told : run.events) {
        const trace::Event& e = told.event;
        if (e.kind == EventKind::NetPoll && e.a == found)
            by = e.m;
        if (e.kind == EventKind::GoUnblock && e.m == by && by != trace::kNoM && dests.size() < found)
            dests.push_back(e.auxAs<trace::QueueDest>());
    }
    return dests;
}

GmpOptions onOneCore(int procs) {
    GmpOptions options;
    options.config.maxProcs = procs;
    options.cores = 1;
    return options;
}

TEST(NetpollInjects, S_11_WithAPOneForEachIdlePGoesToTheGlobalQueueAndTheOthersToTheRing) {
    constexpr int kReaders = 8;
    const GmpRun run = runGoroutines(onOneCore(4), [] {
        WaitGroup group;
        std::vector<net::Conn> ends = readers(kReaders, group);
        sendToAll(ends);
        gmp::workWithoutPolls(300us);  // all have arrived, and nobody else has had the core
        group.wait();
    });
    using enum trace::QueueDest;
    // Of four Ps one is main's, whose M found them and runs one itself; one has an M that was woken and waits for the
    // core; two are idle.
    EXPECT_EQ(destinations(run, kReaders),
              (std::vector{globTail, globTail, localTail, localTail, localTail, localTail, localTail, sameP}));
}

TEST(NetpollInjects, S_11_WithoutAPAllGoToTheGlobalQueue) {
    constexpr int kReaders = 4;
    GmpOptions options = onOneCore(2);
    const GmpRun run = runGoroutines(options, [] {
        WaitGroup group;
        std::vector<net::Conn> ends = readers(kReaders, group);
        // Both Ps are busy until the monitor looks, which has none.
        std::atomic<bool> running = false;
        group.add(1);
        go([&] {
            running.store(true);
            gmp::workWithoutPolls(80ms);
            group.done();
        });
        while (!running.load())
            gmp::gosched();
        sendToAll(ends);
        gmp::workWithoutPolls(40ms);
        group.wait();
    });
    std::size_t without = 0;
    for (const Told* unblock : run.of(EventKind::GoUnblock))
        if (unblock->event.p == trace::kNoP) {
            EXPECT_EQ(unblock->event.auxAs<trace::QueueDest>(), trace::QueueDest::globTail);
            ++without;
        }
    EXPECT_GE(without, static_cast<std::size_t>(kReaders));
}

// Looks without blocking: when each came, and by whom.
std::size_t overlaps(const GmpRun& run, std::chrono::nanoseconds price) {
    std::size_t found = 0;
    const trace::Event* last = nullptr;
    for (const Told* poll : run.of(EventKind::NetPoll)) {
        const trace::Event& e = poll->event;
        if (e.auxAs<trace::NetPollCall>() != trace::NetPollCall::nonBlocking || e.p == trace::kNoP)
            continue;
        found += last && last->m != e.m && e.time < last->time + static_cast<std::uint64_t>(price.count());
        last = &e;
    }
    return found;
}

TEST(NetpollProfiles, V_05_OnePPollsAtATimeSince124) {
    const auto looks = [](gmp::Profile profile) {
        GmpOptions options;
        options.config.maxProcs = 8;
        options.config.profile = profile;
        options.cores = 8;
        const GmpRun run = runGoroutines(options, [] {
            WaitGroup group;
            std::vector<net::Conn> ends = readers(2, group);
            // Whoever waits in the poller comes out of it while all Ps are busy; then all Ps have nothing to do at
            // once, and there is still a reader to look for.
            EXPECT_TRUE(ends[0].write(std::string_view("x")));
            const base::Time end = gmp::now() + 2ms;
            spawn(8, [end] { gmp::work(end - gmp::now()); });
            EXPECT_TRUE(ends[1].write(std::string_view("x")));
            group.wait();
        });
        return overlaps(run, conductor::Costs{}.of(kernel::Operation::netpoll));
    };
    EXPECT_GT(looks(gmp::Profile::go119), 0u);
    EXPECT_EQ(looks(gmp::Profile::go126), 0u);
}

TEST_P(NetpollWithAnyPs, CallsEndAtTheirDeadlines) {
    std::vector<std::string> causes;
    const auto note = [&causes](const auto& result) { causes.push_back(result ? "" : result.error().cause); };
    const GmpRun told = run([&note] {
        Pair pair = connect();
        std::array<char, 8> bytes;
        const base::Time end = gmp::now() + 200us;
        EXPECT_TRUE(pair.near.setReadDeadline(end));
        note(pair.near.read(bytes));
        EXPECT_GE(gmp::now(), end);
        // It holds until another is set, whatever has come.
        EXPECT_TRUE(pair.far.write(std::string_view("x")));
        gmp::sleep(1ms);
        note(pair.near.read(bytes));
        EXPECT_TRUE(pair.near.setReadDeadline(std::nullopt));
        note(pair.near.read(bytes));
        // One that was put off does not end the wait.
        EXPECT_TRUE(pair.near.setDeadline(gmp::now() + 300us));
        EXPECT_TRUE(pair.near.setDeadline(gmp::now() + 10s));
        go([far = pair.far]() mutable {
            gmp::sleep(1ms);
            EXPECT_TRUE(far.write(std::string_view("y")));
        });
        note(pair.near.read(bytes));
        // One in the past ends it at once.
        go([near = pair.near]() mutable {
            gmp::sleep(100us);
            EXPECT_TRUE(near.setReadDeadline(gmp::now()));
        });
        note(pair.near.read(bytes));
        // Nobody reads what is written.
        EXPECT_TRUE(pair.near.setWriteDeadline(gmp::now() + 20ms));
        const std::string much(16 << 20, 'z');
        note(pair.near.write(much));
        note(pair.near.close());
        note(pair.near.setDeadline(gmp::now()));
        static_cast<void>(pair.far.close());
    });
    EXPECT_EQ(told.exit.status, trace::RunStatus::ok);
    const char* const late = "i/o timeout";
    EXPECT_EQ(causes,
              (std::vector<std::string>{late, late, "", "", late, late, "", "use of closed network connection"}));
    for (const Told* fire : told.of(EventKind::TmFire))
        EXPECT_GE(static_cast<std::int64_t>(fire->event.wide()), 0);
}

TEST_P(NetpollWithAnyPs, ADeadlineThatPassesWhileBytesArriveLosesNobody) {
    const int rounds = isFree() ? 100 : 200;
    const GmpRun told = run([rounds] {
        Pair pair = connect();
        std::array<char, 64> bytes;
        for (int i = 0; i < rounds; ++i) {
            EXPECT_TRUE(pair.far.write(std::string_view("x")));
            EXPECT_TRUE(pair.near.setReadDeadline(gmp::now() + std::chrono::microseconds(gmp::random() % 100)));
            const auto n = pair.near.read(bytes);
            EXPECT_TRUE(n || n.error().cause == "i/o timeout");
        }
    });
    EXPECT_EQ(told.exit.status, trace::RunStatus::ok);
}

TEST(NetpollRepeats, SeedsGiveTheSameTraceAgain) {
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        GmpOptions options;
        options.config.maxProcs = 4;
        options.seed = seed;
        std::vector<int> right(10);
        const auto once = [&] { return runGoroutines(options, [&right] { talkAtOnce(10, 5, right); }); };
        const GmpRun first = once();
        const GmpRun second = once();
        ASSERT_EQ(first.events.size(), second.events.size());
        for (std::size_t i = 0; i < first.events.size(); ++i)
            ASSERT_EQ(std::memcmp(&first.events[i].event, &second.events[i].event, sizeof(trace::Event)), 0) << i;
    }
}

}  // namespace
}  // namespace interleave::test
