// A signal that threads of this process send to each other. Linux only.
#pragma once

#include <signal.h>

namespace interleave::kernel {

// While it stands, the process handles `signal` by `handler`: on the thread's own signal stack where it has one, with
// system calls that it breaks begun again. One at a time a signal; made and destroyed by any thread. What was
// handled before is handled again afterwards.
class ThreadSignal {
public:
    using Handler = void (*)(int signal, siginfo_t* info, void* context);

    ThreadSignal(int signal, Handler handler);
    ~ThreadSignal();
    ThreadSignal(const ThreadSignal&) = delete;
    ThreadSignal& operator=(const ThreadSignal&) = delete;

    // Lets the calling thread receive it; threads of startOsThread begin with nearly all signals blocked.
    static void allowHere(int signal);
    // To one thread of this process, by gettid()'s number. False: there is no such thread any more. Does not block.
    static bool send(int osThread, int signal);

private:
    const int m_signal;
    struct sigaction m_former {};
};

}  // namespace interleave::kernel
