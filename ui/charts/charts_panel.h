// The four charts of a run: throughput, switches, run queues, memory. They share the time axis and the playhead.
//
// Thread: the window's. Call refresh() once a frame: where there is more to draw it draws one card, each about ten
// times a second of screen, and never waits for the engine. Figures are per second of run time, which is virtual when
// the run is conducted; each card says so.
#pragma once

#include <QWidget>
#include <array>
#include <chrono>
#include <memory>

#include "model/recording.h"
#include "ui/charts/chart_card.h"
#include "ui/theme/theme.h"

class QGridLayout;

namespace interleave::ui::charts {

class ChartsPanel : public QWidget {
    Q_OBJECT
public:
    enum class Chart : std::uint8_t { throughput, switches, queues, memory };
    static constexpr std::size_t kCharts = 4;

    explicit ChartsPanel(const theme::Theme& theme, QWidget* parent = nullptr);

    void setTheme(const theme::Theme& theme);
    // Null: nothing has run.
    void setRecording(std::shared_ptr<const model::Recording> recording);
    void setPlayhead(Time t);
    // The stretch of the run that the timeline shows.
    void setWindow(Time from, Time to);
    // Takes in what the recording has got since. `now` forces it: for pictures and films.
    void refresh(bool now = false);

    ChartCard* card(Chart chart) const { return m_cards[static_cast<std::size_t>(chart)]; }

Q_SIGNALS:
    // The user clicked or dragged in a chart: the playhead is wanted at t.
    void playheadMoved(interleave::base::Time t);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void retranslate();
    void arrange();
    void take();
    void takeCard(Chart chart);
    void showNothing();
    void takeThroughput(const model::Metrics& metrics);
    void takeSwitches(const model::Metrics& metrics);
    void takeQueues(const model::Metrics& metrics);
    void takeMemory();
    void showValues();
    QString rateUnit(const QString& what) const;
    QString hostNote() const;
    bool conducted() const;

    theme::Theme m_theme;
    std::shared_ptr<const model::Recording> m_recording;
    std::array<model::EventIndex, kCharts> m_takenSizes{};
    std::array<std::size_t, kCharts> m_takenSamples{};
    std::array<Time, kCharts> m_takenEnds{};
    std::size_t m_next = 0;  // card to look at
    std::vector<model::MemorySample> m_samples;
    Time m_end{0};
    Time m_playhead{0};
    Duration m_averaged{0};
    std::chrono::steady_clock::time_point m_takenAt;
    std::array<ChartCard*, kCharts> m_cards{};
    QGridLayout* m_grid = nullptr;
    int m_columns = 0;
    int m_shown = 0;
};

}  // namespace interleave::ui::charts
