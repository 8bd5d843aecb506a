// The playhead: where in the run the views look, and how it moves. Pure logic over a Recording and, for a live
// conducted run, a Session whose horizon it moves. Advanced by frames with their length, so that films and tests
// drive it by a virtual clock.
//
// Threads: one, the window's.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "base/units.h"
#include "model/recording.h"
#include "session/run_control.h"

namespace interleave::session {

enum class Pace : std::uint8_t { time, beat };

class Player {
public:
    // A saved or ended run.
    explicit Player(std::shared_ptr<const model::Recording> recording);
    // A live run, which outlives the player; a conducted one's horizon is moved by the player alone. A free run is
    // followed at its live edge until the first seek or step.
    explicit Player(RunControl* run);

    const std::shared_ptr<const model::Recording>& recording() const { return m_recording; }

    void play();
    void pause();
    bool playing() const { return m_playing; }
    // One event on, or back. Pauses. At the live end of a conducted run it moves the horizon to the next happening
    // and steps as soon as its events are there (a later advance()).
    void stepForward();
    void stepBack();
    void seek(Time t);
    void seekPosition(model::EventIndex position);
    void toStart();
    void toEnd();  // and follow the live edge

    void setPace(Pace pace) { m_pace = pace; }
    Pace pace() const { return m_pace; }
    // Pace::time: run time shown in one second of screen, 1 µs .. 1 s.
    void setScreenSecond(Duration runTime) { m_screenSecond = runTime; }
    Duration screenSecond() const { return m_screenSecond; }
    // Pace::beat: events shown a second.
    void setBeat(double eventsPerSecond) { m_beat = eventsPerSecond; }
    double beat() const { return m_beat; }

    // Time moves by one frame. Never blocks.
    void advance(Duration screen);

    model::EventIndex position() const { return m_position; }  // events before it have happened
    Time time() const { return m_time; }                       // playhead
    bool atEnd() const;                                        // at the end of what is recorded, and no more will come
    bool waitingForEngine() const { return m_wanted.has_value(); }

private:
    bool live() const;   // a run that may still bring events
    bool paced() const;  // live, and conducted
    Time edge() const;   // everything up to there is in the recording
    void advanceByTime(Duration screen);
    void advanceByBeat(Duration screen);
    void serveWanted();
    bool stepOnce();    // one whole event on, where there is one
    void askForMore();  // the horizon to the next happening
    void settle();      // the playhead to the target, as far as the run has come
    void place(model::EventIndex position);
    void endOfHistory();

    std::shared_ptr<const model::Recording> m_recording;
    RunControl* m_run = nullptr;
    model::EventIndex m_position = 0;
    Time m_time{0};
    Time m_target{0};        // where the playhead is to be as soon as the run has come there
    bool m_settling = true;  // false after a step: the position may stand between events of one time
    bool m_playing = false;
    bool m_followEdge = false;
    Pace m_pace = Pace::time;
    Duration m_screenSecond{1'000'000};
    double m_beat = 4;
    double m_beatDebt = 0;
    std::optional<model::EventIndex> m_wanted;  // a step that waits for its events
};

}  // namespace interleave::session
