// LaneView: painting, from the back to the front. Nothing here looks into the recording.
#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "ui/theme/chrome.h"
#include "ui/timeline/lane_view.h"
#include "ui/timeline/timeline_style.h"

namespace interleave::ui::timeline {

using theme::Role;

void LaneView::paintEvent(QPaintEvent*) {
    if (m_dirty)
        rebuild();
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colors().surface);
    if (!m_recording) {
        paintEmpty(painter, tr("Nothing has run yet"),
                   tr("Choose a scenario and press play. Every slice drawn here will be one that really ran."));
        return;
    }
    paintAxis(painter);
    if (m_frame.lanes == 0) {
        paintEmpty(painter, tr("No lanes to show"), emptyReason());
    } else {
        paintLanes(painter);
        paintGutter(painter);
        paintArrows(painter);
        paintScrollMark(painter);
    }
    paintCounts(painter);
    paintPlayhead(painter);
    paintHover(painter);
    if (hasFocus()) {
        painter.setPen(QPen(m_theme.colors().accent, m_theme.px(2)));
        const QPointF at(m_theme.px(1), axisRect().top() + m_theme.px(4));
        painter.drawLine(at, at + QPointF(0, m_theme.px(18)));
    }
}

void LaneView::paintAxis(QPainter& painter) {
    const QRectF axis = axisRect();
    const TimeAxis ticks = timeAxis(scale(), m_theme.px(120));
    const QFont font = m_theme.font(Role::mono);
    const QFontMetricsF metrics(font);
    const double bottom = countRect().bottom();
    const QRectF badge = badgeRect();
    double right = axis.left() - 1;
    painter.setFont(font);
    for (const Tick& tick : ticks.ticks) {
        const double x = std::round(xOf(tick.at));
        painter.fillRect(QRectF(x, axis.bottom() - m_theme.px(6), 1, bottom - axis.bottom() + m_theme.px(6)),
                         m_theme.colors().line);
        const double width = metrics.horizontalAdvance(tick.label);
        const double left = x + m_theme.px(4);
        const bool covered = left < badge.right() + m_theme.px(4) && left + width > badge.left() - m_theme.px(4);
        if (left + width > axis.right() || left < right || covered)
            continue;
        painter.setPen(m_theme.colors().textThird);
        painter.drawText(QPointF(left, axis.center().y() + metrics.ascent() / 2 - m_theme.px(2)), tick.label);
        right = left + width + m_theme.px(12);
    }
    if (!ticks.base.isEmpty())
        theme::drawText(painter, QRectF(0, axis.top(), gutter() - m_theme.px(8), axis.height()), ticks.base,
                        m_theme.font(Role::monoSmall), m_theme.colors().textSecond);
}

void LaneView::paintLanes(QPainter& painter) {
    const QRectF lanes = lanesRect();
    const double split = std::clamp(std::round(xOf(m_viewport.playhead())), lanes.left(), lanes.right());
    const int column = static_cast<int>((split - lanes.left()) * m_frame.request.ratio);
    const int spare = m_frame.columns() / 16;
    if (split > lanes.left() && column > m_pastEnd - 2)
        layPast(column + spare);
    if (split < lanes.right() && column < m_futureBegin)
        layFuture(column - spare);
    painter.save();
    // Grid lines shine through between the lanes: only the bars themselves are laid over them.
    for (std::size_t i = 0; i < m_frame.rowsUsed; ++i) {
        const int lane = m_frame.layout.firstVisible() + static_cast<int>(i);
        const QRectF bar(lanes.left(), lanes.top() + m_frame.layout.top(lane), lanes.width(), m_frame.layout.height);
        const QRectF shown = bar.intersected(lanes);
        const auto part = [&](const QImage& layer, double from, double to) {
            if (to <= from)
                return;
            const double ratio = m_frame.request.ratio;
            const QRectF target(from, shown.top(), to - from, shown.height());
            const QRectF source((from - lanes.left()) * ratio, (shown.top() - lanes.top()) * ratio,
                                target.width() * ratio, target.height() * ratio);
            painter.drawImage(target, layer, source);
        };
        part(m_past, lanes.left(), split);
        part(m_future, split, lanes.right());
    }
    painter.restore();
}

void LaneView::paintGutter(QPainter& painter) {
    const QRectF lanes = lanesRect();
    painter.setClipRect(QRectF(0, lanes.top(), gutter(), lanes.height()));
    const bool small = m_frame.layout.pitch < m_theme.px(26);
    const QFont font = m_theme.font(small ? Role::smallStrong : Role::section);
    for (std::size_t i = 0; i < m_frame.rowsUsed; ++i) {
        const int lane = m_frame.layout.firstVisible() + static_cast<int>(i);
        const QRectF at(m_theme.px(6), lanes.top() + m_frame.layout.center(lane) - m_frame.layout.pitch / 2,
                        gutter() - m_theme.px(10), m_frame.layout.pitch);
        theme::drawText(painter, at, laneName(lane), font, m_theme.colors().text);
    }
    painter.setClipping(false);
}

