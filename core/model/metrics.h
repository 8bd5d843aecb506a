// Series for the charts, in buckets of run time that are doubled when there get to be too many (at most
// kMaxBuckets), so that a chart of a run of any length costs the same.
#pragma once

#include <cstdint>
#include <vector>

#include "base/units.h"
#include "trace/event.h"

namespace interleave::model {

using base::Duration;
using base::Time;

struct MetricsBucket {
    std::uint32_t gsDone = 0;
    std::uint32_t switches = 0;       // user-level: GoStart
    std::uint32_t coreVoluntary = 0;  // CoreSwitch, voluntary
    std::uint32_t coreInvoluntary = 0;
    std::uint32_t steals = 0;
    std::uint32_t localQueued = 0;  // Gs in local queues (rings and runnexts) at the bucket's end
    std::uint32_t globalQueued = 0;
    std::uint32_t runnable = 0;  // in all queues, at the bucket's end
    std::uint32_t running = 0;
    std::uint32_t waiting = 0;
    std::uint32_t syscalls = 0;
    std::uint32_t live = 0;  // goroutines alive at the bucket's end
};

class Metrics {
public:
    static constexpr std::size_t kMaxBuckets = 4096;

    Duration bucket() const { return m_bucket; }
    const std::vector<MetricsBucket>& buckets() const { return m_buckets; }
    // The bucket of a moment, or nothing before anything is known of it.
    const MetricsBucket* at(Time t) const;

private:
    friend class MetricsBuilder;
    Duration m_bucket{10'000};
    std::vector<MetricsBucket> m_buckets;
};

}  // namespace interleave::model
