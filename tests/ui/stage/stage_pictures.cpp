// Writes pictures of hand-written moments into a directory, for looking at: stage_pictures DIRECTORY
#include <QApplication>
#include <QDir>
#include <QImage>
#include <cstdio>

#include "sample_snapshots.h"
#include "ui/stage/stage_scene.h"
#include "ui/theme/fonts.h"

using namespace interleave;

namespace {

void write(const QString& path, const ui::geometry::StageSnapshot& snapshot, const ui::theme::Theme& theme, QSize size,
           double ratio) {
    ui::stage::StageScene scene;
    scene.setTheme(theme);
    scene.setRatio(ratio);
    scene.setSize(size);
    scene.setStatus(QStringLiteral("Paused at 8.42 s"), ui::theme::Tone::runnable);
    scene.show(snapshot, {});
    QImage image((QSizeF(size) * ratio).toSize(), QImage::Format_RGB32);
    image.setDevicePixelRatio(ratio);
    QPainter painter(&image);
    scene.paint(painter);
    painter.end();
    image.save(path);
}

}  // namespace

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    if (argc < 2 || !ui::theme::loadFonts()) {
        std::fprintf(stderr, "stage_pictures: name a directory to write to\n");
        return 2;
    }
    const QDir dir(QString::fromLocal8Bit(argv[1]));
    const ui::theme::Theme light(ui::theme::Scheme::light), dark(ui::theme::Scheme::dark);
    const QSize usual(1368, 625);
    write(dir.filePath(QStringLiteral("busy_light.png")), tests::busyMoment(), light, usual, 1);
    write(dir.filePath(QStringLiteral("busy_dark.png")), tests::busyMoment(), dark, usual, 1);
    write(dir.filePath(QStringLiteral("busy_light_2x.png")), tests::busyMoment(), light, usual, 2);
    write(dir.filePath(QStringLiteral("busy_small.png")), tests::busyMoment(), light, QSize(900, 420), 1);
    write(dir.filePath(QStringLiteral("busy_large.png")), tests::busyMoment(), light, QSize(1900, 1000), 1);
    for (const int n : {1, 2, 6, 8, 16, 32, 64})
        write(dir.filePath(QStringLiteral("many_%1.png").arg(n)), tests::manyProcessors(n), n == 16 ? dark : light,
              usual, 1);
    return 0;
}
