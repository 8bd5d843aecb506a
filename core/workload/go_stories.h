// One function a program; each takes its parameters before the run and returns what goroutine 1 does.
#pragma once

#include "workload/go_programs.h"

namespace interleave::workload {

GoProgram helloWorkers(const Parameters& parameters);
GoProgram runQueues(const Parameters& parameters);
GoProgram workStealing(const Parameters& parameters);
GoProgram channel(const Parameters& parameters);
GoProgram syscallHandoff(const Parameters& parameters);
GoProgram preemption(const Parameters& parameters);
GoProgram gomaxprocs(const Parameters& parameters);
GoProgram gcPause(const Parameters& parameters);
GoProgram selectOverChannels(const Parameters& parameters);
GoProgram mutexStarvation(const Parameters& parameters);

}  // namespace interleave::workload
