#include "tests/bench/gmp/runtime_work.h"

#include <atomic>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <new>
#include <thread>
#include <vector>

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
