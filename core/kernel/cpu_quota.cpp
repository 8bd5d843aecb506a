#include "kernel/cpu_quota.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <string>

namespace interleave::kernel {

std::optional<double> cpuQuotaFrom(std::string_view text) {
    const std::string line(text.substr(0, text.find('\n')));
    char* end = nullptr;
    const double quota = std::strtod(line.c_str(), &end);
    if (end == line.c_str())
        return {};  // "max"
    const double period = std::strtod(end, nullptr);
    if (quota <= 0 || period <= 0)
        return {};
    return quota / period;
}

std::optional<double> cpuQuota() {
    std::ifstream groups("/proc/self/cgroup");
    for (std::string line; std::getline(groups, line);) {
        if (!line.starts_with("0::"))
            continue;
        std::optional<double> least;
        // Each group above limits it, too.
        for (std::string path = line.substr(3);; path.resize(path.rfind('/'))) {
            std::ifstream file("/sys/fs/cgroup" + path + "/cpu.max");
            std::string text;
            if (std::getline(file, text))
                if (const auto quota = cpuQuotaFrom(text))
                    least = std::min(least.value_or(*quota), *quota);
            if (path.find('/') == std::string::npos)
                break;
        }
        return least;
    }
    return {};
}

int defaultProcs(int processors, std::optional<double> quota) {
    if (!quota)
        return processors;
    return std::min(processors, std::max(2, static_cast<int>(std::ceil(*quota))));
}

}  // namespace interleave::kernel
