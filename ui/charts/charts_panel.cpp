#include "ui/charts/charts_panel.h"

#include <QEvent>
#include <QGridLayout>
#include <QResizeEvent>
#include <algorithm>
#include <iterator>

#include "ui/timeline/time_axis.h"

namespace interleave::ui::charts {

using model::MetricsBucket;
using theme::Tone;
using theme::UnitState;

namespace {

constexpr std::chrono::milliseconds kBetweenCards{25};
constexpr double kMebibyte = 1024.0 * 1024.0;

double mebibytes(base::Bytes bytes) {
    return static_cast<double>(bytes.value) / kMebibyte;
}

}  // namespace

ChartsPanel::ChartsPanel(const theme::Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
    m_grid = new QGridLayout(this);
    m_grid->setContentsMargins(0, 0, 0, 0);
    for (ChartCard*& card : m_cards) {
        card = new ChartCard(m_theme, this);
        card->installEventFilter(this);
        connect(card->plot(), &ChartPlot::playheadMoved, this, [this](Time t) {
            setPlayhead(t);
            Q_EMIT playheadMoved(t);
        });
    }
    arrange();
    retranslate();
}

void ChartsPanel::setTheme(const theme::Theme& theme) {
    m_theme = theme;
    for (ChartCard* card : m_cards)
        card->setTheme(theme);
    m_columns = 0;
    arrange();
    take();
}

void ChartsPanel::setRecording(std::shared_ptr<const model::Recording> recording) {
    m_recording = std::move(recording);
    m_samples.clear();
    m_playhead = Time{0};
    take();
}

void ChartsPanel::setPlayhead(Time t) {
    if (t == m_playhead)
        return;
    m_playhead = t;
    for (ChartCard* card : m_cards)
        card->plot()->setPlayhead(t);
    showValues();
}

void ChartsPanel::setWindow(Time from, Time to) {
    for (ChartCard* card : m_cards)
        card->plot()->setWindow(from, to);
}

void ChartsPanel::refresh(bool now) {
    if (!m_recording)
        return;
    if (now) {
        take();
        for (ChartCard* card : m_cards)
            card->plot()->drawNow();
        return;
    }
    const auto clock = std::chrono::steady_clock::now();
    if (clock - m_takenAt < kBetweenCards)
        return;
    m_takenAt = clock;
    const std::size_t i = m_next++ % kCharts;
    if (!m_cards[i]->isVisible())
        return;
    const bool more = m_recording->size() != m_takenSizes[i] || m_recording->samples().size() != m_takenSamples[i];
    if (!more && m_playhead <= m_takenEnds[i])
        return;
    takeCard(static_cast<Chart>(i));
    showValues();
}

bool ChartsPanel::conducted() const {
    return m_recording && m_recording->meta().host == "conducted";
}

QString ChartsPanel::hostNote() const {
    return conducted() ? tr("virtual time") : tr("real time");
}

QString ChartsPanel::rateUnit(const QString& what) const {
    return conducted() ? tr("%1/s virtual").arg(what) : tr("%1/s").arg(what);
}

void ChartsPanel::showNothing() {
    for (ChartCard* card : m_cards) {
        card->plot()->setLines({});
        card->plot()->setEmptyText(tr("Nothing has run yet"));
        card->setValue(QStringLiteral("–"), {});
        card->setNote({});
    }
}

void ChartsPanel::take() {
    if (!m_recording)
        return showNothing();
    for (std::size_t i = 0; i < kCharts; ++i)
        takeCard(static_cast<Chart>(i));
    showValues();
}

void ChartsPanel::takeCard(Chart chart) {
    const auto i = static_cast<std::size_t>(chart);
    m_takenSizes[i] = m_recording->size();
    m_samples = m_recording->samples();
    m_takenSamples[i] = m_samples.size();
    // A live run may have gone on past its last event.
    m_end = std::max(m_recording->duration(), m_playhead);
    m_takenEnds[i] = m_end;
    model::Metrics metrics;
    if (chart != Chart::memory)
        m_recording->withMetrics([&](const model::Metrics& m) { metrics = m; });
    m_averaged = averagingSpan(metrics);
    switch (chart) {
        case Chart::throughput:
            takeThroughput(metrics);
            break;
        case Chart::switches:
            takeSwitches(metrics);
            break;
        case Chart::queues:
            takeQueues(metrics);
            break;
        case Chart::memory:
            takeMemory();
            break;
    }
    ChartPlot* plot = card(chart)->plot();
    plot->setSpan(Time{0}, m_end);
    plot->setPlayhead(m_playhead);
    plot->replot(QCustomPlot::rpQueuedReplot);
}

void ChartsPanel::takeThroughput(const model::Metrics& metrics) {
    ChartCard* card = this->card(Chart::throughput);
    ChartLine line{tr("Gs finished"),
                   m_theme.state(UnitState::running).fill,
                   true,
                   false,
                   false,
                   rate(metrics, &MetricsBucket::gsDone, m_end)};
    const bool none = line.data.empty();
    card->plot()->setLines({std::move(line)});
    card->plot()->setEmptyText(none ? tr("No goroutine has run yet") : QString{});
    card->setNote(tr("%1 · averaged over %2").arg(hostNote(), timeline::shortDurationText(m_averaged)));
}

void ChartsPanel::takeSwitches(const model::Metrics& metrics) {
    ChartCard* card = this->card(Chart::switches);
    std::vector<ChartLine> lines;
    lines.push_back({tr("goroutines"), m_theme.state(UnitState::running).fill, true, false, false,
                     rate(metrics, &MetricsBucket::switches, m_end)});
    const bool fromEvents =
        anyOf(metrics, &MetricsBucket::coreVoluntary) || anyOf(metrics, &MetricsBucket::coreInvoluntary);
    Series voluntary;
    Series involuntary;
    if (fromEvents || conducted()) {
        voluntary = rate(metrics, &MetricsBucket::coreVoluntary, m_end);
        involuntary = rate(metrics, &MetricsBucket::coreInvoluntary, m_end);
    } else {
        const auto count = [](std::uint64_t model::MemorySample::*field) {
            return [field](const model::MemorySample& s) { return static_cast<double>(s.*field); };
        };
        voluntary = sampledRate(m_samples, count(&model::MemorySample::kernelVoluntary), m_averaged);
        involuntary = sampledRate(m_samples, count(&model::MemorySample::kernelInvoluntary), m_averaged);
    }
    const bool known = !voluntary.empty();
    lines.push_back(
        {tr("threads, voluntary"), m_theme.state(UnitState::waiting).fill, false, false, false, std::move(voluntary)});
    lines.push_back(
        {tr("threads, forced"), m_theme.state(UnitState::syscall).fill, false, true, false, std::move(involuntary)});
    const bool none = lines[0].data.empty();
    card->plot()->setLines(std::move(lines));
    card->plot()->setEmptyText(none ? tr("Nothing has switched yet") : QString{});
    const QString source = conducted()  ? tr("threads on the virtual cores")
                           : fromEvents ? tr("threads: each seen by the kernel")
                           : known      ? tr("threads: kernel counters, sampled")
                                        : tr("threads: not measured yet");
    card->setNote(hostNote() + QStringLiteral(" · ") + source);
}

void ChartsPanel::takeQueues(const model::Metrics& metrics) {
    ChartCard* card = this->card(Chart::queues);
    std::vector<ChartLine> lines;
    lines.push_back({tr("local"), m_theme.tone(Tone::runnable).mark, true, false, true,
                     level(metrics, &MetricsBucket::localQueued, m_end)});
    lines.push_back({tr("global"), m_theme.state(UnitState::waiting).fill, false, false, true,
                     level(metrics, &MetricsBucket::globalQueued, m_end)});
    lines.push_back({tr("running"), m_theme.state(UnitState::running).fill, false, true, true,
                     level(metrics, &MetricsBucket::running, m_end)});
    const bool none = lines[0].data.empty();
    card->plot()->setLines(std::move(lines));
    card->plot()->setEmptyText(none ? tr("No queue has held a goroutine yet") : QString{});
    card->setNote(tr("goroutines queued, and running on Ps"));
}

void ChartsPanel::takeMemory() {
    ChartCard* card = this->card(Chart::memory);
    std::vector<ChartLine> lines;
    lines.push_back({tr("resident"), m_theme.tone(Tone::collector).mark, true, false, false,
                     sampled(m_samples, [](const model::MemorySample& s) { return mebibytes(s.rss); })});
    lines.push_back({tr("stacks"), m_theme.tone(Tone::runnable).mark, true, false, false,
                     sampled(m_samples, [](const model::MemorySample& s) { return mebibytes(s.stacks); })});
    const bool none = lines[0].data.empty();
    card->plot()->setLines(std::move(lines));
    card->plot()->setEmptyText(none ? tr("No sample of the engine's memory is kept with this run") : QString{});
    card->setNote(tr("the engine's process without trace buffers"));
}

void ChartsPanel::showValues() {
    if (!m_recording)
        return;
    const auto value = [this](Chart chart) {
        const auto& lines = card(chart)->plot()->lines();
        return lines.empty() || lines[0].data.empty() ? QStringLiteral("–") : valueText(lines[0].data.at(m_playhead));
    };
    card(Chart::throughput)->setValue(value(Chart::throughput), rateUnit(tr("Gs")));
    card(Chart::switches)->setValue(value(Chart::switches), rateUnit(tr("switches")));
    double queued = 0;
    const auto& queues = card(Chart::queues)->plot()->lines();
    for (std::size_t i = 0; i < 2 && i < queues.size(); ++i)
        queued += queues[i].data.at(m_playhead);
    card(Chart::queues)->setValue(valueText(queued), tr("Gs queued"));
    const auto& memory = card(Chart::memory)->plot()->lines();
    const bool none = memory.empty() || memory[0].data.empty();
    const double resident = none ? 0 : memory[0].data.at(m_playhead);
    card(Chart::memory)->setValue(none ? QStringLiteral("–") : QString::number(resident, 'f', 1), tr("MiB"));
}

void ChartsPanel::retranslate() {
    card(Chart::throughput)->setTitle(tr("Throughput"));
    card(Chart::switches)->setTitle(tr("Switches"));
    card(Chart::queues)->setTitle(tr("Run queues"));
    card(Chart::memory)->setTitle(tr("Memory"));
    take();
}

// One below the other where there is height for it, else two by two. Cards that somebody hid take no place.
void ChartsPanel::arrange() {
    std::vector<ChartCard*> shown;
    std::copy_if(m_cards.begin(), m_cards.end(), std::back_inserter(shown),
                 [](const ChartCard* c) { return !c->isHidden(); });
    const auto count = static_cast<int>(shown.size());
    const int least = m_cards[0]->minimumSizeHint().height() + m_theme.gap();
    const int columns = height() >= count * least && width() < 2 * height() ? 1 : 2;
    if (columns == m_columns && count == m_shown)
        return;
    m_columns = columns;
    m_shown = count;
    m_grid->setSpacing(m_theme.gap());
    for (ChartCard* card : m_cards)
        m_grid->removeWidget(card);
    for (int i = 0; i < count; ++i)
        m_grid->addWidget(shown[static_cast<std::size_t>(i)], i / columns, i % columns);
}

bool ChartsPanel::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::ShowToParent || event->type() == QEvent::HideToParent)
        arrange();
    return QWidget::eventFilter(watched, event);
}

void ChartsPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

void ChartsPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}  // namespace interleave::ui::charts
