#include "ui/shell/run_desk.h"

#include <QFileInfo>
#include <QUndoCommand>

#include "exchange/trace_file.h"
#include "ui/shell/core_text.h"
#include "ui/shell/recorded_settings.h"

namespace interleave::ui::shell {

using namespace Qt::StringLiterals;

namespace {

constexpr base::Duration kSpawnedWork{200'000};
constexpr base::Duration kBlockedFor{2'000'000};

}  // namespace

// One edit. Edits of the same thing that follow each other are one, as a spin box held down makes many.
class SettingsCommand : public QUndoCommand {
public:
    SettingsCommand(RunDesk* desk, RunSettings before, RunSettings after, const QString& what)
        : QUndoCommand(what), m_desk(desk), m_before(std::move(before)), m_after(std::move(after)) {}

    void undo() override { m_desk->apply(m_before); }
    void redo() override { m_desk->apply(m_after); }

private:
    RunDesk* m_desk;
    RunSettings m_before;
    RunSettings m_after;
};

RunDesk::RunDesk(const catalogue::Catalogue* catalogue, Run* run, Banner* banner, QObject* parent)
    : QObject(parent), m_catalogue(catalogue), m_run(run), m_banner(banner) {
    connect(run, &Run::phaseChanged, this, &RunDesk::showPhase);
}

RunDesk::~RunDesk() = default;

void RunDesk::openNamed(const QString& scenarioOrFile) {
    if (m_catalogue->find(scenarioOrFile.toStdString()))
        openScenario(scenarioOrFile);
    else
        openFile(scenarioOrFile);
}

void RunDesk::openScenario(const QString& id) {
    const catalogue::Scenario* scenario = m_catalogue->find(id.toStdString());
    if (!scenario) {
        const QString near = QString::fromStdString(m_catalogue->nearest(id.toStdString()));
        tell([this, id, near] {
            m_banner->showMessage(Banner::Kind::error, tr("Scenario %1").arg(id),
                                  near.isEmpty() ? tr("there is none of that name")
                                                 : tr("there is none of that name — did you mean %1?").arg(near));
        });
        return;
    }
    m_banner->dismiss();
    const RunSettings settings = RunSettings::of(*scenario);
    if (auto started = m_run->start(*scenario, settings.request(*scenario)); !started) {
        tellError(started.error());
        return;
    }
    m_undo.clear();
    m_settings = settings;
    m_run->player()->play();
    Q_EMIT settingsChanged(m_settings);
}

bool RunDesk::start() {
    const catalogue::Scenario* scenario = m_run->scenario();
    if (!scenario)
        return false;
    m_banner->dismiss();
    // The pace that the user chose stays; a second of free time is another thing than one of virtual time.
    const bool sameHost = m_run->recording()->meta().host == (m_settings.conducted ? "conducted" : "free");
    const session::Pace pace = m_run->player()->pace();
    const base::Duration screenSecond = m_run->player()->screenSecond();
    const double beat = m_run->player()->beat();
    if (auto started = m_run->start(*scenario, m_settings.request(*scenario)); !started) {
        tellError(started.error());
        return false;
    }
    m_run->player()->setPace(pace);
    if (sameHost)
        m_run->player()->setScreenSecond(screenSecond);
    m_run->player()->setBeat(beat);
    m_run->player()->play();
    Q_EMIT settingsChanged(m_settings);
    return true;
}

void RunDesk::restart() {
    start();
}

void RunDesk::change(const RunSettings& settings, const QString& what) {
    if (m_run->scenario() && settings != m_settings)
        m_undo.push(new SettingsCommand(this, m_settings, settings, what));
}

void RunDesk::apply(const RunSettings& settings) {
    const bool live = m_run->live() && m_run->phase() == session::Phase::running;
    const bool inPlace = live && m_settings.differsOnlyInProcs(settings);
    m_settings = settings;
    if (inPlace) {
        session::Intervention intervention;
        intervention.kind = session::Intervention::Kind::procs;
        intervention.value = settings.procs;
        m_run->session()->intervene(intervention);
        Q_EMIT settingsChanged(m_settings);
    } else {
        start();
    }
}

void RunDesk::spawn() {
    if (!m_run->session())
        return;
    session::Intervention intervention;
    intervention.kind = session::Intervention::Kind::spawn;
    intervention.value = kSpawnedWork.count();
    m_run->session()->intervene(intervention);
}

void RunDesk::block(std::uint32_t g) {
    if (!m_run->session() || g == trace::kNoG)
        return;
    session::Intervention intervention;
    intervention.kind = session::Intervention::Kind::block;
    intervention.g = g;
    intervention.value = kBlockedFor.count();
    m_run->session()->intervene(intervention);
}

void RunDesk::tell(std::function<void()> words) {
    m_told = std::move(words);
    m_told();
}

void RunDesk::tellError(const base::Error& error) {
    tell([this, error] { m_banner->showError(error); });
}

void RunDesk::retell() {
    if (m_told && m_banner->isVisible() && m_banner->kind() != Banner::Kind::progress)
        m_told();
}

void RunDesk::showPhase(session::Phase phase) {
    if (!m_run->live())
        return;
    const auto outcome = m_run->session()->outcome();
    if (phase == session::Phase::lost) {
        const std::string why = outcome ? outcome->verdict.text : std::string();
        tell([this, why] {
            const QString kept = tr("What it did up to there is kept and can be looked through.");
            m_banner->showMessage(Banner::Kind::error, tr("The engine is gone"),
                                  why.empty() ? kept : tr("%1. %2").arg(coreText(why), kept));
            m_banner->offer(tr("Restart"), [this] { restart(); });
        });
    } else if (phase == session::Phase::ended && outcome) {
        const auto lost = static_cast<int>(m_run->recording()->lostEvents());
        tell([this, verdict = outcome->verdict, lost] { showVerdict(verdict, lost); });
    }
}

void RunDesk::showVerdict(const session::Verdict& verdict, int lostEvents) {
    const QString text = coreText(verdict.text);
    if (verdict.status == "deadlock")
        m_banner->showMessage(Banner::Kind::notice, tr("The run ended in a deadlock"), text);
    else if (verdict.status == "panic")
        m_banner->showMessage(Banner::Kind::notice, tr("The run ended in a panic"), text);
    else if (verdict.status == "crash")
        m_banner->showMessage(Banner::Kind::error, tr("The run crashed"), text);
    else if (verdict.status == "limit")
        m_banner->showMessage(Banner::Kind::notice, tr("The run reached its limit"), text);
    else if (lostEvents > 0)
        m_banner->showMessage(Banner::Kind::notice, tr("Events were lost"),
                              tr("%n event(s) came faster than they could be taken.", nullptr, lostEvents));
}

void RunDesk::runJob(const QString& title, std::function<void(const BackgroundJob::Report&)> work,
                     std::function<void()> done) {
    if (m_job)
        return;
    m_banner->showMessage(Banner::Kind::progress, title, {});
    m_job = std::make_unique<BackgroundJob>();
    BackgroundJob* const job = m_job.get();
    connect(job, &BackgroundJob::progressed, m_banner, &Banner::setProgress);
    m_banner->offer(tr("Cancel"), [this] {
        if (m_job)
            m_job->cancel();
    });
    job->start(std::move(work), [this, done = std::move(done)] {
        const bool cancelled = m_job->cancelled();
        m_job.release()->deleteLater();
        m_banner->dismiss();
        if (!cancelled)
            done();
    });
}

void RunDesk::openFile(const QString& path) {
    using Opened = base::Result<std::shared_ptr<model::Recording>>;
    auto opened = std::make_shared<std::optional<Opened>>();
    runJob(
        tr("Opening %1").arg(QFileInfo(path).fileName()),
        [path, opened](const BackgroundJob::Report& report) {
            opened->emplace(exchange::open(path.toStdString(), {}, report));
        },
        [this, path, opened] {
            if (!opened->value())
                tellError(opened->value().error());
            else
                showOpened(opened->value().value(), path);
        });
}

void RunDesk::showOpened(const std::shared_ptr<model::Recording>& recording, const QString& path) {
    const catalogue::Scenario* scenario = m_catalogue->find(recording->meta().scenario);
    m_undo.clear();
    m_run->show(recording, scenario, QFileInfo(path).fileName());
    if (scenario) {
        m_settings = recordedSettings(*scenario, recording->meta());
        Q_EMIT settingsChanged(m_settings);
    }
    if (!recording->notice().empty())
        tell([this, path, notice = recording->notice()] {
            m_banner->showMessage(Banner::Kind::notice, QFileInfo(path).fileName(), coreText(notice));
        });
    Q_EMIT fileOpened(path);
}

void RunDesk::saveFile(const QString& path) {
    if (!m_run->isOpen())
        return;
    auto saved = std::make_shared<std::optional<base::Result<void>>>();
    const auto recording = m_run->recording();
    runJob(
        tr("Saving %1").arg(QFileInfo(path).fileName()),
        [path, recording, saved](const BackgroundJob::Report& report) {
            exchange::SaveOptions options;
            options.progress = report;
            saved->emplace(exchange::save(*recording, path.toStdString(), options));
        },
        [this, path, saved] {
            if (!saved->value())
                tellError(saved->value().error());
            else
                Q_EMIT fileSaved(path);
        });
}

}  // namespace interleave::ui::shell
