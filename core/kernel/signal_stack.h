// A stack for the signal handlers of the calling thread.
#pragma once

#include <cstddef>
#include <memory>

namespace interleave::kernel {

// While it stands, handlers with SA_ONSTACK run on memory of their own in the thread that made it: also where the fault
// is that its stack, or the fiber's that it is on, is used up. Made and destroyed by the same thread. Under sanitizers
// nothing: they give threads theirs.
class SignalStack {
public:
    SignalStack();
    ~SignalStack();
    SignalStack(const SignalStack&) = delete;
    SignalStack& operator=(const SignalStack&) = delete;

private:
    std::unique_ptr<std::byte[]> m_memory;
};

}  // namespace interleave::kernel
