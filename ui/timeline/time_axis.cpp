#include "ui/timeline/time_axis.h"

#include <QLocale>
#include <algorithm>
#include <array>
#include <cmath>

namespace interleave::ui::timeline {

namespace {

struct Unit {
    std::int64_t nanoseconds;
    const char16_t* name;
};

constexpr std::array<Unit, 4> kUnits{{{1'000'000'000, u"s"}, {1'000'000, u"ms"}, {1'000, u"µs"}, {1, u"ns"}}};

// The largest unit of which there is at least one in ns.
const Unit& unitFor(std::int64_t ns) {
    for (const Unit& unit : kUnits) {
        if (ns >= unit.nanoseconds)
            return unit;
    }
    return kUnits.back();
}

// Decimals that a unit needs to tell steps of `resolution` apart.
int decimalsFor(const Unit& unit, Duration resolution) {
    int decimals = 0;
    std::int64_t least = unit.nanoseconds;
    while (least > std::max<std::int64_t>(resolution.count(), 1) && least > 1) {
        least /= 10;
        ++decimals;
    }
    return decimals;
}

QString inUnit(std::int64_t ns, const Unit& unit, int decimals) {
    const double value = static_cast<double>(ns) / static_cast<double>(unit.nanoseconds);
    return QString::number(value, 'f', decimals) + QLatin1Char(' ') + QString::fromUtf16(unit.name);
}

void trimZeros(QString& number) {
    if (!number.contains(QLatin1Char('.')))
        return;
    while (number.endsWith(QLatin1Char('0')))
        number.chop(1);
    if (number.endsWith(QLatin1Char('.')))
        number.chop(1);
}

}  // namespace

TimeAxis timeAxis(const TimeScale& scale, double minSpacing) {
    TimeAxis axis;
    const TimeWindow& window = scale.window();
    if (window.empty() || scale.width() <= 0)
        return axis;
    axis.step = niceSpan(Duration{static_cast<std::int64_t>(std::ceil(scale.nanosecondsPerUnit() * minSpacing))});
    const std::int64_t step = axis.step.count();
    const Unit& unit = unitFor(std::max<std::int64_t>(window.to.count(), step));
    const int decimals = decimalsFor(unit, axis.step);
    const bool offsets = decimals > 4;
    std::int64_t base = 0;
    if (offsets) {
        const std::int64_t coarse = niceSpan(window.span()).count();
        base = window.from.count() / coarse * coarse;
        axis.base = timeText(Time{base}, Duration{coarse});
    }
    const Unit& offsetUnit = unitFor(std::max(window.to.count() - base, step));
    std::int64_t at = (window.from.count() + step - 1) / step * step;
    for (; at <= window.to.count(); at += step) {
        const QString label = offsets
                                  ? QLatin1Char('+') + inUnit(at - base, offsetUnit, decimalsFor(offsetUnit, axis.step))
                                  : inUnit(at, unit, decimals);
        axis.ticks.push_back({Time{at}, label});
    }
    return axis;
}

QString timeText(Time t, Duration resolution) {
    const std::int64_t ns = t.count();
    const Unit& unit = unitFor(std::max<std::int64_t>(std::abs(ns), resolution.count()));
    return inUnit(ns, unit, decimalsFor(unit, resolution));
}

QString durationText(Duration d) {
    const std::int64_t ns = d.count();
    const Unit& unit = unitFor(std::abs(ns));
    if (unit.nanoseconds == 1)
        return inUnit(ns, unit, 0);
    const double value = std::abs(static_cast<double>(ns) / static_cast<double>(unit.nanoseconds));
    return inUnit(ns, unit, value >= 100 ? 0 : value >= 10 ? 1 : 2);
}

QString shortDurationText(Duration d) {
    const Unit& unit = unitFor(std::abs(d.count()));
    const double value = static_cast<double>(d.count()) / static_cast<double>(unit.nanoseconds);
    QString number = QString::number(value, 'f', value >= 100 ? 0 : value >= 10 ? 1 : 2);
    trimZeros(number);
    return number + QLatin1Char(' ') + QString::fromUtf16(unit.name);
}

QString countText(std::uint64_t n) {
    return QLocale(QLocale::English).toString(static_cast<qulonglong>(n));
}

}  // namespace interleave::ui::timeline
