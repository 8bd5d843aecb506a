#include "ui/shell/workspace.h"

#include <QDataStream>
#include <QHBoxLayout>
#include <QSplitter>
#include <algorithm>

#include "ui/charts/charts_panel.h"
#include "ui/geometry/format.h"
#include "ui/guide/guide_card.h"
#include "ui/guide/rich_text.h"
#include "ui/inspector/event_text.h"
#include "ui/inspector/inspector_view.h"
#include "ui/listing/go_highlighter.h"
#include "ui/listing/listing_view.h"
#include "ui/shell/side_card.h"
#include "ui/shell/transport_bar.h"
#include "ui/stage/stage_widget.h"
#include "ui/timeline/timeline_widget.h"

namespace interleave::ui::shell {

using namespace Qt::StringLiterals;
using geometry::ObjectType;

namespace {

// The transport, a title and four lines of text.
constexpr int kLeastGuide = 376;
constexpr int kFilmColumn = 488;
constexpr int kLeastFilmGuide = 250;
constexpr int kMostFilmCharts = 440;

}  // namespace

Workspace::Workspace(Run* run, theme::ThemeNotifier* themes, Use use, QWidget* parent)
    : QWidget(parent),
      m_run(run),
      m_themes(themes),
      m_use(use),
      m_stage(new stage::StageWidget),
      m_timeline(new timeline::TimelineWidget(themes->theme())),
      m_guide(new guide::GuideCard(themes)),
      m_side(new SideCard(themes, use == Use::window)) {
    build();
    connectViews();
    applyTheme(themes->theme());
    showRun();
}

void Workspace::build() {
    m_middle = new QSplitter(Qt::Vertical);
    m_middle->addWidget(m_stage);
    m_middle->addWidget(m_timeline);
    m_middle->setStretchFactor(0, 62);
    m_middle->setStretchFactor(1, 38);
    m_right = new QSplitter(Qt::Vertical);
    m_right->addWidget(m_guide);
    if (m_use == Use::film)
        m_right->addWidget(m_side->takeListing());
    m_right->addWidget(m_side);
    m_whole = new QSplitter(Qt::Horizontal);
    m_whole->addWidget(m_middle);
    m_whole->addWidget(m_right);
    m_whole->setStretchFactor(0, 1);
    m_whole->setStretchFactor(1, 0);
    for (QSplitter* splitter : {m_middle, m_right, m_whole})
        splitter->setChildrenCollapsible(false);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_whole);
    if (m_use == Use::window) {
        m_transport = new TransportBar(m_run, m_themes);
        m_guide->setFooter(m_transport);
    } else {
        using Chart = charts::ChartsPanel::Chart;
        for (const auto set :
             {&QAbstractScrollArea::setHorizontalScrollBarPolicy, &QAbstractScrollArea::setVerticalScrollBarPolicy})
            (m_side->listing()->*set)(Qt::ScrollBarAlwaysOff);
        m_side->showOnly({Chart::throughput, Chart::queues});
    }
}

