#include "kernel/thread_signal.h"

#include <pthread.h>
#include <unistd.h>

#include "base/assertion.h"

namespace interleave::kernel {

ThreadSignal::ThreadSignal(int signal, Handler handler) : m_signal(signal) {
    struct sigaction action {};
    action.sa_sigaction = handler;
    action.sa_flags = SA_SIGINFO | SA_RESTART | SA_ONSTACK;
    sigemptyset(&action.sa_mask);
    ILV_ASSERT_EQ(sigaction(signal, &action, &m_former), 0);
}

ThreadSignal::~ThreadSignal() {
    ILV_ASSERT_EQ(sigaction(m_signal, &m_former, nullptr), 0);
}

void ThreadSignal::allowHere(int signal) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, signal);
    ILV_ASSERT_EQ(pthread_sigmask(SIG_UNBLOCK, &set, nullptr), 0);
}

bool ThreadSignal::send(int osThread, int signal) {
    return tgkill(getpid(), osThread, signal) == 0;
}

}  // namespace interleave::kernel
