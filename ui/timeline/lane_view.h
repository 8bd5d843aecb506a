// The lanes themselves: time axis, a lane for each P, M or core, arrows, the count of goroutines, the playhead.
//
// A picture is taken from the recording (TimelineFrame), its lanes are written once into two layers, one as it
// happened and one faded for what lies beyond the playhead, and painting only lays the layers together. So moving
// the playhead costs nothing but two copies.
//
// Thread: the window's. Never waits for the engine.
#pragma once

#include <QHash>
#include <QImage>
#include <QStaticText>
#include <QWidget>
#include <memory>
#include <optional>

#include "model/recording.h"
#include "ui/theme/theme.h"
#include "ui/timeline/time_axis.h"
#include "ui/timeline/timeline_frame.h"
#include "ui/timeline/viewport.h"

namespace interleave::ui::timeline {

class LaneView : public QWidget {
    Q_OBJECT
public:
    explicit LaneView(const theme::Theme& theme, QWidget* parent = nullptr);
    ~LaneView() override;

    void setTheme(const theme::Theme& theme);
    // Null: nothing has run.
    void setRecording(std::shared_ptr<const model::Recording> recording);
    const std::shared_ptr<const model::Recording>& recording() const { return m_recording; }
    // Looks whether the recording has grown; once a frame.
    void refresh();
    void setKind(model::LaneKind kind);
    model::LaneKind kind() const { return m_kind; }
    void setPlayhead(Time t);
    Time playhead() const { return m_viewport.playhead(); }
    void setSelectedG(std::uint32_t g);
    std::uint32_t selectedG() const { return m_selectedG; }

    const Viewport& viewport() const { return m_viewport; }
    void setWindow(TimeWindow window);
    void setFollowing(bool on);
    // The picture as it would be painted now.
    const TimelineFrame& frame();
    // The one that was taken last, which may be of a moment ago.
    const TimelineFrame& lastFrame() const { return m_frame; }
    // Where the lanes lie in the widget, and the scale from time to x counted from their left.
    QRectF lanesRect() const;
    TimeScale scale() const;
    // Where a lane's bar lies in the widget.
    QRectF laneRect(int lane);

    // What is said in place of lanes where the recording has none of this kind.
    QString emptyReason() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    // The user moved the playhead, by click or by drag.
    void playheadMoved(interleave::base::Time t);
    void goroutineClicked(std::uint32_t g);
    // The window, the following, the lanes or their number changed.
    void viewChanged();

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    enum class Drag : std::uint8_t { none, pressed, pan, scrub };
    struct Hover {
        QPointF at;
        SliceAt slice;
    };

    // Measures.
    double gutter() const;
    QRectF axisRect() const;
    QRectF countRect() const;
    QRectF badgeRect() const;  // of the playhead's time; empty out of view
    QString playheadText() const;
    double xOf(Time t) const;
    Time timeOf(double x) const;

    // The picture.
    void changed();
    void rebuild();
    void sizeLayer(QImage& layer) const;
    void layBars();
    void layPast(int end);
    void layFuture(int begin);
    void drawLabels(QImage& layer, double fade, int from, int to);
    const QStaticText& label(std::uint32_t g, SliceState state);
    QString words(SliceState state) const;
    QString laneName(int lane) const;
    bool isNamed(std::uint32_t g, SliceState state) const;
    QString runnerName(std::uint32_t g) const;

    // Painting, from the back to the front.
    void paintAxis(QPainter& painter);
    void paintGutter(QPainter& painter);
    void paintLanes(QPainter& painter);
    void paintArrows(QPainter& painter);
    void paintCounts(QPainter& painter);
    void paintScrollMark(QPainter& painter);
    void paintPlayhead(QPainter& painter);
    void paintHover(QPainter& painter);
    void paintEmpty(QPainter& painter, const QString& title, const QString& text);

    // Input.
    void scrubTo(double x);
    void panFrom(QPointF at);
    void clickAt(QPointF at);
    void hoverAt(QPointF at);
    bool nearPlayhead(QPointF at) const;
    void scrollLanes(double by);
    void zoomByKey(double factor);

    theme::Theme m_theme;
    std::shared_ptr<const model::Recording> m_recording;
    model::EventIndex m_seenSize = 0;
    model::LaneKind m_kind = model::LaneKind::processor;
    Viewport m_viewport;
    std::uint32_t m_selectedG = 0;
    double m_scroll = 0;

    bool m_dirty = true;
    TimelineFrame m_frame;
    QImage m_bars;  // the lanes without text
    QImage m_past;
    QImage m_future;
    int m_pastEnd = 0;                   // columns of m_past that are laid: those before it
    int m_futureBegin = 0;               // and of m_future: those from it on
    std::vector<QString> m_threadNames;  // by ThreadId, for lanes by core
    QHash<quint64, QStaticText> m_labels;

    Drag m_drag = Drag::none;
    QPointF m_pressedAt;
    TimeWindow m_pressedWindow;
    double m_pressedScroll = 0;
    std::optional<Hover> m_hover;
};

}  // namespace interleave::ui::timeline
