// The timeline's card: title, "by P / by M / by core", what is in view, the overview, and the lanes.
//
// Thread: the window's. Call refresh() once a frame; nothing here waits for the engine.
#pragma once

#include <QFrame>
#include <memory>

#include "model/recording.h"
#include "ui/theme/theme.h"
#include "ui/timeline/lane_view.h"
#include "ui/timeline/overview_strip.h"

class QButtonGroup;
class QHBoxLayout;
class QLabel;
class QPushButton;

namespace interleave::ui::timeline {

class TimelineWidget : public QFrame {
    Q_OBJECT
public:
    explicit TimelineWidget(const theme::Theme& theme, QWidget* parent = nullptr);

    void setTheme(const theme::Theme& theme);
    // Null: nothing has run. Starts at the run's beginning, by P, following the playhead.
    void setRecording(std::shared_ptr<const model::Recording> recording);
    void setPlayhead(Time t);
    // 0: none. Lit in every lane.
    void setSelectedG(std::uint32_t g);
    void setKind(model::LaneKind kind);
    model::LaneKind kind() const { return m_lanes->kind(); }
    // Takes in what the recording has got since; once a frame.
    void refresh();

    LaneView* lanes() const { return m_lanes; }
    OverviewStrip* overview() const { return m_overview; }
    // What stands beside the buttons ("1,204,771 slices · view 40 ms of 12.6 s").
    QString summary() const;

Q_SIGNALS:
    // The user scrubbed or clicked: the playhead is wanted at t.
    void playheadMoved(interleave::base::Time t);
    // The user clicked a goroutine's slice (0: asked for no selection).
    void goroutineSelected(std::uint32_t g);
    void windowChanged(interleave::ui::timeline::TimeWindow window);

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void retranslate();
    void applyTheme();
    void showView();

    theme::Theme m_theme;
    QHBoxLayout* m_header = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_summary = nullptr;
    QLabel* m_lost = nullptr;
    QButtonGroup* m_kinds = nullptr;
    QPushButton* m_follow = nullptr;
    OverviewStrip* m_overview = nullptr;
    LaneView* m_lanes = nullptr;
    TimeWindow m_shown;
};

}  // namespace interleave::ui::timeline
