#include "tests/bench/gmp/runtime_work.h"

#include <atomic>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <mutex>
#include <new>
#include <thread>
#include <vector>

#include <unistd.h>

#include "fiber/stack_pool.h"

namespace interleave::bench {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t kRingEvents = 1u << 14;

}  // namespace

struct DiscardingSink::State {
    struct Ring {
        std::byte* memory;
        trace::RingHeader* header;
        trace::RingProducer producer;
    };
    std::mutex mutex;
    std::vector<std::unique_ptr<Ring>> rings;
    std::atomic<bool> ended{false};
    std::thread reader;
};

DiscardingSink::DiscardingSink() : m_state(std::make_unique<State>()) {
    m_state->reader = std::thread([this] {
        while (!m_state->ended.load()) {
            {
                const std::lock_guard lock(m_state->mutex);
                for (const auto& ring : m_state->rings)
                    ring->header->tail.store(ring->header->head.load(std::memory_order_acquire),
                                             std::memory_order_release);
            }
            std::this_thread::sleep_for(std::chrono::microseconds(50));
        }
    });
}

DiscardingSink::~DiscardingSink() {
    m_state->ended.store(true);
    m_state->reader.join();
    for (const auto& ring : m_state->rings)
        std::free(ring->memory);
}

trace::Writer DiscardingSink::writerForThisThread() {
    auto ring = std::make_unique<State::Ring>();
    ring->memory = static_cast<std::byte*>(std::aligned_alloc(64, trace::ringBytes(kRingEvents)));
    ring->header = new (ring->memory) trace::RingHeader;
    ring->header->capacity = kRingEvents;
    for (std::size_t i = 0; i < kRingEvents; ++i)
        ring->header->slots()[i] = trace::Event{};
    ring->producer = trace::RingProducer(ring->header);
    const std::lock_guard lock(m_state->mutex);
    m_state->rings.push_back(std::move(ring));
    return {&m_state->rings.back()->producer, trace::Clock()};
}

std::uint64_t DiscardingSink::written() const {
    const std::lock_guard lock(m_state->mutex);
    std::uint64_t sum = 0;
    for (const auto& ring : m_state->rings)
        sum += ring->header->head.load() + ring->header->dropped.load();
    return sum;
}

Nanoseconds measure(int procs, gmp::TraceSink* sink, const std::function<Nanoseconds()>& body) {
    kernel::FreeHost host(1);
    Nanoseconds took{0};
    {
        gmp::Config config;
        config.maxProcs = procs;
        gmp::Runtime runtime(host, sink, config);
        runtime.run([&] { took = body(); });
        host.joinThreads();
    }
    return took;
}

Nanoseconds gosched(int n) {
    gmp::WaitGroup group;
    group.add(2);
    const auto begin = Clock::now();
    for (int i = 0; i < 2; ++i)
        gmp::go([&] {
            for (int k = 0; k < n / 2; ++k)
                gmp::gosched();
            group.done();
        });
    group.wait();
    return Clock::now() - begin;
}

Nanoseconds pingPong(int n) {
    gmp::Chan<int> there, back;
    gmp::go([=]() mutable {
        while (auto value = there.receive())
            back.send(*value);
    });
    const auto begin = Clock::now();
    for (int i = 0; i < n; ++i) {
        there.send(i);
        back.receive();
    }
    const auto took = Clock::now() - begin;
    there.close();
    return took;
}

Nanoseconds buffered(int n) {
    gmp::Chan<int> channel(128);
    const auto begin = Clock::now();
    gmp::go([=]() mutable {
        for (int i = 0; i < n; ++i)
            channel.send(i);
        channel.close();
    });
    while (channel.receive()) {
    }
    return Clock::now() - begin;
}

Nanoseconds spawnJoin(int n) {
    gmp::Chan<char> done;
    const auto begin = Clock::now();
    for (int i = 0; i < n; ++i) {
        gmp::go([&done] { done.send(0); });
        done.receive();
    }
    return Clock::now() - begin;
}

Nanoseconds spawnMany(int n) {
    gmp::WaitGroup group;
    group.add(n);
    const auto begin = Clock::now();
    for (int i = 0; i < n; ++i)
        gmp::go([&group] { group.done(); });
    group.wait();
    return Clock::now() - begin;
}

namespace {

// One node of the tree: adds up its children's numbers and sends the sum to `up`.
struct Node {
    gmp::Chan<std::int64_t>* up;
    std::int64_t number;
    int size;

    void operator()() const {
        if (size == 1) {
            up->send(number);
            return;
        }
        gmp::Chan<std::int64_t> below;
        std::int64_t sum = 0;
        for (int i = 0; i < 10; ++i)
            gmp::go(Node{&below, number + i * (size / 10), size / 10});
        for (int i = 0; i < 10; ++i)
            sum += *below.receive();
        up->send(sum);
    }
};

}  // namespace

