#include "app/picture_program.h"

#include <cstdio>

#include "ui/theme/fonts.h"

namespace interleave::app {
namespace {

// Off screen, Qt remarks on what only a desktop has; a command's standard error is for its own one line.
void keepSerious(QtMsgType type, const QMessageLogContext&, const QString& text) {
    if (type == QtCriticalMsg || type == QtFatalMsg)
        std::fprintf(stderr, "interleave: %s\n", qPrintable(text));
}

}  // namespace

PictureProgram::PictureProgram(const QString& language, ui::theme::SchemeChoice scheme) {
    qInstallMessageHandler(keepSerious);
    qputenv("QT_QPA_PLATFORM", "offscreen");
    // The ratio of a picture's pixels is part of its size, not of the desktop.
    for (const char* name : {"QT_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS", "QT_FONT_DPI"})
        qunsetenv(name);
    m_application = std::make_unique<QApplication>(m_count, m_arguments);
    if (!ui::theme::loadFonts())
        std::fprintf(stderr, "interleave: the bundled fonts cannot be loaded; the desktop's are used\n");
    m_themes = std::make_unique<ui::theme::ThemeNotifier>();
    m_themes->setChoice(scheme);
    m_themes->install(*m_application);
    m_languages = std::make_unique<ui::shell::Languages>();
    m_languages->choose(language);
}

}  // namespace interleave::app
