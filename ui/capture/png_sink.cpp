#include "ui/capture/png_sink.h"

#include <QBuffer>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QImageWriter>
#include <cerrno>
#include <cstdio>

#include "base/file_error.h"

namespace interleave::ui::capture {

using namespace Qt::StringLiterals;

base::Result<std::unique_ptr<FrameSink>> PngSink::open(const QString& directory) {
    const QString path = QDir(directory).absolutePath();
    const QFileInfo info(path);
    if (info.exists() && (!info.isDir() || !QDir(path).isEmpty()))
        return base::Error{"directory " + directory.toStdString(), "it is there already and not empty",
                           "name a new directory for the pictures"};
    const QString work = info.absolutePath() + u"/."_s + info.fileName() + u".part"_s;
    QDir(work).removeRecursively();
    if (!QDir().mkpath(work))
        return base::Error{"directory " + directory.toStdString(), "it cannot be made",
                           "see that the directory above it can be written to"};
    return std::unique_ptr<FrameSink>(new PngSink(path, work));
}

PngSink::~PngSink() {
    if (!m_work.isEmpty())
        QDir(m_work).removeRecursively();
}

base::Result<void> PngSink::add(const QImage& frame) {
    const QString name = u"%1/frame_%2.png"_s.arg(m_work).arg(m_frames, 5, 10, QLatin1Char('0'));
    // Through memory: a disk that fills up is noticed by the file itself.
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QImageWriter writer(&buffer, "png");
    writer.setCompression(30);
    if (!writer.write(frame))
        return base::Error{"picture " + name.toStdString(), writer.errorString().toStdString(),
                           "see that the disk has room"};
    std::FILE* file = std::fopen(QFile::encodeName(name).constData(), "wb");
    const auto size = static_cast<std::size_t>(bytes.size());
    errno = 0;
    const bool written = file && std::fwrite(bytes.constData(), 1, size, file) == size && std::fflush(file) == 0;
    const int trouble = errno;
    const bool closed = file && std::fclose(file) == 0;
    if (!written || !closed)
        return base::fileError("picture " + name.toStdString(), trouble != 0 ? trouble : errno);
    ++m_frames;
    return {};
}

base::Result<void> PngSink::finish(const Wanted&) {
    QDir().rmdir(m_directory);
    if (!QDir().rename(m_work, m_directory))
        return base::Error{"directory " + m_directory.toStdString(), "it cannot be given its name",
                           "see that the directory above it can be written to"};
    m_work.clear();
    return {};
}

}  // namespace interleave::ui::capture
