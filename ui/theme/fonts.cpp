#include "ui/theme/fonts.h"

#include <QFontDatabase>
#include <QStringList>

// The macro must stand outside of any namespace.
static void initResources() {
    Q_INIT_RESOURCE(fonts);
}

namespace interleave::ui::theme {

bool loadFonts() {
    initResources();
    bool all = true;
    for (const char* name : {"Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf", "Inter-Bold.otf",
                             "JetBrainsMono-Regular.ttf", "JetBrainsMono-SemiBold.ttf", "JetBrainsMono-Bold.ttf"})
        all = QFontDatabase::addApplicationFont(QStringLiteral(":/fonts/") + QLatin1String(name)) >= 0 && all;
    return all;
}

}  // namespace interleave::ui::theme
