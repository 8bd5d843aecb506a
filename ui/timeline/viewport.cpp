#include "ui/timeline/viewport.h"

#include <algorithm>
#include <cmath>

namespace interleave::ui::timeline {

namespace {

constexpr double kFollowShare = 0.7;
constexpr Duration kLeastAutoSpan{20'000};

Duration part(Duration d, double share) {
    return Duration{std::llround(static_cast<double>(d.count()) * share)};
}

}  // namespace

Time Viewport::extent() const {
    return std::max({m_duration, Time{kShortestSpan}, m_auto ? m_window.span() : Time{0}});
}

void Viewport::setExtent(Time duration, bool finished) {
    if (duration == m_duration && finished == m_finished)
        return;
    m_duration = duration;
    m_finished = finished;
    autoWindow();
    follow();
}

void Viewport::setPlayhead(Time t) {
    m_playhead = t;
    follow();
}

void Viewport::zoom(Time anchor, double factor) {
    const Time limit = extent();
    m_auto = false;
    m_all = false;
    m_window = zoomed(m_window, anchor, factor, std::max(limit, m_window.to));
}

void Viewport::pan(double share) {
    const TimeWindow before = m_window;
    m_window = panned(m_window, share, std::max(extent(), m_window.to));
    if (m_window == before)
        return;
    m_auto = false;
    m_all = false;
    m_following = false;
}

void Viewport::setWindow(TimeWindow window) {
    m_auto = false;
    m_all = false;
    m_following = false;
    m_window = clamped(window, std::max(m_duration, Time{kShortestSpan}));
}

void Viewport::showAll() {
    m_auto = true;
    m_all = true;
    autoWindow();
}

void Viewport::toStart() {
    m_following = false;
    m_window = clamped({Time{0}, m_window.span()}, extent());
}

void Viewport::toEnd() {
    const Time end = std::max(m_duration, Time{m_window.span()});
    m_window = clamped({end - m_window.span(), end}, extent());
    m_following = m_playhead >= m_window.from;
}

void Viewport::reveal() {
    if (m_playhead < m_window.from || m_playhead > m_window.to)
        m_window = around(m_playhead, m_window.span(), 0.5, extent());
}

void Viewport::setFollowing(bool on) {
    m_following = on;
    follow();
}

void Viewport::reset() {
    *this = Viewport{};
}

void Viewport::autoWindow() {
    if (!m_auto)
        return;
    const Duration shown =
        m_finished ? std::max(m_duration, Time{kShortestSpan}) : niceSpan(std::max(m_duration, Time{kLeastAutoSpan}));
    const Duration span = m_all ? shown : std::min(shown, kAutoSpan);
    const Time limit = std::max(m_duration, Time{span});
    const Time from = m_all ? Time{0} : m_window.from;
    m_window = clamped({from, from + span}, limit);
}

void Viewport::follow() {
    if (!m_following)
        return;
    const Duration span = m_window.span();
    const Time limit = extent();
    if (m_playhead < m_window.from)
        m_window = around(m_playhead, span, 0.3, limit);
    else if (m_playhead > m_window.from + part(span, kFollowShare))
        m_window = around(m_playhead, span, kFollowShare, limit);
}

}  // namespace interleave::ui::timeline
