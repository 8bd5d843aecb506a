// The end of an engine that cannot end its run in order: no memory, no thread, no stack is left. It leaves its outcome
// in the segment and is gone; the rings keep what was written until then.
#pragma once

#include <string_view>

#include "trace/vocabulary.h"

namespace interleave::engine {

// Exit status where a limit ended the run.
inline constexpr int kLimitReached = 1;

// Writes the outcome through link::kSegmentDescriptor and ends the process with that status. From any thread, also in a
// signal handler: allocates nothing, takes no lock. Control characters and quotes in the text are left out.
[[noreturn]] void endHere(trace::RunStatus status, std::string_view text, int exit) noexcept;

// From now on: memory that is refused to `new` or to a goroutine's stack ends the engine with the verdict limit, and a
// goroutine that overflows its stack with crash and status 2, as Go does. On the main thread, once a process; not under
// sanitizers, which look after these themselves.
void installLastWords();

}  // namespace interleave::engine
