// Measures how long the window takes to paint a frame, and keeps the last of them.
//
// Thread: the window's.
#pragma once

#include <QObject>
#include <array>
#include <chrono>
#include <cstddef>

#include "base/units.h"

class QWidget;

namespace interleave::ui::debug {

class FrameClock : public QObject {
    Q_OBJECT
public:
    using Duration = base::Duration;
    static constexpr std::size_t kKept = 240;

    explicit FrameClock(QObject* parent = nullptr);

    // Times every frame of a top-level window from now on: the painting of all its widgets and the flush. The
    // window outlives the watching or ends it by being destroyed.
    void watch(QWidget* window);
    // A frame that was measured elsewhere.
    void add(Duration paint);
    void clear();

    std::size_t frames() const { return m_count < kKept ? m_count : kKept; }
    // Of the frames kept; zero while there are none.
    Duration median() const;
    Duration worst() const;
    // Frames a second over the last second; zero while nothing moves.
    double framesPerSecond() const;

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Frame {
        Duration paint{0};
        std::chrono::steady_clock::time_point end;
    };
    std::array<Frame, kKept> m_frames{};
    std::size_t m_count = 0;
    bool m_measuring = false;
};

}  // namespace interleave::ui::debug
