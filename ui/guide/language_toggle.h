// EN / 中文.
#pragma once

#include <QWidget>

#include "ui/theme/theme_notifier.h"

namespace interleave::ui::guide {

// A pill with the two languages of the window, each named in itself.
class LanguageToggle : public QWidget {
    Q_OBJECT

public:
    explicit LanguageToggle(theme::ThemeNotifier* themes, QWidget* parent = nullptr);

    // "en" or "zh_CN".
    void setLanguage(const QString& language);
    QSize sizeHint() const override;

Q_SIGNALS:
    void languageRequested(const QString& language);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void requestOther();

    theme::Theme m_theme;
    bool m_chinese = false;
};

}  // namespace interleave::ui::guide
