// Writes events: one Writer a thread, the only thing on the hot path between a runtime and its trace.
//
// One order for all. Every event gets a time such that sorting by (time, ring) never shows an effect before its
// cause. Free time stamps with the time-stamp counter, which different cores read a little apart, so a Writer
// also keeps the last time it wrote, and a runtime hands times on with the things it hands on: a goroutine, a P,
// a queue keep the stamp() of their last event, and whoever takes them over calls observe() with it first (a
// hybrid logical clock). Under conducted time there is one ring and one thread at a time: the order is the
// ring's, times are the virtual clock's, and observe() does nothing.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/ids.h"
#include "trace/event.h"
#include "trace/ring.h"

#if defined(__x86_64__)
#include <x86intrin.h>
#else
#include <ctime>
#endif

// 0: nothing is ever written, decided when it is compiled. For one benchmark only, which shows what tracing costs while
// it is off.
#ifndef ILV_TRACING
#define ILV_TRACING 1
#endif

namespace interleave::trace {

// A time of the trace's clock, in its ticks.
using Stamp = std::uint64_t;

// The trace's clock: the conductor's virtual clock where there is one, else the fastest clock of the machine.
class Clock {
public:
    Clock() = default;
    explicit Clock(const std::uint64_t* virtualNow) : m_virtualNow(virtualNow) {}

    bool isVirtual() const { return m_virtualNow != nullptr; }
    Stamp read() const {
        if (m_virtualNow)
            return *m_virtualNow;
        return readTicks();
    }
    // Ticks of the machine's clock; how many make a nanosecond is measured by the engine (link::ClockFact).
    static Stamp readTicks() {
#if defined(__x86_64__)
        return __rdtsc();
#else
        timespec now{};
        clock_gettime(CLOCK_MONOTONIC, &now);
        return static_cast<Stamp>(now.tv_sec) * 1'000'000'000u + static_cast<Stamp>(now.tv_nsec);
#endif
    }

private:
    const std::uint64_t* m_virtualNow = nullptr;
};

class Writer {
public:
    // A writer that writes nothing: tracing is off.
    Writer() = default;
    // Writes into *producer, which outlives it. Conducted writers share one producer.
    Writer(RingProducer* producer, Clock clock) : m_producer(producer), m_clock(clock) {}

    bool on() const { return ILV_TRACING && m_producer != nullptr; }

    // Takes note of the stamp of something taken over from another thread. See the head of this file.
    void observe(Stamp stamp) {
        if (stamp >= m_last && !m_clock.isVirtual())
            m_last = stamp + 1;
    }
    // The time of the last event written: what is handed on with a thing handed on.
    Stamp stamp() const { return m_last; }

    // Writes one event, stamped now. No lock, no allocation, one clock read.
    void write(Event event) {
        if (!on())
            return;
        stampNow(event);
        if (!reserve(1))
            return;
        m_producer->next() = event;
        m_producer->publish();
    }
    // Writes two events with one reading of the clock, the second at once after the first: both halves of a switch.
    void writePair(Event first, Event second) {
        if (!on())
            return;
        stampNow(first);
        second.time = first.time;
        if (!reserve(2))
            return;
        m_producer->next() = first;
        m_producer->next() = second;
        m_producer->publish();
    }
    // Writes an event with a tail of goroutine ids, whole or not at all.
    void writeIds(Event event, std::span<const std::uint32_t> ids);
    // Writes an event with a tail of UTF-8 text, whole or not at all.
    void writeText(Event event, std::string_view text);

private:
    void stampNow(Event& event) {
        const Stamp now = m_clock.read();
        if (now > m_last)
            m_last = now;
        event.time = m_last;
    }
    bool reserve(std::size_t n) {
        if (m_producer->hasRoom(n)) [[likely]]
            return true;
        return reserveSlowly(n);
    }
    // Conducted: waits until the reader made room. Free: counts the group as dropped.
    bool reserveSlowly(std::size_t n);

    RingProducer* m_producer = nullptr;
    Clock m_clock;
    Stamp m_last = 0;
};

}  // namespace interleave::trace
