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
