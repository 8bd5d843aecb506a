#include "ui/theme/chrome.h"

#include <QFontMetricsF>
#include <algorithm>

namespace interleave::ui::theme {

void drawBox(QPainter& painter, const QRectF& rect, const QColor& fill, const QColor& edge, double radius,
             double edgeWidth) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, radius > 0);
    painter.setPen(edgeWidth > 0 ? QPen(edge, edgeWidth) : QPen(Qt::NoPen));
    painter.setBrush(fill);
    const double inset = edgeWidth / 2;
    const QRectF inner = rect.adjusted(inset, inset, -inset, -inset);
    if (radius > 0)
        painter.drawRoundedRect(inner, radius - inset, radius - inset);
    else
        painter.drawRect(inner);
    painter.restore();
}

void drawCard(QPainter& painter, const Theme& theme, const QRectF& rect, const QColor& fill, const QColor& edge,
              double radius, double edgeWidth, bool shadow) {
    if (shadow) {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        constexpr int kRings = 5;
        QColor layer = theme.colors().shadow;
        layer.setAlphaF(layer.alphaF() / static_cast<float>(kRings));
        painter.setBrush(layer);
        for (int i = kRings; i > 0; --i) {
            const double grow = theme.pxF(0.7 * i);
            const double drop = theme.pxF(1.2);
            painter.drawRoundedRect(rect.adjusted(-grow, -grow + drop, grow, grow + drop), radius + grow,
                                    radius + grow);
        }
        painter.restore();
    }
    drawBox(painter, rect, fill, edge, radius, edgeWidth);
}

QSizeF chipSize(const Theme& theme, const QString& text, bool dot) {
    const QFontMetricsF metrics(theme.font(Role::smallStrong));
    return {metrics.horizontalAdvance(text) + theme.px(dot ? 33 : 20), static_cast<double>(theme.px(24))};
}

void drawChip(QPainter& painter, const Theme& theme, const QRectF& rect, const QString& text, const ToneColors& tone,
              bool dot) {
    drawBox(painter, rect, tone.fill, tone.edge, rect.height() / 2, theme.stroke(Stroke::normal));
    double left = rect.left() + theme.px(10);
    if (dot) {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(tone.mark);
        const double r = theme.pxF(4);
        painter.drawEllipse(QPointF(left + r, rect.center().y()), r, r);
        painter.restore();
        left += theme.px(13);
    }
    drawText(painter, QRectF(left, rect.top(), rect.right() - left - theme.px(6), rect.height()), text,
             theme.font(Role::smallStrong), tone.text);
}

void drawBar(QPainter& painter, const QRectF& rect, double share, const QColor& fill, const QColor& track) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const double radius = rect.height() / 2;
    painter.setBrush(track);
    painter.drawRoundedRect(rect, radius, radius);
    share = std::clamp(share, 0.0, 1.0);
    if (share > 0) {
        painter.setBrush(fill);
        QRectF part = rect;
        part.setWidth(std::max(rect.height(), rect.width() * share));
        painter.drawRoundedRect(part, radius, radius);
    }
    painter.restore();
}

QSizeF captionSize(const Theme& theme, const QString& text) {
    const QFontMetricsF metrics(theme.font(Role::monoStrong));
    return {metrics.horizontalAdvance(text) + theme.px(24), static_cast<double>(theme.px(28))};
}

void drawCaption(QPainter& painter, const Theme& theme, const QRectF& rect, const QString& text) {
    const Palette& c = theme.colors();
    drawBox(painter, rect, c.navy, c.navyEdge, rect.height() / 2.6, theme.stroke(Stroke::thin));
    drawText(painter, rect, text, theme.font(Role::monoStrong), c.navyText, Qt::AlignCenter);
}

void drawText(QPainter& painter, const QRectF& rect, const QString& text, const QFont& font, const QColor& color,
              Qt::Alignment alignment) {
    const QFontMetricsF metrics(font);
    painter.setFont(font);
    painter.setPen(color);
    const bool fits = metrics.horizontalAdvance(text) <= rect.width() + 0.5;
    painter.drawText(rect, static_cast<int>(alignment) | Qt::TextSingleLine | Qt::TextDontClip,
                     fits ? text : metrics.elidedText(text, Qt::ElideRight, rect.width()));
}

}  // namespace interleave::ui::theme
