// "Record film…": what to record, and how far it is.
#pragma once

#include <QDialog>
#include <memory>
#include <optional>

#include "model/recording.h"
#include "session/session.h"
#include "ui/capture/film_maker.h"
#include "ui/theme/theme_notifier.h"

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QTimer;

namespace interleave::ui::shell {

class BackgroundJob;
class WorkspaceFilm;

// Records the run that is open: a conducted run is made again with the same settings, a saved or a free one is shown
// from its beginning. Works while the window goes on; can be cancelled at any time, and leaves nothing then. A file of
// that name is only replaced when that was agreed to.
class FilmDialog : public QDialog {
    Q_OBJECT

public:
    struct Source {
        const catalogue::Scenario* scenario = nullptr;      // may be null for a saved run
        std::optional<session::RunRequest> request;         // make the run again
        std::shared_ptr<const model::Recording> recording;  // or show this one
        base::Duration screenSecond{0};
        std::optional<double> beat;
        QString language;
    };

    FilmDialog(Source source, theme::ThemeNotifier* themes, QWidget* parent = nullptr);
    ~FilmDialog() override;

    QLineEdit* path() const { return m_path; }
    QDoubleSpinBox* length() const { return m_length; }
    QComboBox* frameRate() const { return m_rate; }
    QComboBox* frameSize() const { return m_size; }
    QCheckBox* captions() const { return m_captions; }
    QPushButton* startButton() const { return m_start; }
    QPushButton* cancelButton() const { return m_cancel; }
    QProgressBar* progress() const { return m_progress; }
    // What is under way, or why it failed.
    QString stateText() const;
    bool working() const;

    void reject() override;

Q_SIGNALS:
    // The film stands at this path.
    void recorded(const QString& path);

private:
    void build();
    void choosePath();
    void begin();
    void runFirst(const capture::FilmOptions& options);
    void makeFilm(std::shared_ptr<const model::Recording> recording, const capture::FilmOptions& options);
    void nextFrames();
    void finish();
    void cancelled();
    bool mayReplace();
    void suitRate();
    void fail(const base::Error& error);
    void setWorking(bool on, const QString& what);

    Source m_source;
    theme::ThemeNotifier* m_themes;
    std::unique_ptr<BackgroundJob> m_job;
    std::unique_ptr<WorkspaceFilm> m_film;
    std::unique_ptr<capture::FilmMaker> m_maker;
    std::unique_ptr<capture::FrameSink> m_sink;  // until the film begins
    QString m_target;
    QString m_agreed;  // a file that may be replaced: its name was chosen knowing that
    bool m_finishing = false;
    bool m_giveUp = false;
    QTimer* m_timer;
    QLineEdit* m_path;
    QPushButton* m_browse;
    QDoubleSpinBox* m_length;
    QComboBox* m_rate;
    QComboBox* m_size;
    QCheckBox* m_captions;
    QLabel* m_state;
    QProgressBar* m_progress;
    QPushButton* m_start;
    QPushButton* m_cancel;
};

}  // namespace interleave::ui::shell
