#include "ui/charts/tickers.h"

#include <cmath>

#include "ui/charts/series.h"
#include "ui/timeline/time_axis.h"

namespace interleave::ui::charts {

void TimeTicker::setPixels(double length, double perLabel) {
    m_length = length;
    m_perLabel = perLabel;
}

void TimeTicker::generate(const QCPRange& range, const QLocale&, QChar, int, QVector<double>& ticks,
                          QVector<double>* subTicks, QVector<QString>* tickLabels) {
    const timeline::TimeWindow window{Time{std::llround(range.lower)}, Time{std::llround(range.upper)}};
    const timeline::TimeAxis axis = timeline::timeAxis(timeline::TimeScale(window, m_length), m_perLabel);
    ticks.clear();
    if (subTicks != nullptr)
        subTicks->clear();
    if (tickLabels != nullptr)
        tickLabels->clear();
    for (const timeline::Tick& tick : axis.ticks) {
        ticks.append(static_cast<double>(tick.at.count()));
        if (tickLabels != nullptr)
            tickLabels->append(tick.label);
    }
}

QString ValueTicker::getTickLabel(double tick, const QLocale&, QChar, int) {
    return axisText(tick);
}

int ValueTicker::getSubTickCount(double) {
    return 0;
}

}  // namespace interleave::ui::charts
