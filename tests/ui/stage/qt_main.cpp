// Tests of widgets run on an application object of their own, offscreen, with the bundled fonts.
#include <gtest/gtest.h>

#include <QApplication>

#include "ui/theme/fonts.h"

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    testing::InitGoogleTest(&argc, argv);
    if (!interleave::ui::theme::loadFonts())
        return 3;
    return RUN_ALL_TESTS();
}
