// Timers and the M that waits for them (Go 1.19 runtime/time.go: addtimer, deltimer, modtimer, runtimer,
// clearDeletedTimers; proc.go: checkTimers, wakeNetPoller; for the profile go126 1.23's time.go: maybeRunChan,
// blockTimerChan, unblockTimerChan).
//
// A stopped timer stays in its heap as a zombie until it comes to the top or the P sweeps, which it does when more than
// a quarter are zombies. One that was armed anew stays in its place, and is moved when the old or the new time comes.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "gmp/scheduler_state.h"
#include "gmp/timer_body.h"

namespace interleave::gmp {

class Timers {
public:
    explicit Timers(Runtime::Impl& rt) : m_rt(rt) {}

    // Arms the sleep timer of g, which has been left, on m's P. No gate.
    void armSleep(M& m, G& g, std::int64_t when);

    // Arms the timer, whether it was pending or not; by a goroutine on m, after its gate. True: it was pending.
    bool arm(M& m, const G& g, TimerBody& timer, std::int64_t when, std::int64_t period);
    // True: it was pending, and will not fire. The same.
    bool stop(M& m, const G& g, TimerBody& timer);

    // go126, for the channels of timers. Fires the timer if it is due and in no heap; by who is about to look into its
    // channel and holds no lock.
    void look(M& m, TimerBody& timer);
    // A goroutine begins to wait on the channel, whose lock it holds; it has been woken, with or without a value.
    void waiterComes(M& m, const G& g, TimerBody& timer);
    void waiterGoes(M& m, TimerBody& timer);

    struct Check {
        std::int64_t now = 0;   // 0: the clock was not read
        std::int64_t next = 0;  // when the P's next timer is due, 0: none
        bool ran = false;
    };
    // checkTimers: fires what is due on p, whoever owns it; woken goroutines go to m's P. No gate.
    Check check(M& m, P& p, std::int64_t now);
    // Whether there is anything to do for its holder; the clock is read only if there is a timer.
    bool due(const P& p) const;
    // timeSleepUntil: when the earliest of all Ps is due; INT64_MAX: none.
    std::int64_t earliest() const;
    // wakeNetPoller: somebody will be awake by then.
    void wakePoller(M& m, std::int64_t when);
    // moveTimers: from a P that goes to another. While the world stands still.
    void moveAll(P& to, P& from);
    // The run is over: lets go of all.
    void dropAll(P& p);
    // The next time of a timer of that period that was due at `when`: missed periods are skipped (runOneTimer).
    static std::int64_t nextPeriod(std::int64_t when, std::int64_t period, std::int64_t now);

private:
    using Kept = std::vector<std::shared_ptr<TimerBody>>;
    // A timer that was taken out to fire.
    struct Firing {
        HeapTimer* timer = nullptr;
        std::int64_t now = 0;
        std::int64_t late = 0;
        std::uint64_t turn = 0;
        std::shared_ptr<TimerBody> kept;
    };

    std::uint64_t nextOrder();
    void setEarliest(P& p) ILV_REQUIRES(p.timerLock);
    static bool mustSweep(const P& p);
    void add(M& m, const G& g, TimerBody& timer);
    // With the timer's lock. True: it is to fire earlier than its place in the heap says.
    static bool modify(TimerBody& timer);
    static void makeZombie(TimerBody& timer);
    static void leaveHeap(TimerBody& timer, Kept& dropped);
    // Puts the first right if it has changed. True: it had.
    static bool settleTop(P& p, TimerBody& timer, Kept& dropped) ILV_REQUIRES(p.timerLock);
    static void cleanHead(P& p, Kept& dropped) ILV_REQUIRES(p.timerLock);
    static void sweep(P& p, Kept& dropped) ILV_REQUIRES(p.timerLock);
    bool takeDue(M& m, P& p, std::int64_t now, Firing& firing, Kept& dropped) ILV_REQUIRES(p.timerLock);
    void beginFiring(M& m, P& p, TimerBody& timer, std::int64_t now, Firing& firing);
    void fire(M& m, const Firing& firing);
    void send(M& m, TimerBody& timer, const Firing& firing);
    static void tell(M& m, TimerBody& timer, trace::Event event, std::int64_t wide);

    Runtime::Impl& m_rt;
};

}  // namespace interleave::gmp
