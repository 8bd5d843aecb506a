// Writes pictures of hand-written moments into a directory, for looking at: stage_pictures DIRECTORY [TRANSLATION.qm]
#include <QApplication>
#include <QDir>
#include <QImage>
#include <QTranslator>
#include <cstdio>

#include "sample_snapshots.h"
#include "ui/stage/stage_scene.h"
#include "ui/stage/stage_widget.h"
#include "ui/theme/fonts.h"

using namespace interleave;

namespace {

void save(ui::stage::StageScene& scene, const QString& path, QSize size, double ratio) {
    QImage image((QSizeF(size) * ratio).toSize(), QImage::Format_RGB32);
    image.setDevicePixelRatio(ratio);
    QPainter painter(&image);
    scene.paint(painter);
    painter.end();
    image.save(path);
}

void prepare(ui::stage::StageScene& scene, const ui::theme::Theme& theme, QSize size, double ratio) {
    scene.setTheme(theme);
    scene.setRatio(ratio);
    scene.setSize(size);
    scene.setStatus(QStringLiteral("Paused at 8.42 s"), ui::theme::Tone::runnable);
}

void write(const QString& path, const ui::geometry::StageSnapshot& snapshot, const ui::theme::Theme& theme, QSize size,
           double ratio) {
    ui::stage::StageScene scene;
    prepare(scene, theme, size, ratio);
    scene.show(snapshot, {});
    save(scene, path, size, ratio);
}

// In the middle of a steal and of a hand-off.
void writeMoving(const QDir& dir, const ui::theme::Theme& theme, QSize size, const QString& suffix) {
    ui::stage::StageScene steal, handoff;
    prepare(steal, theme, size, 1);
    prepare(handoff, theme, size, 1);
    steal.show(tests::busyMoment(), {});
    handoff.show(tests::busyMoment(), {});
    const std::vector<model::Move> moves = tests::stealMoves();
    steal.show(tests::afterSteal(), {moves, {}, {}, false});
    steal.advance(std::chrono::milliseconds(255));
    save(steal, dir.filePath(QStringLiteral("steal_%1.png").arg(suffix)), size, 1);
    model::FullEvent retake;
    retake.event.kind = trace::EventKind::PRetake;
    retake.event.p = 3;
    retake.event.a = 3;
    const std::vector<model::FullEvent> events = {retake};
    const std::vector<model::PMove> pMoves = {{3, 3, trace::kNoM, 1, {}}, {3, trace::kNoM, 4, 2, {}}};
    const std::vector<model::Move> starts = {
        {50, {model::PlaceKind::runnext, 3}, {model::PlaceKind::running, 3}, model::MoveWhy::start, 3, {}}};
    handoff.show(tests::afterHandoff(), {starts, pMoves, events, false});
    handoff.advance(std::chrono::milliseconds(190));
    handoff.setSelection(ui::geometry::SelectedObject::goroutine(33));
    handoff.setHover(ui::geometry::SelectedObject::goroutine(43), QPointF(size.width() - 150, 140));
    save(handoff, dir.filePath(QStringLiteral("handoff_%1.png").arg(suffix)), size, 1);
}

}  // namespace

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    if (argc < 2 || !ui::theme::loadFonts()) {
        std::fprintf(stderr, "stage_pictures: name a directory to write to\n");
        return 2;
    }
    QTranslator translator;
    if (argc > 2 && translator.load(QString::fromLocal8Bit(argv[2])))
        QApplication::installTranslator(&translator);
    const QDir dir(QString::fromLocal8Bit(argv[1]));
    const ui::theme::Theme light(ui::theme::Scheme::light), dark(ui::theme::Scheme::dark);
    const QSize usual(1368, 625);
    write(dir.filePath(QStringLiteral("busy_light.png")), tests::busyMoment(), light, usual, 1);
    write(dir.filePath(QStringLiteral("busy_dark.png")), tests::busyMoment(), dark, usual, 1);
    write(dir.filePath(QStringLiteral("busy_light_2x.png")), tests::busyMoment(), light, usual, 2);
    write(dir.filePath(QStringLiteral("busy_small.png")), tests::busyMoment(), light, QSize(900, 420), 1);
    const ui::theme::Theme presentation(ui::theme::Scheme::light, 1.0, true);
    write(dir.filePath(QStringLiteral("busy_presentation.png")), tests::busyMoment(), presentation, QSize(1880, 860),
          1);
    write(dir.filePath(QStringLiteral("busy_large.png")), tests::busyMoment(), light, QSize(1900, 1000), 1);
    writeMoving(dir, light, usual, QStringLiteral("light"));
    writeMoving(dir, dark, usual, QStringLiteral("dark"));
    ui::stage::StageWidget states;
    states.resize(usual);
    states.grab().save(dir.filePath(QStringLiteral("state_empty.png")));
    states.setPlayState(ui::stage::PlayState::loading, QStringLiteral("go.work-stealing"));
    states.advance(std::chrono::milliseconds(300));
    states.grab().save(dir.filePath(QStringLiteral("state_loading.png")));
    states.setPlayState(ui::stage::PlayState::engineLost);
    states.grab().save(dir.filePath(QStringLiteral("state_lost.png")));
    for (const int n : {1, 2, 6, 8, 16, 32, 64})
        write(dir.filePath(QStringLiteral("many_%1.png").arg(n)), tests::manyProcessors(n), n == 16 ? dark : light,
              usual, 1);
    return 0;
}
