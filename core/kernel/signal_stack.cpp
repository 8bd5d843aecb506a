#include "kernel/signal_stack.h"

#include <signal.h>

namespace interleave::kernel {
namespace {

// What a processor with the widest registers saves, and room for the handler. Touched only when it is used.
constexpr std::size_t kBytes = 64 * 1024;

}  // namespace

SignalStack::SignalStack() {
#ifndef INTERLEAVE_SANITIZED
    m_memory = std::make_unique_for_overwrite<std::byte[]>(kBytes);
    stack_t stack{};
    stack.ss_sp = m_memory.get();
    stack.ss_size = kBytes;
    ::sigaltstack(&stack, nullptr);
#endif
}

SignalStack::~SignalStack() {
#ifndef INTERLEAVE_SANITIZED
    stack_t none{};
    none.ss_flags = SS_DISABLE;
    ::sigaltstack(&none, nullptr);
#endif
}

}  // namespace interleave::kernel
