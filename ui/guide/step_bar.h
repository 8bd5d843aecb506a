// The narration's steps as a row of segments.
#pragma once

#include <QWidget>

#include "ui/theme/theme_notifier.h"

namespace interleave::ui::guide {

// Steps passed are filled softly, the current one fully, those not reached are empty and cannot be clicked. Left and
// Right go from step to step while it has the focus.
class StepBar : public QWidget {
    Q_OBJECT

public:
    explicit StepBar(theme::ThemeNotifier* themes, QWidget* parent = nullptr);

    // `current` −1: before the first step.
    void setSteps(int count, int reached, int current);
    // How much of the time for the current step has passed: its segment is filled so far.
    void setHeld(double share);
    int count() const { return m_count; }
    int current() const { return m_current; }

    QRect segment(int step) const;
    QSize sizeHint() const override;

Q_SIGNALS:
    void stepClicked(int step);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    int stepAt(const QPoint& point) const;

    theme::Theme m_theme;
    int m_count = 0;
    int m_reached = 0;
    int m_current = -1;
    double m_held = 1;
};

}  // namespace interleave::ui::guide
