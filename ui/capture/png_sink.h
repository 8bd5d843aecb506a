// A film as a directory of pictures.
#pragma once

#include <QString>

#include "ui/capture/frame_sink.h"

namespace interleave::ui::capture {

// Writes frame_00000.png, … into a directory. The pictures are made in a directory beside it, which takes its name
// when the film is done. A directory of that name that holds anything is refused.
class PngSink : public FrameSink {
public:
    static base::Result<std::unique_ptr<FrameSink>> open(const QString& directory);
    ~PngSink() override;

    base::Result<void> add(const QImage& frame) override;
    using FrameSink::finish;
    base::Result<void> finish(const Wanted& wanted) override;

private:
    PngSink(const QString& directory, const QString& work) : m_directory(directory), m_work(work) {}

    QString m_directory;
    QString m_work;
    int m_frames = 0;
};

}  // namespace interleave::ui::capture
