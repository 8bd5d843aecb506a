// Parameters that every scenario of a family has without declaring them.
#pragma once

#include "catalogue/catalogue.h"

namespace interleave::catalogue {

// Adds those that the scenario does not declare itself (with another initial value, say).
void addCommonParameters(Scenario& scenario);

}  // namespace interleave::catalogue
