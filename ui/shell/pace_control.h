// How fast the run is shown.
#pragma once

#include <QWidget>

#include "session/player.h"
#include "ui/theme/theme_notifier.h"

class QLabel;
class QPushButton;
class QSlider;

namespace interleave::ui::shell {

// Time: one second of screen shows 1 µs … 1 s of the run. Beat: so many events a second, evenly spaced. One slider,
// logarithmic, for either.
class PaceControl : public QWidget {
    Q_OBJECT

public:
    explicit PaceControl(theme::ThemeNotifier* themes, QWidget* parent = nullptr);

    // Shows a player's pace; null disables.
    void setPlayer(session::Player* player);

    QSlider* slider() const { return m_slider; }
    QPushButton* timeButton() const { return m_time; }
    QPushButton* beatButton() const { return m_beat; }

    // The slider's scale, for tests: position 0..kSteps.
    static constexpr int kSteps = 600;
    static base::Duration screenSecondAt(int position);
    static int positionOf(base::Duration screenSecond);
    static double beatAt(int position);
    static int positionOfBeat(double beat);

protected:
    void changeEvent(QEvent* event) override;

private:
    void choose(session::Pace pace);
    void slid(int position);
    void showPace();
    void retranslate();
    void applyTheme(const theme::Theme& theme);

    session::Player* m_player = nullptr;
    QPushButton* m_time;
    QPushButton* m_beat;
    QSlider* m_slider;
    QLabel* m_value;
};

}  // namespace interleave::ui::shell
