// Writes frames of the stage alone, for looking at: of a saved run, or of a synthetic history.
#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QImage>
#include <cstdio>

#include "exchange/trace_file.h"
#include "model/synthetic.h"
#include "session/player.h"
#include "ui/stage/stage_widget.h"
#include "ui/theme/fonts.h"

using namespace interleave;

namespace {

constexpr base::Duration kFrame{16'666'667};

std::shared_ptr<const model::Recording> history(const QCommandLineParser& given) {
    if (given.isSet(QStringLiteral("file"))) {
        auto opened = exchange::open(given.value(QStringLiteral("file")).toStdString());
        return opened ? std::shared_ptr<const model::Recording>(opened.value()) : nullptr;
    }
    model::SyntheticOptions options;
    options.procs = given.value(QStringLiteral("procs")).toInt();
    options.goroutines = given.value(QStringLiteral("goroutines")).toUInt();
    return model::syntheticRecording(200'000, options);
}

void declare(QCommandLineParser& parser) {
    parser.addHelpOption();
    parser.addPositionalArgument(QStringLiteral("directory"), QStringLiteral("where the frames go"));
    const auto option = [&](const char* name, const char* what, const char* value, const char* usual) {
        parser.addOption({QString::fromLatin1(name), QString::fromLatin1(what), QString::fromLatin1(value),
                          QString::fromLatin1(usual)});
    };
    option("file", "a saved run", "file", "");
    option("procs", "of a synthetic history", "n", "4");
    option("goroutines", "of a synthetic history", "n", "40");
    option("second", "run time that a second of screen shows, in µs", "µs", "200");
    option("beat", "events a second instead", "n", "0");
    option("from", "where to begin, in µs of the run", "µs", "0");
    option("frames", "how many to write", "n", "60");
    option("every", "write every n-th frame", "n", "1");
    option("size", "of the stage", "WxH", "1368x625");
    option("ratio", "device pixels a unit", "r", "1");
    parser.addOption({QStringLiteral("dark"), QStringLiteral("the dark scheme")});
    parser.addOption({QStringLiteral("presentation"), QStringLiteral("everything larger")});
}

}  // namespace

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    QCommandLineParser given;
    declare(given);
    given.process(app);
    const auto number = [&](const char* name) { return given.value(QString::fromLatin1(name)).toDouble(); };
    const auto recording = history(given);
    if (given.positionalArguments().size() != 1 || !ui::theme::loadFonts() || !recording) {
        std::fprintf(stderr, "%s", qPrintable(given.helpText()));
        return 2;
    }
    const QStringList size = given.value(QStringLiteral("size")).split(QLatin1Char('x'));
    ui::stage::StageWidget stage;
    stage.setTheme(
        ui::theme::Theme(given.isSet(QStringLiteral("dark")) ? ui::theme::Scheme::dark : ui::theme::Scheme::light, 1.0,
                         given.isSet(QStringLiteral("presentation"))));
    stage.resize(size.value(0).toInt(), size.value(1).toInt());
    stage.setRecording(recording);
    stage.setPlayState(ui::stage::PlayState::playing);
    session::Player player(recording);
    player.setScreenSecond(base::Duration{static_cast<std::int64_t>(number("second") * 1000)});
    if (number("beat") > 0) {
        player.setPace(session::Pace::beat);
        player.setBeat(number("beat"));
    }
    player.seek(base::Time{static_cast<std::int64_t>(number("from") * 1000)});
    player.play();
    model::Cursor cursor(recording);
    cursor.moveTo(player.position());
    stage.showFrame(cursor.world(), cursor.lastStep());
    const int every = std::max(1, static_cast<int>(number("every")));
    QImage picture(stage.size() * number("ratio"), QImage::Format_RGB32);
    picture.setDevicePixelRatio(number("ratio"));
    const QDir directory(given.positionalArguments().front());
    for (int i = 0, written = 0; written < static_cast<int>(number("frames")); ++i) {
        player.advance(kFrame);
        cursor.moveTo(player.position());
        stage.showFrame(cursor.world(), cursor.lastStep());
        stage.advance(kFrame);
        if (i % every != 0)
            continue;
        stage.render(&picture);
        picture.save(directory.filePath(QStringLiteral("f%1.png").arg(written++, 4, 10, QLatin1Char('0'))));
    }
    return 0;
}
