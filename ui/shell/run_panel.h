// What a person can set for a run, and do to it while it runs.
#pragma once

#include <QFrame>
#include <QString>
#include <vector>

#include "catalogue/catalogue.h"
#include "ui/shell/run_settings.h"
#include "ui/theme/theme_notifier.h"

class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QToolButton;
class QVBoxLayout;

namespace interleave::ui::shell {

// The scenario's parameters, the seed, free or conducted time, cores, GOMAXPROCS; and the interventions. It shows the
// settings that it is given and reports each edit as whole new settings; whoever owns them decides (and can undo).
class RunPanel : public QFrame {
    Q_OBJECT

public:
    explicit RunPanel(theme::ThemeNotifier* themes, QWidget* parent = nullptr);

    // The scenario whose parameters are shown; null: an empty panel. It outlives its use here.
    void setScenario(const catalogue::Scenario* scenario, const QString& language);
    void setSettings(const RunSettings& settings);
    const RunSettings& settings() const { return m_settings; }
    // Whether a run is live, so that interventions can reach it.
    void setLive(bool live);
    // The goroutine that "block" would block; 0: none.
    void setSelectedG(std::uint32_t g);

    // How high it is with everything in sight, at its present width.
    int wantedHeight() const;

    // The editor of a parameter, by its name.
    QWidget* editor(const QString& name) const;
    QSpinBox* cores() const { return m_cores; }
    QSpinBox* procs() const { return m_procs; }
    QLineEdit* seed() const { return m_seed; }
    QToolButton* newSeed() const { return m_newSeed; }
    QPushButton* conducted() const { return m_conducted; }
    QPushButton* freeTime() const { return m_free; }
    QPushButton* reset() const { return m_reset; }
    QPushButton* spawn() const { return m_spawn; }
    QPushButton* block() const { return m_block; }

Q_SIGNALS:
    // The user wants these settings; `what` names the edit ("Seed").
    void edited(const interleave::ui::shell::RunSettings& settings, const QString& what);
    void spawnRequested();
    void blockRequested(quint32 g);

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Row {
        const catalogue::Parameter* parameter = nullptr;
        QLabel* label = nullptr;
        QWidget* editor = nullptr;
    };

    void build();
    void buildParameters();
    QWidget* makeEditor(const catalogue::Parameter& parameter);
    void showValue(const Row& row);
    void report(const RunSettings& settings, const QString& what);
    void reportParameter(const catalogue::Parameter& parameter, const catalogue::Value& value);
    void retranslate();
    void applyTheme(const theme::Theme& theme);

    const catalogue::Scenario* m_scenario = nullptr;
    std::string m_language = "en";
    RunSettings m_settings;
    std::vector<Row> m_rows;
    bool m_live = false;
    std::uint32_t m_selectedG = 0;

    QLabel* m_title;
    QPushButton* m_reset;
    QFormLayout* m_form = nullptr;
    QLabel* m_seedLabel;
    QLineEdit* m_seed;
    QToolButton* m_newSeed;
    QPushButton* m_conducted;
    QPushButton* m_free;
    QLabel* m_coresLabel;
    QSpinBox* m_cores;
    QLabel* m_procsLabel;
    QSpinBox* m_procs;
    QLabel* m_hint;
    QPushButton* m_spawn;
    QPushButton* m_block;
    QVBoxLayout* m_column;
    QWidget* m_inner = nullptr;  // what scrolls
    theme::ThemeNotifier* m_themes;
};

}  // namespace interleave::ui::shell
