// Room for unpacked blocks that is used again: touching new memory costs more than filling it.
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "base/annotations.h"
#include "model/event_codec.h"
#include "trace/event.h"

namespace interleave::model {

// Any thread. A buffer comes back when the last who holds it lets go, also after the pool is gone.
class EventBuffers {
public:
    EventBuffers() : m_free(std::make_shared<Free>()) {}

    // Room for kBlockEvents events, with anything in it.
    std::shared_ptr<trace::Event[]> take();

private:
    static constexpr std::size_t kKept = 3;
    using Buffer = std::unique_ptr<trace::Event[]>;
    struct Free {
        std::mutex mutex;
        std::vector<Buffer> buffers ILV_GUARDED_BY(mutex);
    };
    std::shared_ptr<Free> m_free;
};

}  // namespace interleave::model
