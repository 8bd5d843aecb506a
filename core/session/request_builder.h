// Turns what a client asks for into what an engine is told: every parameter of the scenario with its value, checked
// against the type and range that the scenario declares.
#pragma once

#include "base/result.h"
#include "catalogue/catalogue.h"
#include "link/messages.h"
#include "model/recording.h"
#include "session/session.h"

namespace interleave::session {

// Fills in the scenario's own values where the request leaves them open. Errors: an unknown parameter, a value of
// another type or out of range, cores or GOMAXPROCS out of range, a host that the scenario does not run under.
base::Result<RunRequest> complete(const catalogue::Scenario& scenario, RunRequest request);
// Both take a completed request.
link::Request engineRequest(const catalogue::Scenario& scenario, const RunRequest& request);
model::RunMeta metaOf(const catalogue::Scenario& scenario, const RunRequest& request);

}  // namespace interleave::session
