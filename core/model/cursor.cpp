#include <algorithm>

#include "model/recording.h"
#include "model/recording_state.h"

namespace interleave::model {

Cursor::Cursor(std::shared_ptr<const Recording> recording) : m_recording(std::move(recording)) {}

const World& Cursor::moveTo(EventIndex position, std::size_t maxMoves) {
    const EventIndex target = std::min(position, m_recording->size());
    m_step = Step{};
    if (target == m_position)
        return m_world;
    const bool nearer = target > m_position && m_recording->checkpointBefore(target) > m_position + maxMoves;
    if (target < m_position || nearer) {
        m_step.jumped = true;
        m_step.passed = target > m_position ? target - m_position : 0;
        m_world = m_recording->worldAt(target);
        m_position = target;
        // worldAt() reads a tail that begins before the target to its end: stand behind it.
        StoreWalk walk(m_recording->m_state->store, target, m_recording->size());
        m_position = walk.next() ? walk.current().index : m_recording->size();
        return m_world;
    }
    walkForward(target, maxMoves);
    return m_world;
}

void Cursor::walkForward(EventIndex target, std::size_t maxMoves) {
    const EventIndex from = m_position;
    StoreWalk walk(m_recording->m_state->store, m_position, target);
    while (walk.next()) {
        const WholeEvent whole = walk.current();
        if (!m_step.jumped && m_step.events.size() == maxMoves) {
            m_step.jumped = true;
            m_step.moves.clear();
            m_step.pMoves.clear();
            m_step.events.clear();
        }
        if (m_step.jumped) {
            m_world.apply(whole.event, whole.ids, whole.text, whole.index);
        } else {
            m_world.apply(whole.event, whole.ids, whole.text, whole.index, &m_step.moves, &m_step.pMoves);
            m_step.events.push_back(
                FullEvent{whole.event, whole.index, {whole.ids.begin(), whole.ids.end()}, std::string(whole.text)});
        }
        m_position = walk.position();
    }
    m_step.passed = m_position - from;
}

}  // namespace interleave::model
