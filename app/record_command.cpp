// `interleave record`: a film of a run, with no display.
#include <unistd.h>

#include <QFileInfo>
#include <cmath>
#include <cstdio>

#include "app/command.h"
#include "app/picture_options.h"
#include "app/picture_program.h"
#include "ui/capture/film_maker.h"
#include "ui/shell/workspace_film.h"

namespace interleave::app {
namespace {

struct FilmChoice {
    PictureOptions picture;
    ui::capture::FilmOptions film;
    base::Duration screenSecond{0};
    std::optional<double> beat;
    bool rawHash = false;
};

base::Result<FilmChoice> readChoice(Arguments arguments, const catalogue::Catalogue& catalogue) {
    ArgumentReader reader(arguments);
    FilmChoice choice;
    choice.film.length = reader.duration("--for").value_or(base::Duration(10'000'000'000));
    const auto rate = reader.number("--fps", 1, 240);
    choice.screenSecond = reader.duration("--second").value_or(base::Duration(0));
    if (const auto beat = reader.number("--beat", 1, 5000))
        choice.beat = static_cast<double>(*beat);
    choice.film.captions = reader.flag("--captions");
    choice.rawHash = reader.flag("--raw-hash");
    auto picture = PictureReader(&reader, &catalogue).finish();
    if (!picture)
        return picture.error();
    choice.picture = std::move(picture).value();
    if (choice.film.length.count() <= 0)
        return base::Error{"--for", "a film has a length above nought", "write --for 5s"};
    if (choice.picture.scenario && choice.screenSecond.count() == 0)
        choice.screenSecond = choice.picture.scenario->screenSecond;
    const bool gif =
        QString::fromStdString(choice.picture.output).endsWith(QStringLiteral(".gif"), Qt::CaseInsensitive);
    choice.film.path = QString::fromStdString(choice.picture.output);
    choice.film.size = choice.picture.size;
    choice.film.scale = ui::shell::filmScale(choice.picture.size);
    choice.film.framesPerSecond = static_cast<int>(rate.value_or(gif ? 25 : 60));
    choice.film.hash = choice.rawHash;
    return choice;
}

// One line that is written over itself; nothing where nobody looks.
void showProgress(int done, int total) {
    static const bool watched = isatty(STDERR_FILENO) != 0;
    if (!watched)
        return;
    std::fprintf(stderr, "\rframe %d of %d%s", done, total, done == total ? "\n" : "");
    std::fflush(stderr);
}

base::Result<void> makeFrames(ui::capture::FilmMaker* maker) {
    while (maker->framesDone() < maker->framesTotal()) {
        if (auto made = maker->step(); !made)
            return made;
        showProgress(maker->framesDone(), maker->framesTotal());
    }
    return maker->finish();
}

}  // namespace

int recordFilm(const Command& self, Arguments arguments) {
    const auto catalogue = catalogue::Catalogue::builtIn();
    if (!catalogue)
        return fail(self, catalogue.error(), kCannotWork);
    auto read = readChoice(arguments, catalogue.value());
    if (!read)
        return fail(self, read.error(), kWrongUse);
    FilmChoice choice = std::move(read).value();

    // The place for the film is looked at before the run is made, so that a wrong name costs no time.
    auto sink = ui::capture::sinkFor(choice.film.path, choice.film.size, choice.film.framesPerSecond);
    if (!sink)
        return fail(self, sink.error(), kCannotWork);
    ui::shell::FilmNeed need;
    need.screen = choice.film.length;
    need.screenSecond = choice.screenSecond;
    need.beat = choice.beat;
    const auto recording = obtainRecording(&choice.picture, catalogue.value(), need);
    if (!recording)
        return fail(self, recording.error(), kCannotWork);

    PictureProgram program(choice.picture.language, choice.picture.scheme);
    ui::shell::WorkspaceFilm::Look look;
    look.size = (QSizeF(choice.film.size) / choice.film.scale).toSize();
    look.language = choice.picture.language;
    look.screenSecond = choice.screenSecond;
    look.beat = choice.beat;
    if (choice.film.captions)
        look.captioned = choice.film.length;
    ui::shell::WorkspaceFilm film(recording.value(), choice.picture.scenario, program.themes(), look);
    ui::capture::FilmMaker maker(&film, std::move(sink).value(), choice.film);
    if (const auto made = makeFrames(&maker); !made)
        return fail(self, made.error(), kCannotWork);
    if (choice.rawHash)
        std::printf("%s\n", maker.rawHash().constData());
    return kDone;
}

}  // namespace interleave::app
