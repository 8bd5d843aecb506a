// A page as the subject of a film or of a picture.
#pragma once

#include <QSize>
#include <memory>

#include "ui/capture/film_subject.h"
#include "ui/shell/run.h"
#include "ui/shell/workspace.h"

namespace interleave::ui::shell {

// A page of its own, never on any screen, over a finished recording. Its playhead begins at the run's start and moves
// as fast as asked; the page is laid out for the size of the frames.
class WorkspaceFilm : public capture::FilmSubject {
public:
    struct Look {
        QSize size{1920, 1080};  // of the page, in device-independent pixels
        QString language = QStringLiteral("en");
        base::Duration screenSecond{0};  // 0: the scenario's own
        std::optional<double> beat;
        // How long a film with captions is; then it stands still at each step of the narration, so that none is
        // passed over and the words are those of the picture. 0: no captions.
        base::Duration captioned{0};
    };

    // The scenario may be null; it and the notifier outlive the film.
    WorkspaceFilm(std::shared_ptr<const model::Recording> recording, const catalogue::Scenario* scenario,
                  theme::ThemeNotifier* themes, const Look& look);
    ~WorkspaceFilm() override;

    // Puts the playhead there, at once and without movement.
    void seek(base::Time t);

    void advanceFrame(base::Duration screen) override;
    void paintInto(QImage* picture) override;
    capture::Caption caption() const override;

    Workspace* page() const { return m_page.get(); }
    Run* run() { return &m_run; }

private:
    void holdAtSteps(base::Duration length);

    Run m_run;
    std::unique_ptr<Workspace> m_page;
    bool m_introduced = true;  // there is time to read what the scenario is about before its first step
};

// The device pixel ratio that suits frames of this size: the page is laid out as for 1080 lines.
double filmScale(QSize frame);

}  // namespace interleave::ui::shell
