#include "ui/timeline/g_count.h"

#include <algorithm>

namespace interleave::ui::timeline {

void fillCounts(const model::Metrics& metrics, const TimeWindow& window, int width, CountArea& area) {
    area.columns.assign(static_cast<std::size_t>(std::max(width, 0)), CountColumn{});
    area.most = 0;
    const auto& buckets = metrics.buckets();
    for (const model::MetricsBucket& bucket : buckets)
        area.most = std::max(area.most, bucket.running + bucket.runnable);
    const std::int64_t bucketNs = metrics.bucket().count();
    if (buckets.empty() || bucketNs <= 0 || window.empty())
        return;
    const TimeScale scale(window, width);
    for (int x = 0; x < width; ++x) {
        const std::int64_t first = std::max<std::int64_t>(scale.time(x).count() / bucketNs, 0);
        const std::int64_t last = std::max(first + 1, scale.time(x + 1).count() / bucketNs);
        CountColumn& column = area.columns[static_cast<std::size_t>(x)];
        for (std::int64_t i = first; i < last && i < static_cast<std::int64_t>(buckets.size()); ++i) {
            const model::MetricsBucket& bucket = buckets[static_cast<std::size_t>(i)];
            column.known = true;
            column.running = std::max(column.running, static_cast<float>(bucket.running));
            column.runnable = std::max(column.runnable, static_cast<float>(bucket.runnable));
        }
    }
}

}  // namespace interleave::ui::timeline
