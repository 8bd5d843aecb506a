// What the charts draw, as plain data: points over run time, made from a recording's metrics and samples.
// Every value is a measured one; a rate at t is what was counted in the stretch of time that ends at t.
#pragma once

#include <QString>
#include <functional>
#include <span>
#include <vector>

#include "model/metrics.h"
#include "model/recording.h"

namespace interleave::ui::charts {

using base::Duration;
using base::Time;

struct Series {
    std::vector<double> keys;  // ns of run time, rising
    std::vector<double> values;

    bool empty() const { return keys.empty(); }
    // The last value at or before t; 0 where there is none.
    double at(Time t) const;
    double most() const;
};

using Field = std::uint32_t model::MetricsBucket::*;

// The stretch that rates are averaged over: a share of the run, in whole buckets.
Duration averagingSpan(const model::Metrics& metrics);
// Counts a second over the stretch that ends at each bucket's end; the last, unfinished bucket ends at `end`. Where
// the run went on to `end` without any event, the rate falls to nought.
Series rate(const model::Metrics& metrics, Field field, Time end);
// The value at each bucket's end, held to `end`.
Series level(const model::Metrics& metrics, Field field, Time end);
bool anyOf(const model::Metrics& metrics, Field field);

using SampleField = std::function<double(const model::MemorySample&)>;
// A sampled value over time.
Series sampled(std::span<const model::MemorySample> samples, const SampleField& value);
// A sampled counter's growth a second between samples at least `apart` from each other.
Series sampledRate(std::span<const model::MemorySample> samples, const SampleField& counter, Duration apart);

// At most `most` of the points (at least four): of each stretch its first, least, greatest and last, so that no
// peak is lost. The series itself where it is short enough.
Series thinned(const Series& series, std::size_t most);

// The least of 1, 2, 2.5, 5 times a power of ten that is not less than v; 1 for nothing.
double niceCeiling(double v);
// "26,840", "1.21 M": for the big value.
QString valueText(double v);
// "20k", "1.5M": for an axis.
QString axisText(double v);

}  // namespace interleave::ui::charts
