// Runs goroutines: makes, starts, leaves, readies and ends them (Go 1.19 runtime/proc.go: schedule, execute, park_m,
// ready, goschedImpl, newproc1, goexit0, gfput, gfget).
//
// A goroutine that leaves goes straight to the next one when that is at hand, and over the M's own stack when it
// has to be looked for. Either way it is left first, registers and all, and only then given away: what gives it
// away (puts it on a queue, unlocks the channel that it waits on) is a function that travels with the jump and
// runs on the other side. That function must not wait and must not pass a gate of the host.
#pragma once

#include <cstdint>
#include <functional>

#include "gmp/finder.h"
#include "gmp/go.h"
#include "gmp/scheduler_state.h"

namespace interleave::gmp {

// What became of a left goroutine: it was given away, or it goes on at once, in its slice or in a new one (only when
// it was left over the M's own stack).
enum class Given : std::uint8_t { away, refused, newSlice };
using Commit = Given (*)(M& m, G& g, void* argument);

// Where every goroutine begins, on its own stack.
struct Entry {
    static void run(boost::context::detail::transfer_t transfer);
};

class Scheduler {
public:
    explicit Scheduler(Runtime::Impl& rt) : m_rt(rt) {}

    // schedule, for ever: the M's loop on its own stack. Ends with the run.
    void loop(M& m);

    // newproc: a goroutine in the slot of m's P.
    G* create(M& m, base::Task body, Site site);
    // A goroutine from outside, on the global queue.
    G* createOutside(M& m, base::Task body, Site site);
    // gopark: g waits until somebody readies it. commit runs once g was left.
    void park(G& g, trace::BlockReason reason, std::uint32_t object, Commit commit, void* argument);
    // The same for a commit that may refuse; then g goes on in its slice.
    void parkIf(G& g, trace::BlockReason reason, std::uint32_t object, Commit commit, void* argument);
    // goready: into the slot of m's P, then wakep. by: who made it ready, 0: the runtime. No gate.
    void ready(M& m, G& g, std::uint32_t by);
    // The same onto the global queue, for the collector; the caller sees to a wakep.
    void readyGlobally(M& m, G& g);
    // Halves the modelled stacks that are used to less than a quarter (shrinkstack). While the world stands still.
    void shrinkStacks(M& m);
    // gosched_m and gopreempt_m: to the global tail.
    void yield(G& g, trace::StopWhy why);
    // goyield: to the tail of its P's own queue.
    void yieldLocally(G& g);
    // Leaves g for good or until its syscall's end finds a P again, over the M's own stack.
    void leaveOverScheduler(G& g, Commit commit, void* argument);

    // Serves a request on a running goroutine; called when its interrupt flag is set.
    void serve(G& g, trace::PreemptAt at);

    // dropped: destroys what a goroutine leaves when the run is over. On the main M, when all others have ended.
    void dropAll(M& m);

    std::uint32_t live() const;
    // Ends the run: the stack of g is used up. No gate.
    void overflow(M& m, const G& g);

private:
    friend struct Entry;
    struct Departure {
        Commit commit;
        G* g;
        void* argument;
    };

    void begin(M& m, P& p, G& g, trace::StartSource source, bool inherit, const trace::Event* taken);
    Given arrive(M& m, void* message);
    void yieldAsOf126(G& g, trace::StopWhy why);
    // Whether it is left over the M's own stack at any rate: as it is locked to it, or as its stack is used up.
    static bool staysOver(M& m, G& g);
    void* jumpWithExceptions(G& g, G* next, Departure& departure, bool ends);
    void switchTo(G& g, G* next, Departure& departure, bool ends);
    // The next goroutine if the local queue has the say; begun already. Null: look for it properly.
    G* beginLocal(M& m, G& left);
    // Begins what was taken off a queue, told by `taken`. Null: it is locked to another M, and the M's own stack sees
    // to that.
    G* beginTaken(M& m, G& g, trace::StartSource source, bool inherit, const trace::Event* taken);
    // What an M with something special about it does instead of looking for a goroutine. False: its loop ends. found:
    // to be run.
    bool settle(M& m, Found& found);
    void runBody(G& g);
    [[noreturn]] void end(G& g);

    G* obtain(P* p);
    G* makeGs(P* p);
    void equip(P& p, G& g);
    void dropOne(M& m, G& g);
    std::uint32_t nextId(P* p);
    void discard(M& m, P& p, G& g);
    void announce(M& m, G& g, Site site, std::uint32_t parent);

    Runtime::Impl& m_rt;
};

}  // namespace interleave::gmp
