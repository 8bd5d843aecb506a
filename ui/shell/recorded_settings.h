// The settings that a recorded run was made with.
#pragma once

#include "catalogue/catalogue.h"
#include "model/recording.h"
#include "ui/shell/run_settings.h"

namespace interleave::ui::shell {

// What the head of the recording says; for what it does not say, the scenario's own.
RunSettings recordedSettings(const catalogue::Scenario& scenario, const model::RunMeta& meta);

}  // namespace interleave::ui::shell
