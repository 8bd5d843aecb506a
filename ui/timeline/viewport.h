// Which span of a run the timeline shows, and how that follows the playhead. Pure logic, no window.
//
// Until somebody zooms, the span grows with the run up to a limit ("auto"). While it follows, the playhead is kept
// in view: past seven tenths of the window the run slides by under it, and at the live edge it stays at the right.
#pragma once

#include "ui/timeline/time_window.h"

namespace interleave::ui::timeline {

class Viewport {
public:
    static constexpr Duration kAutoSpan{40'000'000};

    // How long the run is by now, and whether it may still grow.
    void setExtent(Time duration, bool finished);
    void setPlayhead(Time t);
    // The same without sliding: while the user drags it.
    void placePlayhead(Time t) { m_playhead = t; }

    const TimeWindow& window() const { return m_window; }
    Time duration() const { return m_duration; }
    Time playhead() const { return m_playhead; }
    // The last time that can be brought into view.
    Time extent() const;
    bool following() const { return m_following; }

    // By hand: all of these end the automatic span; panning and scrubbing away end the following.
    void zoom(Time anchor, double factor);
    void pan(double share);
    void setWindow(TimeWindow window);
    void showAll();
    void toStart();
    void toEnd();
    // Brings the playhead into view where it is not, without following.
    void reveal();
    void setFollowing(bool on);
    void reset();

private:
    void autoWindow();
    void follow();

    TimeWindow m_window{Time{0}, Time{1'000'000}};
    Time m_duration{0};
    Time m_playhead{0};
    bool m_finished = false;
    bool m_auto = true;
    bool m_all = false;  // shows the whole run, however long
    bool m_following = true;
};

}  // namespace interleave::ui::timeline
