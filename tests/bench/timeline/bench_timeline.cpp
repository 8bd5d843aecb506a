// What a frame of the timeline and of the charts costs, beside the plain way of drawing the same, in one run.
// Prints medians and ratios; exit status 1 where a frame takes longer than its budget of 4 ms.
#include <time.h>
#include <QApplication>
#include <QImage>
#include <QPainter>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <random>

#include "model/synthetic.h"
#include "ui/charts/chart_plot.h"
#include "ui/charts/charts_panel.h"
#include "ui/timeline/timeline_frame.h"
#include "ui/timeline/timeline_style.h"
#include "ui/timeline/timeline_widget.h"

using namespace interleave;
using base::Time;
using ui::timeline::TimelineFrame;
using ui::timeline::TimeWindow;

namespace {

constexpr double kBudget = 4.0;
constexpr std::size_t kSlices = 10'000'000;

// Processor time of this thread: what others do on the machine is not counted.
double milliseconds(const std::function<void()>& work) {
    const auto now = [] {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
    };
    const double start = now();
    work();
    return now() - start;
}

double median(int rounds, const std::function<void(int)>& work) {
    std::vector<double> times;
    for (int i = 0; i < rounds; ++i)
        times.push_back(milliseconds([&] { work(i); }));
    std::nth_element(times.begin(), times.begin() + rounds / 2, times.end());
    return times[static_cast<std::size_t>(rounds) / 2];
}

model::LaneSet lanesOf(std::size_t slices, std::size_t lanes) {
    model::LaneSet set;
    std::mt19937_64 random(1);
    set.lanes.resize(lanes);
    for (model::Lane& lane : set.lanes) {
        std::int64_t t = 0;
        for (std::size_t i = 0; i < slices / lanes; ++i) {
            const auto state = random() % 5 == 0 ? model::SliceState::idle : model::SliceState::running;
            lane.open(Time{t}, state, state == model::SliceState::idle ? 0 : static_cast<std::uint32_t>(i % 997 + 1));
            t += 200 + static_cast<std::int64_t>(random() % 2000);
        }
        lane.extendTo(Time{t});
    }
    set.slices = slices;
    return set;
}

// The plain way: every slice in view is a rectangle for a painter.
void drawPlainly(QImage& image, const model::LaneSet& set, TimeWindow window) {
    QPainter painter(&image);
    const ui::timeline::TimeScale scale(window, image.width());
    int top = 0;
    for (const model::Lane& lane : set.lanes) {
        for (std::size_t i = lane.firstEndingAfter(window.from); i < lane.size(); ++i) {
            const model::Slice slice = lane.slice(i);
            if (slice.start >= window.to)
                break;
            const double x = scale.x(slice.start);
            painter.fillRect(QRectF(x, top, std::max(1.0, scale.x(slice.end) - x), 15),
                             slice.state == model::SliceState::idle ? Qt::lightGray : Qt::blue);
        }
        top += 20;
    }
}

bool report(const char* what, double time, const char* peer, double peerTime) {
    std::printf("%-52s %7.2f ms   %s %8.2f ms   ratio %.4f%s\n", what, time, peer, peerTime, time / peerTime,
                time > kBudget ? "   OVER ITS BUDGET of 4 ms" : "");
    return time <= kBudget;
}

bool benchLanes(int lanes, int height) {
    const model::LaneSet set = lanesOf(kSlices, static_cast<std::size_t>(lanes));
    const Time end = set.lanes[0].end();
    ui::timeline::FrameRequest request;
    request.width = 1280;
    request.height = height;
    ui::timeline::RasterStyle style;
    style.colors = ui::timeline::rasterColors(ui::theme::Theme{});
    style.dimmed = style.colors;
    QImage past(1280, height, QImage::Format_RGB32);
    QImage future(1280, height, QImage::Format_RGB32);
    TimelineFrame frame;
    bool good = true;
    for (const double share : {1.0, 0.1, 0.001, 0.00001}) {
        const auto span = static_cast<std::int64_t>(static_cast<double>(end.count()) * share);
        const auto windowOf = [&](int i) {
            const Time from{(end.count() - span) / 50 * (i % 50)};
            return TimeWindow{from, from + Time{span}};
        };
        const double ours = median(51, [&](int i) {
            request.window = windowOf(i);
            takeLanes(set, request, frame);
            past.fill(style.colors.ground);
            paintRows(past, std::span(frame.rows).first(frame.rowsUsed), frame.layout, style);
            ui::timeline::fadeInto(past, future, style.colors.ground, ui::timeline::kFutureFade, 896, 1280);
        });
        const double plain = median(share == 1.0 ? 1 : 5, [&](int i) { drawPlainly(past, set, windowOf(i)); });
        char what[80];
        std::snprintf(what, sizeof what, "%d lanes, 10M slices, %g of the run in view", lanes, share);
        good &= report(what, ours, "a rectangle a slice", plain);
        const double taking = median(51, [&](int i) {
            request.window = windowOf(i);
            takeLanes(set, request, frame);
        });
        report("    of that, taking the picture", taking, "whole", ours);
    }
    return good;
}

bool benchWidget(int procs, int height) {
    model::SyntheticOptions options;
    options.procs = procs;
    const auto recording = model::syntheticRecording(1'000'000, options);
    ui::timeline::TimelineWidget widget{ui::theme::Theme{}};
    widget.resize(1368, height);
    widget.setRecording(recording);
    widget.show();
    QApplication::processEvents();
    ui::timeline::LaneView& view = *widget.lanes();
    const Time end = recording->duration();
    QImage target(view.size(), QImage::Format_RGB32);
    bool good = true;
    for (const double share : {1.0, 0.01, 0.0005}) {
        const auto span = static_cast<std::int64_t>(static_cast<double>(end.count()) * share);
        const double sliding = median(101, [&](int i) {
            const Time from{(end.count() - span) / 200 * i};
            view.setWindow({from, from + Time{span}});
            widget.setPlayhead(from + Time{span / 2});
            view.render(&target);
        });
        const double still = median(101, [&](int i) {
            widget.setPlayhead(view.viewport().window().from + Time{span / 200 * i});
            view.render(&target);
        });
        char what[80];
        std::snprintf(what, sizeof what, "%d lanes, %d px, whole widget sliding, %g in view", procs, height, share);
        good &= report(what, sliding, "only the playhead moves", still);
    }
    return good;
}

bool benchCharts() {
    std::mt19937_64 random(2);
    constexpr std::size_t kPoints = 100'000;
    std::vector<std::unique_ptr<ui::charts::ChartPlot>> plots;
    QPolygonF line;
    for (int i = 0; i < 4; ++i) {
        auto plot = std::make_unique<ui::charts::ChartPlot>(ui::theme::Theme{});
        plot->resize(480, 160);
        ui::charts::ChartLine data{QStringLiteral("line"), QColor(0, 103, 168), true, false, false, {}};
        double v = 500;
        for (std::size_t k = 0; k < kPoints; ++k) {
            v = std::clamp(v + static_cast<double>(random() % 21) - 10, 0.0, 1000.0);
            data.data.keys.push_back(static_cast<double>(k) * 1000);
            data.data.values.push_back(v);
            if (i == 0)
                line << QPointF(static_cast<double>(k) * 480 / kPoints, 160 - v * 0.16);
        }
        plot->setLines({data});
        plot->setSpan(Time{0}, Time{kPoints * 1000});
        plot->show();
        plots.push_back(std::move(plot));
    }
    QApplication::processEvents();
    const double ours = median(31, [&](int) {
        for (auto& plot : plots)
            plot->drawNow();
    });
    QImage image(480, 160, QImage::Format_RGB32);
    const double plain = median(7, [&](int) {
        for (int i = 0; i < 4; ++i) {
            QPainter painter(&image);
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(QPen(Qt::blue, 1.8));
            painter.drawPolyline(line);
        }
    });
    const double moving = median(101, [&](int i) {
        for (auto& plot : plots)
            plot->setPlayhead(Time{i * 900'000});
    });
    const bool good = report("charts, 4 x 100k points redrawn", ours, "a polyline of all points", plain);
    const auto recording = model::syntheticRecording(1'000'000);
    ui::charts::ChartsPanel panel{ui::theme::Theme{}};
    panel.resize(480, 900);
    panel.setRecording(recording);
    panel.show();
    QApplication::processEvents();
    // In use, a frame draws one of the four cards.
    const double card = median(31, [&](int) { panel.refresh(true); }) / 4;
    const bool light = report("charts, a card of a run taken and redrawn", card, "4 x 100k points redrawn", ours);
    return report("charts, only the playhead moves", moving, "redrawn", ours) && good && light;
}

}  // namespace

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    const bool lanes = benchLanes(8, 400) & benchLanes(64, 1280);
    const bool widget = benchWidget(8, 460) & benchWidget(64, 460) & benchWidget(64, 1440);
    const bool charts = benchCharts();
    return lanes && widget && charts ? 0 : 1;
}
