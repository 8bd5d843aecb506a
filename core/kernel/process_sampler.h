// What a process has taken so far, as /proc tells it.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/units.h"

namespace interleave::kernel {

struct ProcessSample {
    base::Bytes rssAnonymous, rssFiles, rssShared;  // resident: its own, files, shared memory (the trace rings)
    base::Bytes peakRss;
    std::uint64_t voluntarySwitches = 0;        // a thread blocked
    std::uint64_t involuntarySwitches = 0;      // a thread was preempted
    base::Duration userTime{0}, systemTime{0};  // of all its threads, in steps of the kernel's tick
    int threads = 0;

    base::Bytes rss() const { return base::Bytes{rssAnonymous.value + rssFiles.value + rssShared.value}; }
    base::Duration cpuTime() const { return userTime + systemTime; }
};

// Samples one process, again and again. Switch counts never fall: what ended threads had when they were last seen
// stays counted; what they did after that, and threads that lived wholly between two samples, are missed.
class ProcessSampler {
public:
    explicit ProcessSampler(pid_t process);
    // Reads a few small files, about 20 microseconds and 10 more a thread. Fails once the process is gone.
    base::Result<ProcessSample> sample();

private:
    struct Switches {
        std::uint64_t voluntary = 0, involuntary = 0;
    };
    void addSwitches(ProcessSample& sample);

    std::string m_directory;
    std::map<std::string, Switches> m_live;
    Switches m_ended;
};

// The number behind "key:" in the text of a /proc status file, or 0. Sizes are in kB, as the file has them.
std::uint64_t statusField(std::string_view text, std::string_view key);

}  // namespace interleave::kernel
