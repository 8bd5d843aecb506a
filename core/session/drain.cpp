#include "session/drain.h"

#include <algorithm>

#include "kernel/horizon.h"

namespace interleave::session {

using namespace std::chrono_literals;

namespace {

// Events that go through all that a recording does before the next are looked at: they stay in the nearest caches.
constexpr std::size_t kPiece = 4096;

}  // namespace

bool Drain::pass(bool last) {
    const auto from = Clock::now();
    const std::int64_t before = settledTime();
    std::uint64_t passed = 0;
    m_intake.begin(last);
    for (m_batch.clear(); m_intake.more(m_batch, kPiece); m_batch.clear()) {
        m_recording.append(m_batch);
        noteInterventions();
        passed += m_batch.size();
        m_newest = static_cast<std::int64_t>(m_batch.back().time);
    }
    publishReached(before);
    m_ringFill.store(m_intake.fill(), std::memory_order_relaxed);
    m_dropped.store(m_intake.dropped(), std::memory_order_relaxed);
    measure(from, passed);
    return passed != 0;
}

void Drain::close() {
    if (!m_conducted)
        m_reached.store(m_recording.duration().count(), std::memory_order_release);
}

// Time of the run up to which everything has been written by now; read before the rings are.
std::int64_t Drain::settledTime() const {
    if (!m_conducted)
        return 0;
    const kernel::Horizon& horizon = m_segment.page().horizon;
    const std::int64_t limit = horizon.limit.load(std::memory_order_relaxed);
    if (kernel::standsAt(horizon, limit))
        return limit;
    // Acquire: what happened before this time has been written.
    return horizon.now.load(std::memory_order_acquire) - 1;
}

void Drain::publishReached(std::int64_t before) {
    // Free: the newest event is all that is known. Conducted: more may come at its very time.
    const std::int64_t newest = m_conducted ? m_newest - 1 : m_newest;
    m_reached.store(std::max({m_reached.load(std::memory_order_relaxed), before, newest}), std::memory_order_release);
}

void Drain::noteInterventions() {
    for (const trace::Event& event : m_batch) {
        if (event.kind != trace::EventKind::Intervene) [[likely]]
            continue;
        Intervention one;
        one.kind = static_cast<Intervention::Kind>(event.aux);
        one.g = event.g;
        one.value = static_cast<std::int64_t>(event.wide());
        one.at = base::Time{static_cast<std::int64_t>(event.time)};
        const std::lock_guard guard(m_lock);
        m_applied.push_back(one);
    }
}

void Drain::measure(Clock::time_point from, std::uint64_t passed) {
    const auto now = Clock::now();
    m_rateEvents += passed;
    if (passed != 0)
        m_milliseconds.store(std::chrono::duration<double, std::milli>(now - from).count(), std::memory_order_relaxed);
    if (now - m_rateFrom < 500ms)
        return;
    m_eventsPerSecond.store(static_cast<double>(m_rateEvents) / std::chrono::duration<double>(now - m_rateFrom).count(),
                            std::memory_order_relaxed);
    m_rateFrom = now;
    m_rateEvents = 0;
}

std::vector<Intervention> Drain::interventions() const {
    const std::lock_guard guard(m_lock);
    return m_applied;
}

DrainGauge Drain::gauge() const {
    return {m_ringFill.load(std::memory_order_relaxed), m_dropped.load(std::memory_order_relaxed),
            m_eventsPerSecond.load(std::memory_order_relaxed), m_milliseconds.load(std::memory_order_relaxed)};
}

}  // namespace interleave::session
