// The processor's hint that a loop waits for another core.
#pragma once

namespace interleave::gmp {

inline void pauseProcessor() {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    asm volatile("yield" ::: "memory");
#endif
}

}  // namespace interleave::gmp
