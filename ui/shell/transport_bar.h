// The controls of the playhead.
#pragma once

#include <QWidget>
#include <array>

#include "base/units.h"
#include "ui/shell/icons.h"
#include "ui/theme/theme_notifier.h"

class QLabel;
class QSlider;
class QToolButton;

namespace interleave::ui::shell {

class PaceControl;
class Run;

// Restart, to the start, step back, play or pause, step, to the end; a slider over the whole run; the pace. Acts on
// the run's player; a restart is asked for by a signal, since it takes a new engine.
class TransportBar : public QWidget {
    Q_OBJECT

public:
    TransportBar(Run* run, theme::ThemeNotifier* themes, QWidget* parent = nullptr);

    // What keys do, too. They do nothing while nothing is open.
    void togglePlay();
    void stepForward();
    void stepBack();
    void toStart();
    void toEnd();

    QToolButton* button(Icon icon) const;
    QSlider* scrubber() const { return m_scrubber; }
    PaceControl* pace() const { return m_pace; }

Q_SIGNALS:
    void restartRequested();

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    void showOpened();
    void showFrame();
    void showButtons();
    void scrubTo(int position);
    base::Time span() const;
    void applyTheme(const theme::Theme& theme);
    void retranslate();

    static constexpr int kScrubSteps = 10'000;

    Run* m_run;
    theme::ThemeNotifier* m_themes;
    std::array<QToolButton*, 6> m_buttons{};
    QSlider* m_scrubber;
    QLabel* m_time;
    PaceControl* m_pace;
    bool m_shownPlaying = false;
    bool m_scrubbing = false;
};

}  // namespace interleave::ui::shell
