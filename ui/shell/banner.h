// A message within the window: what happened, why, what to do.
#pragma once

#include <QFrame>
#include <functional>

#include "base/result.h"
#include "ui/theme/theme_notifier.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QToolButton;

namespace interleave::ui::shell {

// One message at a time; the newest wins. Never modal. A message may offer one action; work in progress shows how far
// it is and can be cancelled.
class Banner : public QFrame {
    Q_OBJECT

public:
    enum class Kind { error, notice, progress };

    explicit Banner(theme::ThemeNotifier* themes, QWidget* parent = nullptr);

    void showError(const base::Error& error);
    void showMessage(Kind kind, const QString& title, const QString& text);
    // A button on the message that is shown.
    void offer(const QString& label, std::function<void()> action);
    // 0..1; only while a progress is shown.
    void setProgress(double share);
    void dismiss();

    Kind kind() const { return m_kind; }
    QString title() const;
    QString text() const;
    QPushButton* action() const { return m_action; }

private:
    void applyTheme();

    theme::ThemeNotifier* m_themes;
    Kind m_kind = Kind::notice;
    QLabel* m_title;
    QLabel* m_text;
    QProgressBar* m_progress;
    QPushButton* m_action;
    QToolButton* m_close;
    std::function<void()> m_onAction;
};

}  // namespace interleave::ui::shell
