#include "ui/shell/film_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QDir>
#include <QDoubleSpinBox>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QProgressBar>
#include <QPushButton>
#include <QStandardItemModel>
#include <QStandardPaths>
#include <QTimer>
#include <QVBoxLayout>

#include "ui/shell/background_job.h"
#include "ui/shell/core_text.h"
#include "ui/shell/film_run.h"
#include "ui/shell/workspace_film.h"

namespace interleave::ui::shell {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kShareOfTurn = 12;  // ms of frames between two looks at the window's own events

constexpr int kMostForGif = 50;  // frames a second that a GIF can hold

// A name that nothing has yet.
QString suggestedPath() {
    const QString movies = QStandardPaths::writableLocation(QStandardPaths::MoviesLocation);
    const QDir directory(QDir(movies).exists() ? movies : QDir::homePath());
    QString path = directory.filePath(u"interleave.mp4"_s);
    for (int i = 2; QFileInfo::exists(path); ++i)
        path = directory.filePath(u"interleave-%1.mp4"_s.arg(i));
    return path;
}

}  // namespace

FilmDialog::FilmDialog(Source source, theme::ThemeNotifier* themes, QWidget* parent)
    : QDialog(parent),
      m_source(std::move(source)),
      m_themes(themes),
      m_timer(new QTimer(this)),
      m_path(new QLineEdit(suggestedPath())),
      m_browse(new QPushButton(tr("Choose…"))),
      m_length(new QDoubleSpinBox),
      m_rate(new QComboBox),
      m_size(new QComboBox),
      m_captions(new QCheckBox(tr("Captions from the narration, and a subtitle file"))),
      m_state(new QLabel),
      m_progress(new QProgressBar),
      m_start(new QPushButton(tr("Record"))),
      m_cancel(new QPushButton(tr("Cancel"))) {
    setWindowTitle(tr("Record film"));
    build();
    connect(m_browse, &QPushButton::clicked, this, &FilmDialog::choosePath);
    connect(m_path, &QLineEdit::textChanged, this, &FilmDialog::suitRate);
    connect(m_start, &QPushButton::clicked, this, &FilmDialog::begin);
    connect(m_cancel, &QPushButton::clicked, this, &FilmDialog::reject);
    connect(m_timer, &QTimer::timeout, this, &FilmDialog::nextFrames);
    m_timer->setInterval(0);
    setWorking(false, {});
}

FilmDialog::~FilmDialog() = default;

void FilmDialog::build() {
    m_length->setRange(0.5, 600);
    m_length->setDecimals(1);
    m_length->setValue(10);
    m_length->setSuffix(tr(" s"));
    for (const int rate : {60, 50, 30, 25})
        m_rate->addItem(tr("%1 frames a second").arg(rate), rate);
    for (const QSize size : {QSize(1920, 1080), QSize(2560, 1440), QSize(3840, 2160), QSize(1280, 720)})
        m_size->addItem(u"%1 × %2"_s.arg(size.width()).arg(size.height()), size);
    m_captions->setChecked(true);
    m_start->setProperty("kind", u"primary"_s);
    m_start->setDefault(true);
    m_state->setWordWrap(true);
    m_progress->setTextVisible(false);
    auto* title = new QLabel(windowTitle());
    title->setProperty("role", u"title"_s);
    auto* what = new QLabel(m_source.request && m_source.scenario
                                ? tr("The run is made again with the same settings and filmed from its beginning.")
                                : tr("The recorded run is filmed from its beginning."));
    what->setProperty("role", u"second"_s);
    what->setWordWrap(true);
    auto* forms = new QLabel(tr("A name with .mp4 or .gif, or a new directory for PNG pictures"));
    forms->setProperty("role", u"small"_s);
    forms->setWordWrap(true);
    auto* where = new QHBoxLayout;
    where->setSpacing(m_themes->theme().gap() / 2);
    where->addWidget(m_path, 1);
    where->addWidget(m_browse);
    const int gap = m_themes->theme().gap();
    auto* form = new QFormLayout;
    form->setVerticalSpacing(gap / 2);
    form->setHorizontalSpacing(gap);
    form->addRow(tr("File or directory"), where);
    form->addRow(QString(), forms);
    form->addRow(tr("Length"), m_length);
    form->addRow(tr("Rate"), m_rate);
    form->addRow(tr("Size"), m_size);
    form->addRow(QString(), m_captions);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_start);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(gap * 3 / 2, gap * 3 / 2, gap * 3 / 2, gap * 3 / 2);
    column->setSpacing(gap * 3 / 4);
    column->addWidget(title);
    column->addWidget(what);
    column->addLayout(form);
    column->addWidget(m_state);
    column->addWidget(m_progress);
    column->addLayout(buttons);
    setMinimumWidth(m_themes->theme().px(680));
}

void FilmDialog::choosePath() {
    const QString path =
        QFileDialog::getSaveFileName(this, tr("Record film"), m_path->text(), tr("Films (*.mp4 *.gif);;All files (*)"));
    if (path.isEmpty())
        return;
    m_agreed = path;
    m_path->setText(path);
}

QString FilmDialog::stateText() const {
    return m_state->text();
}

// A GIF counts in hundredths of a second: what it cannot hold is not offered.
void FilmDialog::suitRate() {
    const bool gif = m_path->text().endsWith(u".gif"_s, Qt::CaseInsensitive);
    auto* rates = qobject_cast<QStandardItemModel*>(m_rate->model());
    for (int i = 0; i < m_rate->count(); ++i) {
        const bool fits = !gif || m_rate->itemData(i).toInt() <= kMostForGif;
        rates->item(i)->setEnabled(fits);
        if (!fits && m_rate->currentIndex() == i)
            m_rate->setCurrentIndex(i + 1);
    }
}