void LaneView::paintArrows(QPainter& painter) {
    if (m_frame.arrows.shapes.empty())
        return;
    const theme::Palette& c = m_theme.colors();
    const QRectF lanes = lanesRect();
    painter.save();
    painter.setClipRect(lanes);
    painter.translate(lanes.topLeft());
    painter.setRenderHint(QPainter::Antialiasing);
    const double playhead = scale().x(m_viewport.playhead());
    const QColor ink = m_theme.dark() ? c.navySecond : c.navy;
    for (const ArrowShape& arrow : m_frame.arrows.shapes) {
        const bool wake = arrow.kind == model::LaneArrow::Kind::wake;
        const bool dim = m_frame.request.selectedG != 0 && !arrow.lit;
        QColor color = arrow.kind == model::LaneArrow::Kind::handoff ? c.tone(theme::Tone::syscall).text : ink;
        if (wake)
            color = mixed(color, c.surface, 0.25);
        color.setAlphaF(arrow.end.x() > playhead + 0.5 ? 0.25F : dim ? 0.35F : 1.0F);
        QPainterPath path(arrow.start);
        path.cubicTo(arrow.control1, arrow.control2, arrow.end);
        // A rim of the ground keeps the arrow readable on blue.
        painter.setBrush(Qt::NoBrush);
        const double width = wake ? m_theme.stroke(theme::Stroke::thin) : m_theme.pxF(2.0);
        if (m_frame.arrows.shapes.size() <= 100) {
            QColor rim = c.surface;
            rim.setAlphaF(color.alphaF() * 0.85F);
            painter.setPen(QPen(rim, width + m_theme.pxF(2.2)));
            painter.drawPath(path);
        }
        QPen pen(color, width);
        if (arrow.kind == model::LaneArrow::Kind::handoff)
            pen.setDashPattern({4, 2.5});
        painter.setPen(pen);
        painter.drawPath(path);
        const QPointF along = arrow.end - arrow.control2;
        const double length = std::max(1e-6, std::hypot(along.x(), along.y()));
        const QPointF direction = along / length;
        const QPointF normal(-direction.y(), direction.x());
        const double size = m_theme.pxF(wake ? 6 : 8);
        const QPointF base = arrow.end - direction * size;
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawPolygon(QPolygonF({arrow.end, base + normal * size * 0.5, base - normal * size * 0.5}));
    }
    painter.restore();
}

void LaneView::paintCounts(QPainter& painter) {
    const QRectF area = countRect();
    const theme::Palette& c = m_theme.colors();
    const QRectF caption(m_theme.px(6), area.top(), gutter() - m_theme.px(8), area.height());
    theme::drawText(painter, caption.adjusted(0, 0, 0, -area.height() / 2), tr("G count"),
                    m_theme.font(Role::smallStrong), c.textSecond, Qt::AlignLeft | Qt::AlignBottom);
    theme::drawText(painter, caption.adjusted(0, area.height() / 2, 0, 0), tr("max %1").arg(m_frame.counts.most),
                    m_theme.font(Role::monoSmall), c.textThird, Qt::AlignLeft | Qt::AlignTop);
    painter.fillRect(area, mixed(c.sunken, c.surface, 0.4));
    if (m_frame.counts.most == 0)
        return;
    const double split = xOf(m_viewport.playhead()) - area.left();
    const double unit = area.height() / m_frame.counts.most;
    const std::array<QColor, 2> running{c.state(theme::UnitState::running).fill,
                                        mixed(c.state(theme::UnitState::running).fill, c.surface, kFutureFade)};
    const std::array<QColor, 2> runnable{c.state(theme::UnitState::runnable).fill,
                                         mixed(c.state(theme::UnitState::runnable).fill, c.surface, kFutureFade)};
    const auto& columns = m_frame.counts.columns;
    for (std::size_t x = 0; x < columns.size();) {
        // Equal neighbours are one rectangle.
        std::size_t end = x + 1;
        const std::size_t future = static_cast<double>(x) >= split ? 1 : 0;
        while (end < columns.size() && columns[end] == columns[x] &&
               (static_cast<double>(end) >= split) == (future == 1))
            ++end;
        const auto left = area.left() + static_cast<double>(x);
        const auto width = static_cast<double>(end - x);
        const double low = std::round(columns[x].running * unit);
        const double high = std::round((columns[x].running + columns[x].runnable) * unit);
        if (columns[x].known) {
            painter.fillRect(QRectF(left, area.bottom() - high, width, high - low), runnable[future]);
            painter.fillRect(QRectF(left, area.bottom() - low, width, low), running[future]);
        }
        x = end;
    }
}

