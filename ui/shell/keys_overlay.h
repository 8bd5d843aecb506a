// The list of keys, laid over the window.
#pragma once

#include <QPointer>
#include <QWidget>
#include <vector>

#include "ui/theme/theme_notifier.h"

class QFrame;

namespace interleave::ui::shell {

struct KeyGroup {
    struct Row {
        QString what;
        QString keys;
    };
    QString title;
    std::vector<Row> rows;
};

// Dims its parent and shows groups of keys in columns on a card in the middle. Any key or click takes it away again;
// F1 and Esc among them. It covers the parent and follows its size.
class KeysOverlay : public QWidget {
    Q_OBJECT

public:
    KeysOverlay(theme::ThemeNotifier* themes, QWidget* parent);

    // Shows these groups, or hides what is shown.
    void toggle(const std::vector<KeyGroup>& groups);

    bool eventFilter(QObject* watched, QEvent* event) override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    void fill(const std::vector<KeyGroup>& groups);
    void place();
    void away();

    theme::ThemeNotifier* m_themes;
    QFrame* m_card = nullptr;
    QPointer<QWidget> m_focusBefore;
};

}  // namespace interleave::ui::shell
