// System calls (Go 1.19 runtime/proc.go: entersyscall, entersyscallblock, exitsyscall, exitsyscallfast,
// exitsyscall0).
#pragma once

#include <optional>

#include "base/units.h"
#include "gmp/scheduler_state.h"

namespace interleave::gmp {

class Syscalls {
public:
    explicit Syscalls(Runtime::Impl& rt) : m_rt(rt) {}

    // Blocks the thread of g for so long, in a system call. knownToBlock: the P is handed off at once. A gate.
    void block(G& g, base::Duration length, trace::SyscallName call, bool knownToBlock);

    // entersyscall (entersyscallblock if known to block) and exitsyscall, round a call that the caller makes. exit is a
    // gate.
    void enter(G& g, trace::SyscallName call, bool knownToBlock);
    void exit(G& g);

private:
    bool exitFast(M& m, G& g);
    std::optional<trace::SyscallPath> takeBack(M& m, P& p);
    static void awaitTelling(M& m, const P& p);

    Runtime::Impl& m_rt;
};

}  // namespace interleave::gmp
