#include "ui/capture/frame_sink.h"

#include <QFileInfo>

#include "ui/capture/ffmpeg_sink.h"
#include "ui/capture/png_sink.h"

namespace interleave::ui::capture {

using namespace Qt::StringLiterals;

base::Result<std::unique_ptr<FrameSink>> sinkFor(const QString& path, QSize size, int framesPerSecond) {
    if (size.width() % 2 != 0 || size.height() % 2 != 0)
        return base::Error{"film " + path.toStdString(),
                           "its width and height must be even, as video is coded by pairs",
                           "give an even size such as 1920x1080"};
    const QFileInfo info(path);
    if (!QFileInfo(info.absolutePath()).isDir())
        return base::Error{"film " + path.toStdString(), "its directory does not exist", "make the directory first"};
    const QString suffix = info.suffix().toLower();
    if (suffix == u"mp4"_s)
        return FfmpegSink::open(FfmpegSink::Form::mp4, path, size, framesPerSecond);
    if (suffix == u"gif"_s)
        return FfmpegSink::open(FfmpegSink::Form::gif, path, size, framesPerSecond);
    if (suffix.isEmpty() || info.isDir())
        return PngSink::open(path);
    return base::Error{"film " + path.toStdString(), "films are not made as ." + suffix.toStdString(),
                       "end the name in .mp4 or .gif, or name a directory for PNG pictures"};
}

}  // namespace interleave::ui::capture
