// Starting, watching and ending a process.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/units.h"
#include "kernel/descriptor.h"

namespace interleave::kernel {

// A descriptor of ours that the child gets under a number of its choice. 0, 1 and 2 are inherited if not named.
struct InheritedDescriptor {
    int ours = -1;
    int theirs = -1;
};

struct ChildOptions {
    std::string program{};                 // a path
    std::vector<std::string> arguments{};  // without the program itself
    std::vector<InheritedDescriptor> descriptors{};
};

struct ChildExit {
    int status = 0;  // what it gave to exit()
    int signal = 0;  // or what killed it
    // As a shell would say it.
    int code() const { return signal != 0 ? 128 + signal : status; }
};

// A running or ended child. Used from one thread at a time.
class ChildProcess {
public:
    // Starts it with no signal blocked or ignored. Where the child calls dieWithParent, it lives no longer than the
    // thread that called this.
    static base::Result<ChildProcess> start(const ChildOptions& options);
    ChildProcess(ChildProcess&& other) noexcept
        : m_pid(std::exchange(other.m_pid, -1)), m_handle(std::move(other.m_handle)), m_exit(other.m_exit) {}
    ChildProcess& operator=(ChildProcess&&) = delete;
    // Kills it if it still runs, and waits for its end.
    ~ChildProcess();

    pid_t pid() const { return m_pid; }
    // Its exit, once it ended. Does not block.
    std::optional<ChildExit> exited();
    // Waits for its end, at most so long; nothing: it still runs. Blocks.
    std::optional<ChildExit> wait(std::optional<base::Duration> atMost = {});
    // Sends a signal, unless it has ended.
    void signal(int number);
    // Becomes readable when the process ends; for poll(). Owned by this object.
    int descriptor() const { return m_handle.number(); }

private:
    ChildProcess(pid_t pid, Descriptor handle) : m_pid(pid), m_handle(std::move(handle)) {}

    pid_t m_pid;
    Descriptor m_handle;
    std::optional<ChildExit> m_exit;
};

// For a child: the kernel kills it when the thread that started it ends. Fails where the parent, who was `parent` when
// it started us, is gone already: then end.
base::Result<void> dieWithParent(pid_t parent);

}  // namespace interleave::kernel