void Workspace::connectViews() {
    connect(m_run, &Run::opened, this, &Workspace::showRun);
    connect(m_run, &Run::closed, this, &Workspace::showRun);
    connect(m_run, &Run::advanced, this, &Workspace::showFrame);
    connect(m_run, &Run::phaseChanged, this, &Workspace::showPlayState);
    connect(m_themes, &theme::ThemeNotifier::changed, this, &Workspace::applyTheme);

    m_stage->setEventWords(&inspector::eventText);
    connect(m_stage, &stage::StageWidget::selected, this, &Workspace::select);
    connect(m_stage, &stage::StageWidget::spawnRequested, this, &Workspace::spawnRequested);
    connect(m_stage, &stage::StageWidget::blockRequested, this, &Workspace::blockRequested);
    connect(m_stage, &stage::StageWidget::procsRequested, this, &Workspace::procsRequested);
    connect(m_timeline, &timeline::TimelineWidget::playheadMoved, this, &Workspace::seekTime);
    connect(m_timeline, &timeline::TimelineWidget::windowChanged, this,
            [this](timeline::TimeWindow window) { m_side->charts()->setWindow(window.from, window.to); });
    connect(m_timeline, &timeline::TimelineWidget::goroutineSelected, this, [this](std::uint32_t g) {
        select(g == trace::kNoG ? geometry::SelectedObject{} : geometry::SelectedObject::goroutine(g));
    });
    connect(m_guide, &guide::GuideCard::seekRequested, this, &Workspace::seek);
    connect(m_guide, &guide::GuideCard::languageRequested, this, &Workspace::languageRequested);
    connect(m_guide, &guide::GuideCard::holdRequested, this, &Workspace::holdRequested);
    connect(m_guide, &guide::GuideCard::lineChanged, m_side->listing(), &listing::ListingView::setStepLine);
    connect(m_side->charts(), &charts::ChartsPanel::playheadMoved, this, &Workspace::seekTime);
    connect(m_side->inspector(), &inspector::InspectorView::seekRequested, this, &Workspace::seek);
    connect(m_side, &SideCard::pageChanged, m_run, &Run::refresh);
    if (m_transport)
        connect(m_transport, &TransportBar::restartRequested, this, &Workspace::restartRequested);
}

void Workspace::seek(model::EventIndex position) {
    if (!m_run->player())
        return;
    m_run->player()->pause();
    m_run->player()->seekPosition(position);
    m_run->refresh();
}

void Workspace::seekTime(base::Time t) {
    if (!m_run->player())
        return;
    m_run->player()->seek(t);
    m_run->refresh();
}

// Another run, or none: every view begins anew.
void Workspace::showRun() {
    const auto& recording = m_run->recording();
    const catalogue::Scenario* scenario = m_run->scenario();
    select({});
    m_stage->setRecording(recording);
    m_timeline->setRecording(recording);
    m_side->charts()->setRecording(recording);
    if (m_use == Use::film)
        m_side->charts()->refresh(true);
    m_side->inspector()->setRecording(recording);
    m_side->listing()->setProgram(scenario ? QString::fromStdString(scenario->listingName) : QString(),
                                  scenario ? QString::fromStdString(scenario->listing) : QString(),
                                  std::make_unique<listing::GoHighlighter>());
    m_guide->setRun(scenario, recording);
    m_side->listing()->setStepLine(m_guide->shown().line);
    if (m_use == Use::film)
        fitFilm();
    showPlayState();
}

void Workspace::advanceFrame(base::Duration screen) {
    if (m_run->isOpen())
        m_run->advance(screen);
    else
        m_stage->advance(screen);
}

void Workspace::showFrame(base::Duration screen) {
    if (!m_run->isOpen())
        return;
    const model::Cursor& cursor = *m_run->cursor();
    const base::Time time = m_run->player()->time();
    m_stage->showFrame(cursor.world(), cursor.lastStep(), cursor.position());
    m_stage->advance(screen);
    m_timeline->refresh();
    m_timeline->setPlayhead(time);
    m_side->charts()->setPlayhead(time);
    if (m_use == Use::window)
        m_side->charts()->refresh();
    m_guide->setPosition(cursor.position());
    m_guide->setHeld(m_run->hold().share());
    m_side->inspector()->showMoment(cursor.world(), cursor.position());
    showPlayState();
}

void Workspace::showPlayState() {
    using stage::PlayState;
    PlayState state = PlayState::empty;
    if (m_run->isOpen()) {
        const session::Player& player = *m_run->player();
        if (m_run->phase() == session::Phase::lost)
            state = PlayState::engineLost;
        else if (m_run->phase() == session::Phase::starting)
            state = PlayState::loading;
        else if (player.playing())
            state = m_run->live() && m_run->phase() == session::Phase::running ? PlayState::live : PlayState::playing;
        else
            state = player.atEnd() ? PlayState::ended : PlayState::paused;
    }
    // Where the playhead stands, which may lie a little past the last event.
    m_stage->setPlayState(state,
                          state == PlayState::paused ? geometry::durationText(m_run->player()->time()) : QString());
    if (m_use == Use::film)
        return;
    const session::Phase phase = m_run->phase();
    m_stage->setReach(!m_run->isOpen()                    ? stage::Reach::noRun
                      : !m_run->live()                    ? stage::Reach::file
                      : phase == session::Phase::starting ? stage::Reach::starting
                      : phase == session::Phase::running  ? stage::Reach::ready
                      : phase == session::Phase::lost     ? stage::Reach::lost
                                                          : stage::Reach::ended);
}

