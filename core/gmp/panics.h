// Panics, and the deferred calls that they run (Go 1.19 runtime/panic.go: gopanic, gorecover, Goexit, printpanics).
//
// A panic is a record on the stack of the goroutine that panicked, and so is each of its deferred calls: no memory is
// taken. A deferred call that panics leaves the older panic aborted as soon as the newer one passes it; both are told
// when nobody recovers.
#pragma once

#include <atomic>
#include <string>
#include <string_view>

#include "gmp/defer.h"
#include "gmp/goroutine.h"
#include "gmp/runtime.h"

namespace interleave::gmp {

struct Panic {
    std::string text;
    bool goexit = false;  // no panic: Goexit runs the deferred calls
    bool recovered = false;
    bool aborted = false;
    Panic* link = nullptr;               // the older one
    const DeferredCall* call = nullptr;  // that it runs now
    const Frame* frame = nullptr;        // innermost when that began
};

// What a goroutine has of all this; on its own stack while its body runs.
struct Calls {
    DeferredCall* deferred = nullptr;  // the latest
    const Frame* frame = nullptr;      // the innermost; null: the body
    Panic* panics = nullptr;           // the newest
    const DeferredCall* running = nullptr;
    int open = 0;     // panics that run deferred calls
    int passing = 0;  // deferred calls that an exception of the program runs: nothing can be recovered
};

// Thrown on the stack of a goroutine that called Goexit, when its deferred calls have run.
struct Exited {};

class Panics {
public:
    explicit Panics(Runtime::Impl& rt) : m_rt(rt) {}

    // gopanic. Does not return: a recovered panic goes on where the deferring frame returns.
    [[noreturn]] void raise(G& g, std::string_view text);
    // gorecover.
    std::optional<std::string> recover(G& g);
    [[noreturn]] void goexit(G& g);

    // main has returned: lets panics under way run their deferred calls, for up to 1000 yields.
    void awaitOthers(G& main);
    // The body of g has ended, whatever became of its panics.
    void close(Calls& calls) { count(calls, -calls.open); }

    // A deferred call is made, and its scope is left.
    static void defer(G& g, DeferredCall& call);
    void leave(G& g, DeferredCall& call);
    // A frame is made, and left.
    static void enter(G& g, Frame& frame);
    static void leave(G& g, const Frame& frame);
    static bool takes(G& g, const Frame& frame, const Frame* returning);

private:
    [[noreturn]] void proceed(G& g, Panic& panic);
    void runFor(G& g, Panic& panic, DeferredCall& call);
    void runPlainly(G& g, DeferredCall& call);
    [[noreturn]] void returnTo(G& g, const Panic& panic, const Frame* frame);
    [[noreturn]] void die(G& g);
    void count(Calls& calls, int delta);

    Runtime::Impl& m_rt;
    std::atomic<int> m_open{0};  // runningPanicDefers
};

}  // namespace interleave::gmp
