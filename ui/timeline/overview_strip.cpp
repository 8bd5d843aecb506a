#include "ui/timeline/overview_strip.h"

#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/theme/chrome.h"
#include "ui/timeline/timeline_style.h"

namespace interleave::ui::timeline {

namespace {

constexpr double kGrip = 5;      // pixels round an end of the box
constexpr double kLeastBox = 6;  // the box is never narrower on screen
constexpr std::size_t kMostLanes = 64;

}  // namespace

OverviewStrip::OverviewStrip(const theme::Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMouseTracking(true);
    setAccessibleName(tr("Overview of the run"));
}

void OverviewStrip::setTheme(const theme::Theme& theme) {
    m_theme = theme;
    updateGeometry();
    update();
}

QSize OverviewStrip::sizeHint() const {
    return {m_theme.px(420), m_theme.px(26)};
}
QSize OverviewStrip::minimumSizeHint() const {
    return {m_theme.px(120), m_theme.px(26)};
}

void OverviewStrip::show(const std::shared_ptr<const model::Recording>& recording, model::LaneKind kind,
                         TimeWindow window, Time extent, Time playhead) {
    const bool same = recording == m_recording && kind == m_kind && window == m_window && extent == m_extent &&
                      playhead == m_playhead;
    if (recording != m_recording)
        m_measuredAt = ~model::EventIndex{0};
    m_recording = recording;
    m_kind = kind;
    m_window = window;
    m_extent = extent;
    m_playhead = playhead;
    if (!same)
        update();
}

TimeScale OverviewStrip::scale() const {
    return TimeScale({Time{0}, std::max(m_extent, Time{kShortestSpan})}, std::max(1, width() - 2));
}

QRectF OverviewStrip::windowBox() const {
    const TimeScale s = scale();
    double left = 1 + s.x(m_window.from);
    double right = 1 + s.x(std::min(m_window.to, std::max(m_extent, m_window.from)));
    if (right - left < kLeastBox) {
        const double middle = std::clamp((left + right) / 2, 1 + kLeastBox / 2, width() - 1 - kLeastBox / 2);
        left = middle - kLeastBox / 2;
        right = middle + kLeastBox / 2;
    }
    return {left, 0.5, std::min(right, width() - 1.0) - left, height() - 1.0};
}

void OverviewStrip::measure() {
    const int bars = std::max(1, width() / std::max(2, m_theme.px(3)));
    const model::EventIndex size = m_recording ? m_recording->size() : 0;
    if (size == m_measuredAt && bars == m_measuredBars && m_kind == m_measuredKind && m_extent == m_measuredExtent)
        return;
    m_measuredAt = size;
    m_measuredBars = bars;
    m_measuredKind = m_kind;
    m_measuredExtent = m_extent;
    m_busy.assign(static_cast<std::size_t>(bars), 0.0F);
    if (!m_recording || m_extent <= Time{0})
        return;
    std::vector<model::Coverage> cover(static_cast<std::size_t>(bars));
    m_recording->withLanes(m_kind, [&](const model::LaneSet& set) {
        const std::size_t lanes = std::min(set.lanes.size(), kMostLanes);
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            std::fill(cover.begin(), cover.end(), model::Coverage{});
            set.lanes[lane].cover(Time{0}, m_extent, cover);
            for (std::size_t i = 0; i < cover.size(); ++i)
                m_busy[i] += static_cast<float>(cover[i][1] + cover[i][5]) / (255.0F * static_cast<float>(lanes));
        }
    });
}

void OverviewStrip::paintEvent(QPaintEvent*) {
    measure();
    QPainter painter(this);
    const theme::Palette& c = m_theme.colors();
    theme::drawBox(painter, QRectF(rect()), c.sunken, c.line, m_theme.pxF(4), 1);
    if (!m_recording || m_extent <= Time{0})
        return;
    const double step = (width() - 2.0) / static_cast<double>(m_busy.size());
    const double most = height() - 6.0;
    const QColor bar = mixed(c.state(theme::UnitState::running).fill, c.sunken, 0.45);
    const double playhead = 1 + scale().x(m_playhead);
    for (std::size_t i = 0; i < m_busy.size(); ++i) {
        const double tall = std::round(most * std::min(1.0F, m_busy[i]));
        if (tall <= 0)
            continue;
        const double x = 1 + std::floor(static_cast<double>(i) * step);
        const double wide = std::max(1.0, std::floor(step) - 1);
        painter.fillRect(QRectF(x, height() - 2 - tall, wide, tall), x <= playhead ? bar : mixed(bar, c.sunken, 0.5));
    }
    QColor box = c.accent;
    box.setAlphaF(0.16F);
    theme::drawBox(painter, windowBox(), box, c.accent, m_theme.pxF(3), m_theme.stroke(theme::Stroke::normal));
    painter.fillRect(QRectF(std::clamp(std::round(playhead), 1.0, width() - 3.0), 1, 2, height() - 2), c.playhead);
}

OverviewStrip::Grip OverviewStrip::gripAt(double x) const {
    const QRectF box = windowBox();
    if (box.width() > 4 * kGrip && std::abs(x - box.left()) <= kGrip)
        return Grip::left;
    if (box.width() > 4 * kGrip && std::abs(x - box.right()) <= kGrip)
        return Grip::right;
    return box.adjusted(-2, 0, 2, 0).contains(QPointF(x, height() / 2.0)) ? Grip::middle : Grip::none;
}

void OverviewStrip::mousePressEvent(QMouseEvent* event) {
    if (!m_recording || event->button() != Qt::LeftButton)
        return;
    const double x = event->position().x();
    m_grip = gripAt(x);
    m_grabbed = m_window;
    m_grabbedX = x;
    if (m_grip != Grip::none)
        return;
    // Beside the box: it comes here, and is held at its middle.
    m_grip = Grip::middle;
    m_grabbed = around(scale().time(x - 1), m_window.span(), 0.5, m_extent);
    Q_EMIT windowWanted(m_grabbed);
}

void OverviewStrip::mouseMoveEvent(QMouseEvent* event) {
    const double x = event->position().x();
    if (m_grip == Grip::none) {
        const Grip under = m_recording ? gripAt(x) : Grip::none;
        setCursor(under == Grip::middle ? Qt::OpenHandCursor
                  : under == Grip::none ? Qt::ArrowCursor
                                        : Qt::SizeHorCursor);
        return;
    }
    const Duration by{std::llround((x - m_grabbedX) * scale().nanosecondsPerUnit())};
    TimeWindow wanted = m_grabbed;
    if (m_grip != Grip::right)
        wanted.from += by;
    if (m_grip != Grip::left)
        wanted.to += by;
    if (m_grip == Grip::left)
        wanted.from = std::min(wanted.from, wanted.to - kShortestSpan);
    if (m_grip == Grip::right)
        wanted.to = std::max(wanted.to, wanted.from + kShortestSpan);
    Q_EMIT windowWanted(wanted);
}

void OverviewStrip::mouseReleaseEvent(QMouseEvent*) {
    m_grip = Grip::none;
}

}  // namespace interleave::ui::timeline
