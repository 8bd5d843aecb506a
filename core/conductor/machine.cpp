#include "conductor/machine.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace interleave::conductor {

namespace {

constexpr std::size_t kMaxThreads = 16'384;
constexpr Duration kPoll{1'000};  // how often spend() looks at its flag

std::uint64_t bit(std::size_t core) {
    return std::uint64_t{1} << core;
}

// a + b, where Time::max() stands for never.
Time later(Time a, Duration b) {
    return a > Time::max() - b ? Time::max() : a + b;
}

}  // namespace

Machine::Machine(int cores, const Costs& costs, std::unique_ptr<SchedulingPolicy> policy,
                 kernel::HostObserver* observer)
    : m_costs(costs), m_policy(std::move(policy)), m_observer(observer) {
    ILV_ASSERT(cores >= 1 && cores <= kMaxCores);
    ILV_ASSERT(m_policy != nullptr);
    m_cores.resize(static_cast<std::size_t>(cores));
    m_freeCores = cores == kMaxCores ? ~std::uint64_t{0} : bit(static_cast<std::size_t>(cores)) - 1;
    m_freeCores &= ~bit(0);
    Thread main;
    main.state = State::running;
    main.core = main.lastCore = CoreId(0);
    m_threads.push_back(main);
    m_cores[0].thread = m_cores[0].last = m_running;
    m_cores[0].sliceEnd = m_costs.slice;
}

void Machine::announceMain() {
    tell(0, ThreadId(0), ThreadId(), true);
}

ThreadId Machine::addThread() {
    ILV_ASSERT(m_threads.size() < kMaxThreads);
    const ThreadId id(static_cast<ThreadId::Representation>(m_threads.size()));
    m_threads.emplace_back();
    ++m_live;
    owe(m_costs.threadCreate);
    setDue(id, now() + m_costs.threadStart);
    return id;
}

void Machine::setControl(ThreadId thread) {
    ILV_ASSERT(!m_control.valid());
    Thread& control = at(thread);
    if (thread == m_running) {
        leaveCore(thread, true);
        control.debt = Duration::zero();
    } else {
        ILV_ASSERT(control.state == State::waking && !control.lastCore.valid());
    }
    m_control = thread;
    if (control.state == State::waking)
        setDue(thread, now());  // again, as one that comes last, and whose start takes no time: it must hear a stop
                                // at the very first horizon
}

void Machine::compute(Duration length, bool cuttable) {
    Thread& thread = at(m_running);
    ILV_ASSERT(m_running != m_control);
    thread.left = thread.debt + length;
    thread.debt = Duration::zero();
    thread.work = length;
    thread.cuttable = cuttable;
    thread.state = State::computing;
    thread.computeFrom = now();
    setDue(m_running, now() + thread.left);
}

void Machine::block(Block why, std::optional<Time> deadline) {
    Thread& thread = at(m_running);
    thread.state = State::blocked;
    thread.why = why;
    if (why == Block::io) {
        ILV_ASSERT(!m_ioWaiter.valid());
        m_ioWaiter = m_running;
    }
    if (why == Block::join) {
        m_joiner = m_running;
        if (m_live == 1)
            wake(m_running, Duration::zero());
    }
    if (deadline && *deadline != Time::max())
        setDue(m_running, std::max(*deadline, now()));
    leaveCore(m_running, true);
}

void Machine::exit() {
    at(m_running).state = State::exited;
    leaveCore(m_running, true);
    --m_live;
    if (m_live == 1 && m_joiner.valid())
        wake(m_joiner, m_costs.wakeLatency);
}

Duration Machine::takeCut() {
    return std::exchange(at(m_running).cut, Duration::zero());
}
bool Machine::takeToken() {
    return std::exchange(at(m_running).token, false);
}
bool Machine::takeIoBreak() {
    return std::exchange(m_ioBreak, false);
}

void Machine::unpark(ThreadId id) {
    ILV_ASSERT(id.value < m_threads.size());
    Thread& thread = at(id);
    thread.token = true;
    if (thread.state != State::blocked || thread.why != Block::park)
        return;
    // The control thread is free to wake, too: whether it was asleep just then differs between a run and its
    // repetition.
    if (id != m_control)
        owe(m_costs.futexWake);
    wake(id, m_costs.wakeLatency);
}

void Machine::wakeControl() {
    if (!m_control.valid())
        return;
    Thread& control = at(m_control);
    control.token = true;
    if (control.state == State::blocked && control.why == Block::park)
        wake(m_control, Duration::zero());
}

void Machine::breakIo() {
    m_ioBreak = true;
    if (!m_ioWaiter.valid() || at(m_ioWaiter).state != State::blocked)
        return;
    owe(m_costs.futexWake);
    wake(m_ioWaiter, m_costs.wakeLatency);
}

void Machine::stirIo() {
    if (m_ioWaiter.valid() && at(m_ioWaiter).state == State::blocked)
        wake(m_ioWaiter, Duration::zero());
}

void Machine::interrupt(ThreadId id) {
    ILV_ASSERT(id.value < m_threads.size());
    Thread& thread = at(id);
    if ((thread.state != State::computing && thread.state != State::ready) || !thread.cuttable)
        return;
    thread.cuttable = false;
    // The flag is looked at before the work and after each microsecond of it.
    const Duration left = leftNow(thread);
    const Duration done = thread.work - std::min(left, thread.work);
    const Duration end = std::min((done + kPoll - Duration(1)) / kPoll * kPoll, thread.work);
    thread.cut = thread.work - end;
    thread.left -= thread.cut;
    if (thread.state == State::computing)
        setDue(id, std::max(now(), thread.computeFrom + thread.left));
}

std::optional<ThreadId> Machine::advance(Time limit) {
    m_running = ThreadId();
    for (;;) {
        fillCores();
        const std::optional<SliceEnd> slice = firstSliceEnd();
        const Time due = m_events.empty() ? Time::max() : m_events.first().time;
        if (slice && slice->time < due) {
            if (slice->time > limit)
                return {};
            m_now = static_cast<std::uint64_t>(slice->time.count());
            preempt(slice->core);
            continue;
        }
        if (m_events.empty() || due > limit)
            return {};
        const DueKey first = m_events.first();
        m_events.remove(first.thread);
        m_now = static_cast<std::uint64_t>(due.count());
        if (happen(first)) {
            run(first.thread, limit);
            return first.thread;
        }
    }
}

// What was due for a thread happens; true: it is to run.
bool Machine::happen(const DueKey& due) {
    Thread& thread = at(due.thread);
    switch (thread.state) {
        case State::computing:
            thread.left = Duration::zero();
            return true;
        case State::blocked:  // until now
            if (due.thread == m_control)
                return true;
            thread.state = State::waking;
            setDue(due.thread, now() + m_costs.timerLatency);
            return false;
        case State::waking:
            if (due.thread == m_control)
                return true;
            thread.state = State::ready;
            thread.left = Duration::zero();
            thread.cuttable = false;
            m_ready.push_back(due.thread);
            return false;
        default:
            break;
    }
    base::failAssertion(__FILE__, __LINE__, "something was due for a thread that waits for nothing\n" + describe());
}

void Machine::run(ThreadId id, Time limit) {
    Thread& thread = at(id);
    thread.state = State::running;
    thread.cuttable = false;
    if (m_ioWaiter == id)
        m_ioWaiter = ThreadId();
    m_running = id;
    m_quietUntil = later(limit, Duration(1));
    if (!m_events.empty())
        m_quietUntil = std::min(m_quietUntil, m_events.first().time);
    if (const std::optional<SliceEnd> slice = firstSliceEnd())
        m_quietUntil = std::min(m_quietUntil, slice->time);
}

std::optional<Time> Machine::nextDue() const {
    std::optional<Time> next;
    if (!m_events.empty())
        next = m_events.first().time;
    if (const std::optional<SliceEnd> slice = firstSliceEnd())
        next = next ? std::min(*next, slice->time) : slice->time;
    return next;
}

void Machine::moveTo(Time time) {
    const std::optional<Time> next = nextDue();
    ILV_ASSERT(!next || *next > time);
    if (time > now())
        m_now = static_cast<std::uint64_t>(time.count());
}

void Machine::setDue(ThreadId thread, Time time) {
    const bool late = thread == m_control;
    m_events.set({time, late, late ? 0 : m_policy->rank(thread, time), thread});
    m_quietUntil = std::min(m_quietUntil, time);
}

void Machine::wake(ThreadId thread, Duration latency) {
    at(thread).state = State::waking;
    setDue(thread, now() + (thread == m_control ? Duration::zero() : latency));
}

void Machine::owe(Duration price) {
    if (m_running.valid() && m_running != m_control)
        at(m_running).debt += price;
}

Duration Machine::leftNow(const Thread& thread) const {
    if (thread.state != State::computing || now() <= thread.computeFrom)
        return thread.left;
    return thread.left - (now() - thread.computeFrom);
}

void Machine::leaveCore(ThreadId id, bool voluntary) {
    Thread& thread = at(id);
    if (!thread.core.valid())
        return;  // the control thread
    const std::size_t index = thread.core.value;
    Core& core = m_cores[index];
    ILV_ASSERT_EQ(core.thread.value, id.value);
    core.thread = ThreadId();
    core.leaver = id;
    core.leftByItself = voluntary;
    m_freeCores |= bit(index);
    m_leftCores |= bit(index);
    thread.core = CoreId();
}

void Machine::preempt(std::size_t index) {
    const ThreadId id = m_cores[index].thread;
    Thread& thread = at(id);
    ILV_ASSERT(thread.state == State::computing);
    thread.left = leftNow(thread);
    thread.state = State::ready;
    m_events.remove(id);
    leaveCore(id, false);
    m_ready.push_back(id);
}

std::size_t Machine::freeCoreFor(const Thread& thread) const {
    if (thread.lastCore.valid() && (m_freeCores & bit(thread.lastCore.value)) != 0)
        return thread.lastCore.value;
    return static_cast<std::size_t>(std::countr_zero(m_freeCores));
}

void Machine::fillCores() {
    while (m_freeCores != 0 && !m_ready.empty()) {
        const std::size_t choice = m_ready.size() == 1 ? 0 : m_policy->pick(m_ready, now());
        ILV_ASSERT(choice < m_ready.size());
        const ThreadId thread = m_ready[choice];
        m_ready.erase(m_ready.begin() + static_cast<std::ptrdiff_t>(choice));
        assign(thread, freeCoreFor(at(thread)));
    }
    while (m_leftCores != 0) {
        const auto index = static_cast<std::size_t>(std::countr_zero(m_leftCores));
        m_leftCores &= ~bit(index);
        Core& core = m_cores[index];
        tell(index, ThreadId(), core.leaver, core.leftByItself);
    }
}

void Machine::assign(ThreadId id, std::size_t index) {
    Thread& thread = at(id);
    Core& core = m_cores[index];
    const Duration price = core.last == id ? Duration::zero() : m_costs.osSwitch;
    const bool wasLeft = (m_leftCores & bit(index)) != 0;
    if (!wasLeft)
        tell(index, id, ThreadId(), true);
    else if (core.leaver != id)
        tell(index, id, core.leaver, core.leftByItself);
    m_freeCores &= ~bit(index);
    m_leftCores &= ~bit(index);
    core.thread = core.last = id;
    core.sliceEnd = now() + price + m_costs.slice;
    thread.core = thread.lastCore = CoreId(static_cast<CoreId::Representation>(index));
    thread.state = State::computing;
    thread.computeFrom = now() + price;
    setDue(id, thread.computeFrom + thread.left);
}

// The slice that ends first, of those that end at all: only while somebody waits for a core. One that was over
// before anybody waited ends now.
std::optional<Machine::SliceEnd> Machine::firstSliceEnd() const {
    if (m_ready.empty())
        return {};
    std::optional<SliceEnd> first;
    std::uint64_t firstRank = 0;
    for (std::size_t i = 0; i < m_cores.size(); ++i) {
        if (!m_cores[i].thread.valid())
            continue;
        const Time end = m_cores[i].sliceEnd;
        if (first && end > first->time)
            continue;
        const std::uint64_t rank = m_policy->rank(m_cores[i].thread, end);
        if (first && end == first->time && rank >= firstRank)
            continue;
        first = SliceEnd{end, i};
        firstRank = rank;
    }
    if (first)
        first->time = std::max(first->time, now());
    return first;
}

void Machine::tell(std::size_t core, ThreadId in, ThreadId out, bool voluntary) {
    if (m_observer)
        m_observer->coreSwitch(CoreId(static_cast<CoreId::Representation>(core)), in, out, voluntary);
}

std::string Machine::describe() const {
    static constexpr std::array<const char*, 6> states{"running", "computing", "ready", "blocked", "waking", "exited"};
    static constexpr std::array<const char*, 4> reasons{"parked", "asleep", "in the poller", "joining"};
    std::string text = "at " + std::to_string(m_now) + " ns:";
    for (std::size_t i = 0; i < m_threads.size(); ++i) {
        const Thread& thread = m_threads[i];
        const bool blocked = thread.state == State::blocked;
        text +=
            "\n  thread " + std::to_string(i) + " " +
            (blocked ? reasons[static_cast<std::size_t>(thread.why)] : states[static_cast<std::size_t>(thread.state)]);
        if (m_events.contains(ThreadId(static_cast<ThreadId::Representation>(i))))
            text += " until " +
                    std::to_string(m_events.of(ThreadId(static_cast<ThreadId::Representation>(i))).time.count());
    }
    return text;
}

}  // namespace interleave::conductor
