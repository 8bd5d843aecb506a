// What the player needs of a live run: how far it has come, and the horizon. Session is the real one.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "base/units.h"
#include "model/recording.h"

namespace interleave::session {

using base::Duration;
using base::Time;

enum class Phase : std::uint8_t { starting, running, ended, lost };  // lost: the engine was killed or crashed

class RunControl {
public:
    virtual ~RunControl() = default;

    virtual std::shared_ptr<const model::Recording> recording() const = 0;
    virtual bool conducted() const = 0;
    virtual Phase phase() const = 0;
    // Lets a conducted run go on up to this virtual time; never goes back.
    virtual void setHorizon(Time limit) = 0;
    // Every event up to this time is in the recording.
    virtual Time reached() const = 0;
    // While the engine waits at the horizon: time of the next thing that will happen, if any will by itself.
    virtual std::optional<Time> nextHappening() const = 0;
    virtual bool atHorizon() const = 0;
};

}  // namespace interleave::session
