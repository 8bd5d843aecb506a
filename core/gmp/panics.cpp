#include "gmp/panics.h"

#include <exception>
#include <utility>

#include "gmp/running.h"

namespace interleave::gmp {

using trace::EventKind;

namespace {

// printpanics: the oldest first.
void write(const Panic* panic, std::string& text) {
    if (panic->link) {
        write(panic->link, text);
        if (!panic->link->goexit)
            text += '\t';
    }
    if (panic->goexit)
        return;
    text += "panic: " + panic->text;
    if (panic->recovered)
        text += " [recovered]";
    text += '\n';
}

}  // namespace

void Panics::defer(G& g, DeferredCall& call) {
    Calls& calls = *g.calls;
    call.m_link = calls.deferred;
    call.m_frame = calls.frame;
    call.m_exceptions = std::uncaught_exceptions();
    calls.deferred = &call;
}

void Panics::leave(G& g, DeferredCall& call) {
    if (call.m_done || g.unwinding)
        return;
    Calls& calls = *g.calls;
    ILV_ASSERT(calls.deferred == &call);
    if (std::uncaught_exceptions() == call.m_exceptions) {
        runPlainly(g, call);
        return;
    }
    // An exception of the program passes. No other may leave this call, and it takes the thread's bookkeeping along
    // where it waits.
    const std::uint8_t special = g.special;
    g.special |= kLeavingFrames;
    ++calls.passing;
    runPlainly(g, call);
    --calls.passing;
    g.special = static_cast<std::uint8_t>((g.special & ~kLeavingFrames) | (special & kLeavingFrames));
}

void Panics::enter(G& g, Frame& frame) {
    Calls& calls = *g.calls;
    frame.m_outer = calls.frame;
    frame.m_running = calls.running;
    calls.frame = &frame;
}

void Panics::leave(G& g, const Frame& frame) {
    if (!g.unwinding)
        g.calls->frame = frame.m_outer;
}

bool Panics::takes(G& g, const Frame& frame, const Frame* returning) {
    if (returning != &frame)
        return false;
    g.special &= static_cast<std::uint8_t>(~kLeavingFrames);
    g.calls->running = frame.m_running;
    return true;
}

void Panics::raise(G& g, std::string_view text) {
    // Where the end of the run leaves its frames there is nobody left to tell.
    while (g.unwinding)
        m_rt.scheduler.leaveOverScheduler(g, nullptr, nullptr);
    M& m = *g.m;
    if (m.tracing())
        m.emitText({.kind = EventKind::GoPanic, .g = idOf(g)}, text);
    Panic panic{.text = std::string(text), .link = g.calls->panics};
    g.calls->panics = &panic;
    count(*g.calls, 1);
    proceed(g, panic);
}

void Panics::goexit(G& g) {
    M& m = *g.m;
    if (m.tracing())
        m.emit({.kind = EventKind::GoExitCall, .g = idOf(g)});
    Panic exit{.text = {}, .goexit = true, .link = g.calls->panics};
    g.calls->panics = &exit;
    proceed(g, exit);
}

// Runs deferred calls until one recovers or none is left. On top of the stack, so that every frame still stands.
void Panics::proceed(G& g, Panic& panic) {
    Calls& calls = *g.calls;
    while (DeferredCall* call = calls.deferred) {
        if (call->m_started) {
            // An older panic has run it, and it has panicked: that one goes no further.
            if (call->m_panic)
                call->m_panic->aborted = true;
            call->m_panic = nullptr;
            calls.deferred = call->m_link;
            call->m_done = true;
            continue;
        }
        runFor(g, panic, *call);
        if (!panic.recovered)
            continue;
        calls.panics = panic.link;
        count(calls, -1);
        while (calls.panics && calls.panics->aborted && !calls.panics->goexit) {
            calls.panics = calls.panics->link;
            count(calls, -1);
        }
        if (calls.panics && calls.panics->goexit && calls.panics->aborted) {
            // The panic has passed a Goexit: that goes on where it was.
            calls.panics->aborted = false;
            proceed(g, *calls.panics);
        }
        returnTo(g, panic, call->m_frame);
    }
    if (!panic.goexit)
        die(g);
    g.special |= kLeavingFrames;
    throw Exited{};
}

void Panics::runFor(G& g, Panic& panic, DeferredCall& call) {
    Calls& calls = *g.calls;
    call.m_started = true;
    call.m_panic = &panic;
    panic.call = &call;
    panic.frame = calls.frame;
    const DeferredCall* const former = std::exchange(calls.running, &call);
    call.m_function(call);
    calls.running = former;
    panic.call = nullptr;
    call.m_panic = nullptr;
    call.m_done = true;
    ILV_ASSERT(calls.deferred == &call);
    calls.deferred = call.m_link;
}

void Panics::runPlainly(G& g, DeferredCall& call) {
    Calls& calls = *g.calls;
    calls.deferred = call.m_link;
    call.m_done = true;
    const DeferredCall* const former = std::exchange(calls.running, &call);
    call.m_function(call);
    calls.running = former;
}

// deferreturn, and then the return of that frame.
void Panics::returnTo(G& g, const Panic&, const Frame* frame) {
    Calls& calls = *g.calls;
    calls.frame = frame;
    while (calls.deferred && calls.deferred->m_frame == frame)
        runPlainly(g, *calls.deferred);
    g.special |= kLeavingFrames;
    throw Returning{frame};
}

std::optional<std::string> Panics::recover(G& g) {
    Calls& calls = *g.calls;
    Panic* const panic = calls.panics;
    if (!panic || panic->goexit || panic->recovered || !panic->call || panic->call != calls.running ||
        panic->frame != calls.frame || calls.passing != 0)
        return std::nullopt;
    panic->recovered = true;
    M& m = *g.m;
    if (m.tracing())
        m.emit({.kind = EventKind::GoRecover, .g = idOf(g)});
    return panic->text;
}

void Panics::count(Calls& calls, int delta) {
    if (delta == 0)
        return;
    calls.open += delta;
    m_open.fetch_add(delta);
}

void Panics::awaitOthers(G& main) {
    constexpr int kMostYields = 1000;
    for (int i = 0; i < kMostYields && m_open.load() != 0; ++i) {
        pollAt(main, trace::PreemptAt::call);
        m_rt.scheduler.yield(main, trace::StopWhy::gosched);
    }
}

void Panics::die(G& g) {
    std::string text;
    write(g.calls->panics, text);
    text.pop_back();
    M& m = *g.m;
    m_rt.traceback.panic(m, g, text);
    m_rt.ending.begin(&m, {trace::RunStatus::panic, 2, text}, trace::FatalKind::panic);
    for (;;)
        m_rt.scheduler.leaveOverScheduler(g, nullptr, nullptr);
}

DeferredCall::DeferredCall(Function function) : m_function(function) {
    Panics::defer(runningG(), *this);
}

void DeferredCall::leave() {
    G& g = runningG();
    g.m->rt.panics.leave(g, *this);
}

Frame::Frame() {
    Panics::enter(runningG(), *this);
}

Frame::~Frame() {
    Panics::leave(runningG(), *this);
}

bool Frame::takes(const Frame* returning) {
    return Panics::takes(runningG(), *this, returning);
}

void Frame::goOn() {
    if (!m_failure)
        return;
    G& g = runningG();
    if (!g.unwinding)
        g.m->rt.panics.raise(g, *m_failure);
}

std::optional<std::string> recover() {
    G& g = runningG();
    return g.unwinding ? std::nullopt : g.m->rt.panics.recover(g);
}

void goexit() {
    G& g = runningG();
    pollAt(g, trace::PreemptAt::call);
    g.m->rt.panics.goexit(g);
}

void panicIndex(long index, long length) {
    panic("runtime error: index out of range [" + std::to_string(index) + "]" +
          (index < 0 ? std::string() : " with length " + std::to_string(length)));
}

void panicDivide() {
    panic("runtime error: integer divide by zero");
}

void panicNilDereference() {
    panic("runtime error: invalid memory address or nil pointer dereference");
}

void panicNilMap() {
    panic("assignment to entry in nil map");
}

}  // namespace interleave::gmp
