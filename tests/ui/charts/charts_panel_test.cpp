#include "ui/charts/charts_panel.h"

#include <gtest/gtest.h>

#include <QLabel>
#include <QSignalSpy>
#include <QTest>

#include "model/synthetic.h"
#include "ui/timeline/time_axis.h"

namespace interleave::ui::charts {
namespace {

using Chart = ChartsPanel::Chart;

std::shared_ptr<model::Recording> recordingUnder(const char* host) {
    model::RunMeta meta;
    meta.host = host;
    auto recording = std::make_shared<model::Recording>(meta);
    model::SyntheticTrace trace;
    std::vector<trace::Event> events;
    trace.more(60'000, events);
    trace.end(events);
    recording->append(events);
    recording->finish();
    return recording;
}

class ChartsPanelTest : public testing::Test {
protected:
    void show(const std::shared_ptr<model::Recording>& recording) {
        m_recording = recording;
        m_panel.resize(480, 1000);
        m_panel.setRecording(recording);
        m_panel.show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&m_panel));
        m_panel.refresh(true);
    }
    ChartPlot* plot(Chart chart) { return m_panel.card(chart)->plot(); }

    std::shared_ptr<model::Recording> m_recording;
    ChartsPanel m_panel{theme::Theme{}};
};

TEST_F(ChartsPanelTest, EachCardSaysUnderWhichHostItsFiguresAre) {
    show(recordingUnder("conducted"));
    EXPECT_TRUE(m_panel.card(Chart::throughput)->note().contains(QStringLiteral("virtual")));
    EXPECT_TRUE(m_panel.card(Chart::switches)->note().contains(QStringLiteral("virtual cores")));
    show(recordingUnder("free"));
    EXPECT_TRUE(m_panel.card(Chart::throughput)->note().contains(QStringLiteral("real time")));
    EXPECT_FALSE(m_panel.card(Chart::throughput)->note().contains(QStringLiteral("virtual")));
}

TEST_F(ChartsPanelTest, TheBigValueIsTheRateAtThePlayhead) {
    show(recordingUnder("conducted"));
    const Time middle = m_recording->duration() / 2;
    m_panel.setPlayhead(middle);
    double expected = 0;
    m_recording->withMetrics([&](const model::Metrics& metrics) {
        expected = rate(metrics, &model::MetricsBucket::switches, m_recording->duration()).at(middle);
    });
    EXPECT_GT(expected, 0);
    EXPECT_EQ(m_panel.card(Chart::switches)->value(), valueText(expected));
}

TEST_F(ChartsPanelTest, ADragInAChartScrubsAllOfThem) {
    show(recordingUnder("conducted"));
    QSignalSpy moved(&m_panel, &ChartsPanel::playheadMoved);
    ChartPlot* queues = plot(Chart::queues);
    const Time wanted = m_recording->duration() / 4;
    const QPoint from(static_cast<int>(queues->pixelOf(m_recording->duration() / 2)), queues->height() / 2);
    const QPoint to(static_cast<int>(queues->pixelOf(wanted)), queues->height() / 2);
    QTest::mousePress(queues, Qt::LeftButton, {}, from);
    QTest::mouseMove(queues, to);
    QTest::mouseRelease(queues, Qt::LeftButton, {}, to);
    ASSERT_GE(moved.count(), 2);
    const auto last = moved.last()[0].value<base::Time>();
    const double pixel = static_cast<double>(m_recording->duration().count()) / queues->width();
    EXPECT_NEAR(static_cast<double>(last.count()), static_cast<double>(wanted.count()), 2 * pixel);
}

TEST_F(ChartsPanelTest, ShadesTheStretchThatTheTimelineShowsUnlessItIsAll) {
    show(recordingUnder("conducted"));
    const Time whole = m_recording->duration();
    m_panel.setWindow(Time{0}, whole);
    EXPECT_FALSE(plot(Chart::queues)->windowShown());
    const QImage without = plot(Chart::queues)->grab().toImage();
    m_panel.setWindow(whole / 4, whole / 2);
    EXPECT_TRUE(plot(Chart::queues)->windowShown());
    EXPECT_NE(plot(Chart::queues)->grab().toImage(), without);
}

TEST_F(ChartsPanelTest, NoCardCutsItsFigureHoweverNarrowItIs) {
    show(recordingUnder("conducted"));
    m_panel.setPlayhead(m_recording->duration() / 2);
    for (const QSize size : {QSize(480, 1000), QSize(420, 500), QSize(340, 460)}) {
        m_panel.resize(size);
        QString cut;
        const auto allFit = [&] {
            cut.clear();
            for (const QLabel* label : m_panel.findChildren<QLabel*>()) {
                if (label->width() < QFontMetrics(label->font()).horizontalAdvance(label->text()))
                    cut += label->text() + QLatin1Char('\n');
            }
            return cut.isEmpty();
        };
        EXPECT_TRUE(QTest::qWaitFor(allFit, 10'000)) << "cut at " << size.width() << ": " << cut.toStdString();
    }
}

TEST_F(ChartsPanelTest, TheRateIsNoughtWhereTheRunGoesOnWithoutEvents) {
    show(recordingUnder("conducted"));
    const Time end = m_recording->duration();
    m_panel.setPlayhead(end);
    EXPECT_NE(m_panel.card(Chart::switches)->value(), QStringLiteral("0"));
    m_panel.setPlayhead(end * 2);
    m_panel.refresh(true);
    EXPECT_EQ(m_panel.card(Chart::switches)->value(), QStringLiteral("0"));
    EXPECT_EQ(plot(Chart::switches)->lines()[0].data.keys.back(), static_cast<double>((end * 2).count()));
}

TEST_F(ChartsPanelTest, WithoutSamplesTheMemoryCardSaysSoAndShowsNoFigure) {
    show(recordingUnder("conducted"));
    EXPECT_EQ(m_panel.card(Chart::memory)->value(), QStringLiteral("–"));
}

TEST_F(ChartsPanelTest, MemoryShowsTheSamplesOfTheEngine) {
    auto recording = recordingUnder("free");
    for (int i = 0; i < 20; ++i) {
        model::MemorySample sample;
        sample.time = recording->duration() * i / 20;
        sample.rss = base::Bytes{(10U << 20) + (static_cast<std::uint64_t>(i) << 20)};
        sample.stacks = base::Bytes{1U << 20};
        recording->addSample(sample);
    }
    show(recording);
    m_panel.setPlayhead(recording->duration() / 2);
    EXPECT_EQ(m_panel.card(Chart::memory)->value(), QStringLiteral("20.0"));
    EXPECT_EQ(plot(Chart::memory)->lines().size(), 2U);
}

TEST_F(ChartsPanelTest, FreeRunsTakeThreadSwitchesFromTheKernelsCountersWhereNoneWereSeen) {
    model::RunMeta meta;
    meta.host = "free";
    auto recording = std::make_shared<model::Recording>(meta);
    model::SyntheticOptions options;
    options.coreSwitches = false;
    model::SyntheticTrace trace(options);
    std::vector<trace::Event> events;
    trace.more(60'000, events);
    recording->append(events);
    for (int i = 0; i < 20; ++i) {
        model::MemorySample sample;
        sample.time = recording->duration() * i / 20;
        sample.kernelVoluntary = static_cast<std::uint64_t>(i) * 100;
        recording->addSample(sample);
    }
    show(recording);
    EXPECT_TRUE(m_panel.card(Chart::switches)->note().contains(QStringLiteral("sampled")));
    ASSERT_EQ(plot(Chart::switches)->lines().size(), 3U);
    EXPECT_NEAR(plot(Chart::switches)->lines()[1].data.most(),
                100 * 20 * 1e9 / static_cast<double>(recording->duration().count()), 1e3);
}

}  // namespace
}  // namespace interleave::ui::charts
