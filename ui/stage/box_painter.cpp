#include "ui/stage/box_painter.h"

#include <QPainterPath>

#include "ui/theme/chrome.h"

namespace interleave::ui::stage {

using geometry::BoxStyle;
using theme::Radius;
using theme::Role;
using theme::Stroke;
using theme::Tone;

namespace {

struct Look {
    QColor fill, edge;
    double radius = 0;
    double width = 1;
    bool shadow = false;
    bool dashed = false;
};

Look panelLook(const theme::Theme& theme, Tone tone) {
    return {theme.tone(tone).fill, theme.tone(tone).edge, theme.radius(Radius::card), theme.stroke(Stroke::normal)};
}

Look cardLook(const theme::Theme& theme, BoxStyle style) {
    const theme::Palette& c = theme.colors();
    Look look{c.surface, c.line, theme.radius(Radius::card), theme.stroke(Stroke::strong) * 0.8, true};
    switch (style) {
        case BoxStyle::processorIdle:
            look.fill = c.sunken;
            look.shadow = false;
            look.width = theme.stroke(Stroke::normal);
            break;
        case BoxStyle::processorSpinning:
            look.edge = c.accent;
            look.width = theme.stroke(Stroke::strong);
            break;
        case BoxStyle::processorStopped:
            look.edge = theme.tone(Tone::danger).edge;
            break;
        case BoxStyle::processorSyscall:
            look.edge = theme.tone(Tone::syscall).edge;
            break;
        default:
            break;
    }
    return look;
}

Look lookOf(const theme::Theme& theme, BoxStyle style) {
    const theme::Palette& c = theme.colors();
    const double thin = theme.stroke(Stroke::thin);
    const double token = theme.radius(Radius::token);
    switch (style) {
        case BoxStyle::syscallPanel:
            return panelLook(theme, Tone::syscall);
        case BoxStyle::idlePanel:
        case BoxStyle::queuePanel:
            return panelLook(theme, Tone::neutral);
        case BoxStyle::netPanel:
            return panelLook(theme, Tone::network);
        case BoxStyle::syncPanel:
            return panelLook(theme, Tone::waiting);
        case BoxStyle::entry:
            return {c.surface, c.line, theme.pxF(9), thin};
        case BoxStyle::entryDue:
            return {c.surface, theme.tone(Tone::runnable).mark, theme.pxF(9), theme.stroke(Stroke::strong) * 0.8};
        case BoxStyle::machine:
            return {c.navy, c.navyEdge, theme.pxF(9), thin, true};
        case BoxStyle::machineSpinning:
            return {c.navy, c.accent, theme.pxF(9), theme.stroke(Stroke::strong)};
        case BoxStyle::machineSmall:
            return {c.navy, c.navyEdge, token, thin};
        case BoxStyle::machineIdle:
            return {c.idleFill, c.idleEdge, token, thin};
        case BoxStyle::machineNone:
            return {Qt::transparent, c.lineStrong, theme.pxF(9), thin, false, true};
        case BoxStyle::slot:
            return {c.sunken, c.lineStrong, token, thin, false, true};
        case BoxStyle::slotTarget:
            return {Qt::transparent, theme.tone(Tone::runnable).mark,
                    token,           theme.stroke(Stroke::strong) * 0.8,
                    false,           true};
        case BoxStyle::slotNext:
            return {c.runnextSoft, c.runnext, token, thin, false, true};
        case BoxStyle::runnextFrame:
            return {c.runnextSoft, c.runnext, theme.pxF(10), theme.stroke(Stroke::strong) * 0.8};
        case BoxStyle::seat:
            return {c.sunken, c.lineStrong, theme.pxF(9), thin, false, true};
        case BoxStyle::separator:
            return {c.line, c.line, 0, 0};
        case BoxStyle::region:
            return {Qt::transparent, Qt::transparent, token, 0};
        default:
            return cardLook(theme, style);
    }
}

// Two strands: the sign of a thread.
void paintStrands(QPainter& painter, const theme::Theme& theme, const QRectF& box, const QColor& color) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, theme.stroke(Stroke::normal) * 1.15, Qt::SolidLine, Qt::RoundCap));
    painter.setBrush(Qt::NoBrush);
    for (const double x : {0.25, 0.75}) {
        QPainterPath strand;
        const double cx = box.left() + box.width() * x;
        const double swing = box.width() * 0.22;
        const double third = box.height() / 3;
        strand.moveTo(cx - swing, box.top());
        strand.cubicTo(cx + swing * 1.6, box.top() + third, cx - swing * 1.6, box.top() + 2 * third, cx + swing,
                       box.bottom());
        painter.drawPath(strand);
    }
    painter.restore();
}

}  // namespace

