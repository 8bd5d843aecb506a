#include "model/event_buffers.h"

namespace interleave::model {

std::shared_ptr<trace::Event[]> EventBuffers::take() {
    Buffer buffer;
    {
        const std::lock_guard lock(m_free->mutex);
        if (!m_free->buffers.empty()) {
            buffer = std::move(m_free->buffers.back());
            m_free->buffers.pop_back();
        }
    }
    if (!buffer)
        buffer = std::make_unique_for_overwrite<trace::Event[]>(kBlockEvents);
    return {buffer.release(), [free = m_free](trace::Event* events) {
                Buffer back(events);
                const std::lock_guard lock(free->mutex);
                if (free->buffers.size() < kKept)
                    free->buffers.push_back(std::move(back));
            }};
}

}  // namespace interleave::model
