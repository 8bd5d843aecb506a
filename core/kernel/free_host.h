// The host of free time: futexes, epoll, the real clock, real parallelism, nothing in the way.
#pragma once

#include <memory>
#include <mutex>

#include "base/annotations.h"
#include "kernel/free_network.h"
#include "kernel/host.h"
#include "kernel/poller.h"

namespace interleave::kernel {

class FreeHost final : public Host {
public:
    // Made on the main thread, which becomes ThreadId 0, and destroyed there after joinThreads(). The observer may
    // be null and outlives the host. The first host of a process measures the speed of the processor (about 1 ms).
    explicit FreeHost(std::uint64_t seed, HostObserver* observer = nullptr);
    ~FreeHost() override;
    FreeHost(const FreeHost&) = delete;
    FreeHost& operator=(const FreeHost&) = delete;

    HostKind kind() const override { return HostKind::free; }
    int cores() const override { return m_cores; }
    Time now() override;
    const std::uint64_t* virtualNow() const override { return nullptr; }
    Duration spend(Duration work, const std::atomic<bool>* interrupt) override;
    void charge(Operation) override {}
    bool park(std::optional<Time> deadline) override;
    void unpark(ThreadId thread) override;
    void interrupt(ThreadId) override {}
    void sleepUntil(Time when) override;
    int waitIo(std::optional<Time> deadline, std::span<IoReady> ready) override;
    int lookIo(std::span<IoReady> ready) override { return m_poller.look(ready); }
    Network& network() override { return m_network; }
    void breakIo() override { m_poller.breakWait(); }
    ThreadId startThread(std::string name, std::function<void()> body) override;
    ThreadId self() const override;
    void joinThreads() override;
    std::uint64_t random() override;

    // The epoll descriptor on which waitIo waits, to watch others with epoll_ctl.
    int pollerDescriptor() const { return m_poller.descriptor(); }
    // The moment of monotonicNow() that is Time 0 of this run.
    Time startedAt() const { return m_start; }

    static constexpr std::size_t kMaxThreads = 16'384;

private:
    struct Thread;

    Thread& current() const;
    Time absolute(Time time) const;
    Thread& add(std::string name) ILV_REQUIRES(m_lock);
    void begin(Thread& thread);
    bool spinForToken(Thread& thread) const;

    const std::uint64_t m_seed;
    HostObserver* const m_observer;
    const int m_cores;
    const Time m_start;
    Poller m_poller;
    FreeNetwork m_network{m_poller.descriptor()};
    // Slots are written once, under the lock, before the thread's id is known to anybody; whoever passes an id on
    // orders that write before the use, so readers need no lock.
    std::unique_ptr<std::unique_ptr<Thread>[]> m_threads;
    std::mutex m_lock;
    std::size_t m_count ILV_GUARDED_BY(m_lock) = 0;
    Thread* m_former = nullptr;  // what the constructing thread was before (a host inside a host, in tests)
};

}  // namespace interleave::kernel
