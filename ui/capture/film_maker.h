// Makes a film of a subject, frame by frame on a virtual clock.
#pragma once

#include <QCryptographicHash>
#include <QImage>
#include <QString>
#include <memory>

#include "base/result.h"
#include "base/units.h"
#include "ui/capture/captions.h"
#include "ui/capture/film_subject.h"
#include "ui/capture/frame_sink.h"

namespace interleave::ui::capture {

struct FilmOptions {
    QString path;            // FILE.mp4, FILE.gif or a directory
    QSize size{1920, 1080};  // pixels of a frame
    double scale = 1;        // device pixel ratio: 2 draws everything twice as large
    int framesPerSecond = 60;
    base::Duration length{5'000'000'000};
    bool captions = false;  // words under the picture, and FILE.srt beside the film
    bool hash = false;      // keep rawHash(); costs some milliseconds a frame
};

// Frames of the same subject, from the same state, are equal byte for byte, however long each takes to make. The
// first frame shows the subject as it was given; frame i shows it at i / framesPerSecond of screen time.
// One thread, the window's; a step takes as long as painting and encoding one frame.
class FilmMaker {
public:
    // Takes over a sink; null: frames are only hashed. The subject outlives the maker.
    FilmMaker(FilmSubject* subject, std::unique_ptr<FrameSink> sink, FilmOptions options);
    // An unfinished film leaves nothing behind.
    ~FilmMaker();
    FilmMaker(const FilmMaker&) = delete;
    FilmMaker& operator=(const FilmMaker&) = delete;

    // Exactly framesPerSecond × length, rounded to a whole frame.
    int framesTotal() const { return m_total; }
    int framesDone() const { return m_done; }
    // Makes the next frame; framesDone() < framesTotal().
    base::Result<void> step();
    // After the last frame: completes the film and its .srt. Asks now and then whether it is still wanted.
    base::Result<void> finish(const FrameSink::Wanted& wanted = {});

    // BLAKE2b over the pixels of all frames so far, as hexadecimal digits; only with FilmOptions::hash.
    QByteArray rawHash() const { return m_hash.result().toHex(); }
    const CaptionTrack& captions() const { return m_captions; }
    const QImage& lastFrame() const { return m_frame; }

private:
    base::Duration timeOfFrame(int index) const;
    void paintCaption(const Caption& caption);
    base::Result<void> writeSubtitles() const;

    FilmSubject* m_subject;
    std::unique_ptr<FrameSink> m_sink;
    FilmOptions m_options;
    int m_total = 0;
    int m_done = 0;
    QImage m_frame;
    QImage m_picture;  // the part of the frame above the strip of captions; shares its memory
    CaptionTrack m_captions;
    QCryptographicHash m_hash{QCryptographicHash::Blake2b_256};
};

}  // namespace interleave::ui::capture