void paintBox(QPainter& painter, const theme::Theme& theme, const QRectF& rect, BoxStyle style, bool lit) {
    const Look look = lookOf(theme, style);
    if (style == BoxStyle::separator) {
        painter.fillRect(rect, look.fill);
        return;
    }
    if (look.shadow)
        theme::drawCard(painter, theme, rect, look.fill, look.edge, look.radius, look.width);
    else if (!look.dashed)
        theme::drawBox(painter, rect, look.fill, look.edge, look.radius, look.width);
    if (look.dashed) {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        QPen pen(look.edge, look.width, Qt::CustomDashLine, Qt::FlatCap);
        pen.setDashPattern({3.0, 2.4});
        painter.setPen(pen);
        painter.setBrush(look.fill);
        const double inset = look.width / 2;
        painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), look.radius, look.radius);
        painter.restore();
    }
    if (lit) {
        const double grow = theme.pxF(2);
        theme::drawBox(painter, rect.adjusted(-grow, -grow, grow, grow), Qt::transparent, theme.colors().accent,
                       look.radius + grow, theme.stroke(Stroke::strong));
    }
}

void paintMachine(QPainter& painter, const theme::Theme& theme, const QRectF& rect, const geometry::MachineBox& machine,
                  bool lit) {
    paintBox(painter, theme, rect, machine.style, lit);
    const theme::Palette& c = theme.colors();
    const QColor ink = machine.style == BoxStyle::machineIdle ? c.idleText : c.navyText;
    const bool roomy = rect.width() >= theme.px(110);
    if (!roomy) {
        theme::drawText(painter, rect, machine.name,
                        theme.font(rect.height() >= theme.px(24) ? Role::labelStrong : Role::smallStrong), ink,
                        Qt::AlignCenter);
        return;
    }
    const bool twoLines = rect.height() >= theme.px(44);
    const double signHeight = twoLines ? theme.pxF(24) : theme.pxF(16);
    paintStrands(painter, theme,
                 QRectF(rect.left() + theme.px(13), rect.center().y() - signHeight / 2, theme.pxF(13), signHeight),
                 machine.style == BoxStyle::machineIdle ? c.idleText : theme.state(theme::UnitState::network).fill);
    const double left = rect.left() + theme.px(twoLines ? 38 : 34);
    const double wide = rect.right() - theme.px(5) - left;
    const QColor second = machine.style == BoxStyle::machineIdle ? c.textThird : c.navySecond;
    if (twoLines) {
        theme::drawText(painter, QRectF(left, rect.top() + theme.px(5), wide, theme.px(22)), machine.name,
                        theme.font(Role::section), ink);
        theme::drawText(painter, QRectF(left, rect.top() + theme.px(26), wide, theme.px(20)), machine.detail,
                        theme.font(Role::monoSmall), second);
        return;
    }
    const double nameWidth = theme.px(28);
    theme::drawText(painter, QRectF(left, rect.top(), nameWidth, rect.height()), machine.name,
                    theme.font(Role::labelStrong), ink);
    theme::drawText(painter, QRectF(left + nameWidth, rect.top(), wide - nameWidth, rect.height()), machine.detail,
                    theme.font(Role::monoSmall), second);
}

}  // namespace interleave::ui::stage
