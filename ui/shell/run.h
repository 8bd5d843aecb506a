// The run that a window shows: a live one or a saved one, with its playhead and the World under it.
#pragma once

#include <QObject>
#include <QString>
#include <memory>
#include <optional>

#include "base/result.h"
#include "catalogue/catalogue.h"
#include "model/recording.h"
#include "session/player.h"
#include "session/session.h"
#include "ui/shell/step_hold.h"

namespace interleave::ui::shell {

// Owns the session (live runs), the player and the cursor. No view knows which kind of run it draws. It moves only by
// advance(), so that a window's timer, a film's virtual clock and a test drive it alike.
//
// Thread: the window's. Nothing here waits for the engine except close() and start(), which end a run before
// (bounded by Session::stop).
class Run : public QObject {
    Q_OBJECT

public:
    explicit Run(QObject* parent = nullptr);
    ~Run() override;

    // Starts an engine for a scenario and begins to play; the run before is closed. The scenario must live as long as
    // the run is shown. On an error the run before stays.
    base::Result<void> start(const catalogue::Scenario& scenario, session::RunRequest request);
    // Shows a finished recording, paused at its beginning. `scenario` may be null when nobody knows it any more.
    void show(std::shared_ptr<const model::Recording> recording, const catalogue::Scenario* scenario, QString title);
    // Ends the engine and lets everything go.
    void close();

    bool isOpen() const { return m_player != nullptr; }
    bool live() const { return m_session != nullptr; }
    const catalogue::Scenario* scenario() const { return m_scenario; }
    const QString& title() const { return m_title; }
    // Null while nothing is open, or for a saved run.
    session::Session* session() const { return m_session.get(); }
    // Null while nothing is open.
    session::Player* player() const { return m_player.get(); }
    const std::shared_ptr<const model::Recording>& recording() const { return m_recording; }
    const model::Cursor* cursor() const { return m_cursor.get(); }
    // ended for saved runs.
    session::Phase phase() const { return m_phase; }

    // Whether, and how long, it stands still at the steps of its narration.
    StepHold& hold() { return m_hold; }
    const StepHold& hold() const { return m_hold; }

    // One frame passes. Emits advanced() while something is open.
    void advance(base::Duration screen);
    // To the end of the run: a conducted run that has not come there yet is let go on freely, and the playhead keeps to
    // what has been recorded until it ends or the playhead is moved otherwise.
    void runToEnd();
    // Brings the cursor to the playhead after a seek or a step, as a frame of no length.
    void refresh() { advance(base::Duration(0)); }

Q_SIGNALS:
    // Another run is shown, or none.
    void opened();
    void closed();
    // A frame has passed; the cursor stands at the playhead.
    void advanced(interleave::base::Duration screen);
    void phaseChanged(interleave::session::Phase phase);

private:
    void begin(std::unique_ptr<session::Player> player, const catalogue::Scenario* scenario, QString title);
    void letGo();
    void followEnd();

    const catalogue::Scenario* m_scenario = nullptr;
    QString m_title;
    std::unique_ptr<session::Session> m_session;  // outlives the player
    std::unique_ptr<session::Player> m_player;
    std::shared_ptr<const model::Recording> m_recording;
    std::unique_ptr<model::Cursor> m_cursor;
    session::Phase m_phase = session::Phase::ended;
    StepHold m_hold;
    std::optional<model::EventIndex> m_followed;  // where runToEnd() last put the playhead
};

}  // namespace interleave::ui::shell
