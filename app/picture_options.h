// What `render` and `record` share: which run is shown, and how it is to look.
#pragma once

#include <QSize>
#include <QString>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "app/argument_reader.h"
#include "catalogue/catalogue.h"
#include "model/recording.h"
#include "session/session.h"
#include "ui/shell/film_run.h"
#include "ui/theme/theme_notifier.h"

namespace interleave::app {

struct PictureOptions {
    std::string subject;                            // a scenario's id, or a saved run
    const catalogue::Scenario* scenario = nullptr;  // null for a file, until it is open
    session::RunRequest request;
    QSize size{1920, 1080};
    QString language = QStringLiteral("en");
    ui::theme::SchemeChoice scheme = ui::theme::SchemeChoice::light;
    std::string output;
};

// Takes the shared options out of a command line; what is left is the command's own, so finish() is its too.
class PictureReader {
public:
    PictureReader(ArgumentReader* arguments, const catalogue::Catalogue* catalogue);

    // Call after all other options were taken. Errors name the option.
    base::Result<PictureOptions> finish();

private:
    base::Result<void> readLook(PictureOptions* options);
    base::Result<void> readRun(PictureOptions* options);

    ArgumentReader* m_arguments;
    const catalogue::Catalogue* m_catalogue;
};

// The finished recording of the subject: a scenario is run as far as needed, a file is opened. For a file,
// options->scenario is set to the scenario that it is of, where it is known. Blocks.
base::Result<std::shared_ptr<const model::Recording>> obtainRecording(PictureOptions* options,
                                                                      const catalogue::Catalogue& catalogue,
                                                                      const ui::shell::FilmNeed& need);

}  // namespace interleave::app
