#include "ui/shell/icons.h"

#include <QPainter>
#include <QPixmap>

namespace interleave::ui::shell {
namespace {

// All shapes are drawn in a square of 24.
void triangle(QPainterPath* path, double left, double right, double top = 5, double bottom = 19) {
    path->moveTo(left, top);
    path->lineTo(right, (top + bottom) / 2);
    path->lineTo(left, bottom);
    path->closeSubpath();
}

void bar(QPainterPath* path, double left, double width, double top = 5, double height = 14) {
    path->addRoundedRect(left, top, width, height, 1, 1);
}

QPainterPath stroked(const QPainterPath& line, double width) {
    QPainterPathStroker stroker;
    stroker.setWidth(width);
    stroker.setCapStyle(Qt::RoundCap);
    stroker.setJoinStyle(Qt::RoundJoin);
    return stroker.createStroke(line);
}

QPainterPath restartPath() {
    QPainterPath arc;
    arc.arcMoveTo(QRectF(5, 5, 14, 14), 50);
    arc.arcTo(QRectF(5, 5, 14, 14), 50, 290);
    QPainterPath path = stroked(arc, 2.4);
    QPainterPath head;
    head.moveTo(13.2, 7.6);
    head.lineTo(19.6, 9.6);
    head.lineTo(19.4, 3.2);
    head.closeSubpath();
    return path.united(head);
}

QPainterPath dicePath() {
    QPainterPath path;
    path.addRoundedRect(4, 4, 16, 16, 4, 4);
    for (const QPointF& dot :
         {QPointF(8.5, 8.5), QPointF(15.5, 8.5), QPointF(12, 12), QPointF(8.5, 15.5), QPointF(15.5, 15.5)})
        path.addEllipse(dot, 1.6, 1.6);
    path.setFillRule(Qt::OddEvenFill);
    return path;
}

QPainterPath crossPath() {
    QPainterPath lines;
    lines.moveTo(7, 7);
    lines.lineTo(17, 17);
    lines.moveTo(17, 7);
    lines.lineTo(7, 17);
    return stroked(lines, 2);
}

QPainterPath spawnPath() {
    QPainterPath lines;
    lines.moveTo(12, 6);
    lines.lineTo(12, 18);
    lines.moveTo(6, 12);
    lines.lineTo(18, 12);
    return stroked(lines, 2.4);
}

QPainterPath shape(Icon icon) {
    QPainterPath path;
    switch (icon) {
        case Icon::restart:
            return restartPath();
        case Icon::toStart:
            bar(&path, 5, 2.6);
            triangle(&path, 19, 9);
            break;
        case Icon::stepBack:
            triangle(&path, 14, 4);
            bar(&path, 17, 2.6);
            break;
        case Icon::play:
            triangle(&path, 7, 20, 4, 20);
            break;
        case Icon::pause:
            bar(&path, 6.5, 4, 4.5, 15);
            bar(&path, 13.5, 4, 4.5, 15);
            break;
        case Icon::step:
            bar(&path, 4.4, 2.6);
            triangle(&path, 10, 20);
            break;
        case Icon::toEnd:
            triangle(&path, 3, 10.5);
            triangle(&path, 10.5, 18);
            bar(&path, 18.6, 2.6);
            break;
        case Icon::close:
            return crossPath();
        case Icon::dice:
            return dicePath();
        case Icon::film:
            path.addEllipse(QPointF(12, 12), 6, 6);
            break;
        case Icon::spawn:
            return spawnPath();
        case Icon::block:
            path.moveTo(12, 4);
            path.lineTo(20, 12);
            path.lineTo(12, 20);
            path.lineTo(4, 12);
            path.closeSubpath();
            break;
    }
    return path;
}

QPixmap pixmap(Icon icon, const QColor& color) {
    constexpr int kSide = 72;
    QPixmap picture(kSide, kSide);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(iconPath(icon, kSide), color);
    return picture;
}

}  // namespace

QPainterPath iconPath(Icon icon, double side) {
    return QTransform::fromScale(side / 24, side / 24).map(shape(icon));
}

QIcon makeIcon(Icon icon, const QColor& color, const QColor& disabled) {
    QIcon made;
    made.addPixmap(pixmap(icon, color), QIcon::Normal);
    made.addPixmap(pixmap(icon, disabled), QIcon::Disabled);
    return made;
}

void paintLogo(QPainter* painter, const QRectF& box) {
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->translate(box.topLeft());
    painter->scale(box.width() / 40, box.height() / 24);
    painter->setPen(Qt::NoPen);
    const auto tile = [painter](double x, double y, const QColor& color) {
        painter->setBrush(color);
        painter->drawRoundedRect(QRectF(x, y, 15, 13), 4, 4);
    };
    tile(2, 2, QColor(0xF0, 0xA3, 0x0A));
    tile(23, 2, QColor(0xFF, 0xFF, 0xFF));
    tile(12, 9, QColor(0x8C, 0xCB, 0xF0));
    painter->restore();
}

}  // namespace interleave::ui::shell
