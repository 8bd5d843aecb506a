#include "ui/capture/ffmpeg_sink.h"

#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <cerrno>
#include <cstdio>

#include "base/file_error.h"
#include "ui/capture/yuv.h"

namespace interleave::ui::capture {
namespace {

using namespace Qt::StringLiterals;

constexpr qint64 kMostQueued = 32 << 20;  // bytes waiting for the encoder before add() blocks
constexpr int kPatience = 120'000;        // ms that the encoder may take for one frame
constexpr int kLook = 50;                 // ms between two questions whether the film is still wanted
constexpr int kLastWords = 2'000;         // ms that an encoder that gives up may take to say why
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
    if (auto place = sink->tryPlace(); !place)
        return place.error();
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

// Better asked before the run is made than by the encoder.
base::Result<void> FfmpegSink::tryPlace() const {
    if (QFileInfo(m_path).isDir())
        return base::fileError("film " + m_path.toStdString(), EISDIR);
    std::FILE* file = std::fopen(QFile::encodeName(m_stream).constData(), "wb");
    if (!file)
        return base::fileError("film " + m_path.toStdString(), errno);
    std::fclose(file);
    return {};
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
        return failure(&m_encoder);
    return {};
}

base::Error FfmpegSink::failure(QProcess* process) const {
    if (process->state() != QProcess::NotRunning) {
        process->closeWriteChannel();
        process->waitForFinished(kLastWords);
    }
    const QByteArray said = process->readAllStandardError();
    const std::string object = "film " + m_path.toStdString();
    if (said.contains("No space left on device"))
        return base::fileError(object, ENOSPC);
    QString cause = lastLine(said);
    if (cause.isEmpty())
        cause = process->errorString();
    return {object, "ffmpeg gave up: " + cause.toStdString(),
            "see that the disk has room and that this ffmpeg can encode x264"};
}

base::Result<void> FfmpegSink::add(const QImage& frame) {
    toYuv420p(frame, &m_raw);
    if (m_encoder.state() != QProcess::Running || m_encoder.write(m_raw) != m_raw.size())
        return failure(&m_encoder);
    while (m_encoder.bytesToWrite() > kMostQueued) {
        if (!m_encoder.waitForBytesWritten(kPatience))
            return failure(&m_encoder);
    }
    // Hands on what the pipe takes at once, so that the encoder works beside us.
    if (m_encoder.bytesToWrite() > 0)
        m_encoder.waitForBytesWritten(1);
    return {};
}

base::Result<void> FfmpegSink::finish(const Wanted& wanted) {
    m_encoder.closeWriteChannel();  // when all is written
    if (auto ended = awaitEnd(&m_encoder, wanted); !ended)
        return ended;
    if (m_form == Form::gif) {
        if (auto made = makeGif(wanted); !made)
            return made;
    }
    // One step, also where a film of that name is replaced.
    const QString& done = m_form == Form::gif ? m_unnamed : m_stream;
    if (std::rename(QFile::encodeName(done).constData(), QFile::encodeName(m_path).constData()) != 0)
        return base::fileError("film " + m_path.toStdString(), errno);
    return {};
}

base::Result<void> FfmpegSink::makeGif(const Wanted& wanted) {
    const QStringList quiet{u"-nostdin"_s, u"-hide_banner"_s, u"-loglevel"_s, u"error"_s, u"-y"_s, u"-i"_s, m_stream};
    if (auto ran = runToEnd(quiet + QStringList{u"-vf"_s, u"palettegen=stats_mode=diff"_s, m_palette}, wanted); !ran)
        return ran;
    return runToEnd(quiet + QStringList{u"-i"_s, m_palette, u"-lavfi"_s,
                                        u"paletteuse=dither=none:diff_mode=rectangle"_s, u"-loop"_s, u"0"_s, m_unnamed},
                    wanted);
}

base::Result<void> FfmpegSink::runToEnd(const QStringList& arguments, const Wanted& wanted) {
    QProcess process;
    process.start(u"ffmpeg"_s, arguments);
    if (!process.waitForStarted(kPatience))
        return failure(&process);
    return awaitEnd(&process, wanted);
}

base::Result<void> FfmpegSink::awaitEnd(QProcess* process, const Wanted& wanted) {
    while (process->state() != QProcess::NotRunning && !process->waitForFinished(kLook)) {
        if (!wanted || wanted())
            continue;
        process->kill();
        process->waitForFinished(kPatience);
        return base::Error{"film " + m_path.toStdString(), "it was cancelled", ""};
    }
    if (process->exitStatus() != QProcess::NormalExit || process->exitCode() != 0)
        return failure(process);
    return {};
}

}  // namespace interleave::ui::capture
