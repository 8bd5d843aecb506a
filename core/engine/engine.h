// The engine's side of a run, from start to verdict.
#pragma once

namespace interleave::engine {

// Runs what the segment behind the descriptor asks for, on the calling thread, which must be the process's main
// thread; called once a process. Returns the exit status: the program's own (0, or 2 for a panic or a deadlock), 1
// where a limit ended it, 3 where it could not begin (told on standard error, and as the outcome where there is a
// segment). `lifeline`: a pipe that closes when the client is gone; −1: none.
int runEngine(int segmentDescriptor, int lifeline);

}  // namespace interleave::engine
