// One plot: lines over run time with their names beside them, and the playhead.
//
// Drawn by QCustomPlot: adaptive sampling, queued replots, lines without mitred joins. The playhead lies on a
// layer with a buffer of its own, so that moving it repaints no line.
#pragma once

#include <QString>
#include <vector>

#include "ui/charts/plot_library.h"
#include "ui/charts/series.h"
#include "ui/theme/theme.h"

namespace interleave::ui::charts {

struct ChartLine {
    QString name;
    QColor color;
    bool filled = false;
    bool dashed = false;
    bool stepped = false;  // a level that holds until the next point
    Series data;
};

class ChartPlot : public QCustomPlot {
    Q_OBJECT
public:
    explicit ChartPlot(const theme::Theme& theme, QWidget* parent = nullptr);

    void setTheme(const theme::Theme& theme);
    // Replaces the lines; drawn with the next frame.
    void setLines(std::vector<ChartLine> lines);
    const std::vector<ChartLine>& lines() const { return m_lines; }
    // The span of run time that is shown.
    void setSpan(Time from, Time to);
    void setPlayhead(Time t);
    // The stretch that another view shows: shaded where it is not about the whole span.
    void setWindow(Time from, Time to);
    bool windowShown() const;
    // A sentence in place of the lines; empty for none.
    void setEmptyText(const QString& text);
    // Draws now, not with the next frame.
    void drawNow();
    // Where a moment lies, in the widget.
    double pixelOf(Time t) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void playheadMoved(interleave::base::Time t);

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void applyTheme();
    void dressGraph(std::size_t i);
    void placeNames();
    void placePlayhead();
    void placeWindow();
    void scrub(double x);

    theme::Theme m_theme;
    std::vector<ChartLine> m_lines;
    std::vector<QCPItemText*> m_names;
    QCPItemText* m_empty = nullptr;
    QCPItemLine* m_playheadLine = nullptr;
    QCPItemRect* m_future = nullptr;
    QCPItemRect* m_windowRect = nullptr;
    Time m_windowFrom{0};
    Time m_windowTo{0};
    Time m_from{0};
    Time m_to{1};
    Time m_playhead{0};
    bool m_scrubbing = false;
};

}  // namespace interleave::ui::charts
