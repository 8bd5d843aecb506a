// A machine (Go's m, runtime/runtime2.go): a thread that runs goroutines, or sysmon, or the engine's control
// thread, which has a number for none and never holds a P.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>

#include "base/ids.h"
#include "fiber/context.h"
#include "gmp/goroutine.h"
#include "gmp/processor.h"
#include "gmp/runtime.h"
#include "trace/event.h"
#include "trace/writer.h"

namespace interleave::gmp {

enum class Tally : std::uint8_t {
    gsCreated,
    gsDone,
    switches,
    steals,
    stolenGs,
    spills,
    handoffs,
    preemptions,
    msCreated,
    retakes,
    parks,
    wakeps,
    timersFired,
    count
};

struct alignas(64) M {
    M(Runtime::Impl& runtime, std::uint16_t number) : rt(runtime), id(number) {}
    M(const M&) = delete;
    M& operator=(const M&) = delete;

    Runtime::Impl& rt;
    const std::uint16_t id;
    trace::Writer writer;
    P* p = nullptr;                 // held
    P* oldP = nullptr;              // held before the system call
    std::uint32_t syscallTick = 0;  // of oldP when the call began
    bool spinning = false;
    bool startSpinning = false;  // what a new M begins as
    // Read by sysmon and by whoever stops the world, to set its flag.
    std::atomic<G*> current{nullptr};
    fiber::Context scheduler;  // its own stack, while a goroutine runs
    // By its own thread alone.
    G* lockedG = nullptr;     // locked to this M, which runs no other
    G* next = nullptr;        // taken off a queue where it could not be run at once: locked to another M
    G* overflowed = nullptr;  // has used up its stack, and was left
    bool waitsWithG = false;  // parked so; guarded by the scheduler's lock
    bool lost = false;        // its locked goroutine has ended: so does this thread
    M* link = nullptr;        // on the idle list
    // Set by the waker before it wakes: what the M wakes up with. The note orders them.
    P* nextP = nullptr;
    trace::Stamp wakeStamp = 0;
    trace::MWhy why = trace::MWhy::startm;
    std::uint16_t parent = trace::kNoM;
    std::uint16_t handedFrom = trace::kNoM;  // whose P this M hands off at the moment
    std::atomic<bool> left{false};           // its loop, as the run ends
    std::atomic<std::uint32_t> note{0};
    std::atomic<std::uint16_t> thread{base::ThreadId::kNone};
    std::atomic<int> osThread{0};            // gettid() where signals may be sent to it
    std::atomic<bool> signalPending{false};  // a signal to yield is on its way: one at a time
    std::atomic<std::uint32_t> missed{0};    // the goroutine in which such a signal came where it did not count
    // Counted by this thread alone, by load and store; summed by anybody.
    std::array<std::atomic<std::uint64_t>, static_cast<std::size_t>(Tally::count)> tallies{};

    void count(Tally what, std::uint64_t n = 1) {
        if (!ILV_TRACING)
            return;
        auto& cell = tallies[static_cast<std::size_t>(what)];
        cell.store(cell.load(std::memory_order_relaxed) + n, std::memory_order_relaxed);
    }

    bool tracing() const { return writer.on(); }
    // Fills in who acts, unless the event names another P, and writes it.
    void emit(trace::Event event) { writer.write(completed(event)); }
    void emitPair(trace::Event first, trace::Event second) { writer.writePair(completed(first), completed(second)); }
    void emitIds(trace::Event event, std::span<const std::uint32_t> ids) { writer.writeIds(completed(event), ids); }
    void emitText(trace::Event event, std::string_view text) { writer.writeText(completed(event), text); }
    void takeOver(trace::Stamp earlier) {
        if (writer.on())
            writer.observe(earlier);
    }
    trace::Stamp stamp() const { return writer.stamp(); }

    base::ThreadId threadId() const { return base::ThreadId(thread.load(std::memory_order_acquire)); }

private:
    trace::Event completed(trace::Event event) const {
        if (event.m == trace::kNoM)
            event.m = id;
        if (event.p == trace::kNoP && p)
            event.p = p->id;
        return event;
    }
};

// The M of the calling thread, or null. Never inlined: a goroutine may go on on another thread, and the address of a
// thread-local must not be kept across the switch.
M* currentM() noexcept;
void setCurrentM(M* m) noexcept;

}  // namespace interleave::gmp
