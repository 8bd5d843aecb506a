#include "ui/timeline/timeline_widget.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QEvent>
#include <QFontMetrics>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <algorithm>

namespace interleave::ui::timeline {

using model::LaneKind;

TimelineWidget::TimelineWidget(const theme::Theme& theme, QWidget* parent) : QFrame(parent), m_theme(theme) {
    build();
    retranslate();
    applyTheme();
}

void TimelineWidget::build() {
    setProperty("card", true);
    auto* column = new QVBoxLayout(this);
    m_header = new QHBoxLayout;
    m_title = new QLabel(this);
    m_title->setProperty("role", QStringLiteral("cardTitle"));
    m_header->addWidget(m_title);
    m_kinds = new QButtonGroup(this);
    for (const LaneKind kind : {LaneKind::processor, LaneKind::machine, LaneKind::core}) {
        auto* button = new QPushButton(this);
        button->setCheckable(true);
        button->setProperty("kind", QStringLiteral("segment"));
        button->setFocusPolicy(Qt::TabFocus);
        m_kinds->addButton(button, static_cast<int>(kind));
        m_header->addWidget(button);
    }
    m_kinds->button(0)->setChecked(true);
    m_summary = new QLabel(this);
    m_summary->setProperty("role", QStringLiteral("small"));
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_header->addWidget(m_summary, 3);
    m_lost = new QLabel(this);
    m_lost->setProperty("tone", QStringLiteral("syscall"));
    m_lost->hide();
    m_header->addWidget(m_lost);
    m_follow = new QPushButton(this);
    m_follow->setCheckable(true);
    m_follow->setChecked(true);
    m_follow->setProperty("kind", QStringLiteral("segment"));
    m_follow->setFocusPolicy(Qt::TabFocus);
    m_header->addWidget(m_follow);
    m_overview = new OverviewStrip(m_theme, this);
    m_header->addWidget(m_overview, 2);
    column->addLayout(m_header);
    m_lanes = new LaneView(m_theme, this);
    column->addWidget(m_lanes, 1);

    connect(m_kinds, &QButtonGroup::idClicked, this, [this](int id) { setKind(static_cast<LaneKind>(id)); });
    connect(m_follow, &QPushButton::clicked, m_lanes, &LaneView::setFollowing);
    connect(m_overview, &OverviewStrip::windowWanted, m_lanes, &LaneView::setWindow);
    connect(m_lanes, &LaneView::viewChanged, this, &TimelineWidget::showView);
    connect(m_lanes, &LaneView::playheadMoved, this, [this](Time t) {
        showView();
        Q_EMIT playheadMoved(t);
    });
    connect(m_lanes, &LaneView::goroutineClicked, this, &TimelineWidget::goroutineSelected);
}

void TimelineWidget::retranslate() {
    m_title->setText(tr("Timeline"));
    m_kinds->button(0)->setText(tr("by P"));
    m_kinds->button(0)->setToolTip(tr("A lane for each processor of the scheduler"));
    m_kinds->button(1)->setText(tr("by M"));
    m_kinds->button(1)->setToolTip(tr("A lane for each thread of the scheduler"));
    m_kinds->button(2)->setText(tr("by core"));
    m_kinds->button(2)->setToolTip(tr("A lane for each core, with the thread that was on it"));
    m_follow->setText(tr("Follow"));
    m_follow->setToolTip(tr("Keep the playhead in view"));
    showView();
}

void TimelineWidget::applyTheme() {
    layout()->setContentsMargins(m_theme.px(20), m_theme.px(12), m_theme.px(20), m_theme.px(10));
    layout()->setSpacing(m_theme.px(6));
    m_header->setSpacing(m_theme.px(8));
    m_title->setContentsMargins(0, 0, m_theme.px(16), 0);
    m_summary->setContentsMargins(m_theme.px(8), 0, 0, 0);
    // Round ends need a height of twice the theme's radius.
    for (QAbstractButton* button : m_kinds->buttons())
        button->setFixedHeight(m_theme.px(28));
    m_follow->setFixedHeight(m_theme.px(28));
}

void TimelineWidget::setTheme(const theme::Theme& theme) {
    m_theme = theme;
    applyTheme();
    m_overview->setTheme(theme);
    m_lanes->setTheme(theme);
}

void TimelineWidget::setRecording(std::shared_ptr<const model::Recording> recording) {
    m_lanes->setRecording(std::move(recording));
    showView();
}

void TimelineWidget::setPlayhead(Time t) {
    m_lanes->setPlayhead(t);
    showView();
}

void TimelineWidget::setSelectedG(std::uint32_t g) {
    m_lanes->setSelectedG(g);
}

void TimelineWidget::setKind(LaneKind kind) {
    m_kinds->button(static_cast<int>(kind))->setChecked(true);
    m_lanes->setKind(kind);
}

void TimelineWidget::refresh() {
    m_lanes->refresh();
    m_lanes->frame();
    showView();
}

QString TimelineWidget::summary() const {
    const auto& recording = m_lanes->recording();
    if (!recording)
        return {};
    std::uint64_t slices = 0;
    recording->withLanes(m_lanes->kind(), [&](const model::LaneSet& set) { slices = set.slices; });
    const Viewport& view = m_lanes->viewport();
    const Duration seen = std::min(view.window().span(), Duration{std::max(view.duration(), Time{0})});
    QString text = tr("%1 slices  ·  view %2 of %3")
                       .arg(countText(slices), shortDurationText(seen), shortDurationText(view.duration()));
    const std::uint64_t hidden = m_lanes->lastFrame().arrows.hidden;
    if (hidden > 0)
        text += tr("  ·  %1 arrows hidden, zoom in").arg(countText(hidden));
    return text;
}

void TimelineWidget::showView() {
    const Viewport& view = m_lanes->viewport();
    m_overview->show(m_lanes->recording(), m_lanes->kind(), view.window(), view.duration(), view.playhead());
    // Whole parts only: half a number would be another one.
    QString text = summary();
    const QFontMetrics metrics(m_summary->font());
    while (!text.isEmpty() && metrics.horizontalAdvance(text) > m_summary->contentsRect().width())
        text.truncate(std::max<qsizetype>(text.lastIndexOf(QStringLiteral("  ·  ")), 0));
    if (text != m_summary->text())
        m_summary->setText(text);
    const std::uint64_t lost = m_lanes->recording() ? m_lanes->recording()->lostEvents() : 0;
    m_lost->setVisible(lost > 0);
    if (lost > 0)
        m_lost->setText(tr("%1 events lost").arg(countText(lost)));
    m_follow->setChecked(view.following());
    if (m_shown != view.window()) {
        m_shown = view.window();
        Q_EMIT windowChanged(m_shown);
    }
}

void TimelineWidget::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

}  // namespace interleave::ui::timeline
