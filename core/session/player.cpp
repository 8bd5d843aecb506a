// Two times matter here. The target is where the playhead is to be; for a live conducted run it is also the
// horizon, so that the engine never runs ahead of what will be shown. The playhead itself follows the target as far
// as the run has come and its events are here: one frame behind, and not at all once paused. So what is seen after a
// pause is all that has happened, and a change made then is made at what is seen.
#include "session/player.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace interleave::session {
namespace {

// How many frames a target may be ahead of a run that is slower than its pace.
constexpr int kFramesAhead = 4;
// A frame that was late by this much or more does not make the playhead jump.
constexpr Duration kLongestFrame{250'000'000};
// Ten tenths of a beat are a whole one, whatever binary fractions make of them.
constexpr double kRounding = 1e-9;

Time timeOf(const model::Recording& recording, model::EventIndex index) {
    std::array<trace::Event, 1> event;
    if (recording.read(index, event) == 0)
        return Time{0};
    return Time{static_cast<std::int64_t>(event[0].time)};
}

}  // namespace

Player::Player(std::shared_ptr<const model::Recording> recording) : m_recording(std::move(recording)) {}

Player::Player(RunControl* run) : m_recording(run->recording()), m_run(run), m_followEdge(!run->conducted()) {}

bool Player::live() const {
    return m_run && !m_recording->finished();
}

bool Player::paced() const {
    return live() && m_run->conducted();
}

Time Player::edge() const {
    return live() ? std::max(m_run->reached(), m_recording->duration()) : m_recording->duration();
}

void Player::play() {
    m_playing = true;
}

void Player::pause() {
    m_playing = false;
    m_wanted.reset();
    m_beatDebt = 0;
}

void Player::place(model::EventIndex position) {
    m_position = position;
    m_time = position == 0 ? Time{0} : timeOf(*m_recording, position - 1);
    m_target = m_time;
    m_settling = false;
}

void Player::stepForward() {
    pause();
    m_followEdge = false;
    if (stepOnce() || !live())
        return;
    m_wanted = m_position;
    askForMore();
}

void Player::stepBack() {
    pause();
    m_followEdge = false;
    place(m_recording->stepBack(m_position));
}

bool Player::stepOnce() {
    if (m_position >= m_recording->size())
        return false;
    place(m_recording->stepForward(m_position));
    return true;
}

void Player::askForMore() {
    if (!paced())
        return;
    if (const auto next = m_run->nextHappening())
        m_run->setHorizon(*next);
}

void Player::seek(Time t) {
    m_followEdge = false;
    m_wanted.reset();
    m_beatDebt = 0;
    m_time = std::clamp(t, Time{0}, std::max(edge(), Time{0}));
    m_target = m_time;
    m_position = m_recording->upperBound(m_time);
    m_settling = true;
}

void Player::seekPosition(model::EventIndex position) {
    m_followEdge = false;
    m_wanted.reset();
    m_beatDebt = 0;
    position = std::min(position, m_recording->size());
    // Only between whole events: to the end of the event that holds the position.
    place(position == 0 ? 0 : m_recording->stepForward(m_recording->stepBack(position)));
}

void Player::toStart() {
    m_followEdge = false;
    m_wanted.reset();
    m_beatDebt = 0;
    place(0);
}

void Player::toEnd() {
    seek(edge());
    m_position = m_recording->size();
    m_followEdge = live() && !paced();
}

void Player::advance(Duration screen) {
    screen = std::clamp(screen, Duration{0}, kLongestFrame);
    if (m_wanted) {
        serveWanted();
        return;
    }
    if (!m_playing) {
        settle();
        return;
    }
    if (m_followEdge && live()) {
        m_target = m_time = edge();
        m_position = m_recording->size();
        return;
    }
    if (m_pace == Pace::time) {
        advanceByTime(screen);
    } else {
        advanceByBeat(screen);
    }
    endOfHistory();
}

void Player::serveWanted() {
    if (stepOnce() || !live()) {
        m_wanted.reset();
    } else if (m_run->atHorizon()) {
        askForMore();  // what happened there wrote no event
    }
}

void Player::settle() {
    if (!m_settling)
        return;
    const Time reached = std::min(m_target, edge());
    if (reached < m_time)
        return;
    m_time = reached;
    // Not only when the time moved: a change made at the horizon adds events at this very time.
    m_position = std::max(m_position, m_recording->upperBound(m_time));
}

void Player::advanceByTime(Duration screen) {
    const double seconds = std::chrono::duration<double>(screen).count();
    const Duration step{std::llround(seconds * static_cast<double>(m_screenSecond.count()))};
    const Time furthest = live() ? edge() + step * kFramesAhead : edge();
    m_target = std::max(m_target, std::min(m_target + step, furthest));
    if (paced())
        m_run->setHorizon(m_target);
    m_settling = true;
    settle();
}

void Player::advanceByBeat(Duration screen) {
    m_beatDebt += m_beat * std::chrono::duration<double>(screen).count();
    while (m_beatDebt >= 1 - kRounding) {
        if (!stepOnce()) {
            m_beatDebt = 1;  // owed, but no more than one
            if (live() && m_run->atHorizon())
                askForMore();
            return;
        }
        m_beatDebt -= 1;
    }
}

void Player::endOfHistory() {
    if (live() || m_position < m_recording->size())
        return;
    m_playing = false;
    m_beatDebt = 0;
}

bool Player::atEnd() const {
    return !live() && m_position >= m_recording->size();
}

}  // namespace interleave::session
