// The page as the subject of a film.
#include <gtest/gtest.h>

#include <QApplication>

#include "model/synthetic.h"
#include "ui/capture/film_maker.h"
#include "ui/shell/languages.h"
#include "ui/shell/workspace_film.h"

namespace interleave::ui::shell {
namespace {

QByteArray hashOfFilm(const std::shared_ptr<const model::Recording>& recording, theme::ThemeNotifier* themes) {
    WorkspaceFilm::Look look;
    look.size = {1280, 720};
    look.screenSecond = base::Duration(100'000);
    WorkspaceFilm film(recording, nullptr, themes, look);
    capture::FilmOptions options;
    options.size = look.size;
    options.framesPerSecond = 30;
    options.length = base::Duration(1'000'000'000);
    options.hash = true;
    capture::FilmMaker maker(&film, nullptr, options);
    while (maker.framesDone() < maker.framesTotal())
        EXPECT_TRUE(maker.step().ok());
    return maker.rawHash();
}

TEST(WorkspaceFilm, GivesTheSameRawFramesTwice) {
    theme::ThemeNotifier themes;
    themes.setChoice(theme::SchemeChoice::light);
    themes.install(*qobject_cast<QApplication*>(QCoreApplication::instance()));
    const auto recording = model::syntheticRecording(20'000);
    EXPECT_EQ(hashOfFilm(recording, &themes), hashOfFilm(recording, &themes));
}

// The rightmost of what is drawn: the edge of the last card is as far from the frame's edge as in a large frame.
TEST(WorkspaceFilm, ShowsTheWholePageInASmallFrame) {
    theme::ThemeNotifier themes;
    themes.setChoice(theme::SchemeChoice::light);
    const auto recording = model::syntheticRecording(20'000);
    WorkspaceFilm film(recording, nullptr, &themes, {});
    film.seek(recording->duration() / 2);
    const auto widthOf = [&film](QSize size) {
        QImage picture(size, QImage::Format_RGB32);
        picture.setDevicePixelRatio(filmScale(size));
        film.paintInto(&picture);
        EXPECT_EQ(picture.devicePixelRatio(), filmScale(size));
        int right = 0;
        const QRgb ground = picture.pixel(0, 0);
        for (int x = 0; x < picture.width(); ++x) {
            if (picture.pixel(x, picture.height() / 4) != ground)
                right = x;
        }
        return static_cast<double>(right) / size.width();
    };
    const double large = widthOf({1920, 1080});
    EXPECT_LT(large, 1.0);
    EXPECT_NEAR(widthOf({1280, 720}), large, 0.005);
}

TEST(WorkspaceFilm, ShowsAnotherPictureAtAnotherMoment) {
    theme::ThemeNotifier themes;
    const auto recording = model::syntheticRecording(20'000);
    WorkspaceFilm film(recording, nullptr, &themes, {});
    QImage pictures[2];
    for (int i = 0; i < 2; ++i) {
        pictures[i] = QImage(1280, 720, QImage::Format_RGB32);
        film.seek(recording->duration() * (i + 1) / 3);
        film.paintInto(&pictures[i]);
    }
    EXPECT_NE(pictures[0], pictures[1]);
}

}  // namespace
}  // namespace interleave::ui::shell
