// The charts' ticks: run time in the timeline's words, values in thousands and millions.
#pragma once

#include "ui/charts/plot_library.h"

namespace interleave::ui::charts {

class TimeTicker : public QCPAxisTicker {
public:
    // Pixels that the axis is long, and that a label needs.
    void setPixels(double length, double perLabel);

    void generate(const QCPRange& range, const QLocale& locale, QChar formatChar, int precision, QVector<double>& ticks,
                  QVector<double>* subTicks, QVector<QString>* tickLabels) override;

private:
    double m_length = 400;
    double m_perLabel = 100;
};

class ValueTicker : public QCPAxisTicker {
protected:
    QString getTickLabel(double tick, const QLocale& locale, QChar formatChar, int precision) override;
    int getSubTickCount(double tickStep) override;
};

}  // namespace interleave::ui::charts
