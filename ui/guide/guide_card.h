// The card that tells what is happening.
#pragma once

#include <QFrame>
#include <QString>
#include <memory>
#include <optional>

#include "ui/guide/narration.h"
#include "ui/theme/theme_notifier.h"

class QLabel;
class QScrollArea;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace interleave::ui::guide {

class LanguageToggle;
class StepBar;

// "STEP 7 OF 18", the step's title and text, its aside, the calls it is about, the steps as segments. Follows the
// playhead by setPosition(). A place below, footer(), is for what belongs to it (the transport).
class GuideCard : public QFrame {
    Q_OBJECT

public:
    explicit GuideCard(theme::ThemeNotifier* themes, QWidget* parent = nullptr);

    // Tells of this scenario's run; null: nothing is open. Both outlive their use here.
    void setRun(const catalogue::Scenario* scenario, std::shared_ptr<const model::Recording> recording);
    // The playhead moved, or more was recorded.
    void setPosition(model::EventIndex position);
    void setLanguage(const QString& language);

    // What is on the card now, for captions and tests. Empty title: nothing.
    const StepText& shown() const { return m_shown; }
    std::optional<std::size_t> step() const { return m_step; }
    const Narration* narration() const { return m_narration.get(); }
    StepBar* stepBar() const { return m_steps; }
    LanguageToggle* languageToggle() const { return m_language; }
    // Goes to the step before or after the one shown, where it has been reached.
    void goToNeighbour(int by);
    // Shows the button that lets a run stand still at each step.
    void offerHold(bool on);
    QPushButton* holdButton() const { return m_hold; }
    // How much of the time for reading this step has passed; 1: all of it.
    void setHeld(double share);
    // How high the card is with the longest of its steps, at this width.
    int heightForLongest(int width);
    // A widget to stand at the foot of the card.
    void setFooter(QWidget* footer);

Q_SIGNALS:
    void seekRequested(interleave::model::EventIndex position);
    void languageRequested(const QString& language);
    void holdRequested(bool on);
    // The step shown has another line of the listing; 0: none.
    void lineChanged(int line);

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void build();
    void applyTheme(const theme::Theme& theme);
    void retranslate();
    void showStep();
    void showTexts(const StepText& step);
    void showBeforeFirst();
    void updateButtons();

    theme::ThemeNotifier* m_themes;
    const catalogue::Scenario* m_scenario = nullptr;
    std::unique_ptr<Narration> m_narration;
    std::optional<std::size_t> m_step;
    std::size_t m_reached = 0;
    StepText m_shown;
    QString m_code = QStringLiteral("en");

    QLabel* m_counter;
    QPushButton* m_hold;
    LanguageToggle* m_language;
    QLabel* m_title;
    QLabel* m_body;
    QFrame* m_aside;
    QLabel* m_asideTitle;
    QLabel* m_asideText;
    QLabel* m_calls;
    QScrollArea* m_scroll;
    StepBar* m_steps;
    QToolButton* m_previous;
    QToolButton* m_next;
    QVBoxLayout* m_column;
    QVBoxLayout* m_texts;
};

}  // namespace interleave::ui::guide
