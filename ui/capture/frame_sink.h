// Where the frames of a film go.
#pragma once

#include <QImage>
#include <QSize>
#include <QString>
#include <functional>
#include <memory>

#include "base/result.h"

namespace interleave::ui::capture {

// Takes the frames of one film in order. Nothing stands under the film's own name before finish() has succeeded.
// One thread. A sink that is destroyed unfinished leaves nothing behind.
class FrameSink {
public:
    FrameSink() = default;
    virtual ~FrameSink() = default;
    FrameSink(const FrameSink&) = delete;
    FrameSink& operator=(const FrameSink&) = delete;

    // Takes one frame (32 bits a pixel, opaque, the film's size). May block while the encoder is behind.
    virtual base::Result<void> add(const QImage& frame) = 0;
    // What long work asks some twenty times a second; false: it is not wanted any more. Empty: it is.
    using Wanted = std::function<bool()>;
    // No more frames: completes the film and gives it its name. Blocks. Error where it is no longer wanted.
    virtual base::Result<void> finish(const Wanted& wanted) = 0;
    base::Result<void> finish() { return finish({}); }
};

// The sink that a path asks for: .mp4 and .gif through ffmpeg, any other name without a suffix is a directory of
// PNG pictures. Errors: a suffix that is not known, a size or rate that the form cannot hold, ffmpeg not installed, a
// directory that is not there or cannot be written to.
base::Result<std::unique_ptr<FrameSink>> sinkFor(const QString& path, QSize size, int framesPerSecond);

}  // namespace interleave::ui::capture
