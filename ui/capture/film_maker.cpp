#include "ui/capture/film_maker.h"

#include <QFile>
#include <QFileInfo>
#include <QPainter>
#include <QSaveFile>
#include <cmath>

#include "base/assertion.h"
#include "ui/capture/caption_strip.h"

namespace interleave::ui::capture {

using namespace Qt::StringLiterals;

FilmMaker::FilmMaker(FilmSubject* subject, std::unique_ptr<FrameSink> sink, FilmOptions options)
    : m_subject(subject), m_sink(std::move(sink)), m_options(std::move(options)) {
    const double seconds = std::chrono::duration<double>(m_options.length).count();
    m_total = static_cast<int>(std::lround(seconds * m_options.framesPerSecond));
    m_frame = QImage(m_options.size, QImage::Format_RGB32);
    m_frame.fill(Qt::white);
    const int strip = m_options.captions ? captionStripHeight(m_options.size) : 0;
    m_picture =
        QImage(m_frame.bits(), m_frame.width(), m_frame.height() - strip, m_frame.bytesPerLine(), QImage::Format_RGB32);
    m_picture.setDevicePixelRatio(m_options.scale);
}

FilmMaker::~FilmMaker() = default;

base::Duration FilmMaker::timeOfFrame(int index) const {
    return base::Duration(static_cast<std::int64_t>(index) * 1'000'000'000 / m_options.framesPerSecond);
}

base::Result<void> FilmMaker::step() {
    ILV_ASSERT(m_done < m_total);
    const base::Duration now = timeOfFrame(m_done);
    m_subject->advanceFrame(m_done == 0 ? base::Duration(0) : now - timeOfFrame(m_done - 1));
    m_subject->paintInto(&m_picture);
    if (m_options.captions) {
        const QRect strip(0, m_picture.height(), m_frame.width(), m_frame.height() - m_picture.height());
        QPainter painter(&m_frame);
        paintCaptionStrip(&painter, strip, m_captions.at(now, m_subject->caption()));
    }
    if (m_options.hash) {
        for (int row = 0; row < m_frame.height(); ++row)
            m_hash.addData(QByteArrayView(m_frame.constScanLine(row), m_frame.width() * qsizetype{4}));
    }
    ++m_done;
    if (m_sink)
        return m_sink->add(m_frame);
    return {};
}

base::Result<void> FilmMaker::finish(const FrameSink::Wanted& wanted) {
    m_captions.finish(timeOfFrame(m_total));
    if (!m_sink)
        return {};
    if (auto finished = m_sink->finish(wanted); !finished)
        return finished;
    return m_options.captions ? writeSubtitles() : base::Result<void>();
}

base::Result<void> FilmMaker::writeSubtitles() const {
    const QFileInfo info(m_options.path);
    const QString path = info.isDir() ? info.absoluteFilePath() + u"/captions.srt"_s
                                      : info.absolutePath() + u'/' + info.completeBaseName() + u".srt"_s;
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(m_captions.toSrt().toUtf8()) < 0 || !file.commit())
        return base::Error{"subtitles " + path.toStdString(), file.errorString().toStdString(),
                           "see that the directory can be written to"};
    return {};
}

}  // namespace interleave::ui::capture
