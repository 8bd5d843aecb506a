// Tests of the window's own parts, off screen.
#include <gtest/gtest.h>

#include <QApplication>
#include <QStandardPaths>

#include "ui/theme/fonts.h"

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QStandardPaths::setTestModeEnabled(true);
    QApplication application(argc, argv);
    if (!interleave::ui::theme::loadFonts())
        return 3;
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
