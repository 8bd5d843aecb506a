// What the system's error numbers mean for files.
#pragma once

#include <string>

#include "base/result.h"

namespace interleave::base {

// The number in our own words, with what to do about it. object: "file /x/a.ilv".
Error fileError(const std::string& object, int number);

}  // namespace interleave::base
