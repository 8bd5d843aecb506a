// `interleave render`: a picture of a run at one moment, with no display.
#include <QImage>
#include <cmath>
#include <cstdio>

#include "app/command.h"
#include "app/picture_options.h"
#include "app/picture_program.h"
#include "ui/shell/workspace_film.h"

namespace interleave::app {
namespace {

// Where in the run: a moment, or a share of it.
struct Moment {
    std::optional<base::Time> time;
    double share = 0.5;
};

base::Result<Moment> readMoment(const std::string& text) {
    Moment moment;
    if (text.ends_with('%')) {
        char* end = nullptr;
        const double percent = std::strtod(text.c_str(), &end);
        if (*end == '%' && percent >= 0 && percent <= 100) {
            moment.share = percent / 100;
            return moment;
        }
    } else if (const auto time = catalogue::parseDuration(text)) {
        moment.time = time.value();
        return moment;
    }
    return base::Error{"--at " + text, "it is neither a time nor a percentage", "write --at 1.5ms or --at 50%"};
}

}  // namespace

int renderPicture(const Command& self, Arguments arguments) {
    const auto catalogue = catalogue::Catalogue::builtIn();
    if (!catalogue)
        return fail(self, catalogue.error(), kCannotWork);
    ArgumentReader reader(arguments);
    const auto moment = readMoment(reader.option("--at").value_or("50%"));
    auto read = PictureReader(&reader, &catalogue.value()).finish();
    if (!read)
        return fail(self, read.error(), kWrongUse);
    if (!moment)
        return fail(self, moment.error(), kWrongUse);
    PictureOptions options = std::move(read).value();

    ui::shell::FilmNeed need;
    need.upTo = moment.value().time;
    if (!need.upTo && options.scenario)
        need.upTo = options.scenario->length * 4;
    const auto recording = obtainRecording(&options, catalogue.value(), need);
    if (!recording)
        return fail(self, recording.error(), kCannotWork);

    PictureProgram program(options.language, options.scheme);
    QImage picture(options.size, QImage::Format_RGB32);
    picture.setDevicePixelRatio(ui::shell::filmScale(options.size));
    ui::shell::WorkspaceFilm::Look look;
    look.size = (QSizeF(options.size) / picture.devicePixelRatio()).toSize();
    look.language = options.language;
    ui::shell::WorkspaceFilm film(recording.value(), options.scenario, program.themes(), look);
    const auto length = static_cast<double>(recording.value()->duration().count());
    film.seek(moment.value().time.value_or(base::Time(std::llround(length * moment.value().share))));
    film.paintInto(&picture);
    if (!picture.save(QString::fromStdString(options.output), "PNG"))
        return fail(self, {"picture " + options.output, "it cannot be written", "see that its directory exists"},
                    kCannotWork);
    return kDone;
}

}  // namespace interleave::app
