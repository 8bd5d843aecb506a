// Figures about the program itself, in a corner over the window: frame times, how full the rings are, what was
// lost, how fast events come. Lets the mouse through.
//
// Thread: the window's. Call refresh() a few times a second while it is shown.
#pragma once

#include <QStringList>
#include <QWidget>
#include <optional>

#include "session/session.h"
#include "ui/debug/frame_clock.h"
#include "ui/theme/theme.h"

namespace interleave::ui::debug {

class DebugOverlay : public QWidget {
    Q_OBJECT
public:
    // The parent is the window that it lies over; it keeps to its lower left corner. The clock outlives it.
    DebugOverlay(const theme::Theme& theme, const FrameClock* clock, QWidget* parent);

    void setTheme(const theme::Theme& theme);
    // Nothing while no engine runs.
    void setGauge(std::optional<session::Session::Gauge> gauge);
    void refresh();
    // F12.
    void toggle();

    // What it says, a line each: "frame 3.1 ms median, 7.9 ms worst".
    QStringList lines() const;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void place();

    theme::Theme m_theme;
    const FrameClock* m_clock;
    std::optional<session::Session::Gauge> m_gauge;
};

}  // namespace interleave::ui::debug
