// defer, recover and Goexit (Go 1.19 runtime/panic.go). For goroutines.
//
//   int divide(int a, int b) {
//       int result = 0;
//       gmp::frame([&] {
//           gmp::Defer rescue([&] {
//               if (const auto panic = gmp::recover())
//                   result = -1;
//           });
//           if (b == 0)
//               gmp::panicDivide();
//           result = a / b;
//       });
//       return result;
//   }
//
// A panic runs the deferred calls of its goroutine, the latest first, on top of the stack that panicked, as Go does: no
// frame is left before somebody recovers, so deferred calls may wait, panic and call Goexit like any other code. Once a
// panic was recovered, the other deferred calls of that frame run, and the frames above it are left by an exception of
// the runtime. A goroutine's body is a frame, too: the outermost.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "gmp/go.h"

namespace interleave::gmp {

class Frame;
class Panics;
struct Panic;

// What Defer has in common. It lies in the frame that deferred it.
class DeferredCall {
public:
    DeferredCall(const DeferredCall&) = delete;
    DeferredCall& operator=(const DeferredCall&) = delete;

protected:
    using Function = void (*)(DeferredCall& self);
    explicit DeferredCall(Function function);
    ~DeferredCall() = default;
    // Its scope is left: it runs, unless a panic ran it already, or the run is over.
    void leave();

private:
    friend class Panics;
    const Function m_function;
    DeferredCall* m_link = nullptr;  // deferred before it
    const Frame* m_frame = nullptr;
    Panic* m_panic = nullptr;  // that runs it
    int m_exceptions = 0;      // under way when it was made
    bool m_started = false;    // by a panic
    bool m_done = false;
};

// `defer f()`: f runs when the scope of this object is left, or a panic comes by. Declare it where the function begins,
// after what it needs. A C++ exception that passes runs it as it would any destructor: it cannot be recovered there.
template <class F>
class [[nodiscard]] Defer : DeferredCall {
public:
    explicit Defer(F function)
        : DeferredCall([](DeferredCall& self) { static_cast<Defer&>(self).m_call(); }), m_call(std::move(function)) {}
    // It may wait, and end with an exception of the runtime.
    ~Defer() noexcept(false) { leave(); }

private:
    F m_call;
};

// The call of a function that defers. Only frame() makes one.
class Frame {
public:
    Frame();
    ~Frame();
    Frame(const Frame&) = delete;
    Frame& operator=(const Frame&) = delete;

    // The exception of a recovered panic has arrived; false: it is meant for an outer frame.
    bool takes(const Frame* returning);
    // An exception of the program becomes a panic here, outside of any handler.
    void failed(std::string_view text) { m_failure = text; }
    void goOn();

private:
    friend class Panics;
    const Frame* m_outer = nullptr;
    const DeferredCall* m_running = nullptr;  // the deferred call that this frame is in
    std::optional<std::string> m_failure;
};

// Thrown by the runtime when a panic was recovered: whose deferred call did it. Null: the goroutine's body.
struct Returning {
    const Frame* frame;
};

// Calls body, which may defer. Where one of its deferred calls recovers a panic, it returns the zero value of its type.
// An exception of the program (std::exception) that leaves the body is a panic from here on.
template <class Body>
std::invoke_result_t<Body&> frame(Body&& body) {
    Frame here;
    try {
        return body();
    } catch (const Returning& returning) {
        if (!here.takes(returning.frame))
            throw;
    } catch (const std::exception& error) {
        here.failed(error.what());
    }
    here.goOn();
    return std::invoke_result_t<Body&>();
}

// recover(): stops the panic and returns its text. Nothing, unless it is called by a deferred call that a panic runs:
// in itself or in C++ functions that it calls, but not in a frame() of its own.
std::optional<std::string> recover();
// runtime.Goexit: runs the deferred calls, then ends the goroutine. No recover stops it. The run goes on, also without
// goroutine 1.
[[noreturn]] void goexit();

// Runtime errors, with Go's text.
[[noreturn]] void panicIndex(long index, long length);
[[noreturn]] void panicDivide();
[[noreturn]] void panicNilDereference();
[[noreturn]] void panicNilMap();

}  // namespace interleave::gmp
