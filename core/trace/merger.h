// Puts the events of many rings into one order while they are being written.
//
// The order is by (time, ring). A ring that has nothing to show may yet bring an event with an earlier time than those
// of others: its thread has read the clock and not published yet. Waiting for every thread is impossible, so:
//
//   Each pass takes `now`, a reading of the clock from before it looks at any ring; drains all rings; and passes on, in
//   order, what is stamped at or before now − margin. The rest waits for the next pass.
//
// Why no effect comes before its cause. An event is written while its actor still owns what it reports, so whoever
// acts upon that state does so after the event was published. Let e be the cause, f the effect. If the pass sees f
// but not e, then e was published after the pass had looked at e's ring, so f was stamped after `now` was read; cores'
// clocks differ by less than the margin, so f is later than now − margin and waits, and the next pass sees e. If the
// pass sees both, their stamps are in order, since stamps are handed on with the state (trace/writer.h).
// An event whose thread was held between clock and ring may come when later ones of others have gone out already:
// none of those can be its effect. It goes out at once, with its time raised to the last one's, so that the history's
// times never go back.
//
// A group, an event and its tail, stays together. Under conducted time there is one ring, whose order is the order:
// passes give all that is there.
#pragma once

#include <cstdint>
#include <vector>

#include "trace/event.h"
#include "trace/ring_consumer.h"
#include "trace/tick_scale.h"
#include "trace/time_order.h"

namespace interleave::trace {

// One thread at a time.
class Merger {
public:
    static constexpr std::uint64_t kMarginNanoseconds = 10'000;

    explicit Merger(TickScale scale, bool conducted = false)
        : m_scale(scale), m_conducted(conducted), m_margin(scale.ticksIn(kMarginNanoseconds)) {}

    // The ring outlives the merger. Rings that appear while the run goes on are added between reading the clock
    // and pass(); their numbers count up from 0.
    void addRing(RingHeader* ring);
    std::size_t rings() const { return m_rings.size(); }

    // Begins a pass: looks at all rings. Never blocks.
    void begin(std::uint64_t now);
    // The same where the writers are gone: all that is left is settled.
    void beginLast();
    // Appends to out what is settled, whole groups, times in ns of the run, until out holds about atMost events; the
    // rings have room for as many again. False where there was nothing left. A pass ends with false.
    bool more(std::vector<Event>& out, std::size_t atMost);

    // A whole pass at once.
    void pass(std::uint64_t now, std::vector<Event>& out);
    void finish(std::vector<Event>& out);

    // Of the last pass: how full the fullest ring was, 0..1.
    double fill() const { return m_fill; }
    std::uint64_t dropped() const;
    // Events that came after later ones had gone out.
    std::uint64_t late() const { return m_late; }

private:
    void lookAtAll(bool last);
    void findOrder();
    void showTimes();
    bool passRun(std::vector<Event>& out, std::size_t atMost);
    void passGroup(RingConsumer& ring, std::vector<Event>& out);
    void passGroups(RingConsumer& ring, std::uint64_t until, std::size_t atMost, std::vector<Event>& out);
    std::uint64_t settle(const Event& event);

    TickScale m_scale;
    bool m_conducted;
    std::uint64_t m_margin;
    std::vector<RingConsumer> m_rings;
    // The pass that is under way: up to when, and whose groups come in which order.
    std::uint64_t m_upTo = 0;
    std::vector<std::uint32_t> m_shown;  // the rings that have something to show
    TimeOrder m_order;                   // of places in m_shown, where there are many
    std::vector<std::uint64_t> m_times;  // where there are few: of what is at the front of each, by place in m_shown
    std::uint64_t m_lastTicks = 0;
    std::uint64_t m_lastTime = 0;
    std::uint64_t m_late = 0;
    double m_fill = 0;
};

}  // namespace interleave::trace
