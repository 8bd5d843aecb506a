// LockOSThread: a goroutine with a thread of its own (Go 1.19 runtime/proc.go: lockOSThread, unlockOSThread,
// stoplockedm, startlockedm, mexit).
//
// An M with a locked goroutine runs that one only. When it waits, the M gives its P away and waits, too; whoever takes
// the goroutine off a queue hands its own P to that M and parks. All of it is done on the Ms' own stacks.
#pragma once

#include "gmp/goroutine.h"
#include "gmp/runtime.h"

namespace interleave::gmp {

class ThreadLocks {
public:
    explicit ThreadLocks(Runtime::Impl& rt) : m_rt(rt) {}

    void lock(G& g);
    void unlock(G& g);
    // goexit0: the goroutine ends. Its M is lost if it is locked still.
    static void end(G& g);

    // stoplockedm: gives m's P away, if it has one, and waits for another together with its goroutine. A gate.
    void stop(M& m);
    // startlockedm: leaves m's P to the M of g, which m has taken off a queue, and parks m. A gate.
    void start(M& m, G& g);
    // mexit: gives the P of a lost M away. The caller then leaves its loop. Main's thread, which the process needs,
    // stays and waits for the end of the run. A gate.
    void loseThread(M& m);

private:
    void giveAway(M& m);

    Runtime::Impl& m_rt;
};

}  // namespace interleave::gmp
