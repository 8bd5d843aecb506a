// A run made ready to be filmed.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "base/result.h"
#include "catalogue/catalogue.h"
#include "model/recording.h"
#include "session/session.h"

namespace interleave::ui::shell {

// How much of a run a film or a picture needs.
struct FilmNeed {
    base::Duration screen{0};        // length of the film
    base::Duration screenSecond{0};  // run time shown in one second of it
    std::optional<double> beat;      // events a second instead
    std::optional<base::Time> upTo;  // a picture: the run up to there is enough
};

// Runs a scenario to its end, or as far as the need goes, and gives the finished recording: what is filmed then does
// not depend on how fast the engine was, nor, for a conducted run, on thread ids and memory. Calls `progress` with 0..1
// now and then; false from it cancels. Blocks. Errors: the engine cannot start, the run came to nothing, cancelled.
base::Result<std::shared_ptr<const model::Recording>> recordRun(const catalogue::Scenario& scenario,
                                                                session::RunRequest request, const FilmNeed& need,
                                                                const std::function<bool(double)>& progress);

// The events of a finished recording without what differs from run to run (thread ids of the system, memory samples):
// what two equal conducted runs share, so that their films are equal too.
std::shared_ptr<const model::Recording> sharedPartOf(const model::Recording& recording);

}  // namespace interleave::ui::shell
