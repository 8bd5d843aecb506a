// Starting the engine of a run.
#pragma once

#include <string>

#include "base/result.h"
#include "kernel/child_process.h"
#include "kernel/descriptor.h"
#include "link/segment.h"

namespace interleave::session {

// An engine and the pipe that tells it, by its closing, that this client is gone.
struct EngineProcess {
    kernel::ChildProcess process;
    kernel::Descriptor lifeline;
};

// The engine beside the running program, or what INTERLEAVE_ENGINE names.
std::string defaultEngine();

// Starts the program at `path` on the run that the segment holds. Does not wait for it. Errors: the system's own.
base::Result<EngineProcess> startEngine(const std::string& path, const link::Segment& segment);

}  // namespace interleave::session
