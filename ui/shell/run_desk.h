// What is done with runs: open, restart, change, intervene, load, save.
#pragma once

#include <QObject>
#include <QString>
#include <QUndoStack>
#include <functional>
#include <memory>

#include "catalogue/catalogue.h"
#include "ui/shell/background_job.h"
#include "ui/shell/banner.h"
#include "ui/shell/run.h"
#include "ui/shell/run_settings.h"

namespace interleave::ui::shell {

// Stands between the window's controls and its Run. Every change of settings goes through an undo stack; GOMAXPROCS
// alone reaches the live run, any other change starts it again. Files are read and written beside the window, with
// progress and cancel in the banner, where errors go too.
//
// Thread: the window's. Catalogue, run and banner outlive it.
class RunDesk : public QObject {
    Q_OBJECT

public:
    RunDesk(const catalogue::Catalogue* catalogue, Run* run, Banner* banner, QObject* parent = nullptr);
    ~RunDesk() override;

    // Starts a scenario with its own settings.
    void openScenario(const QString& id);
    // The run that is open, from its beginning, with the settings as they are.
    void restart();
    // An edit of the settings, which can be undone.
    void change(const RunSettings& settings, const QString& what);
    const RunSettings& settings() const { return m_settings; }
    QUndoStack* undoStack() { return &m_undo; }

    void spawn();
    void block(std::uint32_t g);

    void openFile(const QString& path);
    void saveFile(const QString& path);
    bool busy() const { return m_job != nullptr; }

    // Says again, in the language that is installed now, what the banner says.
    void retell();

    // A scenario's id, or else a file.
    void openNamed(const QString& scenarioOrFile);

Q_SIGNALS:
    void settingsChanged(const interleave::ui::shell::RunSettings& settings);
    void fileOpened(const QString& path);
    void fileSaved(const QString& path);

private:
    friend class SettingsCommand;

    void apply(const RunSettings& settings);
    bool start();
    // Says something in the banner, and keeps it for another language.
    void tell(std::function<void()> words);
    void tellError(const base::Error& error);
    void showPhase(session::Phase phase);
    void showVerdict(const session::Verdict& verdict, int lostEvents);
    void showOpened(const std::shared_ptr<model::Recording>& recording, const QString& path);
    void runJob(const QString& title, std::function<void(const BackgroundJob::Report&)> work,
                std::function<void()> done);

    const catalogue::Catalogue* m_catalogue;
    Run* m_run;
    Banner* m_banner;
    QUndoStack m_undo;
    RunSettings m_settings;
    std::function<void()> m_told;
    std::unique_ptr<BackgroundJob> m_job;
};

}  // namespace interleave::ui::shell
