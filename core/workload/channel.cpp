// resources/programs/go/channel.go
#include <string>

#include "gmp/chan.h"
#include "gmp/go.h"
#include "workload/go_sites.h"
#include "workload/go_stories.h"

namespace interleave::workload {
namespace {

void ponger(gmp::Chan<int> ping, gmp::Chan<int> pong) {
    ping.forEach([&pong](int ball) { pong.send(ball + 1); });
    pong.close();
}

void pingPong(int rounds) {
    gmp::Chan<int> ping(0, "ping");
    gmp::Chan<int> pong(0, "pong");
    gmp::go([ping, pong] { ponger(ping, pong); }, sites::kChannelPonger);
    int ball = 0;
    for (int i = 0; i < rounds; ++i) {
        ping.send(ball);
        ball = pong.receiveOrZero();
    }
    ping.close();
    gmp::print("the ball was returned " + std::to_string(ball) + " times");
}

void producer(gmp::Chan<int> queue, int items, base::Duration work) {
    for (int item = 1; item <= items; ++item) {
        gmp::work(work / 3);
        queue.send(item);
    }
    queue.close();
}

std::int64_t consume(gmp::Chan<int> queue, base::Duration work) {
    std::int64_t sum = 0;
    queue.forEach([&](int item) {
        gmp::work(work);
        sum += item;
    });
    return sum;
}

}  // namespace

GoProgram channel(const Parameters& parameters) {
    const int rounds = parameters.count("rounds");
    const int items = parameters.count("items");
    const auto buffer = static_cast<std::uint32_t>(parameters.count("buffer"));
    const base::Duration work = parameters.duration("work");
    return {[=] {
                pingPong(rounds);
                gmp::Chan<int> queue(buffer, "queue");
                gmp::go([=] { producer(queue, items, work); }, sites::kChannelProducer);
                gmp::print("the items sum up to " + std::to_string(consume(queue, work)));
            },
            {}};
}

}  // namespace interleave::workload
