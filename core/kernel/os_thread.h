// Starting a thread of the operating system as both hosts want it.
#pragma once

#include <pthread.h>

#include <functional>
#include <string>

#include "base/result.h"

namespace interleave::kernel {

// Starts a thread that runs body and then ends. It has the name (its first 15 bytes), and blocks every signal but
// those that a fault of its own raises. An exception that leaves the body ends the process. The caller joins it with
// pthread_join. Has a stack for signal handlers (SignalStack). Fails where the system grants no more threads.
base::Result<pthread_t> startOsThread(const std::string& name, std::function<void()> body);

// gettid() of the calling thread.
int osThreadId();

// A hint to the processor that this is a waiting loop.
inline void cpuRelax() {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    asm volatile("yield");
#endif
}

}  // namespace interleave::kernel
