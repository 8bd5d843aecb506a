#include "ui/capture/ffmpeg_sink.h"

#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include "ui/capture/yuv.h"

namespace interleave::ui::capture {
namespace {

using namespace Qt::StringLiterals;

constexpr qint64 kMostQueued = 32 << 20;  // bytes waiting for the encoder before add() blocks
constexpr int kPatience = 120'000;        // ms that the encoder may take for one frame, or to end
constexpr int kFastestGif = 50;           // a GIF counts in hundredths of a second

QString temporaryName(const QString& path, const QString& suffix) {
    const QFileInfo info(path);
    return info.absolutePath() + u"/.%1.part.%2"_s.arg(info.completeBaseName(), suffix);
}

QString lastLine(const QByteArray& text) {
    const QList<QByteArray> lines = text.trimmed().split('\n');
    return lines.isEmpty() ? QString() : QString::fromUtf8(lines.last().trimmed());
}

}  // namespace

base::Result<std::unique_ptr<FrameSink>> FfmpegSink::open(Form form, const QString& path, QSize size,
                                                          int framesPerSecond) {
    if (QStandardPaths::findExecutable(u"ffmpeg"_s).isEmpty())
        return base::Error{"film " + path.toStdString(), "the program ffmpeg, which encodes films, is not installed",
                           "install the package ffmpeg, or record PNG pictures into a directory"};
    if (form == Form::gif && framesPerSecond > kFastestGif)
        return base::Error{"film " + path.toStdString(), "a GIF cannot show more than 50 frames a second",
                           "give --fps 50 or less"};
    std::unique_ptr<FfmpegSink> sink(new FfmpegSink(form, path, size, framesPerSecond));
    if (auto started = sink->startEncoder(); !started)
        return started.error();
    return std::unique_ptr<FrameSink>(std::move(sink));
}

FfmpegSink::FfmpegSink(Form form, const QString& path, QSize size, int framesPerSecond)
    : m_form(form), m_path(path), m_size(size), m_rate(framesPerSecond) {
    if (form == Form::mp4) {
        m_stream = temporaryName(path, u"mp4"_s);
    } else {
        m_stream = temporaryName(path, u"mkv"_s);
        m_palette = temporaryName(path, u"png"_s);
        m_unnamed = temporaryName(path, u"gif"_s);
    }
}

FfmpegSink::~FfmpegSink() {
    if (m_encoder.state() != QProcess::NotRunning) {
        m_encoder.kill();
        m_encoder.waitForFinished(kPatience);
    }
    for (const QString& file : {m_stream, m_palette, m_unnamed})
        if (!file.isEmpty())
            QFile::remove(file);
}

base::Result<void> FfmpegSink::startEncoder() {
    QStringList arguments{u"-nostdin"_s,
                          u"-hide_banner"_s,
                          u"-loglevel"_s,
                          u"error"_s,
                          u"-y"_s,
                          u"-f"_s,
                          u"rawvideo"_s,
                          u"-pix_fmt"_s,
                          u"yuv420p"_s,
                          u"-color_range"_s,
                          u"tv"_s,
                          u"-colorspace"_s,
                          u"bt709"_s,
                          u"-color_primaries"_s,
                          u"bt709"_s,
                          u"-color_trc"_s,
                          u"bt709"_s,
                          u"-s"_s,
                          u"%1x%2"_s.arg(m_size.width()).arg(m_size.height()),
                          u"-r"_s,
                          QString::number(m_rate),
                          u"-i"_s,
                          u"pipe:0"_s,
                          u"-an"_s,
                          u"-c:v"_s,
                          u"libx264"_s};
    if (m_form == Form::mp4)
        arguments += {u"-preset"_s, u"veryfast"_s, u"-crf"_s, u"18"_s, u"-movflags"_s, u"+faststart"_s};
    else
        arguments += {u"-preset"_s, u"ultrafast"_s, u"-qp"_s, u"0"_s};
    arguments += {u"-pix_fmt"_s,         u"yuv420p"_s, u"-color_range"_s, u"tv"_s,    u"-colorspace"_s, u"bt709"_s,
                  u"-color_primaries"_s, u"bt709"_s,   u"-color_trc"_s,   u"bt709"_s, m_stream};
    m_encoder.setProcessChannelMode(QProcess::SeparateChannels);
    m_encoder.setStandardOutputFile(QProcess::nullDevice());
    m_encoder.start(u"ffmpeg"_s, arguments);
    if (!m_encoder.waitForStarted(kPatience))
        return failure(m_encoder.errorString());
    return {};
}

base::Error FfmpegSink::failure(const QString& cause) const {
    return base::Error{"film " + m_path.toStdString(), "ffmpeg gave up: " + cause.toStdString(),
                       "see that the disk has room and that this ffmpeg can encode x264"};
}

base::Result<void> FfmpegSink::add(const QImage& frame) {
    toYuv420p(frame, &m_raw);
    if (m_encoder.state() != QProcess::Running || m_encoder.write(m_raw) != m_raw.size())
        return failure(lastLine(m_encoder.readAllStandardError()));
    while (m_encoder.bytesToWrite() > kMostQueued) {
        if (!m_encoder.waitForBytesWritten(kPatience))
            return failure(lastLine(m_encoder.readAllStandardError()));
    }
    // Hands on what the pipe takes at once, so that the encoder works beside us.
    if (m_encoder.bytesToWrite() > 0)
        m_encoder.waitForBytesWritten(1);
    return {};
}

base::Result<void> FfmpegSink::finish() {
    while (m_encoder.bytesToWrite() > 0) {
        if (!m_encoder.waitForBytesWritten(kPatience))
            return failure(lastLine(m_encoder.readAllStandardError()));
    }
    m_encoder.closeWriteChannel();
    if (!m_encoder.waitForFinished(kPatience) || m_encoder.exitStatus() != QProcess::NormalExit ||
        m_encoder.exitCode() != 0)
        return failure(lastLine(m_encoder.readAllStandardError()));
    if (m_form == Form::gif) {
        if (auto made = makeGif(); !made)
            return made;
    }
    const QString& done = m_form == Form::gif ? m_unnamed : m_stream;
    QFile::remove(m_path);
    if (!QFile::rename(done, m_path))
        return base::Error{"film " + m_path.toStdString(), "it cannot be given its name",
                           "see that the directory can be written to"};
    return {};
}

base::Result<void> FfmpegSink::makeGif() {
    const QStringList quiet{u"-nostdin"_s, u"-hide_banner"_s, u"-loglevel"_s, u"error"_s, u"-y"_s, u"-i"_s, m_stream};
    if (auto ran = runToEnd(quiet + QStringList{u"-vf"_s, u"palettegen=stats_mode=diff"_s, m_palette}); !ran)
        return ran;
    return runToEnd(quiet + QStringList{u"-i"_s, m_palette, u"-lavfi"_s,
                                        u"paletteuse=dither=none:diff_mode=rectangle"_s, u"-loop"_s, u"0"_s,
                                        m_unnamed});
}

base::Result<void> FfmpegSink::runToEnd(const QStringList& arguments) {
    QProcess process;
    process.start(u"ffmpeg"_s, arguments);
    if (!process.waitForFinished(-1) || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return failure(lastLine(process.readAllStandardError()));
    return {};
}

}  // namespace interleave::ui::capture
