// The price list as JSON text: how the lab hands it over, and how a run records what it used.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "conductor/costs.h"

namespace interleave::conductor {

// One flat object, price by price, in whole nanoseconds: {"goCreate":60,…,"slice":4000000,…}.
std::string costsToText(const Costs& costs);
// Prices that the text does not name keep their defaults. Refuses what is no such object, names nobody knows,
// prices that are negative or not whole, and an operation or a slice that costs nothing: time would stand still.
base::Result<Costs> costsFromText(std::string_view text);

}  // namespace interleave::conductor
