// The host of conducted time: real threads, of which exactly one proceeds at a time, in order of virtual time.
// The essay is at the head of conducted_host.cpp; what virtual time is made of, at the head of machine.h.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <vector>

#include "conductor/costs.h"
#include "conductor/machine.h"
#include "conductor/modelled_network.h"
#include "conductor/scheduling_policy.h"
#include "kernel/affinity.h"
#include "kernel/horizon.h"
#include "kernel/host.h"
#include "kernel/random.h"

namespace interleave::conductor {

struct ConductedOptions {
    int cores = 4;  // virtual ones, 1..64
    std::uint64_t seed = 1;
    kernel::Horizon* horizon = nullptr;  // outlives the host; null: none, as fast as it goes
    Costs costs{};
    kernel::HostObserver* observer = nullptr;    // outlives the host; may be null
    std::unique_ptr<SchedulingPolicy> policy{};  // null: SeededPolicy(seed)
    // Binds the main thread, and with it all that are started, to one processor of the machine while the host
    // lives: a hand-over then takes 2 microseconds and not 20. Changes nothing but speed; where it is refused, so be
    // it.
    bool pinToOneCpu = true;
};

class ConductedHost final : public kernel::Host {
public:
    // Made on the main thread, which becomes ThreadId 0, and destroyed there after joinThreads().
    explicit ConductedHost(ConductedOptions options);
    ~ConductedHost() override;
    ConductedHost(const ConductedHost&) = delete;
    ConductedHost& operator=(const ConductedHost&) = delete;

    kernel::HostKind kind() const override { return kernel::HostKind::conducted; }
    int cores() const override { return m_machine.cores(); }
    Time now() override { return m_machine.now(); }
    const std::uint64_t* virtualNow() const override { return m_machine.nowWord(); }
    Duration spend(Duration work, const std::atomic<bool>* interrupt) override;
    void charge(kernel::Operation operation) override;
    bool park(std::optional<Time> deadline) override;
    void unpark(ThreadId thread) override;
    void interrupt(ThreadId thread) override;
    void sleepUntil(Time when) override;
    // Watches the modelled connections: what is read and written under conducted time does not come from the kernel.
    int waitIo(std::optional<Time> deadline, std::span<kernel::IoReady> ready) override;
    int lookIo(std::span<kernel::IoReady> ready) override;
    kernel::Network& network() override { return m_network; }
    void breakIo() override;
    ThreadId startThread(std::string name, std::function<void()> body) override;
    ThreadId self() const override;
    void joinThreads() override;
    std::uint64_t random() override;

    // Names the thread that commands wake (Horizon::commands): the calling thread, or one that was started and has not
    // run yet. Once a run. From then on the thread stands outside the simulated machine: it needs no core, what it
    // does takes no time, and of all that happens at one time it comes last. It is woken by unpark, so it
    // must look for commands whenever it wakes, and before it parks.
    void setControlThread(ThreadId thread);
    // Ends the horizon's hold: from now on the run goes as fast as it can, however far. For winding down: the runtime
    // tells its threads to end in its own way, under the same order as ever, and they do not wait for a window that
    // may be gone. From a thread of the host; not a gate.
    void release();
    bool released() const { return m_released; }

private:
    struct Slot;

    Slot& current() const;
    void pass(Duration length);
    bool passQuickly(Duration length);
    void handOver();
    ThreadId conduct();
    void waitAtHorizon(Time limit);
    void wait(Slot& slot);
    void handTo(ThreadId thread);
    void runThread(Slot& slot, const std::function<void()>& body);
    Time limit() const;
    bool commandsCame() const;
    void publishNow();

    std::optional<kernel::PinToOneCpu> m_pin;
    kernel::Horizon m_ownHorizon;
    kernel::Horizon* const m_horizon;
    const bool m_paced;  // by a horizon from outside
    kernel::HostObserver* const m_observer;
    // Everything below is the baton holder's; the baton's own ordering hands it on.
    Machine m_machine;
    ModelledNetwork m_network;
    kernel::Random m_random;
    std::vector<std::unique_ptr<Slot>> m_slots;
    std::uint32_t m_seenCommands = 0;
    bool m_released = false;
    void* m_former = nullptr;  // what the constructing thread was before (a host inside a host, in tests)
};

}  // namespace interleave::conductor
