// Go's package context (Go 1.19 context/context.go; causes as since 1.20, AfterFunc as since 1.21), for goroutines.
//
// A Ref is what Go's context.Context is: shared, and never changed but by being cancelled. Cancelling goes down: who is
// cancelled closes its Done, then cancels its children one by one while it holds its own lock, each with all of its
// own before the next, in an order that chance gives. The first to cancel a context wins.
//
//     auto [request, cancel] = context::withTimeout(context::background(), 50ms, "request");
//     …
//     request->done().receive();   // waits until it is cancelled
//     request->err();              // "context deadline exceeded"
#pragma once

#include <any>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/task.h"
#include "base/units.h"
#include "gmp/chan.h"
#include "gmp/go.h"

namespace interleave::gmp::context {

// What goes through a Done channel: nothing ever does, it is only closed.
struct Signal {};

inline constexpr std::string_view kCanceled = "context canceled";
inline constexpr std::string_view kDeadlineExceeded = "context deadline exceeded";

class CancelContext;
class Context;
using Ref = std::shared_ptr<Context>;

// What a context can be asked. A class of the program's own may implement it, too: a child of such a "foreign" parent
// costs a goroutine that watches it, unless its Done is nil.
class Context {
public:
    virtual ~Context() = default;

    virtual std::optional<Time> deadline() const = 0;
    // Closed when it is cancelled; nil: it never is. The same each time.
    virtual Chan<Signal> done() = 0;
    // Empty until it is cancelled, then kCanceled or kDeadlineExceeded.
    virtual std::string err() = 0;
    // What withValue gave the key nearest to it; empty: nothing.
    virtual std::any value(std::string_view key) const = 0;

    // The nearest of this package's contexts that can be cancelled, from itself upwards; null: none, or it is hidden
    // behind a foreign one.
    virtual CancelContext* cancelable() { return nullptr; }
    // Its number in the trace, or that of the one that it stands for; 0: none.
    std::uint32_t number();
};

using Cancel = std::function<void()>;
using CancelCause = std::function<void(std::string cause)>;

struct WithCancel {
    Ref context;
    Cancel cancel;  // by any goroutine, as often as one likes
};
struct WithCancelCause {
    Ref context;
    CancelCause cancel;  // an empty cause: kCanceled
};

// Never cancelled, no deadline, no values.
Ref background();
// Cancelled by cancel, or when the parent is. Names are shown in the trace.
WithCancel withCancel(const Ref& parent, std::string_view name = {});
WithCancelCause withCancelCause(const Ref& parent, std::string_view name = {});
// The same, and at that time. One that is not before the parent's arms no timer; one that has passed cancels at once.
WithCancel withDeadline(const Ref& parent, Time deadline, std::string_view name = {});
WithCancel withTimeout(const Ref& parent, Duration timeout, std::string_view name = {});
// Cancelled when the parent is.
Ref withValue(const Ref& parent, std::string key, std::any value);
// Why it was cancelled: what cancelled it or a parent gave as the cause, or else its err().
std::string cause(const Ref& context);
// Runs the function in a goroutine of its own once the context is cancelled (at once, if it is). The result stops that;
// true: it has not run and will not.
std::function<bool()> afterFunc(const Ref& context, base::Task function, Site site = {});

}  // namespace interleave::gmp::context
