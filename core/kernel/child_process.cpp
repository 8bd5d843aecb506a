#include "kernel/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/assertion.h"
#include "kernel/futex.h"

extern char** environ;

namespace interleave::kernel {

namespace {

// Above every number that a child asks for, so that no copy overwrites the source of another.
constexpr int kAboveTargets = 128;

struct Actions {
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    Actions() {
        ILV_ASSERT_EQ(posix_spawn_file_actions_init(&files), 0);
        ILV_ASSERT_EQ(posix_spawnattr_init(&attributes), 0);
    }
    ~Actions() {
        posix_spawn_file_actions_destroy(&files);
        posix_spawnattr_destroy(&attributes);
    }
    Actions(const Actions&) = delete;
    Actions& operator=(const Actions&) = delete;
};

void resetSignals(posix_spawnattr_t& attributes) {
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    ILV_ASSERT_EQ(posix_spawnattr_setsigmask(&attributes, &none), 0);
    ILV_ASSERT_EQ(posix_spawnattr_setsigdefault(&attributes, &all), 0);
    ILV_ASSERT_EQ(posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF), 0);
}

ChildExit decoded(int status) {
    ChildExit result;
    if (WIFSIGNALED(status))
        result.signal = WTERMSIG(status);
    else
        result.status = WEXITSTATUS(status);
    return result;
}

}  // namespace

base::Result<ChildProcess> ChildProcess::start(const ChildOptions& options) {
    Actions actions;
    resetSignals(actions.attributes);
    std::vector<Descriptor> copies;
    for (const InheritedDescriptor& inherited : options.descriptors) {
        ILV_ASSERT(inherited.theirs >= 0 && inherited.theirs < kAboveTargets);
        copies.emplace_back(fcntl(inherited.ours, F_DUPFD_CLOEXEC, kAboveTargets));
        if (!copies.back().valid())
            return base::Error{options.program,
                               std::string("a descriptor cannot be passed on: ") + std::strerror(errno),
                               "close other files"};
        ILV_ASSERT_EQ(posix_spawn_file_actions_adddup2(&actions.files, copies.back().number(), inherited.theirs), 0);
    }
    std::vector<char*> words{const_cast<char*>(options.program.c_str())};
    for (const std::string& argument : options.arguments)
        words.push_back(const_cast<char*>(argument.c_str()));
    words.push_back(nullptr);
    pid_t pid = -1;
    const int error =
        posix_spawn(&pid, options.program.c_str(), &actions.files, &actions.attributes, words.data(), environ);
    if (error != 0)
        return base::Error{options.program, std::string("it cannot be started: ") + std::strerror(error),
                           "see that the file is there and may be run"};
    Descriptor handle(static_cast<int>(syscall(SYS_pidfd_open, pid, 0)));
    ILV_ASSERT(handle.valid());
    return ChildProcess(pid, std::move(handle));
}

ChildProcess::~ChildProcess() {
    if (m_pid < 0)
        return;
    signal(SIGKILL);
    wait();
}

std::optional<ChildExit> ChildProcess::exited() {
    if (m_exit)
        return m_exit;
    int status = 0;
    const pid_t ended = waitpid(m_pid, &status, WNOHANG);
    ILV_ASSERT(ended >= 0);
    if (ended == m_pid)
        m_exit = decoded(status);
    return m_exit;
}

std::optional<ChildExit> ChildProcess::wait(std::optional<base::Duration> atMost) {
    const base::Time begin = monotonicNow();
    while (!exited()) {
        int milliseconds = -1;
        if (atMost) {
            const base::Duration left = *atMost - (monotonicNow() - begin);
            if (left <= base::Duration::zero())
                return {};
            const std::int64_t whole = (left.count() + 999'999) / 1'000'000;
            milliseconds = static_cast<int>(std::min<std::int64_t>(whole, 1'000'000'000));
        }
        pollfd watch{m_handle.number(), POLLIN, 0};
        ILV_ASSERT(poll(&watch, 1, milliseconds) >= 0 || errno == EINTR);
    }
    return m_exit;
}

void ChildProcess::signal(int number) {
    // By the handle: the number of an ended process may be another's by now.
    if (!m_exit)
        syscall(SYS_pidfd_send_signal, m_handle.number(), number, nullptr, 0);
}

base::Result<void> dieWithParent(pid_t parent) {
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0)
        return base::Error{"the bond to the parent process", std::strerror(errno), ""};
    // It may have ended before the call.
    if (getppid() != parent)
        return base::Error{"the bond to the parent process", "the parent has ended", ""};
    return {};
}

}  // namespace interleave::kernel
