// Pictures as video encoders take them.
#pragma once

#include <QByteArray>
#include <QImage>

namespace interleave::ui::capture {

// Bytes of one yuv420p frame of an even size.
constexpr qsizetype yuv420pBytes(int width, int height) {
    return static_cast<qsizetype>(width) * height * 3 / 2;
}

// Converts a picture (Format_RGB32 or Format_ARGB32_Premultiplied, opaque, even width and height) to planar
// yuv420p, BT.709 coefficients, limited ("tv") range: the Y plane, then U, then V. *out is resized to fit and its
// storage is used again from frame to frame. Pure; any thread.
void toYuv420p(const QImage& picture, QByteArray* out);

}  // namespace interleave::ui::capture
