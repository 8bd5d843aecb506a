// A program of many threads that does what its seed says, and its log: the material of the tests of order.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "conductor/conducted_host.h"
#include "kernel/horizon.h"

namespace interleave::conductor {

struct LogEntry {
    std::int64_t time = 0;
    std::uint16_t thread = 0;
    std::string what;
    friend bool operator==(const LogEntry&, const LogEntry&) = default;
};

// For gtest: where two logs part.
std::string difference(const std::vector<LogEntry>& a, const std::vector<LogEntry>& b);

// No two threads are ever on one core, no thread on two, and every change begins where the last one ended.
class CoreChecker : public kernel::HostObserver {
public:
    void threadStarted(base::ThreadId, const std::string&, int) override {}
    void threadEnded(base::ThreadId) override {}
    void coreSwitch(base::CoreId core, base::ThreadId in, base::ThreadId out, bool voluntary) override;

    const std::vector<std::string>& faults() const { return m_faults; }
    int switches() const { return m_switches; }
    int involuntary() const { return m_involuntary; }
    bool isOnACore(base::ThreadId thread) const;

private:
    std::vector<base::ThreadId> m_on = std::vector<base::ThreadId>(Machine::kMaxCores);
    std::vector<std::string> m_faults;
    int m_switches = 0;
    int m_involuntary = 0;
};

struct ProgramOptions {
    int cores = 2;
    std::uint64_t seed = 1;
    int threads = 16;
    int steps = 150;
    kernel::Horizon* horizon = nullptr;
    bool pin = true;
    // What the control thread does when it is woken by a command, for the n-th time. With none of these two there
    // is no control thread.
    bool live = false;
    // Or the times at which it wakes by itself and does the same.
    std::vector<base::Time> replay{};
};

struct ProgramResult {
    std::vector<LogEntry> log;
    std::vector<base::Time> interventions;
    std::vector<std::string> coreFaults;
};

// Runs the program on the calling thread, which becomes the host's main thread.
ProgramResult runProgram(const ProgramOptions& options);

// A thread that keeps a processor busy as long as the object stands.
class Burner {
public:
    Burner();
    ~Burner();

private:
    std::atomic<bool> m_stop{false};
    std::thread m_thread;
};

}  // namespace interleave::conductor
