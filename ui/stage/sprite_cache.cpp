#include "ui/stage/sprite_cache.h"

#include <QDataStream>
#include <QFontMetricsF>
#include <cmath>

#include "ui/geometry/layout_builder.h"
#include "ui/stage/box_painter.h"
#include "ui/theme/chrome.h"
#include "ui/theme/glyph.h"

namespace interleave::ui::stage {

using theme::Role;
using theme::Stroke;
using theme::UnitState;

namespace {

constexpr int kMostSprites = 6000;

template <class... Parts>
QByteArray keyOf(char family, const QSizeF& size, const Parts&... parts) {
    QByteArray key;
    key.reserve(48);
    key.append(family);
    const auto append = [&](const auto& part) {
        using Part = std::decay_t<decltype(part)>;
        if constexpr (std::is_same_v<Part, QString>)
            key.append(part.toUtf8()).append('\0');
        else
            key.append(QByteArrayView(reinterpret_cast<const char*>(&part), static_cast<qsizetype>(sizeof part)));
    };
    append(static_cast<int>(std::lround(size.width() * 4)));
    append(static_cast<int>(std::lround(size.height() * 4)));
    (append(parts), ...);
    return key;
}

void paintToken(QPainter& painter, const theme::Theme& theme, const QRectF& rect, UnitState state, const QString& label,
                Role role, bool glyph, TokenLook look) {
    const theme::StateColors& colors = theme.state(state);
    const double radius = std::min(theme.radius(theme::Radius::token), rect.height() / 3);
    if (look == TokenLook::lifted)
        theme::drawCard(painter, theme, rect, colors.fill, colors.edge, radius, theme.stroke(Stroke::normal));
    else
        theme::drawBox(painter, rect, colors.fill, colors.edge, radius, theme.stroke(Stroke::normal));
    if (look == TokenLook::lit) {
        const double grow = theme.pxF(3);
        theme::drawBox(painter, rect.adjusted(-grow, -grow, grow, grow), Qt::transparent, theme.colors().text,
                       radius + grow, theme.stroke(Stroke::strong));
    }
    const QFont font = theme.font(role);
    if (!glyph) {
        theme::drawText(painter, rect, label, font, colors.text, Qt::AlignCenter);
        return;
    }
    // Glyph and name together stand in the middle.
    const double mark = theme.pxF(role == Role::tokenSmall ? 9 : 10.5);
    const double gap = theme.pxF(6);
    const double name = QFontMetricsF(font).horizontalAdvance(label);
    const double left = rect.center().x() - (mark + gap + name) / 2;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(theme::glyphPath(colors.glyph, QRectF(left, rect.center().y() - mark / 2, mark, mark)),
                     colors.text);
    painter.restore();
    theme::drawText(painter, QRectF(left + mark + gap, rect.top(), name + 2, rect.height()), label, font, colors.text);
}

}  // namespace

QColor inkColor(const theme::Theme& theme, geometry::Ink ink) {
    const theme::Palette& c = theme.colors();
    switch (ink) {
        case geometry::Ink::text:
            return c.text;
        case geometry::Ink::second:
            return c.textSecond;
        case geometry::Ink::third:
            return c.textThird;
        case geometry::Ink::navyText:
            return c.navyText;
        case geometry::Ink::navySecond:
            return c.navySecond;
        case geometry::Ink::accent:
            return c.accent;
        case geometry::Ink::syscall:
            return theme.tone(theme::Tone::syscall).text;
        case geometry::Ink::network:
            return theme.tone(theme::Tone::network).text;
        case geometry::Ink::waiting:
            return theme.tone(theme::Tone::waiting).text;
        case geometry::Ink::runnext:
            return c.runnextText;
    }
    return c.text;
}

void SpriteCache::setTheme(const theme::Theme& theme) {
    if (theme == m_theme)
        return;
    m_theme = theme;
    m_sprites.clear();
}

void SpriteCache::setRatio(double devicePixelRatio) {
    if (devicePixelRatio == m_ratio)
        return;
    m_ratio = devicePixelRatio;
    m_sprites.clear();
}

QPointF SpriteCache::snapped(QPointF point) const {
    return {std::round(point.x() * m_ratio) / m_ratio, std::round(point.y() * m_ratio) / m_ratio};
}

void SpriteCache::draw(QPainter& painter, const QByteArray& key, const QRectF& rect, double margin,
                       const std::function<void(QPainter&, const QRectF&)>& make) {
    const double around = std::ceil(margin);
    auto it = m_sprites.constFind(key);
    if (it == m_sprites.constEnd()) {
        if (m_sprites.size() >= kMostSprites)
            m_sprites.clear();
        const QSizeF size(rect.width() + 2 * around, rect.height() + 2 * around);
        QPixmap pixmap((size * m_ratio).toSize() + QSize(1, 1));
        pixmap.setDevicePixelRatio(m_ratio);
        pixmap.fill(Qt::transparent);
        QPainter inside(&pixmap);
        inside.setRenderHint(QPainter::TextAntialiasing);
        make(inside, QRectF(around, around, rect.width(), rect.height()));
        inside.end();
        it = m_sprites.insert(key, pixmap);
    }
    painter.drawPixmap(snapped(rect.topLeft()) - QPointF(around, around), *it);
}

void SpriteCache::token(QPainter& painter, const geometry::Token& token, QPointF topLeft, TokenLook look) {
    const QByteArray key = keyOf('t', token.rect.size(), token.g, token.state, token.role, token.glyph, look);
    draw(painter, key, QRectF(topLeft, token.rect.size()), m_theme.pxF(8), [&](QPainter& p, const QRectF& r) {
        paintToken(p, m_theme, r, token.state, geometry::goroutineLabel(token.g), token.role, token.glyph, look);
    });
}

void SpriteCache::pile(QPainter& painter, const geometry::Pile& pile, QPointF topLeft, TokenLook look) {
    const QString label = (pile.all ? QStringLiteral("\u00D7%1") : QStringLiteral("+%1")).arg(pile.count);
    const Role role = pile.rect.height() >= m_theme.px(26) && pile.count < 1000 ? Role::token : Role::tokenSmall;
    const QByteArray key = keyOf('s', pile.rect.size(), pile.count, pile.state, look, pile.all);
    draw(painter, key, QRectF(topLeft, pile.rect.size()), m_theme.pxF(8), [&](QPainter& p, const QRectF& r) {
        // Two sheets show behind the top one.
        const theme::StateColors& colors = m_theme.state(pile.state);
        const double step = m_theme.pxF(2.5);
        const double radius = m_theme.radius(theme::Radius::token);
        for (const int sheet : {2, 1})
            theme::drawBox(p, r.adjusted(step * sheet, step * (2 - sheet), -step * (2 - sheet), -step * sheet),
                           colors.fill.darker(m_theme.dark() ? 150 : 112), colors.edge, radius,
                           m_theme.stroke(Stroke::thin));
        paintToken(p, m_theme, r.adjusted(0, 2 * step, -2 * step, 0), pile.state, label, role, false, look);
    });
}

void SpriteCache::box(QPainter& painter, const geometry::Box& box, bool lit) {
    if (box.rect.height() < 2) {
        if (box.rect.height() > 0)
            paintBox(painter, m_theme, box.rect, box.style, false);
        return;
    }
    draw(painter, keyOf('b', box.rect.size(), box.style, lit), box.rect, m_theme.pxF(8),
         [&](QPainter& p, const QRectF& r) { paintBox(p, m_theme, r, box.style, lit); });
}

void SpriteCache::machine(QPainter& painter, const geometry::MachineBox& machine, const QRectF& rect, bool lit) {
    draw(painter, keyOf('m', rect.size(), machine.m, machine.style, lit, machine.detail), rect, m_theme.pxF(8),
         [&](QPainter& p, const QRectF& r) { paintMachine(p, m_theme, r, machine, lit); });
}

void SpriteCache::chip(QPainter& painter, const geometry::Chip& chip) {
    draw(painter, keyOf('c', chip.rect.size(), chip.tone, chip.dot, chip.text), chip.rect, 1,
         [&](QPainter& p, const QRectF& r) {
             theme::drawChip(p, m_theme, r, chip.text, m_theme.tone(chip.tone), chip.dot);
         });
}

void SpriteCache::text(QPainter& painter, const geometry::Text& text) {
    const QColor color = inkColor(m_theme, text.ink);
    if (text.live) {
        theme::drawText(painter, text.rect, text.text, m_theme.font(text.role), color, text.alignment);
        return;
    }
    draw(painter, keyOf('w', text.rect.size(), text.role, text.ink, static_cast<int>(text.alignment), text.text),
         text.rect, 2, [&](QPainter& p, const QRectF& r) {
             theme::drawText(p, r, text.text, m_theme.font(text.role), color, text.alignment);
         });
}

}  // namespace interleave::ui::stage
