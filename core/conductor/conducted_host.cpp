// Conducted time
//
// The idea. Every thread of the run is a real one, with its own stack, and runs the same code as under free time. But
// only the holder of the baton proceeds. Its code takes no virtual time; at a gate it says how much time passes or what
// it waits for, and then the machine (machine.h) is asked whose turn it is. If it is its own again, which is the usual
// case and takes a few nanoseconds, it just goes on. If not, it wakes the other and sleeps until the
// baton comes back.
//
// The baton is one futex word a thread. The giver stores 1 with release, the taker loads it with acquire and puts
// it back to 0; between the two lies everything that the giver did. So the whole state here is plain data
// without a lock, owned by the holder, and the thread sanitizer sees why.
//
// Why runs repeat. What decides is virtual time, the seed, and what threads did when they had the baton. No real clock
// is read, no id of the system, no address; the kernel's choice of whom to run has no say, as there is only one
// to choose. Ties are broken by a function of seed, time and thread and not by a stream of numbers, so that it does
// not matter how often somebody asked: a run that was paused at many horizons asked more often than one that was not.
//
// The horizon. The holder that finds nothing due up to the limit waits right there, for a larger limit or a command.
// It stands in the middle of its own gate, which does no harm: nobody else could proceed. A command (Horizon::commands)
// is noticed there, or at the next gate of a run that is not waiting, and wakes the control thread: at
// the horizon the clock is first moved to the limit, for all before it has happened. Repeating the run, the control
// thread sleeps until that time instead, and as the control thread comes last among equals, it finds the same world.
//
// Stopping has no path of its own. The control thread reads the command, calls release() and tells the runtime to stop;
// gates keep their meaning to the end, so that the last events of a stopped run are as true as the first.
#include "conductor/conducted_host.h"

#include <pthread.h>

#include <algorithm>

#include "base/assertion.h"
#include "kernel/futex.h"
#include "kernel/os_thread.h"

namespace interleave::conductor {

using kernel::FutexScope;

struct ConductedHost::Slot {
    Slot(ThreadId idOf, std::string nameOf) : id(idOf), name(std::move(nameOf)) {}

