// Writes frames of a synthetic history, played at an even beat, for looking at:
// stage_film DIRECTORY PROCS GOROUTINES FIRST-EVENT EVENTS-A-FRAME FRAMES
#include <QApplication>
#include <QDir>
#include <QImage>
#include <cstdio>

#include "model/synthetic.h"
#include "ui/stage/stage_widget.h"
#include "ui/theme/fonts.h"

using namespace interleave;

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    if (argc < 7 || !ui::theme::loadFonts()) {
        std::fprintf(stderr, "stage_film DIRECTORY PROCS GOROUTINES FIRST-EVENT EVENTS-A-FRAME FRAMES\n");
        return 2;
    }
    model::SyntheticOptions options;
    options.procs = std::atoi(argv[2]);
    options.goroutines = static_cast<std::uint32_t>(std::atoi(argv[3]));
    const auto first = static_cast<model::EventIndex>(std::atoll(argv[4]));
    const double beat = std::atof(argv[5]);
    const int frames = std::atoi(argv[6]);
    const auto recording = model::syntheticRecording(static_cast<std::size_t>(first) + 20'000, options);
    ui::stage::StageWidget stage;
    stage.resize(1368, 625);
    stage.setRecording(recording);
    stage.setPlayState(ui::stage::PlayState::playing);
    model::Cursor cursor(recording);
    cursor.moveTo(first);
    stage.showFrame(cursor.world(), cursor.lastStep());
    double at = static_cast<double>(first);
    const QDir dir(QString::fromLocal8Bit(argv[1]));
    for (int i = 0; i < frames; ++i) {
        at += beat;
        model::EventIndex goal = cursor.position();
        while (goal + 1 <= static_cast<model::EventIndex>(at))
            goal = recording->stepForward(goal);
        if (goal != cursor.position()) {
            cursor.moveTo(goal);
            stage.showFrame(cursor.world(), cursor.lastStep());
        }
        stage.advance(base::Duration{16'666'667});
        stage.grab().save(dir.filePath(QStringLiteral("f%1.png").arg(i, 4, 10, QLatin1Char('0'))));
    }
    return 0;
}