bool FilmDialog::mayReplace() {
    const QString path = m_path->text();
    if (!QFileInfo(path).isFile() || path == m_agreed)
        return true;
    const auto answer =
        QMessageBox::question(this, tr("Record film"), tr("%1 is there already. Replace it?").arg(path));
    if (answer == QMessageBox::Yes)
        m_agreed = path;
    return answer == QMessageBox::Yes;
}

bool FilmDialog::working() const {
    return m_job || m_maker;
}

void FilmDialog::setWorking(bool on, const QString& what) {
    for (QWidget* widget :
         std::initializer_list<QWidget*>{m_path, m_browse, m_length, m_rate, m_size, m_captions, m_start})
        widget->setEnabled(!on);
    m_progress->setVisible(on);
    m_state->setText(what);
    m_state->setVisible(!what.isEmpty());
}

void FilmDialog::begin() {
    if (!mayReplace())
        return;
    capture::FilmOptions options;
    options.path = m_path->text();
    options.size = m_size->currentData().toSize();
    options.scale = filmScale(options.size);
    options.framesPerSecond = m_rate->currentData().toInt();
    options.length = base::Duration(static_cast<std::int64_t>(m_length->value() * 1e9));
    options.captions = m_captions->isChecked();
    m_target = options.path;
    m_giveUp = false;
    // The place is looked at before the run is made, so that a wrong one costs no time.
    auto sink = capture::sinkFor(options.path, options.size, options.framesPerSecond);
    if (!sink) {
        fail(sink.error());
        return;
    }
    m_sink = std::move(sink).value();
    if (m_source.request && m_source.scenario)
        runFirst(options);
    else
        makeFilm(m_source.recording, options);
}

void FilmDialog::runFirst(const capture::FilmOptions& options) {
    setWorking(true, tr("Running the scenario…"));
    m_progress->setRange(0, 1000);
    using Made = base::Result<std::shared_ptr<const model::Recording>>;
    auto made = std::make_shared<std::optional<Made>>();
    FilmNeed need;
    need.screen = options.length;
    need.screenSecond = m_source.screenSecond;
    need.beat = m_source.beat;
    m_job = std::make_unique<BackgroundJob>();
    connect(m_job.get(), &BackgroundJob::progressed, this,
            [this](double share) { m_progress->setValue(static_cast<int>(share * 1000)); });
    m_job->start(
        [scenario = m_source.scenario, request = *m_source.request, need, made](const BackgroundJob::Report& report) {
            made->emplace(recordRun(*scenario, request, need, report));
        },
        [this, made, options] {
            const bool wanted = !m_job->cancelled();
            m_job.release()->deleteLater();
            if (!wanted)
                cancelled();
            else if (!made->value())
                fail(made->value().error());
            else
                makeFilm(made->value().value(), options);
        });
}

void FilmDialog::makeFilm(std::shared_ptr<const model::Recording> recording, const capture::FilmOptions& options) {
    WorkspaceFilm::Look look;
    look.size = (QSizeF(options.size) / options.scale).toSize();
    look.language = m_source.language;
    look.screenSecond = m_source.screenSecond;
    look.beat = m_source.beat;
    if (options.captions)
        look.captioned = options.length;
    m_film = std::make_unique<WorkspaceFilm>(std::move(recording), m_source.scenario, m_themes, look);
    m_maker = std::make_unique<capture::FilmMaker>(m_film.get(), std::move(m_sink), options);
    setWorking(true, tr("Recording…"));
    m_progress->setRange(0, m_maker->framesTotal());
    m_timer->start();
}

void FilmDialog::nextFrames() {
    QElapsedTimer turn;
    turn.start();
    while (m_maker->framesDone() < m_maker->framesTotal() && turn.elapsed() < kShareOfTurn) {
        if (auto made = m_maker->step(); !made) {
            fail(made.error());
            return;
        }
    }
    m_progress->setValue(m_maker->framesDone());
    m_state->setText(tr("Frame %1 of %2").arg(m_maker->framesDone()).arg(m_maker->framesTotal()));
    if (m_maker->framesDone() < m_maker->framesTotal())
        return;
    m_timer->stop();
    finish();
}

// The encoder has its last frames to write, or a GIF its palette to find: the window goes on meanwhile.
void FilmDialog::finish() {
    m_state->setText(tr("Completing the film…"));
    m_progress->setRange(0, 0);
    m_finishing = true;
    const auto finished = m_maker->finish([this] {
        QCoreApplication::processEvents();
        return !m_giveUp;
    });
    m_finishing = false;
    m_maker.reset();
    m_film.reset();
    if (m_giveUp && !finished) {
        cancelled();
        return;
    }
    if (!finished) {
        fail(finished.error());
        return;
    }
    Q_EMIT recorded(m_target);
    accept();
}

void FilmDialog::cancelled() {
    m_maker.reset();
    m_film.reset();
    m_sink.reset();
    setWorking(false, tr("Cancelled; nothing was kept."));
}

void FilmDialog::fail(const base::Error& error) {
    m_timer->stop();
    m_maker.reset();
    m_film.reset();
    m_sink.reset();
    setWorking(false, errorSentence(error));
}

// Cancels the work; without work, closes.
void FilmDialog::reject() {
    m_timer->stop();
    if (m_job || m_finishing) {
        m_giveUp = true;
        if (m_job)
            m_job->cancel();
        m_state->setText(tr("Cancelling…"));
        return;
    }
    if (m_maker) {
        cancelled();
        return;
    }
    QDialog::reject();
}

}  // namespace interleave::ui::shell
