// Painter helpers for what every custom view draws alike: cards, chips, bars, captions.
#pragma once

#include <QPainter>
#include <QRectF>
#include <QString>

#include "ui/theme/theme.h"

namespace interleave::ui::theme {

// Soft shadow, fill and outline of a card. Costs a few hundred µs at full size: draw it into a cached layer.
void drawCard(QPainter& painter, const Theme& theme, const QRectF& rect, const QColor& fill, const QColor& edge,
              double radius, double edgeWidth, bool shadow = true);
// Pixel-exact box without antialiased edges where the radius is 0.
void drawBox(QPainter& painter, const QRectF& rect, const QColor& fill, const QColor& edge, double radius,
             double edgeWidth);

// A pill with a word, and a dot before it where `dot`. chipSize tells the room it takes.
QSizeF chipSize(const Theme& theme, const QString& text, bool dot = true);
void drawChip(QPainter& painter, const Theme& theme, const QRectF& rect, const QString& text, const ToneColors& tone,
              bool dot = true);

// A bar with round ends; share is clamped to 0..1.
void drawBar(QPainter& painter, const QRectF& rect, double share, const QColor& fill, const QColor& track);

// A navy pill with code in it, centred on a point: what is happening on an arc.
QSizeF captionSize(const Theme& theme, const QString& text);
void drawCaption(QPainter& painter, const Theme& theme, const QRectF& rect, const QString& text);

// Text on one line, cut with an ellipsis where it is too long.
void drawText(QPainter& painter, const QRectF& rect, const QString& text, const QFont& font, const QColor& color,
              Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter);

}  // namespace interleave::ui::theme
