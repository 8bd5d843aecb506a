#include "ui/capture/png_sink.h"

#include <QDir>
#include <QFileInfo>
#include <QImageWriter>

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
    QImageWriter writer(name, "png");
    writer.setCompression(30);
    if (!writer.write(frame))
        return base::Error{"picture " + name.toStdString(), writer.errorString().toStdString(),
                           "see that the disk has room"};
    ++m_frames;
    return {};
}

base::Result<void> PngSink::finish() {
    QDir().rmdir(m_directory);
    if (!QDir().rename(m_work, m_directory))
        return base::Error{"directory " + m_directory.toStdString(), "it cannot be given its name",
                           "see that the directory above it can be written to"};
    m_work.clear();
    return {};
}

}  // namespace interleave::ui::capture
