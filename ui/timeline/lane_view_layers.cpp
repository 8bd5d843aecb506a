// LaneView: takes the picture and lays the two layers of lanes, as happened and faded.
#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <limits>

#include "ui/timeline/lane_view.h"
#include "ui/timeline/timeline_style.h"

namespace interleave::ui::timeline {

void LaneView::rebuild() {
    m_dirty = false;
    m_pastEnd = 0;
    m_futureBegin = std::numeric_limits<int>::max();
    if (!m_recording) {
        m_frame = {};
        return;
    }
    if (m_kind == model::LaneKind::core) {
        for (const model::ThreadFact& fact : m_recording->threads()) {
            if (fact.thread >= m_threadNames.size())
                m_threadNames.resize(fact.thread + std::size_t{1});
            m_threadNames[fact.thread] = QString::fromStdString(fact.name);
        }
    }
    const QRectF lanes = lanesRect();
    FrameRequest request;
    request.kind = m_kind;
    request.window = m_viewport.window();
    request.width = lanes.width();
    request.height = lanes.height();
    request.ratio = devicePixelRatioF();
    request.unit = m_theme.factor();
    request.scroll = m_scroll;
    request.selectedG = m_kind == model::LaneKind::core ? 0 : m_selectedG;
    takeFrame(*m_recording, request, m_frame);
    m_scroll = m_frame.layout.scroll;
    layBars();
}

void LaneView::sizeLayer(QImage& layer) const {
    const FrameRequest& request = m_frame.request;
    const QSize size(m_frame.columns(), static_cast<int>(std::ceil(request.height * request.ratio)));
    if (layer.size() != size)
        layer = QImage(size, QImage::Format_RGB32);
    layer.setDevicePixelRatio(request.ratio);
}

void LaneView::layBars() {
    sizeLayer(m_bars);
    if (m_bars.isNull())
        return;
    RasterStyle style;
    style.colors = rasterColors(m_theme);
    style.dimmed = style.colors.faded(kUnselectedFade);
    style.selectedG = m_frame.request.selectedG;
    style.ratio = m_frame.request.ratio;
    m_bars.fill(style.colors.ground);
    paintRows(m_bars, std::span(m_frame.rows).first(m_frame.rowsUsed), m_frame.layout, style);
}

// Only what the playhead lets be seen of a layer is laid, and a little more, so that it may move.
void LaneView::layPast(int end) {
    sizeLayer(m_past);
    end = std::min(end, m_past.width());
    if (m_past.isNull() || end <= m_pastEnd)
        return;
    for (int y = 0; y < m_past.height(); ++y)
        std::copy_n(reinterpret_cast<const QRgb*>(m_bars.constScanLine(y)) + m_pastEnd, end - m_pastEnd,
                    reinterpret_cast<QRgb*>(m_past.scanLine(y)) + m_pastEnd);
    drawLabels(m_past, 0, m_pastEnd, end);
    m_pastEnd = end;
}

void LaneView::layFuture(int begin) {
    sizeLayer(m_future);
    const int end = std::min(m_futureBegin, m_future.width());
    begin = std::clamp(begin, 0, end);
    if (m_future.isNull() || begin >= end)
        return;
    fadeInto(m_bars, m_future, m_theme.colors().surface.rgb(), kFutureFade, begin, end);
    drawLabels(m_future, kFutureFade, begin, end);
    m_futureBegin = begin;
}

const QStaticText& LaneView::label(std::uint32_t g, SliceState state) {
    const bool named = isNamed(g, state);
    const quint64 key = named ? g : (quint64{1} << 40) + static_cast<quint64>(state);
    auto it = m_labels.find(key);
    if (it == m_labels.end()) {
        if (m_labels.size() > 50'000)
            m_labels.clear();
        QStaticText text(named ? runnerName(g) : words(state));
        text.setTextFormat(Qt::PlainText);
        text.setPerformanceHint(QStaticText::AggressiveCaching);
        text.prepare({}, m_theme.font(theme::Role::labelStrong));
        it = m_labels.insert(key, text);
    }
    return it.value();
}

void LaneView::drawLabels(QImage& layer, double fade, int from, int to) {
    QPainter painter(&layer);
    painter.setClipRect(QRectF(from / m_frame.request.ratio, 0, (to - from) / m_frame.request.ratio, layer.height()));
    painter.setFont(m_theme.font(theme::Role::labelStrong));
    const double pad = m_theme.px(7);
    const double least = m_theme.px(22);
    const int first = m_frame.layout.firstVisible();
    const QColor faded = mixed(m_theme.colors().textSecond, m_theme.colors().surface, 0.05);
    for (std::size_t i = 0; i < m_frame.rowsUsed; ++i) {
        const double top = m_frame.layout.top(first + static_cast<int>(i));
        for (const Block& block : m_frame.rows[i].blocks) {
            const double width = block.width() / m_frame.request.ratio;
            if (width < least || block.x1 <= from || block.x0 >= to)
                continue;
            const QStaticText& text = label(block.g, block.state);
            const QSizeF size = text.size();
            const bool quiet = block.state == SliceState::idle || block.state == SliceState::stopped;
            if (size.width() + m_theme.px(6) > width || size.height() > m_frame.layout.height + m_theme.px(4))
                continue;
            const bool dim = m_frame.request.selectedG != 0 && block.g != m_frame.request.selectedG;
            painter.setPen(fade > 0 || (dim && !quiet) ? faded : labelColor(m_theme, block.state));
            const double left = block.x0 / m_frame.request.ratio;
            const double middle = left + (width - size.width()) / 2;
            const double x = quiet ? middle : std::min(left + pad, middle);
            const double y = top + (m_frame.layout.height - size.height()) / 2;
            if (quiet)
                painter.fillRect(QRectF(x - pad, y, size.width() + 2 * pad, size.height()),
                                 fade > 0 ? mixed(m_theme.colors().sunken, m_theme.colors().surface, fade)
                                          : m_theme.colors().sunken);
            painter.drawStaticText(QPointF(std::round(x), std::round(y)), text);
        }
    }
}

}  // namespace interleave::ui::timeline
