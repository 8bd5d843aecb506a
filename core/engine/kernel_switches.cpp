#include "engine/kernel_switches.h"

#include <pthread.h>
#include <sched.h>

#include <algorithm>
#include <chrono>

#include "kernel/futex.h"

namespace interleave::engine {
namespace {

using trace::CoreSwitchWhy;

// A buffer holds a thousand switches; a thread that is woken and sleeps again takes no less than 5 microseconds.
constexpr std::size_t kBufferPages = 8;
constexpr std::chrono::milliseconds kPause{2};
// A pass looks at every thread's buffer: where there are many, it comes less often.
constexpr std::chrono::microseconds kPauseAThread{20};
// So long after its time a record may still be on its way from another processor: the kernel stamps it first, and a
// virtual machine may lose its processor before it is written.
constexpr base::Duration kOnTheWay{2'000'000};

// Where the calling thread is, and when.
ThreadSwitch here(base::ThreadId thread) {
    ThreadSwitch one;
    one.thread = thread;
    int cpu = 0;
    do {
        cpu = ::sched_getcpu();
        one.at = kernel::monotonicNow();
    } while (::sched_getcpu() != cpu);
    one.cpu = static_cast<std::uint16_t>(std::max(cpu, 0));
    return one;
}

}  // namespace

KernelSwitches::KernelSwitches(link::Segment& segment, Open open)
    : m_segment(segment),
      m_open(open ? std::move(open) : [](int osTid) { return kernel::SwitchRecorder::start(osTid, kBufferPages); }),
      m_order(readClocks(32)) {}

KernelSwitches::~KernelSwitches() {
    if (m_thread.joinable())
        finish();
}

void KernelSwitches::threadStarted(base::ThreadId thread, int osTid) {
    {
        const std::lock_guard lock(m_lock);
        if (m_why && !m_recording)
            return;
    }
    auto recorder = m_open(osTid);
    const ThreadSwitch on = here(thread);
    const std::lock_guard lock(m_lock);
    if (!recorder) {
        ++m_refused;
        m_why = recorder.error();
        return;
    }
    if (!m_recording) {
        m_recording = true;
        m_ring = trace::RingProducer(m_segment.openRing(0));
        // From now on the reader waits for what is to be written.
        m_segment.page().switchesUpTo.store(1, std::memory_order_release);
    }
    m_order.add(on);
    m_recorded.push_back({thread, std::move(recorder).value(), on.at});
}

void KernelSwitches::threadEnded(base::ThreadId thread) {
    const std::lock_guard lock(m_lock);
    const auto own = std::find_if(m_recorded.begin(), m_recorded.end(),
                                  [&](const Recorded& one) { return one.thread == thread && !one.ended; });
    if (own == m_recorded.end())
        return;
    // After the lock, which it may have waited for. What the kernel still records of it is of no more account.
    ThreadSwitch off = here(thread);
    off.out = true;
    off.why = CoreSwitchWhy::exit;
    own->until = off.at;
    drain(*own);
    own->ended = true;
    m_order.add(off);
}

void KernelSwitches::begin() {
    if (!recording())
        return;
    m_thread = std::thread([this] { run(); });
}

void KernelSwitches::finish() {
    {
        const std::lock_guard lock(m_lock);
        m_over = true;
    }
    m_changed.notify_all();
    if (m_thread.joinable())
        m_thread.join();
    collectUpTo(base::Time::max());
    if (recording())
        m_segment.page().switchesUpTo.store(~std::uint64_t{0}, std::memory_order_release);
}

void KernelSwitches::run() {
    ::pthread_setname_np(::pthread_self(), "switches");
    std::unique_lock lock(m_lock);
    while (!m_over) {
        const auto pause = kPause + kPauseAThread * m_recorded.size();
        m_changed.wait_for(lock, pause, [this] { return m_over; });
        lock.unlock();
        collect();
        lock.lock();
    }
}

void KernelSwitches::collect() {
    collectUpTo(kernel::monotonicNow() - kOnTheWay);
}

void KernelSwitches::collectUpTo(base::Time upTo) {
    m_batch.clear();
    trace::Stamp settled = 0;
    {
        const std::lock_guard lock(m_lock);
        if (!m_recording)
            return;
        for (auto one = m_recorded.begin(); one != m_recorded.end();) {
            if (!one->ended)
                drain(*one);
            one = one->ended ? m_recorded.erase(one) : std::next(one);
        }
        m_order.take(readClocks(), upTo, m_batch);
        if (upTo != base::Time::max())
            settled = m_order.ticksAt(upTo);
    }
    write(m_batch);
    if (settled != 0)
        // Release: the switches up to there are in their ring.
        m_segment.page().switchesUpTo.store(settled, std::memory_order_release);
}

void KernelSwitches::drain(Recorded& one) {
    const std::uint64_t before = one.recorder.lost();
    one.recorder.drain([&](const kernel::SwitchRecord& record) {
        if (record.at < one.from || record.at > one.until)
            return;
        const CoreSwitchWhy why = !record.out        ? CoreSwitchWhy::wake
                                  : record.preempted ? CoreSwitchWhy::involuntary
                                                     : CoreSwitchWhy::voluntary;
        m_order.add({record.at, one.thread, static_cast<std::uint16_t>(record.cpu), record.out, why});
    });
    m_lost += one.recorder.lost() - before;
}

void KernelSwitches::write(const std::vector<trace::Event>& events) {
    for (const trace::Event& event : events) {
        if (!m_ring.hasRoom(1)) {
            m_ring.countDropped(1);
            continue;
        }
        m_ring.next() = event;
    }
    m_ring.publish();
}

bool KernelSwitches::recording() const {
    const std::lock_guard lock(m_lock);
    return m_recording;
}

std::string KernelSwitches::source() const {
    const std::lock_guard lock(m_lock);
    if (m_recording)
        return "perf: each one that the kernel made, as an event";
    return "/proc: counters, sampled" + (m_why ? "; perf: " + m_why->cause : "");
}

std::string KernelSwitches::losses() const {
    const std::lock_guard lock(m_lock);
    std::string text;
    if (m_recording && m_refused != 0)
        text = std::to_string(m_refused) + " threads were refused a record of their kernel switches (" + m_why->cause +
               ")";
    if (m_lost != 0)
        text += (text.empty() ? "" : "; ") + std::to_string(m_lost) +
                " records of kernel switches found no room in the kernel's buffers";
    return text;
}

}  // namespace interleave::engine
