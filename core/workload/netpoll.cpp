// resources/programs/go/netpoll.go
#include <array>
#include <span>
#include <string>
#include <string_view>

#include "gmp/defer.h"
#include "gmp/go.h"
#include "gmp/net.h"
#include "gmp/sync.h"
#include "workload/go_sites.h"
#include "workload/go_stories.h"

namespace interleave::workload {
namespace {

namespace net = gmp::net;

std::string textOf(const base::Error& error) {
    return error.object + ": " + error.cause;
}

void handler(net::Conn conn, base::Duration work) {
    std::array<char, 64> bytes{};
    for (;;) {
        const auto n = conn.read(bytes);
        if (!n)
            break;
        gmp::work(work);
        static_cast<void>(conn.write(std::span(bytes).first(n.value())));
    }
    static_cast<void>(conn.close());
}

void server(net::Listener listener, base::Duration work) {
    for (;;) {
        const auto accepted = listener.accept();
        if (!accepted)
            return;
        gmp::go([conn = accepted.value(), work] { handler(conn, work); }, sites::kNetpollHandler);
    }
}

void client(int port, int requests, base::Duration pause) {
    constexpr std::string_view kRequest = "hello";
    auto dialled = net::dial(port);
    if (!dialled)
        gmp::panic(textOf(dialled.error()));
    net::Conn conn = dialled.value();
    for (int i = 0; i < requests; ++i) {
        static_cast<void>(conn.write(kRequest));
        std::array<char, kRequest.size()> bytes{};
        for (std::span<char> rest = bytes; !rest.empty();) {
            const auto n = conn.read(rest);
            if (!n)
                gmp::panic(textOf(n.error()));
            rest = rest.subspan(n.value());
        }
        gmp::sleep(pause);
    }
    static_cast<void>(conn.close());
}

}  // namespace

GoProgram netpoll(const Parameters& parameters) {
    const int clients = parameters.count("clients");
    const int requests = parameters.count("requests");
    const base::Duration work = parameters.duration("work");
    const base::Duration pause = parameters.duration("pause");
    return {[=] {
                auto listening = net::listen();
                if (!listening)
                    gmp::panic(textOf(listening.error()));
                net::Listener listener = listening.value();
                gmp::go([=] { server(listener, work); }, sites::kNetpollServer);
                gmp::WaitGroup done("done");
                for (int i = 0; i < clients; ++i) {
                    done.add(1);
                    gmp::go(
                        [=, &done] {
                            client(listener.port(), requests, pause);
                            done.done();
                        },
                        sites::kNetpollClient);
                }
                done.wait();
                static_cast<void>(listener.close());
                gmp::print("every client has its answers");
            },
            {}};
}

}  // namespace interleave::workload
