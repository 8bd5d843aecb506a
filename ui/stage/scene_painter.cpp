// How the stage paints itself, from the ground up: a cached ground, what stands still, arcs, what flies.
#include <QCoreApplication>
#include <cmath>

#include "ui/stage/box_painter.h"
#include "ui/stage/stage_scene.h"
#include "ui/theme/chrome.h"
#include "ui/theme/glyph.h"

namespace interleave::ui::stage {

using geometry::Box;
using geometry::BoxStyle;
using geometry::ObjectType;
using geometry::SelectedObject;
using theme::Role;
using theme::Stroke;
using theme::Tone;

namespace {

bool isPanel(BoxStyle style) {
    return style <= BoxStyle::syncPanel;
}

}  // namespace

// The card of the stage and its panels: drawn anew only when one of them changes.
void StageScene::paintGround(QPainter& painter) {
    QByteArray key = QByteArray::number(m_size.width()) + 'x' + QByteArray::number(m_size.height()) + '@' +
                     QByteArray::number(m_ratio) + (theme().dark() ? 'd' : 'l') + QByteArray::number(theme().factor()) +
                     (m_empty ? 'e' : 'r');
    for (const geometry::LegendItem& item : m_layout.legend)
        key += item.text.toUtf8();
    if (key != m_groundKey) {
        m_groundKey = key;
        m_ground = QPixmap((m_size * m_ratio).toSize());
        m_ground.setDevicePixelRatio(m_ratio);
        m_ground.fill(theme().colors().ground);
        QPainter inside(&m_ground);
        inside.setRenderHint(QPainter::TextAntialiasing);
        const double inset = theme().px(3);
        theme::drawCard(inside, theme(), QRectF(QPointF(0, 0), m_size).adjusted(inset, inset, -inset, -inset),
                        theme().colors().surface, theme().colors().line, theme().radius(theme::Radius::panel),
                        theme().stroke(Stroke::thin));
        if (!m_empty) {
            for (const Box& box : m_layout.boxes)
                if (isPanel(box.style))
                    paintBox(inside, theme(), box.rect, box.style, false);
            paintLegend(inside);
        }
    }
    painter.drawPixmap(QPointF(0, 0), m_ground);
}

void StageScene::paintLegend(QPainter& painter) {
    for (const geometry::LegendItem& item : m_layout.legend) {
        const theme::StateColors& colors = theme().state(item.state);
        theme::drawBox(painter, item.sample, colors.fill, colors.edge, theme().pxF(5), theme().stroke(Stroke::normal));
        const double mark = theme().pxF(10);
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.fillPath(theme::glyphPath(colors.glyph, QRectF(item.sample.center().x() - mark / 2,
                                                               item.sample.center().y() - mark / 2, mark, mark)),
                         colors.text);
        painter.restore();
        theme::drawText(painter, item.label, item.text, theme().font(Role::label), theme().colors().textSecond);
    }
}

void StageScene::paintStill(QPainter& painter) {
    for (const Box& box : m_layout.boxes) {
        const bool selectable = box.object.type != ObjectType::goroutine && box.object.type != ObjectType::machine;
        if (isPanel(box.style)) {
            if (lit(box.object))
                m_sprites.box(painter, box, true);
            continue;
        }
        if (box.style != BoxStyle::region || (selectable && lit(box.object)))
            m_sprites.box(painter, box, selectable && lit(box.object));
    }
    paintLinks(painter);
    for (const geometry::Bar& bar : m_layout.bars)
        theme::drawBar(painter, bar.rect, bar.share, theme().tone(bar.tone).mark, theme().colors().track);
    for (const geometry::Text& text : m_layout.texts)
        m_sprites.text(painter, text);
    for (const geometry::Chip& chip : m_layout.chips)
        m_sprites.chip(painter, chip);
    for (const geometry::MachineBox& machine : m_layout.machines)
        if (!m_animator.machineFlies(machine.m))
            m_sprites.machine(painter, machine, machine.rect, lit(SelectedObject::machine(machine.m)));
    paintTokens(painter);
}

void StageScene::paintLinks(QPainter& painter) {
    using Style = geometry::Link::Style;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    for (const geometry::Link& link : m_layout.links) {
        const double length = link.to.y() - link.from.y();
        if (link.style == Style::none || length < 2)
            continue;
        const QColor color = link.style == Style::spinning ? theme().colors().accent
                             : link.style == Style::loose  ? theme().tone(Tone::syscall).mark
                                                           : theme().colors().textThird;
        QPen pen(color, theme().stroke(Stroke::strong));
        if (link.style != Style::held)
            pen.setDashPattern({1.6, 1.2});
        pen.setCapStyle(Qt::FlatCap);
        painter.setPen(pen);
        painter.drawLine(link.from, link.to);
        if (length < theme().px(14))
            continue;
        painter.setPen(QPen(color, theme().stroke(Stroke::strong) * 0.8));
        painter.setBrush(theme().colors().surface);
        painter.drawEllipse((link.from + link.to) / 2, theme().pxF(5), theme().pxF(5));
    }
    painter.restore();
}

// --- the chip beside the title, and what else is to be said

void StageScene::paintStatus(QPainter& painter) {
    double left = m_layout.statusRect.left();
    const double limit = !m_layout.actionsRect.isNull() ? m_layout.actionsRect.left()
                         : m_layout.legend.empty()      ? m_size.width()
                                                        : m_layout.legend.front().sample.left();
    const auto chip = [&](const QString& words, Tone tone) {
        const QSizeF size = theme::chipSize(theme(), words);
        if (words.isEmpty() || left + size.width() > limit - theme().px(8))
            return;
        m_sprites.chip(painter, {QRectF(QPointF(left, m_layout.statusRect.top()), size), words, tone, true});
        left += size.width() + theme().px(8);
    };
    chip(m_status, m_statusTone);
    if (m_snapshot.stopTheWorld)
        chip(QCoreApplication::translate("Stage", "World stopped"), Tone::danger);
    if (m_snapshot.counters.lostEvents > 0)
        chip(QCoreApplication::translate("Stage", "%1 events lost").arg(m_snapshot.counters.lostEvents), Tone::danger);
    if (m_animator.aggregated())
        chip(QCoreApplication::translate("Stage", "Too fast to follow"), Tone::neutral);
}

void StageScene::paintNotice(QPainter& painter) {
    const QRectF area(QPointF(0, 0), m_size);
    const QPointF middle(area.center().x(), area.center().y() - theme().px(10));
    // Three tokens, as in the program's sign.
    const double side = theme().pxF(34);
    const theme::UnitState states[] = {theme::UnitState::runnable, theme::UnitState::running,
                                       theme::UnitState::network};
    for (int i = 0; i < 3; ++i) {
        const double lift =
            m_busy ? std::sin(m_clock / 260 + i * 1.1) * theme().pxF(6) : (i == 1 ? theme().pxF(-6) : 0);
        const QRectF rect(middle.x() + (i - 1.5) * (side + theme().px(6)) + theme().px(3),
                          middle.y() - theme().px(84) + lift, side, side * 0.8);
        const theme::StateColors& colors = theme().state(states[i]);
        theme::drawBox(painter, rect, colors.fill, colors.edge, theme().radius(theme::Radius::token),
                       theme().stroke(Stroke::normal));
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        const double mark = theme().pxF(12);
        painter.fillPath(theme::glyphPath(colors.glyph, QRectF(rect.center().x() - mark / 2,
                                                               rect.center().y() - mark / 2, mark, mark)),
                         colors.text);
        painter.restore();
    }
    theme::drawText(painter, QRectF(0, middle.y() - theme().px(34), area.width(), theme().px(34)), m_noticeTitle,
                    theme().font(Role::panelTitle), theme().colors().text, Qt::AlignCenter);
    painter.setFont(theme().font(Role::body));
    painter.setPen(theme().colors().textThird);
    const double wide = std::min(area.width() - theme().px(60), theme().pxF(560));
    painter.drawText(QRectF(middle.x() - wide / 2, middle.y() + theme().px(8), wide, theme().px(120)),
                     static_cast<int>(Qt::AlignHCenter | Qt::AlignTop) | Qt::TextWordWrap, m_noticeWords);
}

}  // namespace interleave::ui::stage
