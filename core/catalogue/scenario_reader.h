// One scenario from JSON text, every field checked; see resources/scenarios/README.md for the form.
#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "base/result.h"
#include "catalogue/catalogue.h"

namespace interleave::catalogue {

// Gives the text of a program by its file name, or nothing.
using ListingLookup = std::function<std::optional<std::string_view>(std::string_view name)>;

base::Result<Scenario> readScenario(std::string_view json, std::string_view file, const ListingLookup& listings);

}  // namespace interleave::catalogue
