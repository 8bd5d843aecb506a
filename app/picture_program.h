// The application object for commands that paint without a display.
#pragma once

#include <QApplication>
#include <QString>
#include <memory>

#include "ui/shell/languages.h"
#include "ui/theme/theme_notifier.h"

namespace interleave::app {

// Paints off screen whatever display there is, with the bundled fonts, so that pictures are alike everywhere. One at a
// time, made before anything that paints.
class PictureProgram {
public:
    PictureProgram(const QString& language, ui::theme::SchemeChoice scheme);

    ui::theme::ThemeNotifier* themes() { return m_themes.get(); }

private:
    int m_count = 1;
    char m_name[11] = "interleave";
    char* m_arguments[2] = {m_name, nullptr};
    std::unique_ptr<QApplication> m_application;
    std::unique_ptr<ui::theme::ThemeNotifier> m_themes;
    std::unique_ptr<ui::shell::Languages> m_languages;
};

}  // namespace interleave::app
