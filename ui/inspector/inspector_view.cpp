#include "ui/inspector/inspector_view.h"

#include <QCoreApplication>
#include <QEvent>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QStyle>
#include <QVBoxLayout>

#include "ui/inspector/event_delegate.h"
#include "ui/inspector/event_text.h"

namespace interleave::ui::inspector {

using namespace Qt::StringLiterals;
using geometry::ObjectType;

namespace {

constexpr std::size_t kMostEvents = 12;

const char* nameOfTone(theme::Tone tone) {
    static constexpr const char* kNames[theme::kTones] = {"neutral", "running", "runnable",  "waiting",
                                                          "syscall", "network", "collector", "danger"};
    return kNames[static_cast<std::size_t>(tone)];
}

// To the nanosecond below a millisecond, to the microsecond below a second: events follow each other closely.
QString momentText(std::uint64_t ns) {
    const auto n = static_cast<double>(ns);
    return n < 1e6   ? u"%1 µs"_s.arg(n / 1e3, 0, 'f', 3)
           : n < 1e9 ? u"%1 ms"_s.arg(n / 1e6, 0, 'f', 3)
                     : u"%1 s"_s.arg(n / 1e9, 0, 'f', 4);
}

}  // namespace

InspectorView::InspectorView(theme::ThemeNotifier* themes, QWidget* parent)
    : QWidget(parent),
      m_themes(themes),
      m_title(new QLabel),
      m_state(new QLabel),
      m_about(new QLabel),
      m_rows(new QWidget),
      m_form(new QFormLayout(m_rows)),
      m_eventsTitle(new QLabel),
      m_events(new QListWidget),
      m_delegate(new EventDelegate(themes->theme(), m_events)),
      m_nothing(new QLabel) {
    m_title->setProperty("role", u"title"_s);
    m_eventsTitle->setProperty("role", u"section"_s);
    m_about->setProperty("role", u"second"_s);
    m_about->setWordWrap(true);
    m_nothing->setProperty("role", u"second"_s);
    m_nothing->setWordWrap(true);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_events->setItemDelegate(m_delegate);
    m_events->setResizeMode(QListView::Adjust);
    m_events->setMouseTracking(true);
    m_events->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_form->setContentsMargins(0, 0, 0, 0);
    auto* head = new QHBoxLayout;
    head->addWidget(m_title);
    head->addWidget(m_state);
    head->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(head);
    column->addWidget(m_about);
    column->addWidget(m_rows);
    column->addWidget(m_eventsTitle);
    column->addWidget(m_events, 1);
    column->addWidget(m_nothing, 1);
    const auto goTo = [this](const QListWidgetItem* item) {
        Q_EMIT seekRequested(item->data(EventDelegate::PositionRole).toULongLong());
    };
    connect(m_events, &QListWidget::itemClicked, this, goTo);
    connect(m_events, &QListWidget::itemActivated, this, goTo);
    connect(themes, &theme::ThemeNotifier::changed, this, &InspectorView::applyTheme);
    applyTheme(themes->theme());
    showNothing();
}

void InspectorView::setRecording(std::shared_ptr<const model::Recording> recording) {
    m_recording = std::move(recording);
    m_history.setRecording(m_recording);
    setSelection({});
}

void InspectorView::setSelection(const geometry::SelectedObject& object) {
    m_object = object;
    m_stale = true;
    if (object.empty())
        showNothing();
}

void InspectorView::showMoment(const model::World& world, model::EventIndex position) {
    if (m_object.empty() || !m_recording || !isVisible())
        return;
    ObjectFacts facts = factsOf(m_object, world, *m_recording);
    if (facts != m_facts || m_stale) {
        m_facts = std::move(facts);
        showFacts();
    }
    showEvents(position);
    m_stale = false;
}

void InspectorView::showFacts() {
    m_nothing->hide();
    for (QWidget* widget : std::initializer_list<QWidget*>{m_title, m_state, m_about, m_rows, m_eventsTitle, m_events})
        widget->show();
    m_title->setText(m_facts.title);
    m_about->setText(m_facts.about);
    m_state->setProperty("tone", QString::fromLatin1(nameOfTone(m_facts.tone)));
    style()->unpolish(m_state);
    style()->polish(m_state);
    // A label learns of its padding by this alone.
    QEvent restyled(QEvent::StyleChange);
    QCoreApplication::sendEvent(m_state, &restyled);
    m_state->setText(m_facts.state);
    m_state->updateGeometry();
    while (m_form->rowCount() > static_cast<int>(m_facts.facts.size()))
        m_form->removeRow(m_form->rowCount() - 1);
    for (int i = 0; i < static_cast<int>(m_facts.facts.size()); ++i) {
        const Fact& fact = m_facts.facts[static_cast<std::size_t>(i)];
        if (i == m_form->rowCount()) {
            auto* value = new QLabel;
            value->setProperty("role", u"mono"_s);
            value->setWordWrap(true);
            m_form->addRow(new QLabel, value);
        }
        qobject_cast<QLabel*>(m_form->itemAt(i, QFormLayout::LabelRole)->widget())->setText(fact.label);
        qobject_cast<QLabel*>(m_form->itemAt(i, QFormLayout::FieldRole)->widget())->setText(fact.value);
    }
}

void InspectorView::showEvents(model::EventIndex position) {
    const std::vector<model::FullEvent>& events = m_history.at(m_object, position, kMostEvents);
    std::vector<model::EventIndex> indices;
    for (const model::FullEvent& event : events)
        indices.push_back(event.index);
    if (indices == m_listed && !m_stale)
        return;
    m_listed = std::move(indices);
    m_events->clear();
    m_eventsTitle->setText(events.empty() ? tr("Nothing has happened here yet") : tr("Last events"));
    for (auto event = events.rbegin(); event != events.rend(); ++event) {
        QString sentence = eventText(*event, *m_recording);
        if (isModelled(event->event))
            sentence += u"  "_s + tr("(modelled)");
        const QString when = momentText(event->event.time);
        auto* item = new QListWidgetItem(when + u"  "_s + sentence, m_events);
        item->setData(EventDelegate::TimeRole, when);
        item->setData(EventDelegate::SentenceRole, sentence);
        item->setData(EventDelegate::PositionRole, QVariant::fromValue<qulonglong>(event->index + 1));
        item->setToolTip(isModelled(event->event) ? tr("Modelled: it stands for something that the engine does not do")
                                                  : tr("Real: the engine did this. Click to go there"));
    }
}

void InspectorView::showNothing() {
    m_facts = {};
    m_listed.clear();
    for (QWidget* widget : std::initializer_list<QWidget*>{m_title, m_state, m_about, m_rows, m_eventsTitle, m_events})
        widget->hide();
    m_eventsTitle->setText(tr("Last events"));
    m_events->setAccessibleName(tr("Last events"));
    m_nothing->setText(
        tr("Click a goroutine, a P, a thread or a queue on the stage to see what it is doing and "
           "what happened to it."));
    m_nothing->show();
}

void InspectorView::applyTheme(const theme::Theme& theme) {
    m_delegate->setTheme(theme);
    m_events->doItemsLayout();
    layout()->setSpacing(theme.px(8));
    m_form->setSpacing(theme.px(4));
    m_form->setHorizontalSpacing(theme.px(16));
}

void InspectorView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        m_stale = true;
        if (m_object.empty())
            showNothing();
    }
    QWidget::changeEvent(event);
}

}  // namespace interleave::ui::inspector
