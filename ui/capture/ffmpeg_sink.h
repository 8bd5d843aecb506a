// Films through the ffmpeg program.
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QString>

#include "ui/capture/frame_sink.h"

namespace interleave::ui::capture {

// Pipes raw yuv420p into ffmpeg. MP4 is encoded at once; a GIF needs a palette of the whole film first, so its frames
// go to a lossless file beside it and are read twice from there.
class FfmpegSink : public FrameSink {
public:
    enum class Form { mp4, gif };

    static base::Result<std::unique_ptr<FrameSink>> open(Form form, const QString& path, QSize size,
                                                         int framesPerSecond);
    ~FfmpegSink() override;

    base::Result<void> add(const QImage& frame) override;
    using FrameSink::finish;
    base::Result<void> finish(const Wanted& wanted) override;

private:
    FfmpegSink(Form form, const QString& path, QSize size, int framesPerSecond);

    base::Result<void> startEncoder();
    base::Result<void> tryPlace() const;
    base::Result<void> makeGif(const Wanted& wanted);
    base::Result<void> runToEnd(const QStringList& arguments, const Wanted& wanted);
    // Waits for a process to end well; kills it where it is no longer wanted.
    base::Result<void> awaitEnd(QProcess* process, const Wanted& wanted);
    // What a process that gave up said, as far as it is known.
    base::Error failure(QProcess* process) const;

    Form m_form;
    QString m_path;
    QString m_stream;   // what the encoder writes: the film under a temporary name, or the GIF's lossless frames
    QString m_palette;  // GIF only
    QString m_unnamed;  // GIF only: the film under a temporary name
    QSize m_size;
    int m_rate;
    QProcess m_encoder;
    QByteArray m_raw;
};

}  // namespace interleave::ui::capture
