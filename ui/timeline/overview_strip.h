// The whole run in a strip: how busy the lanes were, and the span in view as a box that can be dragged, moved by
// a click, or stretched at its ends.
#pragma once

#include <QWidget>
#include <memory>
#include <vector>

#include "model/recording.h"
#include "ui/theme/theme.h"
#include "ui/timeline/time_window.h"

namespace interleave::ui::timeline {

class OverviewStrip : public QWidget {
    Q_OBJECT
public:
    explicit OverviewStrip(const theme::Theme& theme, QWidget* parent = nullptr);

    void setTheme(const theme::Theme& theme);
    // What to draw; takes a new picture of the run where it or the width changed.
    void show(const std::shared_ptr<const model::Recording>& recording, model::LaneKind kind, TimeWindow window,
              Time extent, Time playhead);
    // Where the box of the visible window lies.
    QRectF windowBox() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void windowWanted(interleave::ui::timeline::TimeWindow window);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    enum class Grip : std::uint8_t { none, left, middle, right };
    void measure();
    TimeScale scale() const;
    Grip gripAt(double x) const;

    theme::Theme m_theme;
    std::shared_ptr<const model::Recording> m_recording;
    model::LaneKind m_kind = model::LaneKind::processor;
    TimeWindow m_window;
    Time m_extent{0};
    Time m_playhead{0};
    model::EventIndex m_measuredAt = ~model::EventIndex{0};
    int m_measuredBars = 0;
    Time m_measuredExtent{0};
    model::LaneKind m_measuredKind = model::LaneKind::processor;
    std::vector<float> m_busy;  // share of the lanes that ran something, a bar
    Grip m_grip = Grip::none;
    TimeWindow m_grabbed;
    double m_grabbedX = 0;
};

}  // namespace interleave::ui::timeline
