// Small pictures that are drawn again and again: tokens, boxes, chips, words. Drawn once for each look and device
// pixel ratio, then copied; a copy costs a tenth of drawing.
#pragma once

#include <QHash>
#include <QPainter>
#include <QPixmap>
#include <functional>

#include "ui/geometry/stage_layout.h"
#include "ui/theme/theme.h"

namespace interleave::ui::stage {

enum class TokenLook : std::uint8_t { plain, lifted, lit, ghost };

class SpriteCache {
public:
    // Both empty the cache where they change something.
    void setTheme(const theme::Theme& theme);
    void setRatio(double devicePixelRatio);
    const theme::Theme& theme() const { return m_theme; }

    void token(QPainter& painter, const geometry::Token& token, QPointF topLeft, TokenLook look);
    void pile(QPainter& painter, const geometry::Pile& pile, QPointF topLeft, TokenLook look);
    void box(QPainter& painter, const geometry::Box& box, bool lit);
    void machine(QPainter& painter, const geometry::MachineBox& machine, const QRectF& rect, bool lit);
    void chip(QPainter& painter, const geometry::Chip& chip);
    void text(QPainter& painter, const geometry::Text& text);

    std::size_t size() const { return static_cast<std::size_t>(m_sprites.size()); }

private:
    // Draws the sprite of that key at rect, making it by `make` (which paints into a rectangle of the same size at
    // the same fraction of a pixel) where it is not there yet. `margin` is what it needs around the rectangle.
    void draw(QPainter& painter, const QByteArray& key, const QRectF& rect, double margin,
              const std::function<void(QPainter&, const QRectF&)>& make);
    QPointF snapped(QPointF point) const;

    theme::Theme m_theme;
    double m_ratio = 1;
    QHash<QByteArray, QPixmap> m_sprites;
};

QColor inkColor(const theme::Theme& theme, geometry::Ink ink);

}  // namespace interleave::ui::stage
