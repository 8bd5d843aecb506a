// Go's time.Timer, time.Ticker, time.After and time.AfterFunc (Go 1.19 time/sleep.go, tick.go), for goroutines.
//
// Each is a reference; copies are the same timer. A pending timer keeps itself. Under the profile go126 the channels of
// timers behave as if they had no buffer: length() and capacity() are 0, no old value is there after stop() or reset(),
// and such a timer is in a heap only while somebody waits on its channel; under go119 they have a place for one value,
// and who stops a timer too late finds its value there.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>

#include "base/task.h"
#include "base/units.h"
#include "gmp/chan.h"
#include "gmp/go.h"

namespace interleave::gmp {

struct TimerBody;

class Timer {
public:
    // time.NewTimer: sends the time once, after at least so long. The name is shown in the trace.
    explicit Timer(Duration length, std::string_view name = {});

    // t.C. Not of an afterFunc.
    Chan<Time> channel() const;
    // True: it was pending, and will not fire. False: it has fired, or was stopped before; a value may be in the
    // channel (go119), or an afterFunc's function may be running.
    bool stop() const;
    // Fires once more, after at least so long from now on. True: it was pending.
    bool reset(Duration length) const;
    // Its number in the trace.
    std::uint32_t number() const;

private:
    friend Timer afterFunc(Duration length, base::Task function, Site site);
    friend Timer deadlineFunc(Duration length, base::Task function, Site site);
    explicit Timer(std::shared_ptr<TimerBody> body) : m_body(std::move(body)) {}

    std::shared_ptr<TimerBody> m_body;
};

class Ticker {
public:
    // time.NewTicker: sends the time every period. It drops ticks for a slow reader and skips periods that were missed
    // altogether. Panics with "non-positive interval for NewTicker".
    explicit Ticker(Duration period, std::string_view name = {});

    Chan<Time> channel() const;
    // No more ticks; the channel stays open.
    void stop() const;
    // Panics with "non-positive interval for Ticker.Reset".
    void reset(Duration period) const;
    std::uint32_t number() const;

private:
    std::shared_ptr<TimerBody> m_body;
};

// time.After: the channel of a new timer.
Chan<Time> after(Duration length);
// time.AfterFunc: runs the function in a goroutine of its own, after at least so long. reset() has it run once more, on
// the same object, perhaps while the first still runs.
Timer afterFunc(Duration length, base::Task function, Site site = {});
// The same, told as a context's deadline.
Timer deadlineFunc(Duration length, base::Task function, Site site = {});

}  // namespace interleave::gmp
