// The page that shows a run: stage, timeline, guide, charts, listing, inspector.
#pragma once

#include <QImage>
#include <QWidget>

#include "ui/capture/captions.h"
#include "ui/geometry/selection.h"
#include "ui/shell/run.h"
#include "ui/theme/theme_notifier.h"

class QSplitter;

namespace interleave::ui::charts {
class ChartsPanel;
}
namespace interleave::ui::guide {
class GuideCard;
}
namespace interleave::ui::inspector {
class InspectorView;
}
namespace interleave::ui::listing {
class ListingView;
}
namespace interleave::ui::stage {
class StageWidget;
}
namespace interleave::ui::timeline {
class TimelineWidget;
}

namespace interleave::ui::shell {

class SideCard;
class TransportBar;

// All views over one Run, with one playhead and one selection. It moves only by advanceFrame(), so the same page is
// driven by a window's timer, by a film's virtual clock and by tests.
class Workspace : public QWidget {
    Q_OBJECT

public:
    // For a window: with transport, tabs and interventions. For a film: the views alone.
    enum class Use { window, film };

    Workspace(Run* run, theme::ThemeNotifier* themes, Use use, QWidget* parent = nullptr);

    // One frame passes on every view. The only clock there is.
    void advanceFrame(base::Duration screen);

    // "en" or "zh_CN".
    void setLanguage(const QString& language);
    void select(const geometry::SelectedObject& object);
    const geometry::SelectedObject& selection() const { return m_selection; }
    void setReducedMotion(bool on);
    // Stands still at each step of the narration.
    void setHold(bool on);
    // What the narration says now, without marks.
    capture::Caption caption() const;

    stage::StageWidget* stage() const { return m_stage; }
    timeline::TimelineWidget* timeline() const { return m_timeline; }
    guide::GuideCard* guideCard() const { return m_guide; }
    TransportBar* transport() const { return m_transport; }
    SideCard* side() const { return m_side; }

    // Sizes of the parts, for remembering.
    QByteArray saveLayout() const;
    void restoreLayout(const QByteArray& state);

Q_SIGNALS:
    void selectionChanged(const interleave::ui::geometry::SelectedObject& object);
    void languageRequested(const QString& language);
    void restartRequested();
    void holdRequested(bool on);
    void spawnRequested();
    void blockRequested(quint32 g);
    void procsRequested(int procs);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void connectViews();
    void showRun();
    void showFrame(base::Duration screen);
    void showPlayState();
    void showSelectedLine();
    void seek(model::EventIndex position);
    void seekTime(base::Time t);
    void applyTheme(const theme::Theme& theme);
    void fitFilm();

    Run* m_run;
    theme::ThemeNotifier* m_themes;
    Use m_use;
    geometry::SelectedObject m_selection;
    stage::StageWidget* m_stage;
    timeline::TimelineWidget* m_timeline;
    guide::GuideCard* m_guide;
    TransportBar* m_transport = nullptr;  // films have none
    SideCard* m_side;
    QSplitter* m_middle = nullptr;  // stage over timeline
    QSplitter* m_right = nullptr;   // guide over charts
    QSplitter* m_whole = nullptr;
};

}  // namespace interleave::ui::shell
