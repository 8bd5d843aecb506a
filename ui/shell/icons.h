// The window's own icons, as painted paths.
#pragma once

#include <QColor>
#include <QIcon>
#include <QPainterPath>

namespace interleave::ui::shell {

enum class Icon { restart, toStart, stepBack, play, pause, step, toEnd, close, dice, film, spawn, block };

// The icon's shape in a square of this side at the origin.
QPainterPath iconPath(Icon icon, double side);
// One colour; the disabled state is the second. Sharp at any pixel ratio up to 3.
QIcon makeIcon(Icon icon, const QColor& color, const QColor& disabled);
// The program's sign: three tiles that overlap, painted in a square of this side at the origin.
void paintLogo(QPainter* painter, const QRectF& box);

}  // namespace interleave::ui::shell