void LaneView::paintScrollMark(QPainter& painter) {
    const LaneLayout& layout = m_frame.layout;
    if (layout.maxScroll() <= 0)
        return;
    const QRectF lanes = lanesRect();
    const double height = std::max(m_theme.pxF(24), lanes.height() * layout.view / layout.content);
    const double top = lanes.top() + (lanes.height() - height) * layout.scroll / layout.maxScroll();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.colors().lineStrong);
    const double width = m_theme.pxF(5);
    painter.drawRoundedRect(QRectF(gutter() - width - m_theme.px(3), top, width, height), width / 2, width / 2);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

QString LaneView::playheadText() const {
    const Duration perPixel{static_cast<std::int64_t>(std::max(1.0, scale().nanosecondsPerUnit()))};
    return timeText(m_viewport.playhead(), perPixel * 4);
}

QRectF LaneView::badgeRect() const {
    const double x = std::round(xOf(m_viewport.playhead()));
    const QRectF lanes = lanesRect();
    if (x < lanes.left() - 0.5 || x > lanes.right() + 0.5)
        return {};
    const double width =
        QFontMetricsF(m_theme.font(Role::monoStrong)).horizontalAdvance(playheadText()) + m_theme.px(16);
    QRectF badge(x - width / 2, axisRect().top() + m_theme.px(1), width, m_theme.px(24));
    badge.moveLeft(std::clamp(badge.left(), 0.0, std::max(0.0, double(this->width()) - width)));
    return badge;
}

void LaneView::paintPlayhead(QPainter& painter) {
    const double x = std::round(xOf(m_viewport.playhead()));
    const QRectF lanes = lanesRect();
    if (x < lanes.left() - 0.5 || x > lanes.right() + 0.5)
        return;
    const theme::Palette& c = m_theme.colors();
    const double width = m_theme.px(2);
    const double left = std::min(x - width / 2, lanes.right() - width);
    painter.fillRect(QRectF(left, axisRect().center().y(), width, countRect().bottom() - axisRect().center().y()),
                     c.playhead);
    const QRectF badge = badgeRect();
    theme::drawBox(painter, badge, c.playhead, c.playhead, m_theme.pxF(5), 0);
    theme::drawText(painter, badge, playheadText(), m_theme.font(Role::monoStrong), c.playheadText, Qt::AlignCenter);
}

void LaneView::paintHover(QPainter& painter) {
    if (!m_hover || !m_hover->slice.ok || m_drag != Drag::none)
        return;
    const model::Slice& slice = m_hover->slice.slice;
    const Duration length = slice.end - slice.start;
    const bool named = isNamed(slice.g, slice.state) || (slice.g != 0 && m_kind != model::LaneKind::core);
    QString title = laneName(m_hover->slice.lane) + QStringLiteral("  ·  ");
    title += named ? runnerName(slice.g) + QStringLiteral("  ") + words(slice.state) : words(slice.state);
    QStringList lines{tr("start %1").arg(timeText(slice.start, std::max(length / 100, Duration{1}))),
                      tr("length %1").arg(durationText(length))};
    if (slice.preempted)
        lines << tr("ended by preemption");
    const QFont strong = m_theme.font(Role::labelStrong);
    const QFont mono = m_theme.font(Role::monoSmall);
    double width = QFontMetricsF(strong).horizontalAdvance(title);
    for (const QString& line : lines)
        width = std::max(width, QFontMetricsF(mono).horizontalAdvance(line));
    const double pad = m_theme.px(12);
    const double lineHeight = m_theme.px(20);
    QRectF card(m_hover->at + QPointF(m_theme.px(14), m_theme.px(14)),
                QSizeF(width + 2 * pad, lineHeight * static_cast<double>(lines.size() + 1) + 1.5 * pad));
    if (card.right() > this->width() - 2)
        card.moveRight(m_hover->at.x() - m_theme.px(10));
    if (card.bottom() > height() - 2)
        card.moveBottom(std::max(card.height() + 2, m_hover->at.y() - m_theme.px(8)));
    const theme::Palette& c = m_theme.colors();
    theme::drawCard(painter, m_theme, card, c.surface, c.lineStrong, m_theme.pxF(8), 1);
    QRectF line(card.left() + pad, card.top() + pad * 0.75, width, lineHeight);
    theme::drawText(painter, line, title, strong, c.text);
    for (const QString& text : lines) {
        line.translate(0, lineHeight);
        theme::drawText(painter, line, text, mono, c.textSecond);
    }
}

void LaneView::paintEmpty(QPainter& painter, const QString& title, const QString& text) {
    const double width = std::min(double(this->width()) - m_theme.px(48), m_theme.pxF(620));
    const QRectF middle((this->width() - width) / 2, height() / 2.0 - m_theme.px(36), width, m_theme.px(24));
    theme::drawText(painter, middle, title, m_theme.font(Role::section), m_theme.colors().text, Qt::AlignCenter);
    painter.setFont(m_theme.font(Role::label));
    painter.setPen(m_theme.colors().textThird);
    painter.drawText(middle.translated(0, m_theme.px(28)).adjusted(0, 0, 0, m_theme.px(30)),
                     Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, text);
}

}  // namespace interleave::ui::timeline
