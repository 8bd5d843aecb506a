// What a frame of the stage costs: median and worst of 600 frames at 1920x1080, drawn by the processor alone, beside
// the cost of filling and copying a picture of the same size in the same run. Exit status 1 where the median of the
// stage of 1,000 goroutines is not below 10 ms.
#include <QApplication>
#include <QElapsedTimer>
#include <QImage>
#include <QPainter>
#include <algorithm>
#include <cstdio>

#include "model/synthetic.h"
#include "ui/stage/stage_widget.h"
#include "ui/theme/fonts.h"

using namespace interleave;

namespace {

struct Times {
    std::vector<double> fold, show, paint, whole;
};

double at(std::vector<double> values, double share) {
    std::ranges::sort(values);
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

double sinceLap(QElapsedTimer& timer) {
    const double ms = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    timer.restart();
    return ms;
}

Times play(int procs, std::uint32_t goroutines, int eventsAFrame, QImage& picture) {
    constexpr int kFrames = 600;
    model::SyntheticOptions options;
    options.procs = procs;
    options.goroutines = goroutines;
    const auto recording =
        model::syntheticRecording(static_cast<std::size_t>(20'000 + kFrames * eventsAFrame * 2), options);
    ui::stage::StageWidget stage;
    stage.resize(picture.size());
    stage.setRecording(recording);
    stage.setPlayState(ui::stage::PlayState::playing);
    model::Cursor cursor(recording);
    cursor.moveTo(20'000);
    stage.showFrame(cursor.world(), cursor.lastStep());
    Times times;
    for (int frame = 0; frame < kFrames; ++frame) {
        QElapsedTimer lap, whole;
        lap.start();
        whole.start();
        cursor.moveTo(recording->stepForward(cursor.position() + static_cast<std::uint64_t>(eventsAFrame) - 1));
        times.fold.push_back(sinceLap(lap));
        stage.showFrame(cursor.world(), cursor.lastStep());
        stage.advance(base::Duration{16'666'667});
        times.show.push_back(sinceLap(lap));
        stage.render(&picture, {}, {}, QWidget::DrawChildren);
        times.paint.push_back(sinceLap(lap));
        times.whole.push_back(static_cast<double>(whole.nsecsElapsed()) / 1e6);
    }
    return times;
}

double copyCost(QImage& picture) {
    QImage other(picture.size(), picture.format());
    other.fill(Qt::white);
    std::vector<double> times;
    for (int i = 0; i < 100; ++i) {
        QElapsedTimer lap;
        lap.start();
        QPainter painter(&picture);
        painter.drawImage(0, 0, other);
        painter.end();
        times.push_back(sinceLap(lap));
    }
    return at(times, 0.5);
}

}  // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    if (!ui::theme::loadFonts())
        return 3;
    QImage picture(1920, 1080, QImage::Format_RGB32);
    const double copy = copyCost(picture);
    std::printf("stage at 1920x1080, ms a frame; copying a picture of that size: %.2f\n", copy);
    std::printf("%5s %6s %7s | %8s %8s %8s | %8s %8s %6s\n", "Ps", "Gs", "events", "fold", "lay out", "paint", "median",
                "p99", "x copy");
    double thousand = 0;
    struct Case {
        int procs;
        std::uint32_t goroutines;
        int events;
    };
    for (const Case& c :
         {Case{4, 100, 2}, Case{4, 1000, 2}, Case{8, 1000, 20}, Case{8, 1000, 200}, Case{64, 1000, 20}}) {
        const Times t = play(c.procs, c.goroutines, c.events, picture);
        const double median = at(t.whole, 0.5);
        if (c.goroutines == 1000)
            thousand = std::max(thousand, median);
        std::printf("%5d %6u %7d | %8.2f %8.2f %8.2f | %8.2f %8.2f %6.1f\n", c.procs, c.goroutines, c.events,
                    at(t.fold, 0.5), at(t.show, 0.5), at(t.paint, 0.5), median, at(t.whole, 0.99), median / copy);
    }
    std::printf("slowest median with 1,000 goroutines: %.2f ms (limit 10)\n", thousand);
    return thousand < 10 ? 0 : 1;
}
