// Arcs that say what happened between two places, and their captions.
#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

#include "ui/stage/stage_scene.h"
#include "ui/theme/chrome.h"

namespace interleave::ui::stage {

using theme::Role;
using theme::Stroke;
using theme::Tone;

namespace {

void paintArrowHead(QPainter& painter, QPointF tip, double angle, double size, const QColor& color) {
    QPainterPath head;
    head.moveTo(0, 0);
    head.lineTo(-size, -size * 0.52);
    head.lineTo(-size, size * 0.52);
    head.closeSubpath();
    painter.save();
    painter.translate(tip);
    painter.rotate(-angle);
    painter.fillPath(head, color);
    painter.restore();
}

void paintStroke(QPainter& painter, const theme::Theme& look, const QPainterPath& path, QPointF end,
                 const QColor& color) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    // Thin where it begins, thick where it ends: the direction shows without the head, too.
    constexpr int kPieces = 28;
    QPointF last = path.pointAtPercent(0);
    for (int i = 1; i <= kPieces; ++i) {
        const double t = static_cast<double>(i) / kPieces;
        const QPointF point = path.pointAtPercent(t * 0.985);
        QColor piece = color;
        piece.setAlphaF(static_cast<float>(0.15 + 0.75 * t));
        painter.setPen(QPen(piece, look.pxF(1.5 + 5 * t), Qt::SolidLine, Qt::FlatCap));
        painter.drawLine(last, point);
        last = point;
    }
    paintArrowHead(painter, end, path.angleAtPercent(0.985), look.pxF(17), color);
    painter.restore();
}

}  // namespace

void StageScene::paintArcs(QPainter& painter) {
    m_captions.clear();
    for (const Arc& arc : m_animator.arcs()) {
        painter.setOpacity(arc.opacity());
        if (arc.kind == Arc::Kind::handoff)
            paintHandoff(painter, arc);
        else
            paintArc(painter, arc);
    }
    painter.setOpacity(1);
}

void StageScene::paintArc(QPainter& painter, const Arc& arc) {
    const geometry::ProcessorCard* from = m_layout.card(arc.from);
    const geometry::ProcessorCard* to = m_layout.card(arc.to);
    const QRectF global = m_layout.globalSlots;
    QPointF start, end;
    Course course = Course::drop;
    theme::UnitState state = theme::UnitState::runnable;
    if (arc.kind == Arc::Kind::steal && from && to) {
        start = QPointF(from->card.center().x() - from->card.width() * 0.2, from->card.top());
        end = QPointF(to->card.center().x(), to->card.top() - theme().px(2));
        course = Course::arc;
        state = theme::UnitState::running;
    } else if (arc.kind == Arc::Kind::fromGlobal && to) {
        start = QPointF(global.left() + global.width() * 0.25, m_layout.globalPanel.bottom());
        end = QPointF(to->card.center().x(), to->card.top() - theme().px(2));
    } else if (from) {
        start = QPointF(from->card.center().x(), from->card.top());
        end = QPointF(global.left() + global.width() * 0.6, m_layout.globalPanel.bottom() + theme().px(2));
    } else {
        return;
    }
    const QPainterPath path = coursePath(course, start, end, m_layout);
    const QColor color =
        state == theme::UnitState::running ? theme().colors().accent : theme().tone(Tone::runnable).mark;
    paintStroke(painter, theme(), path, end, color);
    const QSizeF size = theme::captionSize(theme(), arc.caption);
    // In the middle, but clear of the arrow's head.
    double middle = path.pointAtPercent(0.5).x() - size.width() / 2;
    const double clear = theme().px(18);
    middle =
        end.x() >= start.x() ? std::min(middle, end.x() - clear - size.width()) : std::max(middle, end.x() + clear);
    const double most = std::max(m_layout.flightBand.left(), m_layout.flightBand.right() - size.width());
    double top = m_layout.flightBand.bottom() - theme().px(21) - size.height() / 2;
    for (const Caption& other : m_captions)
        if (!other.handoff)
            top -= size.height() + theme().px(4);
    m_captions.push_back(
        {QRectF(QPointF(std::round(std::clamp(middle, m_layout.flightBand.left(), most)), std::round(top)), size),
         arc.caption, arc.opacity(), false});
}

// A dashed line from where the thread was, along the bottom, up to the thread that has the P now.
void StageScene::paintHandoff(QPainter& painter, const Arc& arc) {
    const geometry::MachineBox* to = m_layout.machine(arc.to);
    const auto holds = [&](const geometry::ProcessorCard& card) { return to && card.machine == to->rect; };
    if (std::ranges::none_of(m_layout.cards, holds))
        return;  // it has gone on to another place since
    const QColor color = theme().tone(Tone::syscall).mark;
    const double y = m_layout.bottomStrip.height() >= theme().px(16) ? m_layout.bottomStrip.center().y() + theme().px(3)
                                                                     : to->rect.bottom() + theme().px(7);
    const QPointF start(m_layout.syscallPanel.right() + theme().px(6), y);
    const QPointF end(to->rect.center().x(), to->rect.bottom() + theme().px(2));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPen pen(color, theme().stroke(Stroke::strong) * 0.8);
    pen.setDashPattern({5, 3.5});
    painter.setPen(pen);
    QPainterPath path(start);
    path.lineTo(end.x() - theme().px(8), y);
    path.quadTo(QPointF(end.x(), y), QPointF(end.x(), end.y() + theme().px(6)));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
    paintArrowHead(painter, end, 90, theme().pxF(12), color);
    painter.restore();
    const QFont font = theme().font(Role::smallStrong);
    const double wide = QFontMetricsF(font).horizontalAdvance(arc.caption) + theme().px(20);
    const double middle = std::max((start.x() + end.x()) / 2, start.x() + theme().px(20) + wide / 2);
    const QRectF words(std::round(middle - wide / 2), std::round(y - theme().px(11)), wide, theme().px(22));
    m_captions.push_back({words, arc.caption, arc.opacity(), true});
}

// Words stand above what flies.
void StageScene::paintCaptions(QPainter& painter) {
    for (const Caption& caption : m_captions) {
        painter.setOpacity(caption.opacity);
        if (!caption.handoff) {
            theme::drawCaption(painter, theme(), caption.rect, caption.words);
            continue;
        }
        const theme::ToneColors& tone = theme().tone(Tone::syscall);
        theme::drawBox(painter, caption.rect, tone.fill, tone.edge, caption.rect.height() / 2,
                       theme().stroke(Stroke::thin));
        theme::drawText(painter, caption.rect, caption.words, theme().font(Role::smallStrong), tone.text,
                        Qt::AlignCenter);
    }
    painter.setOpacity(1);
}

}  // namespace interleave::ui::stage
