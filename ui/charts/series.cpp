#include "ui/charts/series.h"

#include <QLocale>
#include <algorithm>
#include <array>
#include <cmath>

namespace interleave::ui::charts {

namespace {

constexpr std::size_t kStretches = 40;    // averaging stretches in a run
constexpr std::size_t kLeastBuckets = 4;  // in a stretch: fewer tell single events, not a rate

std::size_t bucketsAveraged(const model::Metrics& metrics) {
    return std::max(kLeastBuckets, metrics.buckets().size() / kStretches);
}

// The last value stays to the end.
void hold(Series& series, Time end) {
    const auto key = static_cast<double>(end.count());
    if (series.empty() || series.keys.back() >= key)
        return;
    series.keys.push_back(key);
    series.values.push_back(series.values.back());
}

}  // namespace

double Series::at(Time t) const {
    const auto after = std::upper_bound(keys.begin(), keys.end(), static_cast<double>(t.count()));
    if (after == keys.begin())
        return 0;
    return values[static_cast<std::size_t>(after - keys.begin()) - 1];
}

double Series::most() const {
    return values.empty() ? 0 : *std::max_element(values.begin(), values.end());
}

Duration averagingSpan(const model::Metrics& metrics) {
    return metrics.bucket() * static_cast<std::int64_t>(bucketsAveraged(metrics));
}

Series rate(const model::Metrics& metrics, Field field, Time end) {
    Series out;
    const auto& buckets = metrics.buckets();
    const std::size_t stretch = bucketsAveraged(metrics);
    const std::int64_t bucket = metrics.bucket().count();
    std::uint64_t sum = 0;
    // Time without events has no buckets: a stretch of empty ones empties the sum, and one more point ends the line.
    const std::size_t last = buckets.empty() ? 0 : static_cast<std::size_t>((end.count() + bucket - 1) / bucket);
    const std::size_t count = std::max(buckets.size(), std::min(last, buckets.size() + stretch));
    for (std::size_t i = 0; i < count; ++i) {
        if (i < buckets.size())
            sum += buckets[i].*field;
        if (i >= stretch)
            sum -= buckets[i - stretch].*field;
        const std::int64_t from = i >= stretch ? static_cast<std::int64_t>(i - stretch + 1) * bucket : 0;
        const std::int64_t to = std::min(static_cast<std::int64_t>(i + 1) * bucket, end.count());
        // Too short a stretch, at the run's first moments, would tell a rate of nothing much.
        if (to - from < bucket / 2)
            continue;
        out.keys.push_back(static_cast<double>(to));
        out.values.push_back(static_cast<double>(sum) * 1e9 / static_cast<double>(to - from));
    }
    hold(out, end);
    return out;
}

Series level(const model::Metrics& metrics, Field field, Time end) {
    Series out;
    const auto& buckets = metrics.buckets();
    const std::int64_t bucket = metrics.bucket().count();
    for (std::size_t i = 0; i < buckets.size(); ++i) {
        out.keys.push_back(static_cast<double>(std::min(static_cast<std::int64_t>(i + 1) * bucket, end.count())));
        out.values.push_back(static_cast<double>(buckets[i].*field));
    }
    hold(out, end);
    return out;
}

bool anyOf(const model::Metrics& metrics, Field field) {
    const auto& buckets = metrics.buckets();
    return std::any_of(buckets.begin(), buckets.end(), [field](const auto& b) { return b.*field != 0; });
}

Series sampled(std::span<const model::MemorySample> samples, const SampleField& value) {
    Series out;
    for (const model::MemorySample& sample : samples) {
        const auto key = static_cast<double>(sample.time.count());
        // While the run stands still samples go on at one moment: the last of them counts.
        if (!out.keys.empty() && key <= out.keys.back()) {
            out.values.back() = value(sample);
            continue;
        }
        out.keys.push_back(key);
        out.values.push_back(value(sample));
    }
    return out;
}

Series sampledRate(std::span<const model::MemorySample> samples, const SampleField& counter, Duration apart) {
    Series out;
    const model::MemorySample* before = nullptr;
    for (const model::MemorySample& sample : samples) {
        if (before == nullptr) {
            before = &sample;
            continue;
        }
        const Duration passed = sample.time - before->time;
        if (passed < apart || passed.count() <= 0)
            continue;
        out.keys.push_back(static_cast<double>(sample.time.count()));
        out.values.push_back((counter(sample) - counter(*before)) * 1e9 / static_cast<double>(passed.count()));
        before = &sample;
    }
    return out;
}

Series thinned(const Series& series, std::size_t most) {
    const std::size_t n = series.keys.size();
    if (n <= most)
        return series;
    Series out;
    const std::size_t stretches = std::max<std::size_t>(1, most / 4);
    for (std::size_t s = 0; s < stretches; ++s) {
        const std::size_t first = n * s / stretches;
        const std::size_t end = n * (s + 1) / stretches;
        const auto from = series.values.begin() + static_cast<std::ptrdiff_t>(first);
        const auto to = series.values.begin() + static_cast<std::ptrdiff_t>(end);
        const auto [least, greatest] = std::minmax_element(from, to);
        std::array<std::size_t, 4> kept{first, static_cast<std::size_t>(least - series.values.begin()),
                                        static_cast<std::size_t>(greatest - series.values.begin()), end - 1};
        std::sort(kept.begin(), kept.end());
        for (std::size_t i = 0; i < kept.size(); ++i) {
            if (i > 0 && kept[i] == kept[i - 1])
                continue;
            out.keys.push_back(series.keys[kept[i]]);
            out.values.push_back(series.values[kept[i]]);
        }
    }
    return out;
}

double niceCeiling(double v) {
    if (v <= 0)
        return 1;
    const double power = std::pow(10.0, std::floor(std::log10(v)));
    for (const double step : {1.0, 2.0, 2.5, 5.0}) {
        if (step * power >= v * (1 - 1e-12))
            return step * power;
    }
    return 10 * power;
}

QString valueText(double v) {
    const QLocale locale(QLocale::English);
    if (v >= 1e9)
        return locale.toString(v / 1e9, 'f', 2) + QStringLiteral(" G");
    if (v >= 1e7)
        return locale.toString(v / 1e6, 'f', 1) + QStringLiteral(" M");
    if (v > 0 && v < 10 && v != std::floor(v))
        return locale.toString(v, 'f', 1);
    return locale.toString(static_cast<qlonglong>(std::llround(v)));
}

QString axisText(double v) {
    const auto in = [](double value, const char* unit) { return QString::number(value, 'g', 3) + QLatin1String(unit); };
    if (v >= 1e9)
        return in(v / 1e9, "G");
    if (v >= 1e6)
        return in(v / 1e6, "M");
    if (v >= 1e3)
        return in(v / 1e3, "k");
    return in(v, "");
}

}  // namespace interleave::ui::charts
