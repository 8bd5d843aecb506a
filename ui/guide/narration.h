// The narration of a run as the window needs it: which steps are reached, and their texts filled in.
#pragma once

#include <QString>
#include <memory>
#include <optional>
#include <string>

#include "catalogue/catalogue.h"
#include "catalogue/narrator.h"
#include "model/recording.h"

namespace interleave::ui::guide {

// A step with its places filled from the event it is tied to.
struct StepText {
    QString title, body, asideTitle, aside, calls;
    int line = 0;
};

// Follows one recording of one scenario. Cheap to call every frame: it reads only new events. One thread.
class Narration {
public:
    // The scenario outlives it.
    Narration(const catalogue::Scenario* scenario, std::shared_ptr<const model::Recording> recording);

    // Takes in what was recorded since.
    void advance();
    std::size_t stepCount() const { return m_scenario->narration.size(); }
    std::size_t reachedCount() const { return m_narrator.reached().size(); }
    // The step that holds at a position; nothing before the first.
    std::optional<std::size_t> stepAt(model::EventIndex position) const;
    // Where a reached step begins; nothing for one that is not reached.
    std::optional<model::EventIndex> positionOf(std::size_t step) const;
    // A step's texts; places are filled once it is reached.
    StepText text(std::size_t step, const QString& language) const;

private:
    const catalogue::Scenario* m_scenario;
    std::shared_ptr<const model::Recording> m_recording;
    catalogue::Narrator m_narrator;
};

}  // namespace interleave::ui::guide
