#include "model/metrics_builder.h"

namespace interleave::model {
namespace {

void setGauges(MetricsBucket& bucket, const World& world) {
    const auto count = [&](PlaceKind kind) { return static_cast<std::uint32_t>(world.countInPlace(kind)); };
    bucket.localQueued = count(PlaceKind::runnext) + count(PlaceKind::ring);
    bucket.globalQueued = count(PlaceKind::global);
    bucket.runnable = bucket.localQueued + bucket.globalQueued;
    bucket.running = count(PlaceKind::running);
    bucket.waiting = count(PlaceKind::waiting) + count(PlaceKind::sleeping) + count(PlaceKind::network);
    bucket.syscalls = count(PlaceKind::syscall);
    bucket.live = static_cast<std::uint32_t>(world.liveGoroutines());
}

// One bucket of twice the length: counts add up, gauges are the later one's.
MetricsBucket together(const MetricsBucket& first, const MetricsBucket& second) {
    MetricsBucket both = second;
    both.gsDone += first.gsDone;
    both.switches += first.switches;
    both.coreVoluntary += first.coreVoluntary;
    both.coreInvoluntary += first.coreInvoluntary;
    both.steals += first.steals;
    return both;
}

}  // namespace

const MetricsBucket* Metrics::at(Time t) const {
    if (m_buckets.empty() || t.count() < 0)
        return nullptr;
    const auto i = static_cast<std::size_t>(t / m_bucket);
    return &m_buckets[i < m_buckets.size() ? i : m_buckets.size() - 1];
}

void MetricsBuilder::advance(const World& world, std::int64_t t) {
    while (t / m_metrics.m_bucket.count() >= static_cast<std::int64_t>(Metrics::kMaxBuckets))
        doubleBuckets();
    auto& buckets = m_metrics.m_buckets;
    const auto wanted = static_cast<std::size_t>(t / m_metrics.m_bucket.count()) + 1;
    MetricsBucket still;
    setGauges(still, world);
    if (!buckets.empty())
        setGauges(buckets.back(), world);
    while (buckets.size() < wanted)
        buckets.push_back(still);
    m_openEnd = static_cast<std::int64_t>(buckets.size()) * m_metrics.m_bucket.count();
}

void MetricsBuilder::doubleBuckets() {
    auto& buckets = m_metrics.m_buckets;
    for (std::size_t i = 0; i * 2 < buckets.size(); ++i)
        buckets[i] = i * 2 + 1 < buckets.size() ? together(buckets[i * 2], buckets[i * 2 + 1]) : buckets[i * 2];
    buckets.resize((buckets.size() + 1) / 2);
    m_metrics.m_bucket *= 2;
}

void MetricsBuilder::settle(const World& world) {
    if (!m_metrics.m_buckets.empty())
        setGauges(m_metrics.m_buckets.back(), world);
}

}  // namespace interleave::model
