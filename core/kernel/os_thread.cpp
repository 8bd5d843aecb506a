#include "kernel/os_thread.h"

#include <signal.h>
#include <unistd.h>

#include <cstring>
#include <memory>

#include "base/assertion.h"
#include "kernel/signal_stack.h"

namespace interleave::kernel {

namespace {

struct Start {
    std::string name;
    std::function<void()> body;
};

// noexcept: an exception that leaves the body ends the process here, with the stack still standing.
void* enter(void* argument) noexcept {
    std::unique_ptr<Start> start(static_cast<Start*>(argument));
    pthread_setname_np(pthread_self(), start->name.c_str());
    const SignalStack stack;
    start->body();
    return nullptr;
}

sigset_t signalsThatWorkersLeaveToMain() {
    sigset_t set;
    sigfillset(&set);
    for (const int own : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT, SIGSYS})
        sigdelset(&set, own);
    return set;
}

}  // namespace

base::Result<pthread_t> startOsThread(const std::string& name, std::function<void()> body) {
    auto start = std::make_unique<Start>(Start{name.substr(0, 15), std::move(body)});
    const sigset_t blocked = signalsThatWorkersLeaveToMain();
    sigset_t former;
    // A new thread inherits the mask, so no signal can reach it before it is set.
    ILV_ASSERT_EQ(pthread_sigmask(SIG_BLOCK, &blocked, &former), 0);
    pthread_t thread{};
    const int error = pthread_create(&thread, nullptr, enter, start.get());
    ILV_ASSERT_EQ(pthread_sigmask(SIG_SETMASK, &former, nullptr), 0);
    if (error != 0)
        return base::Error{"thread " + name, std::string("the system grants no more: ") + std::strerror(error),
                           "raise the limit of processes (ulimit -u) or of address space, or run it smaller"};
    static_cast<void>(start.release());  // the thread owns it now
    return thread;
}

int osThreadId() {
    return static_cast<int>(gettid());
}

}  // namespace interleave::kernel
