// How many processors this process may use at once, and what follows for GOMAXPROCS.
#pragma once

#include <optional>
#include <string_view>

namespace interleave::kernel {

// The processor time a period that the control group grants, in processors; none: as much as there is. Reads files
// below /sys/fs/cgroup (version 2).
std::optional<double> cpuQuota();
// The same from the text of a cpu.max file.
std::optional<double> cpuQuotaFrom(std::string_view text);
// Go 1.25's default of GOMAXPROCS (runtime/cgroup_linux.go, adjustCgroupGOMAXPROCS): the quota rounded up, at least
// two, and never more than the processors.
int defaultProcs(int processors, std::optional<double> quota);

}  // namespace interleave::kernel
