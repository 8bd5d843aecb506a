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
    base::Result<void> finish() override;

private:
    FfmpegSink(Form form, const QString& path, QSize size, int framesPerSecond);

    base::Result<void> startEncoder();
    base::Result<void> makeGif();
    base::Result<void> runToEnd(const QStringList& arguments);
    base::Error failure(const QString& cause) const;

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
