// The stage: where every goroutine, P and M of the run is at the playhead, and how it got there.
//
// Give it a recording, then for every frame of the window: showFrame() with the World at the playhead and what the
// cursor passed to get there, and advance() with the screen time since the last frame. It paints nothing but what
// these two told it, so the same calls give the same pixels: films use a virtual clock, the window a real one.
//
// Thread: the window's. Nothing here waits for the engine; the World is only read within showFrame().
#pragma once

#include <QWidget>
#include <functional>
#include <memory>

#include "model/recording.h"
#include "ui/geometry/selection.h"
#include "ui/stage/stage_controls.h"
#include "ui/theme/theme.h"

namespace interleave::ui::stage {

// What the chip beside the title says.
enum class PlayState : std::uint8_t { empty, loading, playing, paused, live, ended, engineLost };

class StageScene;

class StageWidget : public QWidget {
    Q_OBJECT
public:
    using Duration = base::Duration;
    using SelectedObject = geometry::SelectedObject;

    explicit StageWidget(QWidget* parent = nullptr);
    ~StageWidget() override;

    // Null: the empty state, which says what to do. Names and threads' ids are read from it.
    void setRecording(std::shared_ptr<const model::Recording> recording);
    // The new moment. A step that jumped, or with more moves than the eye can follow, cross-fades.
    // position: how many events have happened; the last of them are told of what the cursor points at.
    void showFrame(const model::World& world, const model::Cursor::Step& step, model::EventIndex position = 0);
    // How an event reads; without it none are told.
    using EventWords = std::function<QString(const model::FullEvent&, const model::Recording&)>;
    void setEventWords(EventWords words);
    // The stage's clock: screen time, any length.
    void advance(Duration screen);
    // Ends all movement at once: everything stands where the World has it.
    void settle();
    bool animating() const;

    void setTheme(const theme::Theme& theme);
    // detail: at what time it is paused, words for the end, or why the engine was lost; where it is empty, the time is
    // that of the last event.
    void setPlayState(PlayState state, const QString& detail = {});
    // Cross-fades instead of flights.
    void setReducedMotion(bool on);
    // Whether the buttons that change the run (spawn, block, GOMAXPROCS) are shown and can be used.
    void setReach(Reach reach);
    StageControls* controls() const;

    void setSelection(SelectedObject selection);
    SelectedObject selection() const;
    SelectedObject hover() const;
    // The middle of what shows that object, in widget coordinates; null where it is not visible. For tests and tours.
    QPointF positionOf(SelectedObject object) const;

    // What is shown, to be read by tests and by what makes the stage accessible.
    const StageScene& scene() const;

    // For the debug overlay.
    struct Stats {
        double paintMilliseconds = 0;  // the last paintEvent
        int flights = 0;
        std::uint64_t shown = 0;  // goroutines drawn
        bool aggregated = false;  // the last frame had more moves than are shown one by one
    };
    Stats stats() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void selected(interleave::ui::geometry::SelectedObject object);  // by click or keys; none: nothing
    void hovered(interleave::ui::geometry::SelectedObject object);
    void spawnRequested();
    void blockRequested(quint32 g);
    void procsRequested(int n);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void placeControls();
    void showHoverNotes();
    bool walk(QPointF direction);
    void goOn(int by);
    bool intervene(int key);

    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace interleave::ui::stage
