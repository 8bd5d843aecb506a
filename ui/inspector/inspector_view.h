// What the selected object is, and what happened to it last.
#pragma once

#include <QWidget>
#include <memory>
#include <vector>

#include "model/recording.h"
#include "ui/geometry/object_history.h"
#include "ui/geometry/selection.h"
#include "ui/inspector/facts.h"
#include "ui/theme/theme_notifier.h"

class QFormLayout;
class QLabel;
class QListWidget;
class QListWidgetItem;

namespace interleave::ui::inspector {

class EventDelegate;

// Name, state and facts of a G, P, M or queue at the playhead, and its last events as sentences, newest first. A
// click on an event asks to go there. Events that are modelled, not real, say so.
class InspectorView : public QWidget {
    Q_OBJECT

public:
    explicit InspectorView(theme::ThemeNotifier* themes, QWidget* parent = nullptr);

    void setRecording(std::shared_ptr<const model::Recording> recording);
    void setSelection(const geometry::SelectedObject& object);
    // The playhead is here. Costs nothing while the view is hidden or nothing is selected.
    void showMoment(const model::World& world, model::EventIndex position);

    QListWidget* events() const { return m_events; }
    const ObjectFacts& facts() const { return m_facts; }

Q_SIGNALS:
    void seekRequested(interleave::model::EventIndex position);

protected:
    void changeEvent(QEvent* event) override;

private:
    void showFacts();
    void showEvents(model::EventIndex position);
    void showNothing();
    void applyTheme(const theme::Theme& theme);

    theme::ThemeNotifier* m_themes;
    std::shared_ptr<const model::Recording> m_recording;
    geometry::SelectedObject m_object;
    geometry::ObjectHistory m_history;
    ObjectFacts m_facts;
    std::vector<model::EventIndex> m_listed;
    bool m_stale = true;

    QLabel* m_title;
    QLabel* m_state;
    QLabel* m_about;
    QWidget* m_rows;
    QFormLayout* m_form;
    QLabel* m_eventsTitle;
    QListWidget* m_events;
    EventDelegate* m_delegate;
    QLabel* m_nothing;
};

}  // namespace interleave::ui::inspector
