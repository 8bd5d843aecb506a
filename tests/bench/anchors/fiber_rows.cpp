// What Boost.Fiber needs on one thread for the rows of tests/bench/gmp/runtime_rows.cpp that it can do: one line a
// row, name and figure.
#include <boost/fiber/all.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

namespace fibers = boost::fibers;
using Clock = std::chrono::steady_clock;
using Took = std::chrono::duration<double, std::nano>;

Took yields(int n) {
    const auto loop = [n] {
        for (int k = 0; k < n / 2; ++k)
            boost::this_fiber::yield();
    };
    const auto begin = Clock::now();
    fibers::fiber first(loop);
    fibers::fiber second(loop);
    first.join();
    second.join();
    return Clock::now() - begin;
}

Took pingPong(int n) {
    fibers::unbuffered_channel<int> there;
    fibers::unbuffered_channel<int> back;
    fibers::fiber peer([&] {
        int value = 0;
        while (there.pop(value) == fibers::channel_op_status::success)
            back.push(value);
    });
    const auto begin = Clock::now();
    for (int i = 0; i < n; ++i) {
        there.push(i);
        int value = 0;
        back.pop(value);
    }
    const auto took = Clock::now() - begin;
    there.close();
    peer.join();
    return took;
}

Took buffered(int n) {
    fibers::buffered_channel<int> channel(128);
    const auto begin = Clock::now();
    fibers::fiber producer([&] {
        for (int i = 0; i < n; ++i)
            channel.push(i);
        channel.close();
    });
    int value = 0;
    while (channel.pop(value) == fibers::channel_op_status::success) {
    }
    const auto took = Clock::now() - begin;
    producer.join();
    return took;
}

Took spawnJoin(int n) {
    const auto begin = Clock::now();
    for (int i = 0; i < n; ++i)
        fibers::fiber([] {}).join();
    return Clock::now() - begin;
}

Took mutexOfEight(int n) {
    fibers::mutex mutex;
    long counter = 0;
    std::vector<fibers::fiber> all;
    const auto begin = Clock::now();
    for (int i = 0; i < 8; ++i)
        all.emplace_back([&] {
            for (int k = 0; k < n / 8; ++k) {
                mutex.lock();
                ++counter;
                mutex.unlock();
            }
        });
    for (fibers::fiber& one : all)
        one.join();
    const auto took = Clock::now() - begin;
    if (counter != n / 8 * 8)
        std::abort();
    return took;
}

struct Row {
    const char* name;
    Took (*run)(int);
    int pieces, warmUp;
};
constexpr Row kRows[] = {
    {"gosched", yields, 4'000'000, 200'000},        {"ping_pong", pingPong, 1'000'000, 50'000},
    {"buffered_128", buffered, 4'000'000, 200'000}, {"spawn_join", spawnJoin, 1'000'000, 50'000},
    {"mutex_8", mutexOfEight, 4'000'000, 100'000},
};

}  // namespace

// Rows it does not have print nothing.
int main(int argc, char** argv) {
    for (int i = 1; i < argc; ++i)
        for (const Row& row : kRows)
            if (argv[i] == std::string(row.name)) {
                row.run(row.warmUp);
                std::printf("%s %.2f\n", row.name, row.run(row.pieces).count() / row.pieces);
            }
    return 0;
}