    const ThreadId id;
    const std::string name;
    pthread_t handle{};
    alignas(64) std::atomic<std::uint32_t> baton{0};
};

namespace {

// The calling thread's slot. A void pointer, as the type is the host's own.
thread_local void* t_current = nullptr;

std::unique_ptr<SchedulingPolicy> policyOr(std::unique_ptr<SchedulingPolicy> given, std::uint64_t seed) {
    return given ? std::move(given) : std::make_unique<SeededPolicy>(seed);
}

}  // namespace

ConductedHost::ConductedHost(ConductedOptions options)
    : m_horizon(options.horizon ? options.horizon : &m_ownHorizon),
      m_paced(options.horizon != nullptr),
      m_observer(options.observer),
      m_machine(options.cores, options.costs, policyOr(std::move(options.policy), options.seed), options.observer),
      m_network(m_machine, options.seed),
      m_random(options.seed) {
    if (options.pinToOneCpu)
        if (auto pin = kernel::PinToOneCpu::here())
            m_pin.emplace(std::move(pin).value());
    if (!m_paced)
        m_ownHorizon.limit.store(Time::max().count(), std::memory_order_relaxed);
    m_slots.push_back(std::make_unique<Slot>(ThreadId(0), "main"));
    m_former = t_current;
    t_current = m_slots[0].get();
    if (m_observer)
        m_observer->threadStarted(ThreadId(0), m_slots[0]->name, kernel::osThreadId());
    m_machine.announceMain();
}

ConductedHost::~ConductedHost() {
    ILV_ASSERT_EQ(current().id.value, 0);
    ILV_ASSERT_EQ(m_machine.liveThreads(), 1);
    t_current = m_former;
}

ConductedHost::Slot& ConductedHost::current() const {
    ILV_ASSERT(t_current != nullptr);
    return *static_cast<Slot*>(t_current);
}

Time ConductedHost::limit() const {
    if (m_released)
        return Time::max();
    // Acquire pairs with the session's release: what it wrote before it let the run go on is seen.
    return Time(m_horizon->limit.load(std::memory_order_acquire));
}

bool ConductedHost::commandsCame() const {
    // Relaxed: it only says that there is something to read; conduct() reads it again with acquire.
    return m_horizon->commands.load(std::memory_order_relaxed) != m_seenCommands;
}

void ConductedHost::publishNow() {
    // Release: who reads it and then `waiting` finds a `waiting` that is not older (kernel::standsAt).
    m_horizon->now.store(m_machine.now().count(), std::memory_order_release);
}

bool ConductedHost::passQuickly(Duration length) {
    ILV_ASSERT_EQ(current().id.value, m_machine.running().value);
    if (commandsCame() || !m_machine.passQuickly(length))
        return false;
    publishNow();
    return true;
}

void ConductedHost::pass(Duration length) {
    if (passQuickly(length) || m_machine.isControl(m_machine.running()))
        return;
    m_machine.compute(length, false);
    handOver();
}

Duration ConductedHost::spend(Duration work, const std::atomic<bool>* interrupt) {
    // Relaxed: only the holder of the baton writes it.
    if (interrupt != nullptr && interrupt->load(std::memory_order_relaxed))
        return std::max(work, Duration::zero());
    if (work <= Duration::zero() || passQuickly(work) || m_machine.isControl(m_machine.running()))
        return Duration::zero();
    m_machine.compute(work, interrupt != nullptr);
    handOver();
    return m_machine.takeCut();
}

void ConductedHost::charge(kernel::Operation operation) {
    pass(m_machine.costs().of(operation));
}

bool ConductedHost::park(std::optional<Time> deadline) {
    pass(m_machine.costs().futexWait);
    if (m_machine.takeToken())
        return true;
    if (deadline && *deadline <= m_machine.now())
        return false;
    m_machine.block(Block::park, deadline);
    handOver();
    return m_machine.takeToken();
}

void ConductedHost::unpark(ThreadId thread) {
    m_machine.unpark(thread);
}
void ConductedHost::interrupt(ThreadId thread) {
    m_machine.interrupt(thread);
}
void ConductedHost::breakIo() {
    m_machine.breakIo();
}

void ConductedHost::sleepUntil(Time when) {
    pass(m_machine.costs().futexWait);
    if (when <= m_machine.now())
        return;
    m_machine.block(Block::sleep, when);
    handOver();
}

int ConductedHost::waitIo(std::optional<Time> deadline, std::span<kernel::IoReady> ready) {
    pass(m_machine.costs().futexWait);
    for (;;) {
        if (const int n = m_network.takeReady(ready); n > 0)
            return n;
        if (m_machine.takeIoBreak() || (deadline && *deadline <= m_machine.now()))
            return 0;
        std::optional<Time> until = ready.empty() ? std::nullopt : m_network.nextReady();
        if (deadline && (!until || *deadline < *until))
            until = deadline;
        m_machine.block(Block::io, until);
        handOver();
    }
}

int ConductedHost::lookIo(std::span<kernel::IoReady> ready) {
    return m_network.takeReady(ready);
}

ThreadId ConductedHost::startThread(std::string name, std::function<void()> body) {
    ILV_ASSERT_EQ(current().id.value, m_machine.running().value);
    const ThreadId id = m_machine.addThread();
    m_slots.push_back(std::make_unique<Slot>(id, std::move(name)));
    Slot& slot = *m_slots.back();
    const auto started =
        kernel::startOsThread(slot.name, [this, &slot, run = std::move(body)] { runThread(slot, run); });
    if (!started && m_observer)
        m_observer->threadRefused(started.error());
    slot.handle = started.value();
    return id;
}

void ConductedHost::runThread(Slot& slot, const std::function<void()>& body) {
    t_current = &slot;
    wait(slot);
    if (m_observer)
        m_observer->threadStarted(slot.id, slot.name, kernel::osThreadId());
    body();
    if (m_observer)
        m_observer->threadEnded(slot.id);
    m_machine.exit();
    handTo(conduct());
    t_current = nullptr;
}

ThreadId ConductedHost::self() const {
    return current().id;
}

void ConductedHost::joinThreads() {
    ILV_ASSERT_EQ(current().id.value, 0);
    if (m_machine.liveThreads() > 1) {
        m_machine.block(Block::join, {});
        handOver();
    }
    for (std::size_t i = 1; i < m_slots.size(); ++i)
        ILV_ASSERT_EQ(pthread_join(m_slots[i]->handle, nullptr), 0);
    m_slots.resize(1);
}

std::uint64_t ConductedHost::random() {
    return m_random.next();
}

void ConductedHost::setControlThread(ThreadId thread) {
    m_machine.setControl(thread);
}

void ConductedHost::release() {
    m_released = true;
}

void ConductedHost::handOver() {
    Slot& slot = current();
    const ThreadId next = conduct();
    if (next == slot.id)
        return;
    handTo(next);
    wait(slot);
}

void ConductedHost::handTo(ThreadId thread) {
    Slot& slot = *m_slots[thread.value];
    // Release: the taker sees everything that happened up to here.
    slot.baton.store(1, std::memory_order_release);
    kernel::futexWake(slot.baton);
}

void ConductedHost::wait(Slot& slot) {
    while (slot.baton.load(std::memory_order_acquire) == 0)
        kernel::futexWait(slot.baton, 0);
    // Relaxed: nobody else writes it until this thread hands over, which releases.
    slot.baton.store(0, std::memory_order_relaxed);
}

// Lets time go on until it is somebody's turn. Waits at the horizon where that is needed.
ThreadId ConductedHost::conduct() {
    for (;;) {
        // Acquire: the command itself was written before.
        const std::uint32_t commands = m_horizon->commands.load(std::memory_order_acquire);
        if (commands != m_seenCommands) {
            m_seenCommands = commands;
            m_machine.wakeControl();
        }
        const Time reach = limit();
        if (const std::optional<ThreadId> thread = m_machine.advance(reach)) {
            publishNow();
            return *thread;
        }
        waitAtHorizon(reach);
        if (commandsCame() && reach != Time::max())
            m_machine.moveTo(reach);
    }
}

void ConductedHost::waitAtHorizon(Time reach) {
    const std::optional<Time> next = m_machine.nextDue();
    if (!next && !m_paced)
        base::failAssertion(__FILE__, __LINE__,
                            "conducted deadlock: nothing will ever happen\n" + m_machine.describe());
    m_horizon->next.store((next ? *next : Time::max()).count(), std::memory_order_relaxed);
    // All up to the limit has happened, so the time is the limit.
    const Time reached = reach == Time::max() ? m_machine.now() : std::max(reach, m_machine.now());
    m_horizon->now.store(reached.count(), std::memory_order_release);
    for (;;) {
        // Read before the checks: a change after them changes this word, too, and the wait returns at once.
        const std::uint32_t word = m_horizon->wake.load(std::memory_order_acquire);
        if (limit() != reach || commandsCame())
            break;
        m_horizon->served.store(m_seenCommands, std::memory_order_relaxed);
        // Release: now, next and served are seen by who sees it.
        m_horizon->waiting.store(1, std::memory_order_release);
        kernel::futexWait(m_horizon->wake, word, {}, FutexScope::shared);
    }
    m_horizon->waiting.store(0, std::memory_order_release);
}

}  // namespace interleave::conductor
