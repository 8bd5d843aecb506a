// Parking is the one thing here with an order to it. Each thread has a word:
//
//   kEmpty   nothing was said           kToken   an unpark waits to be taken           kAsleep   in the futex
//
// unpark writes kToken and makes the system call only where it found kAsleep. park takes the token if it is there;
// else it looks for a short while, for a kernel wake takes 20 microseconds and 7 of the waker's, while a peer that
// looks answers in 50 nanoseconds; then it moves kEmpty to kAsleep and sleeps until the word is kToken. The move
// is a compare-and-swap, so a token that arrives between the last look and the sleep is never slept over.
//
// How long a thread looks follows its own luck: twice as long after a look that was worth it, half as long after
// one that was not, between half a microsecond and ten. With one processor it does not look at all: the peer could
// not run.
#include "kernel/free_host.h"

#include <pthread.h>

#include <algorithm>
#include <cerrno>
#include <ctime>

#include "base/assertion.h"
#include "kernel/affinity.h"
#include "kernel/busy_loop.h"
#include "kernel/futex.h"
#include "kernel/os_thread.h"
#include "kernel/random.h"

namespace interleave::kernel {

namespace {

constexpr std::uint32_t kEmpty = 0;
constexpr std::uint32_t kToken = 1;
constexpr std::uint32_t kAsleep = 2;

constexpr Duration kShortestLook{500};
constexpr Duration kLongestLook{10'000};
constexpr int kPausesALook = 8;

}  // namespace

struct FreeHost::Thread {
    Thread(ThreadId idOf, std::string nameOf, std::uint64_t seed)
        : id(idOf), name(std::move(nameOf)), random(seed, idOf.value) {}

    const ThreadId id;
    const std::string name;
    Random random;          // by the thread itself only
    Duration look{2000};    // by the thread itself only
    pthread_t handle{};     // by the main thread, under the lock
    bool joinable = false;  // likewise
    alignas(64) std::atomic<std::uint32_t> word{kEmpty};
};

namespace {

// The calling thread's record. A void pointer, as the type is the host's own.
thread_local void* t_current = nullptr;

}  // namespace

FreeHost::FreeHost(std::uint64_t seed, HostObserver* observer)
    : m_seed(seed),
      m_observer(observer),
      m_cores(affinityCount()),
      m_start(monotonicNow()),
      m_threads(std::make_unique<std::unique_ptr<Thread>[]>(kMaxThreads)) {
    BusyLoop::calibrated();
    m_former = static_cast<Thread*>(t_current);
    Thread* main = nullptr;
    {
        const std::lock_guard lock(m_lock);
        main = &add("main");
    }
    begin(*main);
}

FreeHost::~FreeHost() {
    ILV_ASSERT_EQ(current().id.value, 0);
    for (std::size_t i = 0; i < m_count; ++i)
        ILV_ASSERT(!m_threads[i]->joinable);
    t_current = m_former;
}

FreeHost::Thread& FreeHost::add(std::string name) {
    ILV_ASSERT(m_count < kMaxThreads);
    const ThreadId id(static_cast<ThreadId::Representation>(m_count));
    m_threads[m_count] = std::make_unique<Thread>(id, std::move(name), m_seed);
    return *m_threads[m_count++];
}

void FreeHost::begin(Thread& thread) {
    t_current = &thread;
    if (m_observer)
        m_observer->threadStarted(thread.id, thread.name, osThreadId());
}

FreeHost::Thread& FreeHost::current() const {
    ILV_ASSERT(t_current != nullptr);
    return *static_cast<Thread*>(t_current);
}

Time FreeHost::absolute(Time time) const {
    // Time::max() and its like stand for never.
    return time >= Time::max() - m_start ? Time::max() : m_start + time;
}

Time FreeHost::now() {
    return monotonicNow() - m_start;
}

Duration FreeHost::spend(Duration work, const std::atomic<bool>* interrupt) {
    return BusyLoop::calibrated().run(work, interrupt);
}

bool FreeHost::spinForToken(Thread& thread) const {
    if (m_cores == 1)
        return false;
    const Time end = monotonicNow() + thread.look;
    do {
        for (int i = 0; i < kPausesALook; ++i) {
            // Relaxed: the exchange that takes the token acquires.
            if (thread.word.load(std::memory_order_relaxed) == kToken) {
                thread.look = std::min(thread.look * 2, kLongestLook);
                return true;
            }
            cpuRelax();
        }
    } while (monotonicNow() < end);
    thread.look = std::max(thread.look / 2, kShortestLook);
    return false;
}

bool FreeHost::park(std::optional<Time> deadline) {
    Thread& thread = current();
    // Acquire pairs with unpark's release: what was done before the unpark is seen after the park.
    if (thread.word.exchange(kEmpty, std::memory_order_acquire) == kToken)
        return true;
    std::optional<Time> until;
    if (deadline) {
        until = absolute(*deadline);
        if (monotonicNow() >= *until)
            return false;
    }
    std::uint32_t expected = kEmpty;
    // The success order publishes nothing: the word is all that unpark looks at.
    if (!spinForToken(thread) && thread.word.compare_exchange_strong(expected, kAsleep, std::memory_order_relaxed)) {
        while (thread.word.load(std::memory_order_relaxed) == kAsleep)
            if (!futexWait(thread.word, kAsleep, until))
                break;
    }
    // A token that came with the deadline counts as an unpark: nothing is lost and nothing counts twice.
    return thread.word.exchange(kEmpty, std::memory_order_acquire) == kToken;
}

void FreeHost::unpark(ThreadId id) {
    ILV_ASSERT(id.value < kMaxThreads && m_threads[id.value]);
    Thread& thread = *m_threads[id.value];
    if (thread.word.exchange(kToken, std::memory_order_release) == kAsleep)
        futexWake(thread.word);
}

void FreeHost::sleepUntil(Time when) {
    const std::int64_t ns = std::max<std::int64_t>(absolute(when).count(), 0);
    timespec until{};
    until.tv_sec = static_cast<time_t>(ns / 1'000'000'000);
    until.tv_nsec = static_cast<long>(ns % 1'000'000'000);
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr) == EINTR) {
    }
}

int FreeHost::waitIo(std::optional<Time> deadline, std::span<IoReady> ready) {
    if (deadline)
        return m_poller.wait(absolute(*deadline), ready);
    return m_poller.wait({}, ready);
}

ThreadId FreeHost::startThread(std::string name, std::function<void()> body) {
    const std::lock_guard lock(m_lock);
    Thread& thread = add(std::move(name));
    const auto started = startOsThread(thread.name, [this, &thread, run = std::move(body)] {
        begin(thread);
        run();
        if (m_observer)
            m_observer->threadEnded(thread.id);
        t_current = nullptr;
    });
    if (!started && m_observer)
        m_observer->threadRefused(started.error());
    thread.handle = started.value();
    thread.joinable = true;
    return thread.id;
}

ThreadId FreeHost::self() const {
    return current().id;
}

void FreeHost::joinThreads() {
    ILV_ASSERT_EQ(current().id.value, 0);
    for (std::size_t i = 1;; ++i) {
        pthread_t handle{};
        {
            // The lock is let go before the wait: a thread may start others to the end.
            const std::lock_guard lock(m_lock);
            if (i >= m_count)
                return;
            handle = m_threads[i]->handle;
            m_threads[i]->joinable = false;
        }
        ILV_ASSERT_EQ(pthread_join(handle, nullptr), 0);
    }
}

std::uint64_t FreeHost::random() {
    return current().random.next();
}

}  // namespace interleave::kernel
