#include "ui/charts/series.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "model/synthetic.h"

namespace interleave::ui::charts {
namespace {

using model::MemorySample;
using model::Metrics;
using model::MetricsBucket;

std::vector<MemorySample> samples() {
    std::vector<MemorySample> out;
    for (int i = 0; i < 10; ++i) {
        MemorySample s;
        s.time = Time{i * 10'000'000};
        s.rss = base::Bytes{static_cast<std::uint64_t>(1000 + i)};
        s.kernelVoluntary = static_cast<std::uint64_t>(i * 50);
        out.push_back(s);
    }
    return out;
}

// What was counted in the buckets of the stretch that ends with bucket i, straight from the buckets.
double counted(const Metrics& metrics, Field field, std::size_t i, std::size_t stretch) {
    double sum = 0;
    for (std::size_t k = i + 1 >= stretch ? i + 1 - stretch : 0; k <= i; ++k)
        sum += metrics.buckets()[k].*field;
    return sum;
}

TEST(Series, ARateIsWhatWasCountedInTheStretchThatEndsThere) {
    const auto recording = model::syntheticRecording(400'000);
    recording->withMetrics([&](const Metrics& metrics) {
        const auto stretch = static_cast<std::size_t>(averagingSpan(metrics) / metrics.bucket());
        ASSERT_GT(stretch, 1U);
        const Series done = rate(metrics, &MetricsBucket::switches, recording->duration());
        ASSERT_EQ(done.keys.size(), metrics.buckets().size());
        EXPECT_GT(done.most(), 0);
        for (std::size_t i = stretch; i + 1 < done.keys.size(); i += 37) {
            const double seconds = static_cast<double>(averagingSpan(metrics).count()) / 1e9;
            EXPECT_NEAR(done.values[i], counted(metrics, &MetricsBucket::switches, i, stretch) / seconds,
                        done.values[i] * 1e-9);
        }
    });
}

TEST(Series, ALevelIsTheBucketsOwnValueAtItsEnd) {
    const auto recording = model::syntheticRecording(20'000);
    recording->withMetrics([&](const Metrics& metrics) {
        const Series queued = level(metrics, &MetricsBucket::localQueued, recording->duration());
        ASSERT_EQ(queued.keys.size(), metrics.buckets().size());
        for (std::size_t i = 0; i < queued.keys.size(); ++i)
            EXPECT_EQ(queued.values[i], metrics.buckets()[i].localQueued);
        EXPECT_LE(queued.keys.back(), static_cast<double>(recording->duration().count()));
    });
}

TEST(Series, ASampledCounterGrowsPerSecondOfRunTime) {
    const auto taken = samples();
    const Series grows = sampledRate(
        taken, [](const MemorySample& s) { return static_cast<double>(s.kernelVoluntary); }, Duration{1});
    ASSERT_EQ(grows.keys.size(), 9U);
    for (const double value : grows.values)
        EXPECT_DOUBLE_EQ(value, 5000);
    const Series apart = sampledRate(
        taken, [](const MemorySample& s) { return static_cast<double>(s.kernelVoluntary); }, Duration{30'000'000});
    EXPECT_EQ(apart.keys.size(), 3U);
}

TEST(Series, SamplesWhileTheRunStandsStillAreOnePoint) {
    auto taken = samples();
    taken.push_back(taken.back());
    taken.back().rss = base::Bytes{7};
    const Series rss = sampled(taken, [](const MemorySample& s) { return static_cast<double>(s.rss.value); });
    ASSERT_EQ(rss.keys.size(), 10U);
    EXPECT_EQ(rss.values.back(), 7);
}

TEST(Series, TheValueAtAMomentIsTheLastBeforeIt) {
    const Series series{{10, 20, 30}, {1, 2, 3}};
    EXPECT_EQ(series.at(Time{9}), 0);
    EXPECT_EQ(series.at(Time{10}), 1);
    EXPECT_EQ(series.at(Time{29}), 2);
    EXPECT_EQ(series.at(Time{500}), 3);
}

TEST(Series, ThinningKeepsThePeaksAndTheEnds) {
    Series series;
    for (int i = 0; i < 100'000; ++i) {
        series.keys.push_back(i);
        series.values.push_back(i == 12'345 ? 900 : i == 77'777 ? -5 : i % 3);
    }
    const Series thin = thinned(series, 4'000);
    EXPECT_LE(thin.keys.size(), 4'000U);
    EXPECT_EQ(thin.most(), 900);
    EXPECT_EQ(thin.at(Time{12'345}), 900);
    EXPECT_EQ(*std::min_element(thin.values.begin(), thin.values.end()), -5);
    EXPECT_EQ(thin.keys.front(), 0);
    EXPECT_EQ(thin.keys.back(), 99'999);
    EXPECT_TRUE(std::is_sorted(thin.keys.begin(), thin.keys.end()));
    EXPECT_EQ(thinned(series, 100'000).keys.size(), 100'000U);
}

TEST(ChartWords, ValuesAreGroupedAndAxesShort) {
    EXPECT_EQ(valueText(26840).toStdString(), "26,840");
    EXPECT_EQ(valueText(12'340'000).toStdString(), "12.3 M");
    EXPECT_EQ(valueText(0).toStdString(), "0");
    EXPECT_EQ(valueText(2.25).toStdString(), "2.3");
    EXPECT_EQ(axisText(20000).toStdString(), "20k");
    EXPECT_EQ(axisText(2'500'000).toStdString(), "2.5M");
    EXPECT_EQ(axisText(0).toStdString(), "0");
}

TEST(ChartWords, AnAxisEndsAtARoundValueAboveTheGreatest) {
    EXPECT_EQ(niceCeiling(0), 1);
    EXPECT_EQ(niceCeiling(3), 5);
    EXPECT_EQ(niceCeiling(20), 20);
    EXPECT_EQ(niceCeiling(21), 25);
    EXPECT_EQ(niceCeiling(51'000), 100'000);
}

}  // namespace
}  // namespace interleave::ui::charts
