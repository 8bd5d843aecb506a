// What a film is made of.
#pragma once

#include <QImage>

#include "base/result.h"
#include "base/units.h"
#include "ui/capture/captions.h"

namespace interleave::ui::capture {

// Something that can be shown frame by frame on a clock that is not the wall's. What it paints must depend on the
// time it was advanced by and on nothing else. One thread, the window's.
class FilmSubject {
public:
    FilmSubject() = default;
    virtual ~FilmSubject() = default;
    FilmSubject(const FilmSubject&) = delete;
    FilmSubject& operator=(const FilmSubject&) = delete;

    // Moves on by this much of screen time.
    virtual void advanceFrame(base::Duration screen) = 0;
    // Paints the whole picture into *picture, whose size and device pixel ratio are set.
    virtual void paintInto(QImage* picture) = 0;
    // What the narration says now.
    virtual Caption caption() const = 0;
};

}  // namespace interleave::ui::capture
