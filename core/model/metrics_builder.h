// Fills Metrics while a history grows.
#pragma once

#include "model/metrics.h"
#include "model/world.h"

namespace interleave::model {

// Owned by a Recording; one thread. Counts belong to the bucket in which they happen; gauges are those of the World
// at the bucket's end, so the builder is told of the time before the event is applied, and of the event after.
class MetricsBuilder {
public:
    // Before an event at t is applied to `world`.
    void before(const World& world, Time t) {
        if (t.count() >= m_openEnd) [[unlikely]]
            advance(world, t.count());
    }
    // Whether events of a kind are counted.
    static bool counts(trace::EventKind kind) {
        using trace::EventKind;
        return kind == EventKind::GoEnd || kind == EventKind::GoStart || kind == EventKind::RqSteal ||
               kind == EventKind::CoreSwitch;
    }
    // After it was applied, where its kind is counted.
    void after(const trace::Event& event) {
        MetricsBucket& open = m_metrics.m_buckets.back();
        switch (event.kind) {
            case trace::EventKind::GoEnd:
                ++open.gsDone;
                break;
            case trace::EventKind::GoStart:
                ++open.switches;
                break;
            case trace::EventKind::RqSteal:
                ++open.steals;
                break;
            case trace::EventKind::CoreSwitch:
                if (event.auxAs<trace::CoreSwitchWhy>() == trace::CoreSwitchWhy::voluntary)
                    ++open.coreVoluntary;
                if (event.auxAs<trace::CoreSwitchWhy>() == trace::CoreSwitchWhy::involuntary)
                    ++open.coreInvoluntary;
                break;
            default:
                break;
        }
    }
    // Writes the gauges of the open bucket, so that the newest is right, too.
    void settle(const World& world);

    const Metrics& metrics() const { return m_metrics; }

private:
    void advance(const World& world, std::int64_t t);
    void doubleBuckets();

    Metrics m_metrics;
    std::int64_t m_openEnd = 0;  // when the last bucket ends
};

}  // namespace interleave::model
