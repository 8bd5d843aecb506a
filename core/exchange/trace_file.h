// Saving and opening runs (.ilv).
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "model/recording.h"

namespace interleave::exchange {

struct SaveOptions {
    bool facts = true;  // false: only what two equal conducted runs share, byte for byte (run --trace)
    // Called now and then with 0..1; returning false cancels (the file is not left behind).
    std::function<bool(double)> progress;
};

// Writes to a temporary name beside `path`, then renames. Blocks.
base::Result<void> save(const model::Recording& recording, const std::string& path, const SaveOptions& options = {});

// Loads a file into a finished recording. A cut or damaged file gives all up to the damage, with a notice on the
// recording; a file that is no trace at all is an error. Blocks.
base::Result<std::shared_ptr<model::Recording>> open(const std::string& path, model::Options options = {},
                                                     const std::function<bool(double)>& progress = {});

}  // namespace interleave::exchange
