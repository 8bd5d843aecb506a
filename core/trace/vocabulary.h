// The closed sets of words that events carry in their small fields. Each enumerator's own name is what files,
// the command line and the documents print; the window translates it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace interleave::trace {

// The n-th name in a comma-separated list as the preprocessor prints it; empty past the end.
constexpr std::string_view nthName(std::string_view list, std::size_t n) {
    for (; n > 0; --n) {
        const auto comma = list.find(',');
        if (comma == std::string_view::npos)
            return {};
        list.remove_prefix(comma + 1);
    }
    list = list.substr(0, list.find(','));
    while (!list.empty() && list.front() == ' ')
        list.remove_prefix(1);
    return list;
}

// A closed set: the enumeration, and nameOf(value).
#define ILV_WORDS(Name, ...)                                           \
    enum class Name : std::uint8_t { __VA_ARGS__ };                    \
    constexpr std::string_view listOf(Name) {                          \
        return #__VA_ARGS__;                                           \
    }                                                                  \
    constexpr std::string_view nameOf(Name value) {                    \
        return nthName(#__VA_ARGS__, static_cast<std::size_t>(value)); \
    }

// Where a started goroutine came from (Go 1.19 runtime/proc.go findRunnable's order).
ILV_WORDS(StartSource, runnext, local, glob61, globBatch, netpoll, steal, stealNext, locked, sysexit, gcworker,
          parkRefused)
// Why a running goroutine became runnable again, and where it was put.
ILV_WORDS(StopWhy, gosched, preempt, yield)
ILV_WORDS(QueueDest, globTail, globHead, localTail, runnext, sameP)
// Why a goroutine waits; Go's waitReasonStrings, and nil-channel variants.
ILV_WORDS(BlockReason, chanReceive, chanSend, chanReceiveNil, chanSendNil, select, selectNoCases, sleep, ioWait,
          semacquire, mutexLock, rwMutexRLock, rwMutexLock, waitGroupWait, condWait, gcAssist, gcWorkerIdle, timerWait)
ILV_WORDS(RqSlot, runnext, tail)
ILV_WORDS(GlobEnd, tail, head)
// States of a P (runtime2.go).
ILV_WORDS(PStatus, idle, running, syscall, gcstop, dead)
// Why a P changed state.
ILV_WORDS(PWhy, start, acquire, release, syscallEnter, syscallExit, retake, handoff, stw, resize, exitIdle)
// Why an M was made; why sysmon woke.
ILV_WORDS(MWhy, main, sysmon, startm, templateThread)
ILV_WORDS(SmWakeWhy, timer, syscall, stw, stop)
// handoffp's branches, in its order (runtime-truth Y-08).
ILV_WORDS(HandoffBranch, localOrGlobalWork, gcWork, noSpinning, stwPending, globalAgain, lastRunning, idleList)
ILV_WORDS(WakepResult, noIdleP, alreadySpinning, started)
ILV_WORDS(PreemptVia, flag, signal)
ILV_WORDS(PreemptAt, call, loop, async)
ILV_WORDS(PreemptMissWhy, notInWhitelist, runtimeLock, noG)
ILV_WORDS(ProcsWhy, user, automatic, intervention)
ILV_WORDS(StwWhy, procs, gcSweepEnd, gcMarkEnd)
ILV_WORDS(GcPhaseName, off, mark, markTermination)
ILV_WORDS(GcMode, dedicated, fractional, idle)
ILV_WORDS(TimerKind, sleep, timer, ticker, afterFunc, deadline)
ILV_WORDS(NetPollCall, nonBlocking, blockBegin, blockEnd)
ILV_WORDS(SyscallName, sleep, read, write, fsync, open, connect, accept, compute, other)
ILV_WORDS(SyscallPath, ownP, otherP, noP)
ILV_WORDS(ChanPath, direct, buf, park, closed, nilForever, wouldBlock)
ILV_WORDS(SelectHow, ready, parked, byDefault)
// In the list of a select's channels: this case sends.
inline constexpr std::uint32_t kSelectSends = 0x8000'0000;
ILV_WORDS(MuPath, fast, spin, woken, handoff)
ILV_WORDS(MuUnlockPath, fast, wake, handoff)
ILV_WORDS(MuModeName, normal, starving)
ILV_WORDS(RwOp, rlock, runlock, lock, unlock, rblock, block)
ILV_WORDS(CondOp, wait, signal, broadcast)
ILV_WORDS(CancelCause, canceled, deadlineExceeded, custom)
ILV_WORDS(FatalKind, none, deadlock, noGoroutines, panic, threadExhaustion, unlockOfUnlocked, stackOverflow, limit)
// What a name stands for (NameDef).
ILV_WORDS(ObjectKind, function, channel, mutex, waitGroup, cond, timer, semaphore, context, fd)
ILV_WORDS(OutputStream, out, err)
ILV_WORDS(RunStatus, ok, deadlock, panic, crash, limit, stopped)
// Why a core took another thread; voluntary: the thread gave it up, involuntary: it was taken from it.
ILV_WORDS(CoreSwitchWhy, voluntary, involuntary, wake, exit)
ILV_WORDS(InterveneKind, spawn, block, procs, preemption)

}  // namespace interleave::trace
