// A chart in its card: title, what the figure was measured under, the value at the playhead, the plot.
#pragma once

#include <QFrame>

#include "ui/charts/chart_plot.h"
#include "ui/theme/theme.h"

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace interleave::ui::charts {

class ChartCard : public QFrame {
    Q_OBJECT
public:
    explicit ChartCard(const theme::Theme& theme, QWidget* parent = nullptr);

    void setTheme(const theme::Theme& theme);
    void setTitle(const QString& title);
    // The big value and its unit, at the playhead.
    void setValue(const QString& value, const QString& unit);
    // One small line under the title: where the figures are from.
    void setNote(const QString& note);
    QString value() const;
    QString note() const;
    ChartPlot* plot() const { return m_plot; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void applyTheme();
    void fit();
    void fitAnew();

    theme::Theme m_theme;
    QLabel* m_title = nullptr;
    QLabel* m_value = nullptr;
    QLabel* m_unit = nullptr;
    QLabel* m_note = nullptr;
    QString m_noteText;
    QString m_unitText;
    bool m_unitBelow = false;  // once at this width, and then for good: figures that change must not make it hop
    int m_valueSize = 0;       // likewise
    QVBoxLayout* m_column = nullptr;
    QHBoxLayout* m_head = nullptr;
    ChartPlot* m_plot = nullptr;
};

}  // namespace interleave::ui::charts
