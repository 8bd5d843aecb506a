// What happened last to what is selected or hovered: goroutines, Ps and Ms, but also queues, panels and channels.
#pragma once

#include <memory>
#include <vector>

#include "model/recording.h"
#include "ui/geometry/selection.h"

namespace interleave::ui::geometry {

// The kind of object that a goroutine with this reason waits for.
trace::ObjectKind kindOf(trace::BlockReason reason);

// The last events of one object at a time. Where the playhead goes on, only what is new is looked through, so that it
// can be asked for each frame. One thread.
class ObjectHistory {
public:
    void setRecording(std::shared_ptr<const model::Recording> recording);

    // The last `limit` whole events before position that concern the object, oldest first. Valid until the next call.
    const std::vector<model::FullEvent>& at(const SelectedObject& object, model::EventIndex position,
                                            std::size_t limit);

private:
    std::vector<model::FullEvent> search(model::EventIndex from, model::EventIndex position) const;

    std::shared_ptr<const model::Recording> m_recording;
    SelectedObject m_object;
    model::EventIndex m_position = 0;
    std::size_t m_limit = 0;
    std::vector<model::FullEvent> m_events;
};

}  // namespace interleave::ui::geometry