void Workspace::select(const geometry::SelectedObject& object) {
    if (object == m_selection)
        return;
    m_selection = object;
    m_stage->setSelection(object);
    m_timeline->setSelectedG(object.type == ObjectType::goroutine ? object.id : trace::kNoG);
    m_side->inspector()->setSelection(object);
    if (m_use == Use::window && !object.empty())
        m_side->setPage(SideCard::inspectorPage);
    else
        m_run->refresh();
    showSelectedLine();
    Q_EMIT selectionChanged(object);
}

void Workspace::showSelectedLine() {
    int line = 0;
    QString label;
    if (m_selection.type == ObjectType::goroutine && m_run->isOpen()) {
        if (const model::Goroutine* g = m_run->cursor()->world().goroutine(m_selection.id)) {
            line = static_cast<int>(g->line);
            label = u"G%1"_s.arg(g->id);
        }
    }
    m_side->listing()->setSelectedLine(line, label);
}

void Workspace::setLanguage(const QString& language) {
    m_guide->setLanguage(language);
    m_run->hold().setLanguage(language);
}

void Workspace::setReducedMotion(bool on) {
    m_stage->setReducedMotion(on);
}

void Workspace::setHold(bool on) {
    m_run->hold().setOn(on);
    if (m_use == Use::window)
        m_guide->offerHold(on);
}

capture::Caption Workspace::caption() const {
    const guide::StepText& shown = m_guide->shown();
    return {guide::toPlain(shown.title), guide::toPlain(shown.body)};
}

void Workspace::applyTheme(const theme::Theme& theme) {
    m_stage->setTheme(theme);
    m_timeline->setTheme(theme);
    for (QSplitter* splitter : {m_middle, m_right, m_whole})
        splitter->setHandleWidth(theme.px(m_use == Use::film ? 16 : 12));
    layout()->setContentsMargins(0, 0, 0, 0);
    m_right->setMinimumWidth(theme.px(380));
    if (m_use == Use::window) {
        m_guide->setMinimumHeight(theme.px(kLeastGuide));
        // The stage draws itself small where it must: a window of 1280 by 720 holds everything.
        m_stage->setMinimumSize(theme.px(540), theme.px(320));
    }
    const int right = theme.px(m_use == Use::film ? kFilmColumn : 392);
    m_whole->setSizes({10'000, right});
    if (m_use == Use::film)
        fitFilm();
    else
        m_right->setSizes({theme.px(520), theme.px(468)});
}

// Nobody scrolls in a film: the guide is as high as the longest of its steps needs, and stays so.
void Workspace::fitFilm() {
    const theme::Theme& theme = m_themes->theme();
    const int guide = std::max(theme.px(kLeastFilmGuide), m_guide->heightForLongest(theme.px(kFilmColumn)));
    const int rest = std::max(0, height() - 2 * m_right->handleWidth() - guide);
    const int charts = std::min(theme.px(kMostFilmCharts), rest * 7 / 10);
    m_right->setSizes({guide, rest - charts, charts});
}

void Workspace::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (m_use == Use::film)
        fitFilm();
}

QByteArray Workspace::saveLayout() const {
    QByteArray state;
    QDataStream out(&state, QIODevice::WriteOnly);
    out << m_middle->saveState() << m_right->saveState() << m_whole->saveState();
    return state;
}

void Workspace::restoreLayout(const QByteArray& state) {
    QDataStream in(state);
    for (QSplitter* splitter : {m_middle, m_right, m_whole}) {
        QByteArray part;
        in >> part;
        if (!part.isEmpty())
            splitter->restoreState(part);
    }
}

}  // namespace interleave::ui::shell