Nanoseconds skynet(int n) {
    const auto begin = Clock::now();
    gmp::Chan<std::int64_t> result;
    gmp::go(Node{&result, 0, n});
    const std::int64_t sum = *result.receive();
    const auto took = Clock::now() - begin;
    if (sum != std::int64_t{n} * (n - 1) / 2)
        std::abort();
    return took;
}

Nanoseconds mutexOfEight(int n) {
    gmp::Mutex mutex;
    gmp::WaitGroup group;
    group.add(8);
    std::int64_t counter = 0;
    const auto begin = Clock::now();
    for (int i = 0; i < 8; ++i)
        gmp::go([&mutex, &group, &counter, n] {
            for (int k = 0; k < n / 8; ++k) {
                mutex.lock();
                ++counter;
                mutex.unlock();
            }
            group.done();
        });
    group.wait();
    const auto took = Clock::now() - begin;
    if (counter != n / 8 * 8)
        std::abort();
    return took;
}

Nanoseconds selectOfTwo(int n) {
    gmp::Chan<int> left, right;
    for (gmp::Chan<int>* channel : {&left, &right})
        gmp::go([to = *channel, n]() mutable {
            for (int i = 0; i < n / 2; ++i)
                to.send(i);
        });
    const auto begin = Clock::now();
    std::int64_t sum = 0;
    for (int i = 0; i < n / 2 * 2; ++i) {
        int value = 0;
        gmp::select(gmp::receiveFrom(left, value), gmp::receiveFrom(right, value));
        sum += value;
    }
    const auto took = Clock::now() - begin;
    if (sum != std::int64_t{n / 2} * (n / 2 - 1))
        std::abort();
    return took;
}

Nanoseconds readersOfEight(int n) {
    gmp::RWMutex mutex;
    gmp::WaitGroup group;
    group.add(8);
    std::int64_t counter = 0;
    std::atomic<std::int64_t> seen{0};
    const auto begin = Clock::now();
    for (int i = 0; i < 8; ++i)
        gmp::go([&mutex, &group, &counter, &seen, n] {
            std::int64_t last = 0;
            for (int k = 0; k < n / 8; ++k) {
                if (k % 100 == 0) {
                    mutex.lock();
                    ++counter;
                    mutex.unlock();
                    continue;
                }
                mutex.rlock();
                last = counter;
                mutex.runlock();
            }
            seen.fetch_add(last);
            group.done();
        });
    group.wait();
    const auto took = Clock::now() - begin;
    if (seen.load() == 0)
        std::abort();
    return took;
}

Nanoseconds sleepers(int n) {
    static constexpr auto kLongest = std::chrono::milliseconds(50);
    gmp::WaitGroup group;
    group.add(n);
    const auto begin = Clock::now();
    for (int i = 0; i < n; ++i)
        gmp::go([&group, i, n] {
            const auto spread = (kLongest - std::chrono::milliseconds(1)) / n;
            gmp::sleep(std::chrono::milliseconds(1) + spread * static_cast<int>(i * std::int64_t{7919} % n));
            group.done();
        });
    group.wait();
    return Clock::now() - begin - kLongest;
}

namespace {

double residentBytes() {
    std::ifstream statm("/proc/self/statm");
    double total = 0;
    double resident = 0;
    statm >> total >> resident;
    return resident * static_cast<double>(sysconf(_SC_PAGESIZE));
}

}  // namespace

double bytesABlockedGoroutine(int procs, int n) {
    double each = 0;
    measure(procs, nullptr, [&] {
        gmp::Chan<char> never;
        gmp::WaitGroup started;
        const double before = residentBytes();
        started.add(n);
        for (int i = 0; i < n; ++i)
            gmp::go([&] {
                started.done();
                never.receive();
            });
        started.wait();
        gmp::gosched();
        each = (residentBytes() - before) / n;
        never.close();
        return Nanoseconds{0};
    });
    return each;
}

namespace {

void rawBody(boost::context::detail::transfer_t transfer) {
    for (;;)
        transfer = boost::context::detail::jump_fcontext(transfer.fctx, nullptr);
}

}  // namespace

Nanoseconds rawSwitch(int n) {
    fiber::StackPool pool(base::Bytes{64 * 1024});
    const fiber::Stack stack = pool.take();
    auto context = boost::context::detail::make_fcontext(stack.span.top, stack.span.size(), &rawBody);
    const auto begin = Clock::now();
    for (int i = 0; i < n / 2; ++i)
        context = boost::context::detail::jump_fcontext(context, nullptr).fctx;
    const auto took = Clock::now() - begin;
    pool.giveBack(stack);
    return took;
}

}  // namespace interleave::bench
