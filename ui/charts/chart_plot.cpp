#include "ui/charts/chart_plot.h"

#include <QMouseEvent>
#include <algorithm>
#include <cmath>

#include "ui/charts/tickers.h"

namespace interleave::ui::charts {

using theme::Role;

namespace {

// Wide antialiased lines cost by their points: few points are drawn finely, of many about two a pixel plainly.
constexpr std::size_t kFinePoints = 400;
constexpr std::size_t kPlainPoints = 1'600;
// A window of this share of the span shows all of it.
constexpr double kNearlyAll = 0.97;

}  // namespace

ChartPlot::ChartPlot(const theme::Theme& theme, QWidget* parent) : QCustomPlot(parent), m_theme(theme) {
    setNoAntialiasingOnDrag(true);
    setNotAntialiasedElements(QCP::aeGrid | QCP::aeAxes | QCP::aeFills | QCP::aeItems);
    setPlottingHint(QCP::phFastPolylines, true);
    setInteractions(QCP::Interactions());
    setAutoAddPlottableToLegend(false);
    addLayer(QStringLiteral("playhead"), layer(QStringLiteral("overlay")));
    addLayer(QStringLiteral("names"), layer(QStringLiteral("playhead")));
    layer(QStringLiteral("playhead"))->setMode(QCPLayer::lmBuffered);
    xAxis->setTicker(QSharedPointer<TimeTicker>::create());
    yAxis->setTicker(QSharedPointer<ValueTicker>::create());
    yAxis->ticker()->setTickCount(3);
    m_empty = new QCPItemText(this);
    m_empty->setLayer(QStringLiteral("names"));
    m_empty->position->setType(QCPItemPosition::ptAxisRectRatio);
    m_empty->position->setCoords(0.5, 0.5);
    m_empty->setVisible(false);
    m_windowRect = new QCPItemRect(this);
    m_windowRect->setLayer(QStringLiteral("playhead"));
    m_windowRect->setVisible(false);
    m_future = new QCPItemRect(this);
    m_future->setLayer(QStringLiteral("playhead"));
    m_playheadLine = new QCPItemLine(this);
    m_playheadLine->setLayer(QStringLiteral("playhead"));
    for (QCPItemPosition* position : {m_windowRect->topLeft, m_windowRect->bottomRight, m_future->topLeft,
                                      m_future->bottomRight, m_playheadLine->start, m_playheadLine->end}) {
        position->setTypeX(QCPItemPosition::ptPlotCoords);
        position->setTypeY(QCPItemPosition::ptAxisRectRatio);
    }
    // The names' places follow from where the layout puts the axes, and are needed before anything is drawn.
    connect(this, &QCustomPlot::afterLayout, this, &ChartPlot::placeNames);
    applyTheme();
}

void ChartPlot::setTheme(const theme::Theme& theme) {
    m_theme = theme;
    applyTheme();
    for (std::size_t i = 0; i < m_lines.size(); ++i)
        dressGraph(i);
    updateGeometry();
    replot(rpQueuedReplot);
}

void ChartPlot::applyTheme() {
    const theme::Palette& c = m_theme.colors();
    setBackground(QBrush(c.surface));
    const QFont font = m_theme.font(Role::monoSmall);
    for (QCPAxis* axis : {xAxis, yAxis}) {
        axis->setBasePen(QPen(c.line, 1));
        axis->setTickPen(QPen(c.line, 1));
        axis->setTickLabelFont(font);
        axis->setTickLabelColor(c.textThird);
        axis->setTickLengthIn(0);
        axis->setTickLengthOut(0);
        axis->grid()->setPen(QPen(c.line, 1));
        axis->grid()->setZeroLinePen(QPen(c.line, 1));
    }
    yAxis->setBasePen(QPen(Qt::NoPen));
    xAxis->grid()->setVisible(false);
    xAxis->setTickLabelPadding(m_theme.px(5));
    yAxis->setTickLabelPadding(m_theme.px(8));
    axisRect()->setMinimumMargins(QMargins(m_theme.px(46), m_theme.px(13), m_theme.px(10), m_theme.px(24)));
    m_empty->setFont(m_theme.font(Role::label));
    m_empty->setColor(c.textThird);
    m_playheadLine->setPen(QPen(c.playhead, m_theme.px(2)));
    QColor shade = c.accent;
    m_windowRect->setPen(QPen(shade, 1));
    shade.setAlphaF(m_theme.dark() ? 0.16F : 0.10F);
    m_windowRect->setBrush(shade);
    QColor veil = c.surface;
    veil.setAlphaF(0.62F);
    m_future->setPen(Qt::NoPen);
    m_future->setBrush(veil);
}

void ChartPlot::setLines(std::vector<ChartLine> lines) {
    m_lines = std::move(lines);
    while (graphCount() > static_cast<int>(m_lines.size()))
        removeGraph(graphCount() - 1);
    while (graphCount() < static_cast<int>(m_lines.size()))
        addGraph();
    for (std::size_t i = 0; i < m_lines.size(); ++i)
        dressGraph(i);
    double most = 0;
    for (const ChartLine& line : m_lines)
        most = std::max(most, line.data.most());
    yAxis->setRange(0, niceCeiling(std::max(most * 1.05, 4.0)));
    replot(rpQueuedReplot);
}

void ChartPlot::dressGraph(std::size_t i) {
    const ChartLine& line = m_lines[i];
    QCPGraph* g = graph(static_cast<int>(i));
    const bool fine = !line.stepped || line.data.keys.size() <= kFinePoints;
    QPen pen(line.color, fine ? m_theme.stroke(theme::Stroke::normal) * 1.3 : 1.0);
    if (line.dashed)
        pen.setDashPattern({5, 3});
    g->setPen(pen);
    g->setAdaptiveSampling(true);
    g->setLineStyle(line.stepped ? QCPGraph::lsStepLeft : QCPGraph::lsLine);
    QColor fill = line.color;
    fill.setAlphaF(m_theme.dark() ? 0.24F : 0.15F);
    g->setBrush(line.filled ? QBrush(fill) : QBrush(Qt::NoBrush));
    g->setAntialiased(fine);
    auto container = QSharedPointer<QCPGraphDataContainer>::create();
    QVector<QCPGraphData> points;
    const Series shown = thinned(line.data, fine ? kFinePoints : kPlainPoints);
    points.reserve(static_cast<qsizetype>(shown.keys.size()));
    for (std::size_t k = 0; k < shown.keys.size(); ++k)
        points.append(QCPGraphData(shown.keys[k], shown.values[k]));
    container->set(points, true);
    g->setData(container);
}

void ChartPlot::setSpan(Time from, Time to) {
    m_from = from;
    m_to = std::max(to, from + Duration{1});
    xAxis->setRange(static_cast<double>(m_from.count()), static_cast<double>(m_to.count()));
    placePlayhead();
    placeWindow();
}

void ChartPlot::setWindow(Time from, Time to) {
    if (from == m_windowFrom && to == m_windowTo)
        return;
    m_windowFrom = from;
    m_windowTo = to;
    const bool before = windowShown();
    placeWindow();
    if (before || windowShown())
        layer(QStringLiteral("playhead"))->replot();
}

bool ChartPlot::windowShown() const {
    return m_windowRect->visible();
}

void ChartPlot::placeWindow() {
    const Time from = std::max(m_windowFrom, m_from);
    const Time to = std::min(m_windowTo, m_to);
    const auto shown = static_cast<double>((to - from).count());
    m_windowRect->setVisible(shown > 0 && shown < kNearlyAll * static_cast<double>((m_to - m_from).count()));
    m_windowRect->topLeft->setCoords(static_cast<double>(from.count()), 0);
    m_windowRect->bottomRight->setCoords(static_cast<double>(to.count()), 1);
}

void ChartPlot::placePlayhead() {
    const auto key = static_cast<double>(m_playhead.count());
    m_future->topLeft->setCoords(key, 0);
    m_future->bottomRight->setCoords(static_cast<double>(m_to.count()), 1);
    m_future->setVisible(m_playhead < m_to);
    m_playheadLine->start->setCoords(key, -0.02);
    m_playheadLine->end->setCoords(key, 1);
}

void ChartPlot::setPlayhead(Time t) {
    if (t == m_playhead)
        return;
    m_playhead = t;
    placePlayhead();
    layer(QStringLiteral("playhead"))->replot();
}

void ChartPlot::setEmptyText(const QString& text) {
    m_empty->setText(text);
    m_empty->setVisible(!text.isEmpty());
    yAxis->setTickLabels(text.isEmpty());
    xAxis->setTickLabels(text.isEmpty());
    yAxis->grid()->setVisible(text.isEmpty());
    layer(QStringLiteral("playhead"))->setVisible(text.isEmpty());
}

// Each name stands over its line, the first nearest the right end, and none on another.
void ChartPlot::placeNames() {
    while (m_names.size() < m_lines.size()) {
        auto* item = new QCPItemText(this);
        item->setLayer(QStringLiteral("names"));
        item->setClipToAxisRect(false);
        item->position->setType(QCPItemPosition::ptAbsolute);
        item->setPadding(QMargins(m_theme.px(4), 0, m_theme.px(4), 0));
        m_names.push_back(item);
    }
    const QRect area = axisRect()->rect();
    const QFont font = m_theme.font(Role::smallStrong);
    const QFontMetricsF metrics(font);
    const double height = metrics.height();
    std::vector<QRectF> taken;
    for (std::size_t i = 0; i < m_names.size(); ++i) {
        QCPItemText* item = m_names[i];
        const bool shown = i < m_lines.size() && !m_lines[i].data.empty() && !m_empty->visible();
        item->setVisible(shown);
        if (!shown)
            continue;
        const ChartLine& line = m_lines[i];
        const double width = metrics.horizontalAdvance(line.name) + m_theme.px(8);
        const double lastKey = std::min(line.data.keys.back(), xAxis->range().upper);
        const double right = std::min(xAxis->coordToPixel(lastKey), double(area.right())) - m_theme.px(6);
        const double left = std::clamp(right - width - static_cast<double>(i) * area.width() * 0.2,
                                       double(area.left()) + 2, std::max(area.left() + 2.0, area.right() - width));
        // Above the highest point under the name.
        double top = area.bottom();
        const int steps = 8;
        for (int s = 0; s <= steps; ++s) {
            const double key = xAxis->pixelToCoord(left + width * s / steps);
            top = std::min(top, yAxis->coordToPixel(line.data.at(Time{std::llround(std::max(key, 0.0))})));
        }
        QRectF box(left, top - height - m_theme.px(3), width, height);
        const double highest = area.top();
        const double lowest = std::max(highest, area.bottom() - height);
        box.moveTop(std::clamp(box.top(), highest, lowest));
        // Up past the names that are in the way, or down where there is no room above.
        bool up = true;
        for (int tries = 0; tries < 8; ++tries) {
            const auto hit =
                std::find_if(taken.begin(), taken.end(), [&](const QRectF& r) { return r.intersects(box); });
            if (hit == taken.end())
                break;
            const double above = hit->top() - height - 1;
            up = up && above >= highest;
            box.moveTop(up ? above : std::min(hit->bottom() + 1, lowest));
        }
        taken.push_back(box);
        QColor ground = m_theme.colors().surface;
        ground.setAlphaF(0.8F);
        item->setBrush(ground);
        item->setFont(font);
        const QColor ink = m_theme.dark() ? line.color.lighter(125) : line.color.darker(125);
        item->setColor(ink);
        item->setText(line.name);
        item->position->setCoords(box.center());
    }
}

void ChartPlot::resizeEvent(QResizeEvent* event) {
    if (auto ticker = qSharedPointerDynamicCast<TimeTicker>(xAxis->ticker()))
        ticker->setPixels(std::max(1, width() - m_theme.px(56)), m_theme.px(96));
    QCustomPlot::resizeEvent(event);
    replot(rpQueuedReplot);
}

void ChartPlot::drawNow() {
    replot(rpImmediateRefresh);
}

double ChartPlot::pixelOf(Time t) const {
    return xAxis->coordToPixel(static_cast<double>(t.count()));
}

QSize ChartPlot::sizeHint() const {
    return {m_theme.px(420), m_theme.px(150)};
}

QSize ChartPlot::minimumSizeHint() const {
    return {m_theme.px(180), m_theme.px(84)};
}

void ChartPlot::scrub(double x) {
    const double key =
        std::clamp(xAxis->pixelToCoord(x), static_cast<double>(m_from.count()), static_cast<double>(m_to.count()));
    const Time t{std::llround(key)};
    setPlayhead(t);
    Q_EMIT playheadMoved(t);
}

void ChartPlot::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || m_empty->visible())
        return;
    m_scrubbing = true;
    scrub(event->position().x());
}

void ChartPlot::mouseMoveEvent(QMouseEvent* event) {
    if (m_scrubbing)
        scrub(event->position().x());
}

void ChartPlot::mouseReleaseEvent(QMouseEvent*) {
    m_scrubbing = false;
}

void ChartPlot::wheelEvent(QWheelEvent* event) {
    event->ignore();
}

}  // namespace interleave::ui::charts
