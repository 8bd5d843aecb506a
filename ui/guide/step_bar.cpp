#include "ui/guide/step_bar.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "ui/theme/chrome.h"

namespace interleave::ui::guide {

StepBar::StepBar(theme::ThemeNotifier* themes, QWidget* parent) : QWidget(parent), m_theme(themes->theme()) {
    setFocusPolicy(Qt::TabFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(themes, &theme::ThemeNotifier::changed, this, [this](const theme::Theme& theme) {
        m_theme = theme;
        updateGeometry();
        update();
    });
}

void StepBar::setSteps(int count, int reached, int current) {
    if (count == m_count && reached == m_reached && current == m_current)
        return;
    m_count = count;
    m_reached = reached;
    m_current = current;
    setAccessibleName(tr("Step %1 of %2").arg(current + 1).arg(count));
    update();
}

void StepBar::setHeld(double share) {
    const bool seen = segment(0).width() * std::abs(share - m_held) >= 1 || (share >= 1) != (m_held >= 1);
    if (!seen)
        return;
    m_held = share;
    update();
}

QSize StepBar::sizeHint() const {
    return {m_theme.px(200), m_theme.px(16)};
}

QRect StepBar::segment(int step) const {
    const double gap = m_theme.pxF(m_count > 20 ? 3 : 6);
    const double wide = (width() - gap * (m_count - 1)) / qMax(1, m_count);
    const double left = step * (wide + gap);
    return QRectF(left, (height() - m_theme.pxF(8)) / 2, wide, m_theme.pxF(8)).toRect();
}

int StepBar::stepAt(const QPoint& point) const {
    for (int i = 0; i < m_count; ++i) {
        const QRect box = segment(i);
        if (point.x() >= box.left() && point.x() <= box.right() + 1)
            return i;
    }
    return -1;
}

void StepBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const theme::Palette& colors = m_theme.colors();
    QColor passed = colors.accent;
    passed.setAlphaF(0.5F);
    for (int i = 0; i < m_count; ++i) {
        const QRectF box(segment(i));
        const bool held = i == m_current && m_held < 1;
        const QColor fill = i == m_current && !held ? colors.accent : i <= m_current ? passed : colors.track;
        theme::drawBox(painter, box, fill, fill, box.height() / 2, 0);
        if (held) {
            QRectF read = box;
            read.setWidth(std::max(box.height(), box.width() * m_held));
            theme::drawBox(painter, read, colors.accent, colors.accent, box.height() / 2, 0);
        }
        // Reached but beyond the playhead: an outline tells that it can be gone to.
        if (i > m_current && i < m_reached)
            theme::drawBox(painter, box, Qt::transparent, colors.lineStrong, box.height() / 2,
                           m_theme.stroke(theme::Stroke::thin));
    }
    if (hasFocus())
        theme::drawBox(painter, QRectF(rect()), Qt::transparent, colors.accent, m_theme.pxF(5),
                       m_theme.stroke(theme::Stroke::thin));
}

void StepBar::mousePressEvent(QMouseEvent* event) {
    const int step = stepAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && step >= 0 && step < m_reached)
        Q_EMIT stepClicked(step);
}

void StepBar::mouseMoveEvent(QMouseEvent* event) {
    const int step = stepAt(event->position().toPoint());
    setCursor(step >= 0 && step < m_reached ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void StepBar::keyPressEvent(QKeyEvent* event) {
    const int step = m_current + (event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Left ? -1 : 0);
    if (step != m_current && step >= 0 && step < m_reached)
        Q_EMIT stepClicked(step);
    else
        QWidget::keyPressEvent(event);
}

bool StepBar::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int step = stepAt(help->pos());
        if (step >= 0)
            QToolTip::showText(help->globalPos(), step < m_reached ? tr("Go to step %1").arg(step + 1)
                                                                   : tr("Step %1 has not happened yet").arg(step + 1));
        return true;
    }
    return QWidget::event(event);
}

}  // namespace interleave::ui::guide
